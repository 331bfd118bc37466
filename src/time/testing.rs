//! Shorthand for the tests of this module.
use serde_json::{Value, json};

use super::{Calendar, Instant};
use crate::text::Language;

/// The instant of an RFC 3339 text.
pub(super) fn at(text: &str) -> Instant {
    chrono::DateTime::parse_from_rfc3339(text).unwrap_or_else(|_| panic!("{text}")).into()
}

/// The calendar of a JSON text's value.
pub(super) fn calendar(spec: Value) -> Calendar {
    Calendar::compile(&serde_json::from_value(spec).unwrap()).unwrap()
}

/// Mondays to Fridays 09:00–12:00 and 13:00–18:00.
pub(crate) fn office(tz: &str) -> Calendar {
    let day = json!([["09:00", "12:00"], ["13:00", "18:00"]]);
    calendar(json!({"tz": tz, "week": {"mon": day, "tue": day, "wed": day, "thu": day, "fri": day}}))
}

/// Open all day, every day.
pub(super) fn all_day(tz: &str) -> Calendar {
    let day = json!([["00:00", "24:00"]]);
    let week = json!({"mon": day, "tue": day, "wed": day, "thu": day, "fri": day, "sat": day, "sun": day});
    calendar(json!({"tz": tz, "week": week}))
}

/// The English sentence of a problem.
pub(super) fn sentence(problem: &crate::fault::Problem) -> String {
    let args = problem.args();
    let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Language::English.say(problem.code(), &args)
}
