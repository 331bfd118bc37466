//! Durations as people write them: `10m`, `4h`, `1d 4h`, `2bd`, `3个工作日`.
use std::fmt;
use std::str::FromStr;

use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Calendar;
use super::civil::DAY;
use crate::fault::expected;
use crate::faults;

faults! {
    /// What is wrong with a duration.
    pub enum DurationFault {
        "duration-malformed" => Malformed { text: String },
        "duration-too-long" => TooLong { text: String },
        /// Business days of a calendar whose week has no hours.
        "duration-no-business-day" => NoBusinessDay { text: String },
    }
}

/// A duration of not less than nothing: seconds, and business days whose length is the calendar's.
///
/// `d` is 24 hours and `w` seven days; in a clock with opening hours they are that many *working* hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    seconds: i64,
    business_days: i64,
}

/// A thousand years: what is longer is a mistake, and what is shorter overflows nowhere.
const LONGEST: i64 = 365_250 * DAY;

/// The units in seconds, longest first, as [`Span`] is written. Weeks are read but never written.
const UNITS: [(&str, i64); 4] = [("d", DAY), ("h", 3600), ("m", 60), ("s", 1)];

impl Span {
    /// A duration of that many seconds; of none when negative.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self { seconds: if seconds < 0 { 0 } else { seconds }, business_days: 0 }
    }

    /// Its length in seconds of `calendar`'s working time.
    ///
    /// Faults: business days in a calendar whose week has no hours.
    pub fn seconds(self, calendar: &Calendar) -> Result<i64, DurationFault> {
        if self.business_days == 0 {
            return Ok(self.seconds);
        }
        let day = calendar.business_day().ok_or_else(|| DurationFault::NoBusinessDay { text: self.to_string() })?;
        Ok(self.seconds.saturating_add(self.business_days.saturating_mul(day)))
    }

    /// Its length in seconds where no calendar is at hand; `None` when it has business days.
    pub const fn fixed_seconds(self) -> Option<i64> {
        if self.business_days == 0 { Some(self.seconds) } else { None }
    }

    /// Its canonical form without days, which working time has none of: `25h30m`.
    pub fn in_hours(self) -> String {
        let mut text = String::new();
        // Writing to a text does not fail.
        let _ = self.write(&UNITS[1..], &mut text);
        text
    }

    fn write(self, units: &[(&str, i64)], out: &mut impl fmt::Write) -> fmt::Result {
        if self == Self::default() {
            return out.write_str("0s");
        }
        if self.business_days > 0 {
            write!(out, "{}bd", self.business_days)?;
        }
        let mut rest = self.seconds;
        for (unit, length) in units {
            if rest >= *length {
                write!(out, "{}{unit}", rest / length)?;
                rest %= length;
            }
        }
        Ok(())
    }

    /// Adds `count` of a unit; `None` when there is no such unit or the sum is too long.
    fn plus(self, count: i64, unit: Unit) -> Option<Self> {
        let sum = match unit {
            Unit::Seconds(length) => Self { seconds: self.seconds.checked_add(count.checked_mul(length)?)?, ..self },
            Unit::BusinessDays => Self { business_days: self.business_days.checked_add(count)?, ..self },
        };
        (sum.seconds <= LONGEST && sum.business_days <= LONGEST / DAY).then_some(sum)
    }
}

#[derive(Clone, Copy)]
enum Unit {
    Seconds(i64),
    BusinessDays,
}

impl Unit {
    fn find(name: &str) -> Option<Self> {
        match name {
            "bd" | "工作日" | "个工作日" => Some(Self::BusinessDays),
            "w" | "周" => Some(Self::Seconds(7 * DAY)),
            "天" => Self::find("d"),
            "小时" | "个小时" => Self::find("h"),
            "分" | "分钟" => Self::find("m"),
            "秒" => Self::find("s"),
            _ => UNITS.iter().find(|(unit, _)| *unit == name).map(|(_, length)| Self::Seconds(*length)),
        }
    }
}

impl FromStr for Span {
    type Err = DurationFault;

    fn from_str(text: &str) -> Result<Self, DurationFault> {
        let malformed = || DurationFault::Malformed { text: text.to_owned() };
        let mut span = Self::default();
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err(malformed());
        }
        while !rest.is_empty() {
            let (digits, after) = split_while(rest, |letter| letter.is_ascii_digit());
            let (name, after) = split_while(after, char::is_alphabetic);
            let unit = Unit::find(name).filter(|_| !digits.is_empty()).ok_or_else(malformed)?;
            let count = digits.parse().ok().and_then(|count| span.plus(count, unit));
            span = count.ok_or_else(|| DurationFault::TooLong { text: text.to_owned() })?;
            rest = after.trim_start();
        }
        Ok(span)
    }
}

fn split_while(text: &str, wanted: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|letter| !wanted(letter)).unwrap_or(text.len()))
}

/// The canonical form: business days first, each unit at most once, no spaces: `2bd4h`, `1d30m`, `0s`.
impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(&UNITS, out)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let refused = || D::Error::invalid_value(Unexpected::Str(&text), &expected::DURATION);
        text.parse().map_err(|_| refused())
    }
}

#[cfg(test)]
mod tests;
