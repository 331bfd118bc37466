//! `kb search`: articles by words.
use clap::Args;

use crate::automation::search::Question;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, Form};
use crate::cli::kb;
use crate::cli::listing::Lenience;
use crate::desk::open::Desk;
use crate::desk::vocabulary::List;
use crate::domain::category;
use crate::domain::ids::Code;
use crate::fault::Result;
use crate::service::articles;
use crate::store::knowledge::{self, Article};

/// Find articles by words: verified ones that answer well first, then the best
#[derive(Debug, Args)]
pub struct Search {
    /// The words
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    #[command(flatten)]
    wanted: Wanted,
}

/// Which articles are wanted, and how they are shown.
#[derive(Debug, Args)]
pub(super) struct Wanted {
    /// Only articles about this category
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    /// Only verified articles
    #[arg(long)]
    verified: bool,
    /// At most this many
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 10)]
    limit: usize,
    #[command(flatten)]
    lenience: Lenience,
    #[command(flatten)]
    form: Form,
}

impl Search {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        self.wanted.answer(context, &desk, &self.words.join(" "))
    }
}

impl Wanted {
    /// Shows the articles that answer a question.
    pub(super) fn answer(&self, context: &Context, desk: &Desk, text: &str) -> Result<Exit> {
        let question = Question::new(text);
        let category = self.category.as_deref();
        let category = category.map(|text| desk.vocabulary.resolve_above(List::Category, text)).transpose()?;
        let all = knowledge::all(&desk.root)?;
        let is_within = |wanted: &Code, own: &Code| category::is_within(own.as_str(), wanted.as_str());
        let is_about = |wanted, article: &Article| article.category.as_ref().is_some_and(|own| is_within(wanted, own));
        let is_wanted = |article: &Article| {
            category.as_ref().is_none_or(|wanted| is_about(wanted, article))
                && (!self.verified || article.verified.is_some())
        };
        let mut hits = articles::rank(desk, &all.articles, &question, is_wanted);
        hits.truncate(self.limit);
        form::list(context, desk, &self.form, &kb::ranking(&hits, &question), "articles-none")?;
        Ok(self.lenience.tell(context, &all.invalid))
    }
}
