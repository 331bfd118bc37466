//! `kb`: the knowledge of the desk.
mod list;
mod new;
mod search;
mod show;
mod suggest;
mod verify;

use clap::Args;

use super::commands;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::fault::Result;

/// Find, read and write the articles of the desk
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets kb search refund voucher\n  tickets kb suggest CS202610280001\n  \
    tickets kb new --from CS202610280001 --keyword refund\n  tickets kb verify refund-of-a-voucher\n  \
    tickets reply CS202610280002 --article refund-of-a-voucher")]
pub struct Kb {
    #[command(subcommand)]
    action: Action,
}

commands! {
    enum Action:
    search::Search,
    suggest::Suggest,
    list::List,
    show::Show,
    new::New,
    verify::Verify,
}

impl Kb {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        self.action.run(context)
    }
}
