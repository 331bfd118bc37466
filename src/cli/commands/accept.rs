//! `accept`: the handler takes the ticket.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::fault::Result;

/// Take a ticket that is assigned to you, or one from the pool
#[derive(Debug, Args)]
pub struct Accept {
    #[command(flatten)]
    target: Target,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    note: Option<Text>,
}

impl Accept {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        perform(context, &self.target, |_| Ok(Act::Accepted { note: self.note.clone() }))
    }
}
