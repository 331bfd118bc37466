//! `blame`: which act, and which commit, each key of a ticket's head has its value from.
use clap::Args;

use super::log::carried;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::telling::Teller;
use crate::cli::{form, lookup, output};
use crate::fault::Result;
use crate::git::repository::Repository;
use crate::render::Format;
use crate::report::table::{Cell, Column, Heading, Shape, Table};
use crate::review::Version;
use crate::review::origin::{Origin, origins};
use crate::service::carriers::Carriers;
use crate::service::versions;
use crate::store::file::TicketFile;

/// Show which act set each key of a ticket's head, and which commit carried that act
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets blame CS202610280001\n  tickets blame k3x9z --format json")]
pub struct Blame {
    /// A number, a key or the beginning of one
    #[arg(value_name = "ID")]
    id: String,
    /// Write it in this form
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = form::format_parser())]
    format: Format,
}

const COLUMNS: [(&str, Shape); 7] = [
    ("field", Shape::Text),
    ("value", Shape::Text),
    ("at", Shape::Moment),
    ("by", Shape::Text),
    ("did", Shape::Text),
    ("commit", Shape::Text),
    ("author", Shape::Text),
];

impl Blame {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        Repository::around(&desk.root)?;
        let found = lookup::one(context, &desk, &self.id)?;
        let version = versions::of(&TicketFile::read(&desk.root, &found.path)?)?;
        let carriers = Carriers::read(&desk.root, std::slice::from_ref(&version))?;
        if carriers.is_cut {
            context.tell("history-shallow", &[]);
        }
        let (teller, is_machine) = (Teller { context, desk: &desk }, self.format.is_machine());
        let origins = origins(&version.ticket);
        let rows = origins.iter().map(|origin| row(teller, &version, &carriers, origin, is_machine)).collect();
        let mut columns: Vec<_> = COLUMNS.iter().map(|(key, shape)| Column::new(key, *shape)).collect();
        columns[0].heading = Heading::Phrase("blame-field", Vec::new());
        let table = Table { id: "blame", columns, rows, frame: None };
        output::data(&form::text(context, &desk, &table, self.format))?;
        Ok(Exit::Done)
    }
}

fn row(teller: Teller<'_>, version: &Version, carriers: &Carriers, origin: &Origin, is_machine: bool) -> Vec<Cell> {
    let item = origin.act.and_then(|place| version.items().get(place).copied());
    let commit = origin.act.and_then(|place| carriers.of(version.reference.key, place));
    let value = origin.value.as_deref();
    let told = value.map(|value| teller.value(origin.key, value));
    let name = if is_machine { origin.key.to_owned() } else { teller.heading(origin.key) };
    let did = match item {
        Some(item) => Cell::code("act", Some(item.did())),
        None if is_machine => Cell::Absent,
        None => Cell::text(Some(teller.context.language.word("blame-hand"))),
    };
    let mut row = vec![
        Cell::text(Some(&name)),
        Cell::text(if is_machine { value } else { told.as_deref() }),
        Cell::moment(item.map(|item| item.entry.at)),
        Cell::code("member", item.map(|item| item.entry.by.as_str())),
        did,
    ];
    row.extend(carried(commit, is_machine));
    row
}
