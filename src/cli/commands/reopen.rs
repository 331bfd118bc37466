//! `reopen`: not solved after all.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::deed::{Target, perform};
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::domain::act::Act;
use crate::fault::Result;

/// Reopen a resolved or closed ticket; a closed one returns from the archive
#[derive(Debug, Args)]
pub struct Reopen {
    #[command(flatten)]
    target: Target,
    /// Why
    #[arg(short, long, value_name = "TEXT")]
    reason: String,
    /// When it is expected anew
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
}

impl Reopen {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let reason = input::checked(&self.reason)?;
        perform(context, &self.target, |scene| {
            let until = scene.deadline(self.until.as_deref())?;
            Ok(Act::Reopened { reason: reason.clone(), until })
        })
    }
}
