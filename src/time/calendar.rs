//! When a desk is open.
//!
//! **The one rule**: an instant is open when the clocks of the calendar's zone show an open time at
//! it. Open times are those in the hours of a date and in no break; all intervals are half-open
//! `[from, to)`. Nothing else is needed where clocks change: a day that is open all day has 23 or 25
//! hours then; hours that begin in a jump of the clocks begin at the jump; an hour that the clocks
//! show twice is open twice.
//!
//! Hours belong to the date on which they begin. Hours over midnight run on into the next date, even
//! a holiday; breaks are cut out of whatever hours they meet.
mod announcement;
mod compile;
mod hours;
mod index;
mod spec;
mod stretch;

use chrono::Datelike;

pub use announcement::{Announcement, Changes};
pub use compile::CalendarFault;
pub(super) use spec::or_empty;
pub use spec::{CalendarSpec, HoursSpec, WEEKDAYS, WeekSpec};

use self::hours::Hours;
use self::index::Index;
use self::stretch::Stretch;
use super::civil::DAY;
use super::{Instant, Zone};
use crate::fault::{Result, Within as _};

/// Opening hours in a time zone, ready to answer questions about instants.
///
/// Shared between threads as it is; the first question about a year computes that year's hours,
/// later ones cost two binary searches and no allocation.
#[derive(Debug)]
pub struct Calendar {
    name: Option<String>,
    file: Option<String>,
    /// The years whose holidays it knows, in order; none when it lists no holidays.
    covers: Vec<i32>,
    /// A stretch within these years, when they follow each other: most questions are about it.
    known: (Instant, Instant),
    index: Index,
}

impl Calendar {
    /// The calendar that a specification says.
    ///
    /// Faults: [`CalendarFault`] and an unknown zone.
    pub fn compile(spec: &CalendarSpec) -> Result<Self> {
        let zone = Zone::find(&spec.tz).within("tz")?;
        let covers = compile::covered(spec);
        let known = compile::stretch(&covers, &zone);
        let index = Index::new(compile::hours(spec)?, zone);
        Ok(Self { name: spec.name.clone(), file: None, covers, known, index })
    }

    /// The name of the calendar that every desk has, [`Self::always`].
    pub const ALWAYS: &str = "always";

    /// Open at every instant; its zone is UTC.
    pub fn always() -> Self {
        let week = [(); 7].map(|()| vec![Stretch { from: 0, to: DAY }]);
        let index = Index::new(Hours { week, ..Hours::default() }, Zone::utc());
        Self { name: None, file: None, covers: Vec::new(), known: (Instant::MIN, Instant::MIN), index }
    }

    /// What people call it.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The same, as that of a file of the desk: `calendars/<file>.yaml`.
    #[must_use]
    pub fn of_file(self, file: &str) -> Self {
        Self { file: Some(file.to_owned()), ..self }
    }

    /// The name of its file in the desk, when it is one of the desk's.
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The zone of its hours.
    pub const fn zone(&self) -> &Zone {
        self.index.zone()
    }

    /// Whether an instant is open.
    pub fn is_open(&self, at: Instant) -> bool {
        self.index.is_open(at)
    }

    /// The open seconds of `[from, to)`; 0 when `to` is not after `from`.
    pub fn open_seconds(&self, from: Instant, to: Instant) -> i64 {
        if to <= from { 0 } else { self.index.open_seconds(from, to) }
    }

    /// The open stretches of `[from, to)`, clipped to it, in order, touching ones in one piece.
    pub fn openings(&self, from: Instant, to: Instant) -> Vec<(Instant, Instant)> {
        let openings = self.index.openings(from, to).into_iter();
        openings.map(|open| (Instant::from_seconds(open.from), Instant::from_seconds(open.to))).collect()
    }

    /// The open seconds of a business day: the most common daily sum among the week's open days, the
    /// longest of several; `None` when the week has no hours. Breaks and special dates do not count.
    pub fn business_day(&self) -> Option<i64> {
        self.index.hours().business_day()
    }

    /// The first local year of `[from, to)` whose holidays the calendar does not know, though it lists holidays.
    pub fn uncovered_year(&self, from: Instant, to: Instant) -> Option<i32> {
        let is_known = self.known.0 <= from && to <= self.known.1;
        if is_known || self.covers.is_empty() || to <= from {
            return None;
        }
        let year = |at| self.zone().date_at(at).year();
        (year(from)..=year(to.plus(-1))).find(|year| !self.covers.contains(year))
    }

    /// The earliest instant with `seconds` > 0 of open time since `from`; `None` when none ever comes.
    pub(super) fn earliest(&self, from: Instant, seconds: i64) -> Option<Instant> {
        self.index.earliest(from, seconds)
    }

    /// The latest instant with `seconds` > 0 of open time until `to`; `None` when there never was one.
    pub(super) fn latest(&self, to: Instant, seconds: i64) -> Option<Instant> {
        self.index.latest(to, seconds)
    }
}

#[cfg(test)]
mod tests;
