//! `analyse`: a finding.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::Message;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::fault::Result;

/// Record a finding: what the cause is, or may be
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets analyse CS202610280001 -m 'The certificate expired at midnight.'")]
pub struct Analyse {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    message: Message,
}

impl Analyse {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let text = self.message.text(context)?;
        perform(context, &self.target, |_| Ok(Act::Analysed { text: text.clone() }))
    }
}
