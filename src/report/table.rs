//! The one shape of every listing and report: typed cells in named columns, without a word.
use std::borrow::Cow;

use super::statistics::Fraction;
use crate::domain::ids::{Code, Text};
use crate::domain::moment::Moment;
use crate::{faults, near};

faults! {
    /// Why a table cannot be shown as asked.
    pub enum TableFault {
        "column-unknown" => Column { column: String, near: String },
    }
}

/// A listing or a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it is: `tickets`, `sla` …
    pub id: &'static str,
    /// Its columns. They depend on the question and the desk's configuration, never on the tickets.
    pub columns: Vec<Column>,
    /// One cell per column in each.
    pub rows: Vec<Vec<Cell>>,
    /// What was asked and counted; a plain listing has none.
    pub frame: Option<Frame>,
}

/// What a report was asked and what it counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The instant at which the desk was looked at.
    pub as_of: Moment,
    /// The first instant of the period.
    pub since: Option<Moment>,
    /// The first instant after the period.
    pub until: Option<Moment>,
    /// How many tickets (or answers) the figures were computed from.
    pub counted: u64,
    /// What was left out, by reason; a reason that left nothing out is not named.
    pub excluded: Vec<Excluded>,
}

/// What a report left out for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excluded {
    /// The reason's code: `outside-period`, `unreadable` …
    pub reason: &'static str,
    /// How many.
    pub count: u64,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in machine formats and in `--columns`.
    pub key: Cow<'static, str>,
    /// How people read its name.
    pub heading: Heading,
    /// What its cells are.
    pub shape: Shape,
}

/// How people read a column's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// The sentence `column.<key>` of the language tables.
    Word,
    /// Another sentence of the language tables, with its values.
    Phrase(&'static str, Vec<(&'static str, String)>),
    /// What the desk calls a score of the survey, else its number.
    Score(i64),
    /// What the desk calls a code.
    Code(&'static str, Code),
}

/// What the cells of a column are, besides absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Texts, codes, flags and lists: aligned to the left, and shortened where the room is small.
    Text,
    /// Numbers and durations: aligned to the right.
    Number,
    /// Rates: as numbers; machine formats add numerator and denominator.
    Rate,
    /// Instants.
    Moment,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// There is none: never the same as zero.
    Absent,
    /// What somebody wrote, or a name that is the same in every language.
    Text(Text),
    /// What somebody wrote on several lines; people see the first in a table.
    Lines(Text),
    /// A score of the survey.
    Score(i64),
    /// A code; its kind (`priority`, `clock`, `member` …) tells where its label is found.
    Code(&'static str, Text),
    /// How many.
    Count(u64),
    /// A whole number that is no count, such as a score.
    Number(i64),
    /// By how much something grew or shrank.
    Change(i64),
    /// A duration, all day and night.
    Seconds(Fraction),
    /// A duration of working time, of which a day has no fixed length.
    Working(Fraction),
    /// A share. The numerator can be negative in a net promoter score; of a denominator of 0 there is no share.
    Rate(i64, u64),
    /// An average that people read with this many decimals.
    Mean(Fraction, usize),
    /// An instant, in the desk's time zone.
    Moment(Moment),
    /// Yes or no.
    Flag(bool),
    /// Several texts.
    List(Vec<Text>),
    /// Several codes of a kind.
    Codes(&'static str, Vec<Text>),
    /// Names and texts, such as the keys of an act.
    Object(Vec<(Text, Text)>),
}

impl Column {
    /// The column `key`, whose heading is the sentence `column.<key>`.
    pub const fn new(key: &'static str, shape: Shape) -> Self {
        Self { key: Cow::Borrowed(key), heading: Heading::Word, shape }
    }
}

impl Cell {
    /// A text; absent when there is none.
    pub fn text(text: Option<&str>) -> Self {
        text.map_or(Self::Absent, |text| Self::Text(text.into()))
    }

    /// A code of a kind; absent when there is none.
    pub fn code(kind: &'static str, code: Option<&str>) -> Self {
        code.map_or(Self::Absent, |code| Self::Code(kind, code.into()))
    }

    /// How many of something there are.
    pub fn count(count: usize) -> Self {
        Self::Count(count as u64)
    }

    /// How many of `whole` are `part`.
    pub fn rate(part: usize, whole: usize) -> Self {
        Self::Rate(i64::try_from(part).unwrap_or(i64::MAX), whole as u64)
    }

    /// A duration, all day and night; absent when there is none.
    pub fn seconds(seconds: Option<impl Into<Fraction>>) -> Self {
        seconds.map_or(Self::Absent, |seconds| Self::Seconds(seconds.into()))
    }

    /// A duration of working time; absent when there is none.
    pub fn working(seconds: Option<impl Into<Fraction>>) -> Self {
        seconds.map_or(Self::Absent, |seconds| Self::Working(seconds.into()))
    }

    /// An instant; absent when there is none.
    pub fn moment(at: Option<Moment>) -> Self {
        at.map_or(Self::Absent, Self::Moment)
    }
}

impl Frame {
    /// Notes that `count` were left out for `reason`, unless there were none.
    pub fn exclude(&mut self, reason: &'static str, count: usize) {
        if count > 0 {
            self.excluded.push(Excluded { reason, count: count as u64 });
        }
    }
}

impl Table {
    /// The same table with these columns only, in this order.
    pub fn select<'a>(mut self, keys: impl IntoIterator<Item = &'a str>) -> Result<Self, TableFault> {
        let places = keys.into_iter().map(|key| self.place(key)).collect::<Result<Vec<_>, _>>()?;
        self.columns = places.iter().map(|&place| self.columns[place].clone()).collect();
        for row in &mut self.rows {
            *row = places.iter().map(|&place| row[place].clone()).collect();
        }
        Ok(self)
    }

    fn place(&self, key: &str) -> Result<usize, TableFault> {
        let keys = || self.columns.iter().map(|column| column.key.as_ref());
        keys()
            .position(|known| known == key)
            .ok_or_else(|| TableFault::Column { column: key.to_owned(), near: near::list(key, keys()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Fault;

    fn table() -> Table {
        let columns = vec![Column::new("number", Shape::Text), Column::new("replies", Shape::Number)];
        let rows = vec![vec![Cell::Text("T1".into()), Cell::Count(2)], vec![Cell::Text("T2".into()), Cell::Absent]];
        Table { id: "tickets", columns, rows, frame: None }
    }

    #[test]
    fn columns_are_picked_in_the_order_asked_for() {
        let picked = table().select(["replies", "number", "replies"]).unwrap();
        assert_eq!(
            picked.columns.iter().map(|column| &*column.key).collect::<Vec<_>>(),
            ["replies", "number", "replies"]
        );
        assert_eq!(picked.rows[1], [Cell::Absent, Cell::Text("T2".into()), Cell::Absent]);
    }

    #[test]
    fn an_unknown_column_is_named_with_the_known_ones() {
        let fault = table().select(["numbr"]).unwrap_err();
        assert_eq!(fault.code(), "column-unknown");
        assert_eq!(fault.args()[1], ("near", "number\u{1f}replies".to_owned()));
    }
}
