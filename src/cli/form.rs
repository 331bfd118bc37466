//! In which form a command tells its result.
use std::borrow::Cow;
use std::collections::HashMap;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::context::Context;
use super::globals::Color;
use super::output;
use crate::automation::confirmation::Level;
use crate::desk::open::Desk;
use crate::domain::act::{Act, Entry};
use crate::domain::field::Field;
use crate::domain::ids::Text;
use crate::fault::Result;
use crate::render::{Format, Labels, Page, write};
use crate::report::table::{Cell, Table};

/// In which form a command tells its result.
#[derive(Debug, Clone, Default, Args)]
pub struct Form {
    /// Write it in this form
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = format_parser())]
    pub format: Format,
    /// Print the numbers only
    #[arg(short, long)]
    pub quiet: bool,
}

impl Form {
    /// Whether rows can be shown as they come; the others are one document.
    pub const fn is_open_ended(&self) -> bool {
        self.quiet || matches!(self.format, Format::Table | Format::JsonLines)
    }

    /// Whether people are told more than the rows.
    pub const fn is_for_people(&self) -> bool {
        !self.quiet && !self.format.is_machine()
    }
}

/// In which form one thing is shown whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Reading {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Reads the name of a format.
pub fn format_parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::code)).try_map(|code| code.parse::<Format>())
}

/// The text of a table in a format, as a person or a program at the other end wants it.
pub fn text(context: &Context, labels: &dyn Labels, table: &Table, format: Format) -> String {
    let environment = &context.environment;
    let width = environment.width.and_then(|width| u16::try_from(width).ok());
    let page = Page { language: context.language, labels, width, color: is_coloured(context) };
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = write(table, format, &page, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Shows a listing: the table in its format, or with `--quiet` the numbers only.
pub fn show(context: &Context, desk: &Desk, form: &Form, table: &Table) -> Result<()> {
    if form.quiet {
        return output::data(&numbers(table));
    }
    output::data(&text(context, desk, table, form.format))
}

/// Shows a listing; of an empty one people are told `empty`, a message of the product.
pub fn list(context: &Context, desk: &Desk, form: &Form, table: &Table, empty: &'static str) -> Result<()> {
    if table.rows.is_empty() && !form.quiet && !form.format.is_machine() {
        context.tell(empty, &[]);
        return Ok(());
    }
    show(context, desk, form, table)
}

/// The columns that people get of a table, with the names of its customers; other formats get all as it is.
pub fn for_people(desk: &Desk, format: Format, table: Table, columns: &[&str]) -> Result<Table> {
    if format != Format::Table {
        return Ok(table);
    }
    let mut table = table.select(columns.iter().copied())?;
    name_customers(desk, &mut table);
    Ok(table)
}

/// Puts the names of customers, as far as they are known here, in the place of their numbers.
fn name_customers(desk: &Desk, table: &mut Table) {
    let mut names: HashMap<Text, Option<Text>> = HashMap::new();
    let places = table.columns.iter().enumerate().filter(|(_, column)| column.key == Field::Customer.code());
    for place in places.map(|(place, _)| place) {
        for row in &mut table.rows {
            let Cell::Text(id) = &row[place] else { continue };
            let name = names.entry(id.clone()).or_insert_with(|| desk.customer_name(id));
            if let Some(name) = name {
                row[place] = Cell::Text(name.clone());
            }
        }
    }
}

/// Shows what an act did: a sentence for each ticket on a terminal, else the table.
pub fn show_outcome(context: &Context, desk: &Desk, form: &Form, table: &Table) -> Result<()> {
    if form.quiet || form.format != Format::Table {
        return show(context, desk, form, table);
    }
    let sentences: String = table.rows.iter().map(|row| sentence(context, desk, row) + "\n").collect();
    output::data(&sentences)
}

fn sentence(context: &Context, desk: &Desk, row: &[Cell]) -> String {
    let cell = |place: usize| match row.get(place) {
        Some(Cell::Text(text)) => text.to_string(),
        Some(Cell::Code(kind, code)) => desk.label(kind, code).map_or_else(|| code.to_string(), Cow::into_owned),
        _ => String::new(),
    };
    let mut did: Vec<_> = Vec::new();
    let kind = row.get(2).map_or(ACT, kind_of);
    for act in cell(2).split(' ').map(|act| act_label(context, kind, act)) {
        if !did.contains(&act) {
            did.push(act);
        }
    }
    let did = did.join(context.language.word("list-comma"));
    let whom = match (cell(4), cell(5)) {
        (team, who) if who.is_empty() => team,
        (_, who) => who,
    };
    let args = [("number", &*cell(0)), ("did", &did), ("status", &cell(3)), ("whom", &whom)];
    let key = if args[3].1.is_empty() { "outcome" } else { "outcome-whom" };
    context.say(key, &args)
}

/// Under which kind of words people find an act, unless there are better ones for what it does.
const ACT: &str = "act";
/// What approving a classification is called.
const CONFIRMATION: &str = "confirmation";

fn kind_of(did: &Cell) -> &'static str {
    if let Cell::Code(kind, _) = did { kind } else { ACT }
}

/// The codes of acts, as a cell that [`show_outcome`] reads: who approves a classification confirms it.
pub fn did(entries: &[Entry]) -> Cell {
    let codes: Vec<_> = entries.iter().map(|entry| entry.act.kind().code()).collect();
    let codes = codes.join(" ");
    let special = entries.iter().map(|entry| act_kind(&entry.act)).find(|kind| *kind != ACT);
    special.map_or_else(|| Cell::text(Some(&codes)), |kind| Cell::code(kind, Some(&codes)))
}

/// What people call an act of a [kind](act_kind).
pub fn act_label(context: &Context, kind: &str, code: &str) -> String {
    let find = |kind: &str| context.language.find(&format!("{kind}.{code}"));
    find(kind).or_else(|| find(ACT)).unwrap_or(code).to_owned()
}

/// Under which kind of words people find an act.
pub fn act_kind(act: &Act) -> &'static str {
    match act {
        Act::Approved { what, .. } if Level::ALL.iter().any(|level| level.code() == what.as_str()) => CONFIRMATION,
        _ => ACT,
    }
}

fn numbers(table: &Table) -> String {
    let number = |row: &Vec<Cell>| match row.first() {
        Some(Cell::Text(text)) => format!("{text}\n"),
        _ => String::new(),
    };
    table.rows.iter().map(number).collect()
}

fn is_coloured(context: &Context) -> bool {
    match context.globals.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => context.environment.stdout_is_terminal && context.environment.variable("NO_COLOR").is_none(),
    }
}
