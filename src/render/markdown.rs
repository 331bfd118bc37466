//! A Markdown table with words, for a merge request or a wiki.
use std::io;

use super::Page;
use crate::report::table::{Shape, Table};

/// Writes a table, under its title and over its notes.
pub(super) fn write(table: &Table, page: &Page<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    if let Some(title) = page.title(table) {
        writeln!(out, "### {}\n", escaped(&title))?;
    }
    write_row(out, table.columns.iter().map(|column| escaped(&page.heading(column))))?;
    write_row(out, table.columns.iter().map(|column| rule(column.shape).to_owned()))?;
    for row in &table.rows {
        write_row(out, row.iter().map(|cell| escaped(&page.cell(cell))))?;
    }
    let notes = table.frame.as_ref().map(|frame| page.notes(frame)).unwrap_or_default();
    if !notes.is_empty() {
        writeln!(out)?;
    }
    notes.iter().try_for_each(|note| writeln!(out, "- {}", escaped(note)))
}

fn write_row(out: &mut dyn io::Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    cells.into_iter().try_for_each(|cell| write!(out, "| {cell} "))?;
    out.write_all(b"|\n")
}

const fn rule(shape: Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Moment => "---",
        Shape::Number | Shape::Rate => "---:",
    }
}

/// The text with every sign that Markdown or HTML would read escaped. It must be sanitised, and on one line.
pub fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len() + 8), |mut escaped, character| {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' => escaped.extend(['\\', character]),
            _ => escaped.push(character),
        }
        escaped
    })
}
