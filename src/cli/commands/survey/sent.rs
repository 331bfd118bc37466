//! `survey sent`: record that a survey went out.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::deed::{Target, perform};
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::desk::vocabulary::List;
use crate::domain::act::Act;
use crate::domain::survey;
use crate::fault::Result;

/// Record that the survey about resolved or closed tickets went out
#[derive(Debug, Args)]
pub struct Sent {
    #[command(flatten)]
    target: Target,
    /// How it was sent (default: the ticket's channel)
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
    /// Why it was sent by hand
    #[arg(short, long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Sent {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let reason = self.reason.as_deref().map(input::checked).transpose()?;
        perform(context, &self.target, |scene| {
            survey::require_result(scene.ticket, scene.at)?;
            let channel = scene.code(List::Channel, self.channel.as_deref())?;
            let channel = channel.or_else(|| scene.ticket.head.channel.clone());
            Ok(Act::SurveySent { channel, reason: reason.clone() })
        })
    }
}
