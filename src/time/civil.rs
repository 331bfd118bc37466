//! Dates and times of day as they stand in files and on the command line.
use chrono::NaiveDate;
use serde::de::{Error as _, IntoDeserializer as _, Unexpected};
use serde::{Deserialize as _, Deserializer};

use crate::fault::expected;

/// Seconds of a civil day. A day with a change of clocks is longer or shorter in instants, not here.
pub(super) const DAY: i64 = 86_400;

/// Reads a date of the form `2026-10-28`, and only that form.
pub fn date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let (year, month, day) = (number(parts.next()?, 4, 4)?, number(parts.next()?, 2, 2)?, number(parts.next()?, 2, 2)?);
    let date = NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?;
    parts.next().is_none().then_some(date)
}

/// Reads a date from a file, as `YYYY-MM-DD`.
pub fn deserialize<'de, D: Deserializer<'de>>(value: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(value)?;
    date(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &expected::DATE))
}

/// Reads a date that a file need not have, as `YYYY-MM-DD`.
pub fn deserialize_optional<'de, D: Deserializer<'de>>(value: D) -> Result<Option<NaiveDate>, D::Error> {
    let Some(text) = Option::<String>::deserialize(value)? else { return Ok(None) };
    deserialize(text.into_deserializer()).map(Some)
}

/// Reads a time of day, `9:00`, `09:00` or `09:00:30`, in seconds after midnight; `24:00` is the day's end.
pub(super) fn time_of_day(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let (hour, minute) = (number(parts.next()?, 1, 2)?, number(parts.next()?, 2, 2)?);
    let second = parts.next().map_or(Some(0), |second| number(second, 2, 2))?;
    let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    let valid = minute < 60 && second < 60 && seconds <= DAY && parts.next().is_none();
    valid.then_some(seconds)
}

/// Reads a number of `least` to `most` decimal digits and nothing else.
pub(super) fn number(text: &str, least: usize, most: usize) -> Option<u32> {
    let digits = (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day() {
        for (text, seconds) in
            [("9:00", 32_400), ("09:00", 32_400), ("23:59:59", 86_399), ("24:00", 86_400), ("0:00", 0), ("00:01", 60)]
        {
            assert_eq!(time_of_day(text), Some(seconds), "{text}");
        }
        for text in ["", "9", "9:0", "24:01", "24:00:01", "12:60", "12:00:60", "+9:00", "009:00", "9:00:00:00", "９:00"]
        {
            assert_eq!(time_of_day(text), None, "{text}");
        }
    }

    #[test]
    fn dates() {
        assert_eq!(date("2024-02-29"), NaiveDate::from_ymd_opt(2024, 2, 29));
        for text in ["2023-02-29", "2026-2-09", "26-02-09", "2026-02-09-", "2026/02/09", "", "-026-02-09"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
