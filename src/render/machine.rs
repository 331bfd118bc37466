//! Cells as programs read them: codes, whole seconds, decimals, RFC 3339.
use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::domain::ids::Text;
use crate::domain::moment;
use crate::report::statistics::Fraction;
use crate::report::table::Cell;

/// How many decimals a figure can have in a machine format.
const DECIMALS: usize = 6;

/// The value of a cell as a program reads it; empty for one that is absent.
pub(super) fn text(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Absent => "".into(),
        Cell::Text(text) | Cell::Lines(text) | Cell::Code(_, text) => text.as_str().into(),
        Cell::Count(count) => count.to_string().into(),
        Cell::Number(number) | Cell::Score(number) | Cell::Change(number) => number.to_string().into(),
        Cell::Seconds(value) | Cell::Working(value) | Cell::Mean(value, _) => value.decimal(DECIMALS).into(),
        Cell::Rate(part, whole) => share(*part, *whole).unwrap_or_default().into(),
        Cell::Moment(at) => moment::write(*at).into(),
        Cell::Flag(flag) => flag.to_string().into(),
        Cell::List(texts) | Cell::Codes(_, texts) => texts.join(";").into(),
        Cell::Object(pairs) => object(pairs).to_string().into(),
    }
}

/// Names and texts as a JSON object; of two alike the last one stands.
pub(super) fn object(pairs: &[(Text, Text)]) -> Value {
    pairs.iter().map(|(name, text)| (name.to_string(), Value::from(text.as_str()))).collect::<Map<_, _>>().into()
}

/// A share as a decimal: `0.875`; `None` of nothing.
pub(super) fn share(part: i64, whole: u64) -> Option<String> {
    Fraction::new(part.into(), whole).map(|share| share.decimal(DECIMALS))
}

/// Whether a cell's text comes from people, and so may say anything.
pub(super) const fn is_free_text(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(_) | Cell::Lines(_) | Cell::Code(..) | Cell::List(_) | Cell::Codes(..) | Cell::Object(_))
}
