//! `git`: how the desk's files travel between clones.
mod audit;
mod driver;
mod mend;
mod setup;

use clap::Args;

use super::commands;
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

commands! {
    enum Action:
    audit::Audit,
    setup::Setup,
    mend::Mend,
    driver::MergeDriver,
}

impl Git {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        self.action.run(context)
    }
}
