//! `receive`: a message of the customer.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::Said;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::domain::rule;
use crate::fault::Result;

/// Record a message of the customer; it ends a wait for the customer
#[derive(Debug, Args)]
pub struct Receive {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    said: Said,
}

impl Receive {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let text = self.said.message.text(context)?;
        perform(context, &self.target, |scene| {
            let channel = scene.channel(self.said.channel.as_deref())?;
            let mut acts = vec![Act::Received { channel, text: text.clone() }];
            let is_last = scene.at >= scene.ticket.last_at();
            if is_last && rule::waits_for(scene.ticket).is_some_and(|party| party.as_str() == rule::CUSTOMER) {
                acts.push(Act::Resumed { note: None });
            }
            Ok(acts)
        })
    }
}
