//! Making a table fit a terminal: one line for each row, numbers and times whole.
use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::render::Page;
use crate::report::table::{Cell, Shape, Table};

/// Between two columns.
pub(super) const GAP: u16 = 2;
/// What somebody wrote is never made shorter than this.
const NARROWEST: usize = 8;
/// The words for codes tell rows apart: they are hardly ever made shorter.
const NARROWEST_CODE: usize = 22;
/// The columns that people type what they read in: cut, they would be worth nothing.
const NAMES: [&str; 3] = ["number", "key", "id"];
/// Stands for the rest of a text that was made shorter.
const CUT: &str = "…";

/// A column as it is shown.
pub(super) struct Shown<'a> {
    pub(super) shape: Shape,
    /// Its heading, of several lines where it had to be broken.
    pub(super) heading: Cow<'a, str>,
    /// Its texts, one for each row.
    pub(super) texts: Vec<Cow<'a, str>>,
    is_void: bool,
    has_codes: bool,
    names_rows: bool,
}

/// The columns of a table, fitted into the page. What helps least to understand it goes first:
/// headings are broken at their spaces, columns without any value are left out, long texts are
/// cut. Where even that is not enough, lines are longer than the page.
pub(super) fn fitted<'a>(table: &'a Table, page: &'a Page<'_>) -> Vec<Shown<'a>> {
    let mut columns: Vec<_> = (0..table.columns.len()).map(|place| shown(table, place, page)).collect();
    let Some(room) = page.width.map(usize::from) else { return columns };
    if needed(&columns) > room {
        columns.iter_mut().for_each(Shown::break_heading);
    }
    if needed(&columns) > room && columns.iter().any(|column| !column.is_void) {
        columns.retain(|column| !column.is_void);
    }
    shorten(&mut columns, room);
    columns
}

fn shown<'a>(table: &'a Table, place: usize, page: &'a Page<'_>) -> Shown<'a> {
    let (column, cells) = (&table.columns[place], || table.rows.iter().map(move |row| &row[place]));
    Shown {
        shape: column.shape,
        heading: page.heading(column),
        texts: cells().map(|cell| page.cell(cell)).collect(),
        has_codes: cells().any(|cell| matches!(cell, Cell::Code(..))),
        names_rows: NAMES.contains(&&*column.key),
        is_void: !table.rows.is_empty() && cells().all(|cell| *cell == Cell::Absent),
    }
}

/// How many columns of the terminal a row takes.
fn needed(columns: &[Shown<'_>]) -> usize {
    let gaps = columns.len().saturating_sub(1) * usize::from(GAP);
    columns.iter().map(Shown::width).sum::<usize>() + gaps
}

/// Takes a character from the widest text column for as long as the rows need more than `room`.
fn shorten(columns: &mut [Shown<'_>], room: usize) {
    let mut excess = needed(columns).saturating_sub(room);
    let mut widths: Vec<_> = columns.iter().map(Shown::width).collect();
    let least: Vec<_> = columns.iter().map(Shown::least).collect();
    while excess > 0 {
        let can_give = |place: &usize| columns[*place].shape == Shape::Text && widths[*place] > least[*place];
        let Some(widest) = (0..widths.len()).filter(can_give).max_by_key(|place| widths[*place]) else { break };
        widths[widest] -= 1;
        excess -= 1;
    }
    for (column, width) in columns.iter_mut().zip(widths) {
        column.cut(width);
    }
}

impl Shown<'_> {
    fn heading_width(&self) -> usize {
        self.heading.lines().map(str::width).max().unwrap_or_default()
    }

    fn width(&self) -> usize {
        self.texts.iter().map(|text| text.width()).max().unwrap_or_default().max(self.heading_width())
    }

    /// The least width that its texts can be cut to.
    fn least(&self) -> usize {
        if self.names_rows {
            return self.width();
        }
        self.heading_width().max(if self.has_codes { NARROWEST_CODE } else { NARROWEST })
    }

    fn break_heading(&mut self) {
        self.heading = self.heading.replace(' ', "\n").into();
    }

    fn cut(&mut self, width: usize) {
        for text in self.texts.iter_mut().filter(|text| text.width() > width) {
            *text = cut(text, width).into();
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
