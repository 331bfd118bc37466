//! `note`: an internal remark.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::Message;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::fault::Result;

/// Write an internal remark that the customer never sees
#[derive(Debug, Args)]
pub struct Note {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    message: Message,
}

impl Note {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let text = self.message.text(context)?;
        perform(context, &self.target, |_| Ok(Act::Noted { text: text.clone() }))
    }
}
