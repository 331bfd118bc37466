//! A table for a terminal: aligned columns, also of double-width characters.
use std::borrow::Cow;
use std::io;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table as Grid, TableStyle};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Page;
use crate::report::table::{Cell, Shape, Table};

/// Between two columns.
const GAP: usize = 2;
/// A text is never made shorter than this.
const NARROWEST: usize = 8;
/// Stands for the rest of a text that was made shorter.
const CUT: &str = "…";
/// Lines above the first row: the headings and the rule under them.
const HEAD_LINES: usize = 2;

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
    let texts = fitted(table, page);
    let lines: Vec<_> = grid(table, page, &texts).lines().collect();
    // Where even shortened texts are too wide, rows take several lines and go without colour.
    let plain = lines.len() != HEAD_LINES + table.rows.len();
    for (place, line) in lines.iter().enumerate() {
        let tone = match place.checked_sub(HEAD_LINES) {
            _ if plain => "",
            None => BOLD,
            Some(row) => tone(&table.rows[row]),
        };
        writeln!(out, "{}", painted(line.trim_end(), tone, page))?;
    }
    Ok(())
}

fn grid(table: &Table, page: &Page<'_>, texts: &[Vec<Cow<'_, str>>]) -> Grid {
    let mut grid = Grid::new();
    grid.load_style(TableStyle::new().header_separator(LineStyle::none().fill('-')));
    grid.set_content_arrangement(ContentArrangement::Disabled);
    if let Some(width) = page.width {
        grid.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    grid.set_header(table.columns.iter().map(|column| page.heading(column)));
    grid.add_rows(texts.iter().map(|row| row.iter().map(|text| &**text)));
    for (column, shape) in grid.column_iter_mut().zip(table.columns.iter().map(|column| column.shape)) {
        column.set_padding((0, 2));
        if matches!(shape, Shape::Number | Shape::Rate) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    grid
}

/// The texts of all cells, the widest text columns shortened until the rows fit the page.
fn fitted<'a>(table: &'a Table, page: &'a Page<'_>) -> Vec<Vec<Cow<'a, str>>> {
    let mut texts: Vec<Vec<_>> =
        table.rows.iter().map(|row| row.iter().map(|cell| page.cell(cell)).collect()).collect();
    let Some(room) = page.width else { return texts };
    let headings: Vec<_> = table.columns.iter().map(|column| page.heading(column).width()).collect();
    let mut natural = headings.clone();
    for row in &texts {
        for (width, text) in natural.iter_mut().zip(row) {
            *width = text.width().max(*width);
        }
    }
    let limits = shortened(&natural, &headings, table, usize::from(room));
    for (text, limit) in texts.iter_mut().flat_map(|row| row.iter_mut().zip(&limits)) {
        if text.width() > *limit {
            *text = cut(text, *limit).into();
        }
    }
    texts
}

/// Takes a column from the widest texts for as long as the rows need more than `room`; never so much
/// that a heading would not fit.
fn shortened(natural: &[usize], headings: &[usize], table: &Table, room: usize) -> Vec<usize> {
    let mut widths = natural.to_vec();
    let can_be_shorter = |place: usize, width: usize| {
        table.columns[place].shape == Shape::Text && width > headings[place].max(NARROWEST)
    };
    loop {
        let needed: usize = widths.iter().map(|width| width + GAP).sum();
        let texts = (0..widths.len()).filter(|&place| can_be_shorter(place, widths[place]));
        match texts.max_by_key(|&place| widths[place]) {
            Some(place) if needed > room => widths[place] -= 1,
            _ => return widths,
        }
    }
}

/// The beginning of a text that takes at most `width` columns with the sign that it was cut.
fn cut(text: &str, width: usize) -> String {
    let mut left = width.saturating_sub(CUT.width());
    let fits = |character: &char| {
        let needed = character.width().unwrap_or(0);
        let fits = needed <= left;
        left = left.saturating_sub(needed);
        fits
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.push_str(CUT);
    short
}

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
