//! `customer list`: the customers of the desk.
use clap::Args;

use super::details;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, Form};
use crate::fault::Result;
use crate::store::customers;

/// List customers, by number
#[derive(Debug, Args)]
pub struct List {
    /// Words that number, name, contacts, organization, industry, region or tier mention
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Show names and contacts masked, as git sees them
    #[arg(long)]
    masked: bool,
    /// Show these columns
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    columns: Option<Vec<String>>,
    #[command(flatten)]
    form: Form,
}

impl List {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let words: Vec<_> = self.words.iter().map(|word| word.to_lowercase()).collect();
        let mut found = customers::all(&desk.root)?;
        found.retain(|known| words.iter().all(|word| known.customer.mentions(word)));
        let shown: Vec<_> = found.iter().map(|known| details::shown(known, self.masked)).collect();
        let mut table = details::table(&shown);
        if let Some(columns) = &self.columns {
            table = table.select(columns.iter().map(String::as_str))?;
        }
        form::list(context, &desk, &self.form, &table, "customer-list-empty")?;
        Ok(Exit::Done)
    }
}
