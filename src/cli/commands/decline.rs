//! `decline`: the handler gives the ticket back.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::fault::Result;

/// Give an assigned ticket back to the pool, with a reason
#[derive(Debug, Args)]
pub struct Decline {
    #[command(flatten)]
    target: Target,
    /// Why
    #[arg(short, long, value_name = "TEXT")]
    reason: String,
}

impl Decline {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let reason = input::checked(&self.reason)?;
        perform(context, &self.target, |_| Ok(Act::Declined { reason: reason.clone() }))
    }
}
