//! `git`: how the desk's files travel between clones.
mod driver;
mod mend;
mod setup;

use clap::{Args, Subcommand};

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::fault::Result;

/// Set a clone up for merging, and mend merges that were made without that
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets git setup\n  tickets git mend")]
pub struct Git {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Setup(setup::Setup),
    Mend(mend::Mend),
    MergeDriver(driver::MergeDriver),
}

impl Git {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        match self.action {
            Action::Setup(setup) => setup.run(context),
            Action::Mend(mend) => mend.run(context),
            Action::MergeDriver(driver) => driver.run(context),
        }
    }
}
