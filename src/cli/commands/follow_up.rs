//! `follow-up`: the customer was contacted after the end.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::Said;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::fault::Result;

/// Record that the customer was contacted afterwards, such as after a poor score
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tickets follow-up CS202610280001 -m 'Called back; a voucher settles it.' --channel phone"
)]
pub struct FollowUp {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    said: Said,
}

impl FollowUp {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let text = self.said.message.text(context)?;
        perform(context, &self.target, |scene| {
            Ok(Act::FollowedUp { channel: scene.channel(self.said.channel.as_deref())?, text: text.clone() })
        })
    }
}
