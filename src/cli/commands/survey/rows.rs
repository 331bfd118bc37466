//! Responses as rows that can be filtered, sorted and shown.
use std::borrow::Cow;

use crate::desk::open::Desk;
use crate::domain::ids::Code;
use crate::query::{FieldSpec, Fields, Kind, Value};
use crate::report::table::{Cell, Column, Heading, Shape, Table};
use crate::store::responses::Stored;

/// The columns before the scores.
const BEFORE: [(&str, Kind, Shape); 4] = [
    ("number", Kind::Text, Shape::Text),
    ("key", Kind::Text, Shape::Text),
    ("at", Kind::Instant, Shape::Moment),
    ("channel", Kind::Text, Shape::Text),
];
/// The columns after the scores.
const AFTER: [(&str, Kind, Shape); 4] = [
    ("lowest", Kind::Number, Shape::Number),
    ("comment", Kind::Text, Shape::Text),
    ("external", Kind::Text, Shape::Text),
    ("file", Kind::Text, Shape::Text),
];
/// The columns that are shown when none are asked for.
const DEFAULT: [&str; 4] = ["number", "at", "channel", "comment"];

/// A response as a row.
pub(super) struct Row<'a>(pub(super) &'a Stored);

/// What `--where` and `--sort` may name.
pub(super) fn schema(desk: &Desk) -> Vec<FieldSpec> {
    let field = |(name, kind, _): &(&'static str, Kind, Shape)| FieldSpec::new(*name, *kind);
    let score = |code: Code| FieldSpec::new(code.to_string(), Kind::Number);
    let scores = desk.survey.codes().into_iter().map(score);
    BEFORE.iter().map(field).chain(scores).chain(AFTER.iter().map(field)).collect()
}

/// The listing with every column there is.
pub(super) fn table(desk: &Desk, rows: &[Row<'_>]) -> Table {
    let dimensions = desk.survey.codes();
    let known = |(key, _, shape): &(&'static str, Kind, Shape)| Column::new(key, *shape);
    let score = |code: &Code| Column {
        key: Cow::Owned(code.to_string()),
        heading: Heading::Code("dimension", code.clone()),
        shape: Shape::Number,
    };
    let columns = BEFORE.iter().map(known).chain(dimensions.iter().map(score)).chain(AFTER.iter().map(known)).collect();
    let rows = rows.iter().map(|row| row.cells(&dimensions)).collect();
    Table { id: "responses", columns, rows, frame: None }
}

/// The columns to show: those that are asked for, or the usual ones with every score.
pub(super) fn columns(desk: &Desk, asked: Option<&[String]>) -> Vec<String> {
    if let Some(asked) = asked {
        return asked.to_vec();
    }
    let mut columns: Vec<_> = DEFAULT.iter().map(|name| (*name).to_owned()).collect();
    let scores = desk.survey.codes().into_iter().map(|code| code.to_string());
    columns.splice(DEFAULT.len() - 1..DEFAULT.len() - 1, scores);
    columns
}

impl Row<'_> {
    fn cells(&self, dimensions: &[Code]) -> Vec<Cell> {
        let response = &self.0.response;
        let score = |code: &Code| response.scores.get(code).map_or(Cell::Absent, |score| Cell::Number(*score));
        let mut cells = vec![
            Cell::text(Some(response.ticket.number.as_str())),
            Cell::text(Some(response.ticket.key.as_str())),
            Cell::Moment(response.at),
            Cell::code("channel", response.channel.as_ref().map(Code::as_str)),
        ];
        cells.extend(dimensions.iter().map(score));
        cells.extend([
            self.lowest().map_or(Cell::Absent, Cell::Number),
            Cell::text(response.comment.as_deref()),
            Cell::text(response.external.as_deref()),
            Cell::text(Some(&self.0.path.display().to_string())),
        ]);
        cells
    }

    /// The lowest of its scores.
    fn lowest(&self) -> Option<i64> {
        self.0.response.scores.values().min().copied()
    }
}

impl Fields for Row<'_> {
    fn field(&self, name: &str) -> Value<'_> {
        let response = &self.0.response;
        let text = |text: Option<&'_ str>| text.map_or(Value::Absent, |text| Value::Text(text.to_owned().into()));
        let number = |number: Option<i64>| number.map_or(Value::Absent, Value::Number);
        match name {
            "number" => text(Some(response.ticket.number.as_str())),
            "key" => text(Some(response.ticket.key.as_str())),
            "at" => Value::Instant(response.at.timestamp()),
            "channel" => text(response.channel.as_ref().map(Code::as_str)),
            "lowest" => number(self.lowest()),
            "comment" => text(response.comment.as_deref()),
            "external" => text(response.external.as_deref()),
            "file" => Value::Text(self.0.path.to_string_lossy()),
            dimension => number(response.scores.get(dimension).copied()),
        }
    }
}
