//! `script list`: the standard replies.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, Form};
use crate::cli::lookup;
use crate::desk::scripts::{self, Stored};
use crate::domain::ids::{Code, Text};
use crate::fault::Result;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::store::file::TicketFile;

/// List the standard replies, with what each is for and the values it asks for
#[derive(Debug, Args)]
pub struct List {
    /// Only those for this ticket
    #[arg(long = "for", value_name = "ID")]
    id: Option<String>,
    #[command(flatten)]
    form: Form,
}

impl List {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let names = scripts::names(&desk.root)?;
        let mut all = names.iter().map(|name| scripts::read(&desk.root, name)).collect::<Result<Vec<_>>>()?;
        if let Some(id) = &self.id {
            let found = lookup::one(context, &desk, id)?;
            let ticket = TicketFile::read(&desk.root, &found.path)?.ticket()?;
            all.retain(|stored| stored.fits(&ticket.head));
        }
        form::list(context, &desk, &self.form, &table(&all), "scripts-none")?;
        Ok(Exit::Done)
    }
}

fn table(all: &[Stored]) -> Table {
    let columns = ["script", "label", "for", "channel", "set"];
    let columns = columns.into_iter().map(|key| Column::new(key, Shape::Text)).collect();
    Table { id: "scripts", columns, rows: all.iter().map(row).collect(), frame: None }
}

fn row(stored: &Stored) -> Vec<Cell> {
    let script = &stored.script;
    let codes = |codes: &[Code]| codes.iter().map(Code::as_str).collect::<Vec<_>>().join(",");
    let lists = script.fits.lists();
    let fits = lists.into_iter().filter(|(_, _, known)| !known.is_empty());
    let fits: Vec<Text> = fits.map(|(key, _, known)| format!("{key}={}", codes(known)).into()).collect();
    let set: Vec<Text> = script.set.keys().map(|name| name.as_str().into()).collect();
    let list = |items: Vec<Text>| if items.is_empty() { Cell::Absent } else { Cell::List(items) };
    vec![
        Cell::text(Some(&stored.name)),
        Cell::text(Some(&script.label)),
        list(fits),
        Cell::code("channel", script.channel.as_ref().map(Code::as_str)),
        list(set),
    ]
}
