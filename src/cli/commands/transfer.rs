//! `transfer`: hand a ticket over.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::perform::{Target, perform};
use crate::cli::whom::Whom;
use crate::domain::act::Act;
use crate::fault::Result;

/// Hand a ticket over to a team or a member, with the reason and what is expected by when
#[derive(Debug, Args)]
pub struct Transfer {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    whom: Whom,
    /// Why
    #[arg(short, long, value_name = "TEXT")]
    reason: String,
    /// By when it is expected
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
}

impl Transfer {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let reason = input::checked(&self.reason)?;
        perform(context, &self.target, |scene| {
            let until = scene.deadline(self.until.as_deref())?;
            let (team, to) = self.whom.ids(scene.desk)?;
            Ok(Act::Transferred { team, to, reason: reason.clone(), until })
        })
    }
}
