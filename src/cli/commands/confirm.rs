//! `confirm`: the customer agrees that it is solved.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::perform::{Target, perform};
use crate::desk::vocabulary::List;
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::domain::rule::is_confirmed;
use crate::fault::Result;
use crate::faults;

faults! {
    /// Why nothing is confirmed.
    pub enum ConfirmFault {
        "confirm-twice" => Twice { id: String },
    }
}

/// Record that the customer confirmed the solution; one that is not solved is reopened
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets confirm CS202610280001 --channel phone\n  \
    tickets reopen CS202610280001 --reason 'still fails' --until 17:00")]
pub struct Confirm {
    #[command(flatten)]
    target: Target,
    /// How
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
    /// What the customer said
    #[arg(long, value_name = "TEXT")]
    note: Option<Text>,
}

impl Confirm {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        perform(context, &self.target, |scene| {
            if is_confirmed(scene.ticket) {
                return Err(ConfirmFault::Twice { id: scene.ticket.head.id.to_string() }.into());
            }
            let channel = scene.code(List::Channel, self.channel.as_deref())?;
            Ok(Act::Confirmed { channel, note: self.note.clone() })
        })
    }
}
