//! Days, weeks, months, quarters and years that reports are cut into.
use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::{Instant, Zone, civil};

/// A length of period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A local date.
    Day,
    /// An ISO week: Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// A year from January.
    Year,
}

/// One day, week, month, quarter or year of the local calendar. Orders by time within a unit; its
/// text is its label: `2026-10-28`, `2026-W44`, `2026-10`, `2026-Q4`, `2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bucket {
    unit: Unit,
    first: NaiveDate,
}

/// A half-open stretch of instants `[start, end)` cut at local midnights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Its first instant.
    pub start: Instant,
    /// The first instant after it.
    pub end: Instant,
    /// What it is called: `2026-W44`.
    pub label: String,
}

impl Period {
    /// Whether an instant lies in it.
    pub fn contains(&self, at: Instant) -> bool {
        self.start <= at && at < self.end
    }
}

impl Bucket {
    /// The bucket of that unit in which a date lies.
    pub fn containing(unit: Unit, date: NaiveDate) -> Self {
        let first = match unit {
            Unit::Day => Some(date),
            Unit::Week => date.checked_sub_days(Days::new(date.weekday().num_days_from_monday().into())),
            Unit::Month => date.with_day(1),
            Unit::Quarter => NaiveDate::from_ymd_opt(date.year(), date.month0() / 3 * 3 + 1, 1),
            Unit::Year => NaiveDate::from_ymd_opt(date.year(), 1, 1),
        };
        Self { unit, first: first.unwrap_or(date) }
    }

    /// The bucket of that unit in which the local date of an instant lies.
    pub fn of(unit: Unit, at: Instant, zone: &Zone) -> Self {
        Self::containing(unit, zone.date_at(at))
    }

    /// Its unit.
    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// Its first date.
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        let first = match self.unit {
            Unit::Day => self.first.checked_add_days(Days::new(1)),
            Unit::Week => self.first.checked_add_days(Days::new(7)),
            Unit::Month => self.first.checked_add_months(Months::new(1)),
            Unit::Quarter => self.first.checked_add_months(Months::new(3)),
            Unit::Year => self.first.checked_add_months(Months::new(12)),
        };
        Self { first: first.unwrap_or(self.first), ..self }
    }

    /// The one before it.
    #[must_use]
    pub fn previous(self) -> Self {
        let eve = self.first.checked_sub_days(Days::new(1)).unwrap_or(self.first);
        Self::containing(self.unit, eve)
    }

    /// Its instants in a zone: from the first instant of its first date to that of the next bucket's.
    pub fn period(self, zone: &Zone) -> Period {
        let start = zone.start_of_day(self.first);
        Period { start, end: zone.start_of_day(self.next().first), label: self.to_string() }
    }

    /// The bucket of a label: `2026-10-28`, `2026-W44`, `2026-10`, `2026-Q4` or `2026`.
    pub fn from_label(label: &str) -> Option<Self> {
        if let Some(date) = civil::date(label) {
            return Some(Self { unit: Unit::Day, first: date });
        }
        let (year, part) = label.split_once('-').map_or((label, None), |(year, part)| (year, Some(part)));
        let year = i32::try_from(civil::number(year, 4, 4)?).ok()?;
        let (unit, first) = match part {
            None => (Unit::Year, NaiveDate::from_ymd_opt(year, 1, 1)),
            Some(part) => part_of_year(year, part)?,
        };
        Some(Self { unit, first: first? })
    }
}

/// `W44`, `Q4` or `10` of a year.
fn part_of_year(year: i32, part: &str) -> Option<(Unit, Option<NaiveDate>)> {
    if let Some(week) = part.strip_prefix(['W', 'w']) {
        return Some((Unit::Week, NaiveDate::from_isoywd_opt(year, civil::number(week, 1, 2)?, Weekday::Mon)));
    }
    if let Some(quarter) = part.strip_prefix(['Q', 'q']) {
        let month = civil::number(quarter, 1, 1)?.checked_sub(1)? * 3 + 1;
        return Some((Unit::Quarter, NaiveDate::from_ymd_opt(year, month, 1)));
    }
    Some((Unit::Month, NaiveDate::from_ymd_opt(year, civil::number(part, 2, 2)?, 1)))
}

impl fmt::Display for Bucket {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.first;
        match self.unit {
            Unit::Day => write!(out, "{:04}-{:02}-{:02}", first.year(), first.month(), first.day()),
            Unit::Week => write!(out, "{:04}-W{:02}", first.iso_week().year(), first.iso_week().week()),
            Unit::Month => write!(out, "{:04}-{:02}", first.year(), first.month()),
            Unit::Quarter => write!(out, "{:04}-Q{}", first.year(), first.month0() / 3 + 1),
            Unit::Year => write!(out, "{:04}", first.year()),
        }
    }
}

#[cfg(test)]
mod tests;
