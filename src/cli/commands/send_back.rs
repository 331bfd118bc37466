//! `send-back`: a solution does not hold.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::deed::{Target, perform};
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::domain::act::Act;
use crate::fault::Result;

/// Send a solution back to its handler, with a reason and a new expected time
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets send-back CS202610280001 --reason 'not tested on the phone' --until 17:00")]
pub struct SendBack {
    #[command(flatten)]
    target: Target,
    /// Why
    #[arg(short, long, value_name = "TEXT")]
    reason: String,
    /// When it is expected anew
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
}

impl SendBack {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let reason = input::checked(&self.reason)?;
        perform(context, &self.target, |scene| {
            let until = scene.deadline(self.until.as_deref())?;
            Ok(Act::SentBack { reason: reason.clone(), until })
        })
    }
}
