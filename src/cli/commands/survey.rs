//! `survey`: what customers answered.
mod answer;
mod import;
mod list;
mod respond;
mod rows;
mod sent;
mod show;

use clap::{Args, Subcommand};

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

#[derive(Debug, Subcommand)]
enum Action {
    Respond(respond::Respond),
    Sent(sent::Sent),
    List(list::List),
    Show(show::Show),
    Import(import::Import),
}

impl Survey {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        match self.action {
            Action::Respond(respond) => respond.run(context),
            Action::Sent(sent) => sent.run(context),
            Action::List(list) => list.run(context),
            Action::Show(show) => show.run(context),
            Action::Import(import) => import.run(context),
        }
    }
}
