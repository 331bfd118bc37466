//! `kb list`: all articles.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, Form};
use crate::cli::kb;
use crate::fault::Result;
use crate::store::knowledge;

/// List the articles by name
#[derive(Debug, Args)]
pub struct List {
    /// Only articles that nobody verified
    #[arg(long)]
    unverified: bool,
    /// Leave out files that cannot be read, and say how many
    #[arg(long)]
    skip_invalid: bool,
    #[command(flatten)]
    form: Form,
}

impl List {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let all = knowledge::all(&desk.root)?;
        let wanted = all.articles.iter().filter(|article| !self.unverified || article.verified.is_none());
        let table = kb::listing(wanted);
        if table.rows.is_empty() && !self.form.quiet && !self.form.format.is_machine() {
            context.tell("articles-none", &[]);
        } else {
            form::show(context, &desk, &self.form, &table)?;
        }
        Ok(kb::unread(context, &all.invalid, self.skip_invalid))
    }
}
