//! `kb show`: an article.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::fault::Result;
use crate::render::sanitize;
use crate::service::articles;
use crate::store::knowledge;

/// Show an article
#[derive(Debug, Args)]
pub struct Show {
    /// The article
    #[arg(value_name = "ARTICLE")]
    article: String,
    /// Only what `tickets reply --article` says to the customer
    #[arg(long)]
    answer: bool,
}

impl Show {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let article = knowledge::read(&desk.root, &self.article)?;
        let text = if self.answer {
            articles::answer(&article).to_owned()
        } else {
            knowledge::source(&desk.root, &self.article)?
        };
        output::line(&sanitize::lines(text.trim_end()))?;
        Ok(Exit::Done)
    }
}
