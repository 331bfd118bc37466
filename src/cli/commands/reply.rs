//! `reply`: a public message to the customer.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::deed::{Target, perform};
use crate::cli::exit::Exit;
use crate::cli::input::Message;
use crate::domain::act::Act;
use crate::fault::Result;

/// Record a public message to the customer; the first one stops the first-response clock
#[derive(Debug, Args)]
pub struct Reply {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    message: Message,
    /// How it was said (default: the ticket's channel)
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
}

impl Reply {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let text = self.message.text(context)?;
        perform(context, &self.target, |scene| {
            let channel = scene.channel(self.channel.as_deref())?;
            Ok(Act::Replied { channel, text: text.clone() })
        })
    }
}
