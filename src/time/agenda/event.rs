//! An event, and when it takes place.
use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};

use super::recurrence::Recurrence;
use crate::time::{Instant, Zone};

/// An event of an iCalendar file.
#[derive(Debug, Clone)]
pub struct Event {
    /// The line of the file on which it begins, from 1.
    pub line: usize,
    /// Its title.
    pub summary: String,
    /// The e-mail addresses of those who attend it, in small letters.
    pub attendees: Vec<String>,
    pub(super) uid: String,
    /// What the clocks of the zone show when it first begins.
    pub(super) start: NaiveDateTime,
    pub(super) zone: Zone,
    pub(super) length: Length,
    pub(super) recurrence: Option<Recurrence>,
    /// The last instant at which it can begin.
    pub(super) last: Instant,
    /// When it would begin and does not.
    pub(super) except: Vec<Instant>,
}

/// From the beginning to the end of an event: so much on the clocks of its zone, and then so many seconds. Hours that
/// are written as from and to are what clocks show, also when the clocks change meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    pub shown: TimeDelta,
    pub seconds: i64,
}

impl Event {
    /// When it takes place, as far as that touches `[from, to)`: half-open, in order.
    pub fn occurrences(&self, from: Instant, to: Instant) -> Vec<(Instant, Instant)> {
        let longest = self.length.shown.num_days().unsigned_abs() + self.length.seconds.unsigned_abs() / 86_400 + 2;
        let earliest = self.zone.date_at(from).checked_sub_days(Days::new(longest)).unwrap_or(NaiveDate::MIN);
        let latest = self.zone.date_at(to);
        let first = self.start.date();
        let dates = earliest.max(first).iter_days().take_while(|date| *date <= latest);
        let is_on = |date: &NaiveDate| match &self.recurrence {
            Some(recurrence) => recurrence.has(first, *date),
            None => *date == first,
        };
        let touches = |(begins, ends): &(Instant, Instant)| *begins < to && from < *ends;
        let takes_place = |(begins, _): &(Instant, Instant)| *begins <= self.last && !self.except.contains(begins);
        dates.filter(is_on).map(|date| self.on(date)).filter(touches).filter(takes_place).collect()
    }

    /// From when to when, on a date.
    pub(super) fn on(&self, date: NaiveDate) -> (Instant, Instant) {
        let start = date.and_time(self.start.time());
        let end = start.checked_add_signed(self.length.shown).unwrap_or(start);
        (self.zone.first_shown(start), self.zone.first_shown(end).plus(self.length.seconds))
    }
}
