//! JSON with codes: one object for the table, or one line for each row.
//!
//! Durations are seconds. A rate is `{"part":7,"whole":8,"value":0.875}`; absent values are `null`.
//! Control characters are escaped, so that they reach a program whole and a terminal never.
use std::io;

use serde_json::{Map, Value, json};

use super::{machine, sanitize};
use crate::domain::moment;
use crate::report::table::{Cell, Frame, Table};

/// The version of the format: it changes when a program that reads it would have to.
const SCHEMA: u32 = 1;

/// Writes the table as one object, each row on a line of its own.
pub(super) fn write(table: &Table, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "{{\"schema\":{SCHEMA},\"report\":{}", text_of(&table.id.into()))?;
    if let Some(frame) = &table.frame {
        for (key, value) in asked(frame) {
            write!(out, ",\"{key}\":{}", text_of(&value))?;
        }
    }
    out.write_all(b",\"rows\":[")?;
    for (place, row) in table.rows.iter().enumerate() {
        let separator = if place == 0 { "\n" } else { ",\n" };
        write!(out, "{separator}{}", text_of(&object(table, row)))?;
    }
    out.write_all(b"\n]")?;
    if let Some(frame) = &table.frame {
        write!(out, ",\"excluded\":{}", text_of(&excluded(frame)))?;
    }
    out.write_all(b"}\n")
}

/// Writes each row as an object on its own line.
pub(super) fn write_lines(table: &Table, out: &mut dyn io::Write) -> io::Result<()> {
    table.rows.iter().try_for_each(|row| writeln!(out, "{}", text_of(&object(table, row))))
}

fn asked(frame: &Frame) -> [(&'static str, Value); 4] {
    let period = |end: Option<_>| end.map_or(Value::Null, |at| moment::write(at).into());
    [
        ("as_of", moment::write(frame.as_of).into()),
        ("since", period(frame.since)),
        ("until", period(frame.until)),
        ("counted", frame.counted.into()),
    ]
}

fn excluded(frame: &Frame) -> Value {
    frame
        .excluded
        .iter()
        .map(|excluded| (excluded.reason.to_owned(), excluded.count.into()))
        .collect::<Map<_, _>>()
        .into()
}

fn object(table: &Table, row: &[Cell]) -> Value {
    let keys = table.columns.iter().map(|column| column.key.to_string());
    keys.zip(row.iter().map(value)).collect::<Map<_, _>>().into()
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Absent => Value::Null,
        Cell::Text(text) | Cell::Lines(text) | Cell::Code(_, text) => text.as_str().into(),
        Cell::Count(count) => (*count).into(),
        Cell::Number(number) | Cell::Score(number) | Cell::Change(number) => (*number).into(),
        Cell::Seconds(_) | Cell::Working(_) | Cell::Mean(..) => number(&machine::text(cell)),
        Cell::Rate(part, whole) => {
            json!({"part": part, "whole": whole, "value": machine::share(*part, *whole).map(|share| number(&share))})
        }
        Cell::Moment(at) => moment::write(*at).into(),
        Cell::Flag(flag) => (*flag).into(),
        Cell::Object(pairs) => machine::object(pairs),
        Cell::List(texts) | Cell::Codes(_, texts) => texts.iter().map(|text| Value::from(text.as_str())).collect(),
    }
}

/// The number that a decimal says.
fn number(decimal: &str) -> Value {
    serde_json::from_str(decimal).unwrap_or_default()
}

/// A value on one line.
fn text_of(value: &Value) -> String {
    sanitize::json(value.to_string())
}
