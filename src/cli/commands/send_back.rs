//! `send-back`: a solution does not hold.
use clap::Args;

use super::reopen::Again;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::domain::act::Act;
use crate::fault::Result;

/// Send a solution back to its handler, with a reason and a new expected time
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tickets send-back CS202610280001 --reason 'not tested on the phone' --until 17:00"
)]
pub struct SendBack {
    #[command(flatten)]
    again: Again,
}

impl SendBack {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        self.again.begin(context, |reason, until| Act::SentBack { reason, until })
    }
}
