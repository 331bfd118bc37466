//! `reopen`: not solved after all.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::domain::moment::Moment;
use crate::fault::Result;

/// Reopen a resolved or closed ticket; a closed one returns from the archive
#[derive(Debug, Args)]
pub struct Reopen {
    #[command(flatten)]
    again: Again,
}

/// Which work begins again, why, and by when it is expected.
#[derive(Debug, Args)]
pub(super) struct Again {
    #[command(flatten)]
    target: Target,
    /// Why
    #[arg(short, long, value_name = "TEXT")]
    reason: String,
    /// When it is expected anew
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
}

impl Reopen {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        self.again.begin(context, |reason, until| Act::Reopened { reason, until })
    }
}

impl Again {
    /// Performs the act by which it begins.
    pub(super) fn begin(&self, context: &mut Context, act: impl Fn(Text, Option<Moment>) -> Act) -> Result<Exit> {
        let reason = input::checked(&self.reason)?;
        perform(context, &self.target, |scene| Ok(act(reason.clone(), scene.deadline(self.until.as_deref())?)))
    }
}
