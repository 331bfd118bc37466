//! `customer`: who asks.
mod add;
mod details;
mod edit;
mod list;
mod show;

use clap::Args;

pub(in crate::cli) use self::add::{AddFault, record};
use super::commands;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::fault::Result;

/// Record customers and look at them and their tickets; git sees names and contacts masked only
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tickets customer add --name 'Emma Clarke' --phone '+44 7700 900123' --tier gold\n  \
    tickets customer show 'Emma Clarke'\n  tickets customer edit C1001 --email emma@example.com --clear tier\n  \
    tickets customer list retail --masked"
)]
pub struct Customer {
    #[command(subcommand)]
    action: Action,
}

commands! {
    enum Action:
    add::Add,
    show::Show,
    list::List,
    edit::Edit,
}

impl Customer {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        self.action.run(context)
    }
}
