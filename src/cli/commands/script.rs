//! `script`: the standard replies of the desk.
mod check;
mod list;
mod show;

use clap::{Args, Subcommand};

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::fault::Result;

/// Look at the standard replies of the desk
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tickets script list --for CS202610280001\n  tickets script show opening --filled\n  \
    tickets script check\n  tickets reply CS202610280001 --script opening --preview"
)]
pub struct Script {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    List(list::List),
    Show(show::Show),
    /// Check the standard replies: codes, placeholders, and whether they can be filled
    Check,
}

impl Script {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        match self.action {
            Action::List(list) => list.run(context),
            Action::Show(show) => show.run(context),
            Action::Check => check::run(context),
        }
    }
}
