//! A table for a terminal: aligned columns, also of double-width characters.
mod layout;

use std::borrow::Cow;
use std::io;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table as Grid, TableStyle};

use self::layout::Shown;
use super::Page;
use crate::report::table::{Cell, Shape, Table};

const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[31m";
const YELLOW: &str = "\x1b[33m";
const RESET: &str = "\x1b[0m";

/// Writes a table, under its title and over its notes.
pub(super) fn write(table: &Table, page: &Page<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    if let Some(title) = page.title(table) {
        writeln!(out, "{}\n", painted(&title, BOLD, page))?;
    }
    write_grid(table, page, out)?;
    let notes = table.frame.as_ref().map(|frame| page.notes(frame)).unwrap_or_default();
    if !notes.is_empty() {
        writeln!(out)?;
    }
    notes.iter().try_for_each(|note| writeln!(out, "{note}"))
}

fn write_grid(table: &Table, page: &Page<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let columns = layout::fitted(table, page);
    let lines: Vec<_> = grid(&columns, table.rows.len()).lines().collect();
    // A row takes one line; what is above the first one is the heading and the rule under it.
    let (head, rows) = lines.split_at(lines.len().saturating_sub(table.rows.len()));
    for line in head {
        writeln!(out, "{}", painted(line.trim_end(), BOLD, page))?;
    }
    let mut marked = rows.iter().zip(&table.rows);
    marked.try_for_each(|(line, row)| writeln!(out, "{}", painted(line.trim_end(), tone(row), page)))
}

fn grid(columns: &[Shown<'_>], rows: usize) -> Grid {
    let mut grid = Grid::new();
    grid.load_style(TableStyle::new().header_separator(LineStyle::none().fill('-')));
    grid.set_content_arrangement(ContentArrangement::Disabled);
    grid.set_header(columns.iter().map(|column| &*column.heading));
    grid.add_rows((0..rows).map(|row| columns.iter().map(move |column| &*column.texts[row])));
    let last = columns.len().saturating_sub(1);
    for (place, (column, shown)) in grid.column_iter_mut().zip(columns).enumerate() {
        column.set_padding((0, if place == last { 0 } else { layout::GAP }));
        if matches!(shown.shape, Shape::Number | Shape::Rate) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    grid
}

/// Red for what was missed, yellow for what soon will be.
fn tone(row: &[Cell]) -> &'static str {
    let is = |state: &str| row.iter().any(|cell| matches!(cell, Cell::Code("state", code) if code == state));
    if is("missed") {
        RED
    } else if is("warned") {
        YELLOW
    } else {
        ""
    }
}

fn painted<'a>(text: &'a str, tone: &str, page: &Page<'_>) -> Cow<'a, str> {
    if page.color && !tone.is_empty() { format!("{tone}{text}{RESET}").into() } else { text.into() }
}
