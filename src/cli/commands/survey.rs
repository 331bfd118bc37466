//! `survey`: what customers answered.
mod import;
mod list;
mod respond;
mod rows;
mod sent;
mod show;

use clap::Args;

use super::commands;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::fault::Result;

/// Record what customers answer, and look at it
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets survey sent CS202610280001 --channel email\n  \
    tickets survey respond CS202610280001 --score attitude=5 --score speed=4 --comment 'Quick and friendly'\n  \
    tickets survey list --where 'lowest <= 2' --since 2026-10-01\n  \
    tickets survey import answers.csv --dry-run")]
pub struct Survey {
    #[command(subcommand)]
    action: Action,
}

commands! {
    enum Action:
    respond::Respond,
    sent::Sent,
    list::List,
    show::Show,
    import::Import,
}

impl Survey {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        self.action.run(context)
    }
}
