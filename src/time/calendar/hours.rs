//! Which hours of civil time are open, date by date, before any time zone.
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::stretch::{self, Stretch};
use crate::time::civil::DAY;

/// The opening hours of every date. Dates are days since 1970-01-01; hours are seconds after the
/// date's midnight and may reach past the next one. All lists are sorted and disjoint, also across
/// neighbouring dates.
#[derive(Debug, Default)]
pub(super) struct Hours {
    /// Monday first.
    pub(super) week: [Vec<Stretch>; 7],
    /// Dates that differ from their day of the week: holidays (no hours), make-up and special days.
    pub(super) special: BTreeMap<i64, Vec<Stretch>>,
    /// Closed times.
    pub(super) breaks: BTreeMap<i64, Vec<Stretch>>,
}

impl Hours {
    /// The hours that begin on a date, breaks not yet cut out.
    pub(super) fn on(&self, day: i64) -> &[Stretch] {
        self.special.get(&day).unwrap_or_else(|| &self.week[weekday(day)])
    }

    /// The open stretches of civil time (seconds since 1970-01-01 on the wall) of hours that begin on `days`.
    pub(super) fn open(&self, days: RangeInclusive<i64>) -> Vec<Stretch> {
        let mut open = Vec::new();
        for day in days.clone() {
            self.on(day).iter().for_each(|hours| stretch::push(&mut open, hours.shifted(day * DAY)));
        }
        // A break that begins on the last day's morrow can still cut the last day's tail.
        let breaks = self.breaks.range(days.start() - 1..=days.end() + 1);
        let breaks = breaks.flat_map(|(day, breaks)| breaks.iter().map(move |cut| cut.shifted(day * DAY)));
        stretch::cut(&open, &breaks.collect::<Vec<_>>())
    }

    /// The dates outside which nothing ever opens; `None` when nothing opens at all.
    pub(super) fn dates_with_hours(&self) -> Option<RangeInclusive<i64>> {
        if self.week.iter().any(|hours| !hours.is_empty()) {
            return Some(i64::MIN..=i64::MAX);
        }
        let mut dates = self.special.iter().filter(|(_, hours)| !hours.is_empty()).map(|(day, _)| *day);
        let first = dates.next()?;
        Some(first..=dates.next_back().unwrap_or(first))
    }

    /// The open seconds of a business day: the most common daily sum of the week, the longest of several.
    pub(super) fn business_day(&self) -> Option<i64> {
        let mut counts = BTreeMap::new();
        let sums = self.week.iter().map(|hours| hours.iter().map(|hours| hours.to - hours.from).sum::<i64>());
        sums.filter(|sum| *sum > 0).for_each(|sum| *counts.entry(sum).or_insert(0) += 1);
        counts.into_iter().max_by_key(|&(sum, count)| (count, sum)).map(|(sum, _)| sum)
    }
}

/// Days since 1970-01-01.
pub(super) fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.to_epoch_days())
}

/// 0 for Monday. 1970-01-01 was a Thursday.
fn weekday(day: i64) -> usize {
    usize::try_from((day + 3).rem_euclid(7)).unwrap_or_default()
}
