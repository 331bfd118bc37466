//! `git`: how the desk's files travel between clones.
mod audit;
mod driver;
mod mend;
mod setup;

use clap::{Args, Subcommand};

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::fault::Result;

/// Set a clone up for merging, mend merges that were made without that, audit the history
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets git setup\n  tickets git mend\n  tickets git audit origin/main..HEAD")]
pub struct Git {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Audit(audit::Audit),
    Setup(setup::Setup),
    Mend(mend::Mend),
    MergeDriver(driver::MergeDriver),
}

impl Git {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        match self.action {
            Action::Audit(audit) => audit.run(context),
            Action::Setup(setup) => setup.run(context),
            Action::Mend(mend) => mend.run(context),
            Action::MergeDriver(driver) => driver.run(context),
        }
    }
}
