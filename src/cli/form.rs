//! In which form a command tells its result.
use std::borrow::Cow;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::context::Context;
use super::globals::Color;
use super::output;
use crate::desk::open::Desk;
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
    for act in cell(2).split(' ').map(|act| act_label(context, act)) {
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

/// What people call an act.
pub fn act_label(context: &Context, code: &str) -> String {
    context.language.find(&format!("act.{code}")).unwrap_or(code).to_owned()
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
