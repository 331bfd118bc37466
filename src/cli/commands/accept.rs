//! `accept`: the handler takes the ticket.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::deed::{Target, perform};
use crate::cli::exit::Exit;
use crate::domain::act::Act;
use crate::domain::ids::MemberId;
use crate::domain::ids::Text;
use crate::fault::Result;
use crate::faults;

faults! {
    /// Why a ticket is not accepted.
    pub enum AcceptFault {
        "accept-not-yours" => NotYours { id: String, assignee: MemberId, actor: MemberId },
    }
}

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
        perform(context, &self.target, |scene| match &scene.ticket.head.assignee {
            Some(assignee) if assignee != scene.actor => {
                let id = scene.ticket.head.id.to_string();
                Err(AcceptFault::NotYours { id, assignee: assignee.clone(), actor: scene.actor.clone() }.into())
            }
            _ => Ok(Act::Accepted { note: self.note.clone() }),
        })
    }
}
