//! `kb list`: all articles.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, Form};
use crate::cli::kb;
use crate::cli::listing::Lenience;
use crate::fault::Result;
use crate::store::knowledge;

/// List the articles by name
#[derive(Debug, Args)]
pub struct List {
    /// Only articles that nobody verified
    #[arg(long)]
    unverified: bool,
    #[command(flatten)]
    lenience: Lenience,
    #[command(flatten)]
    form: Form,
}

impl List {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let all = knowledge::all(&desk.root)?;
        let left_out = self.lenience.settle(context, all.invalid)?;
        let wanted = all.articles.iter().filter(|article| !self.unverified || article.verified.is_none());
        let table = kb::listing(wanted);
        form::list(context, &desk, &self.form, &table, "articles-none")?;
        left_out.tell(context);
        Ok(Exit::Done)
    }
}
