//! `kb verify`: an article is right.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::fault::Result;
use crate::store::knowledge::{self, Verified};
use crate::store::layout;
use crate::store::transaction::Transaction;

/// Record that you found an article right today; verified articles come first
#[derive(Debug, Args)]
pub struct Verify {
    /// The articles
    #[arg(required = true, value_name = "ARTICLE")]
    articles: Vec<String>,
}

impl Verify {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let verified = Verified { on: context.now(&desk).date_naive(), by: context.actor(&desk)? };
        let writer = context.lock(&desk)?;
        let mut transaction = Transaction::new();
        for slug in &self.articles {
            let before = knowledge::source(&desk.root, slug)?;
            let after = knowledge::verify(slug, &before, &verified)?;
            if after != before {
                transaction.replace(layout::article(slug), before, after);
            }
        }
        transaction.commit(&writer)?;
        let (on, by) = (verified.on.to_string(), desk.roster.name(&verified.by));
        for article in &self.articles {
            context.tell("article-verified", &[("article", article), ("on", &on), ("by", by)]);
        }
        Ok(Exit::Done)
    }
}
