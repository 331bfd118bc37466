//! CSV after RFC 4180, with line feeds: codes and plain numbers, a header always.
//!
//! Durations are seconds. A rate is three columns: `attainment` as a decimal, `attainment_part` and
//! `attainment_whole`. What people wrote keeps its line feeds and tabs; other control characters
//! become visible signs, and a text that a spreadsheet would take for a formula gets a leading `'`.
use std::borrow::Cow;
use std::io;

use csv::{Terminator, Writer, WriterBuilder};

use super::{machine, sanitize};
use crate::report::table::{Cell, Shape, Table};

/// Writes a table.
pub(super) fn write(table: &Table, out: &mut dyn io::Write) -> io::Result<()> {
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(out);
    writer.write_record(header(table).iter().map(|name| guarded(name).into_owned()))?;
    for row in &table.rows {
        for (column, cell) in table.columns.iter().zip(row) {
            write_cell(&mut writer, column.shape, cell)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

fn header(table: &Table) -> Vec<Cow<'_, str>> {
    let mut names = Vec::new();
    for column in &table.columns {
        names.push(Cow::Borrowed(&*column.key));
        if column.shape == Shape::Rate {
            names.extend(["part", "whole"].map(|end| Cow::Owned(format!("{}_{end}", column.key))));
        }
    }
    names
}

fn write_cell(writer: &mut Writer<&mut dyn io::Write>, shape: Shape, cell: &Cell) -> io::Result<()> {
    let text = machine::text(cell);
    let safe = if machine::is_free_text(cell) { guarded(&text) } else { text };
    writer.write_field(&*safe)?;
    match (shape, cell) {
        (Shape::Rate, Cell::Rate(part, whole)) => {
            writer.write_field(part.to_string())?;
            writer.write_field(whole.to_string())?;
        }
        (Shape::Rate, _) => {
            writer.write_field("")?;
            writer.write_field("")?;
        }
        _ => {}
    }
    Ok(())
}

/// The text without controls, and with a leading `'` where a spreadsheet would take it for a formula; the
/// full-width signs count too, for spreadsheets of East Asia read them alike.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    let clean = sanitize::lines(text);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']) {
        return Cow::Owned(format!("'{clean}"));
    }
    clean
}
