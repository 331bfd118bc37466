//! `verify`: a solution is checked, inside the desk or by the customer.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::perform::{Target, perform};
use crate::desk::vocabulary::List;
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::domain::transition;
use crate::fault::Result;

/// Check a solution: it holds, the customer confirms it, or it goes back to the handler
#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    target: Target,
    /// The customer confirmed it
    #[arg(long, conflicts_with = "send_back")]
    customer: bool,
    /// How the customer confirmed it
    #[arg(long, value_name = "CHANNEL", requires = "customer")]
    channel: Option<String>,
    /// It does not hold, for this reason: back to the handler
    #[arg(long, value_name = "TEXT")]
    send_back: Option<String>,
    /// When it is expected anew
    #[arg(long, value_name = "TIME", requires = "send_back")]
    until: Option<String>,
    /// What was tested
    #[arg(long, value_name = "TEXT")]
    note: Option<Text>,
}

impl Verify {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let send_back = self.send_back.as_deref().map(input::checked).transpose()?;
        perform(context, &self.target, |scene| {
            let until = scene.deadline(self.until.as_deref())?;
            let note = self.note.clone();
            let act = match &send_back {
                Some(reason) => Act::SentBack { reason: reason.clone(), until },
                None if self.customer => {
                    Act::Confirmed { channel: scene.code(List::Channel, self.channel.as_deref())?, note }
                }
                None => Act::Verified { note },
            };
            let head = &scene.ticket.head;
            // Whether it could be then, is for the history to say.
            if self.target.at.is_none() {
                transition::require_of("verify", head.id.as_str(), act.kind(), head.status)?;
            }
            Ok(act)
        })
    }
}
