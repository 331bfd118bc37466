//! `kb search`: articles by words.
use clap::Args;

use crate::automation::search::Question;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, Form};
use crate::cli::kb;
use crate::desk::open::Desk;
use crate::desk::vocabulary::List;
use crate::fault::Result;
use crate::store::knowledge::{self, Article};

/// Find articles by words, the best first; verified ones before others that are about as good
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
    /// Leave out files that cannot be read, and say how many
    #[arg(long)]
    skip_invalid: bool,
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
        let category = category.map(|text| desk.vocabulary.resolve(List::Category, text)).transpose()?;
        let all = knowledge::all(&desk.root)?;
        let is_wanted = |article: &Article| {
            (category.is_none() || article.category == category) && (!self.verified || article.verified.is_some())
        };
        // The score of an article is the same whatever else is wanted.
        let hits = kb::rank(desk, &all.articles, &question).into_iter().filter(|hit| is_wanted(hit.article));
        let hits: Vec<_> = hits.take(self.limit).collect();
        if hits.is_empty() && !self.form.quiet && !self.form.format.is_machine() {
            context.tell("articles-none", &[]);
        } else {
            form::show(context, desk, &self.form, &kb::ranking(&hits, &question))?;
        }
        Ok(kb::unread(context, &all.invalid, self.skip_invalid))
    }
}
