//! On which dates an event takes place again.
use chrono::{Datelike, NaiveDate, Weekday};

/// A daily or weekly repetition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recurrence {
    pub weekly: bool,
    /// Every so many days or weeks, at least 1.
    pub interval: i32,
    /// The days of the week; any, when there is none.
    pub days: Vec<Weekday>,
    /// The day on which a week begins.
    pub week_start: Weekday,
    pub end: End,
}

/// When it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    Never,
    /// After so many times.
    Count(u32),
    /// With this value, as it stands in the file.
    Until(String),
}

impl Recurrence {
    /// The repetition of a rule's value, such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU`; else the part of it that is not
    /// supported.
    pub fn parse(rule: &str) -> Result<Self, String> {
        let mut known =
            Self { weekly: false, interval: 1, days: Vec::new(), week_start: Weekday::Mon, end: End::Never };
        let mut has_frequency = false;
        for part in rule.split(';').filter(|part| !part.is_empty()) {
            known.take(part).ok_or_else(|| part.to_owned())?;
            has_frequency |= part.starts_with("FREQ=");
        }
        if has_frequency { Ok(known) } else { Err(rule.to_owned()) }
    }

    fn take(&mut self, part: &str) -> Option<()> {
        let (key, value) = part.split_once('=')?;
        let number = || value.parse::<u32>().ok().filter(|number| (1..=9999).contains(number));
        match key {
            "FREQ" => self.weekly = frequency(value)?,
            "INTERVAL" => self.interval = i32::try_from(number()?).ok()?,
            "BYDAY" => self.days = value.split(',').map(weekday).collect::<Option<_>>()?,
            "WKST" => self.week_start = weekday(value)?,
            "COUNT" if self.end == End::Never => self.end = End::Count(number()?),
            "UNTIL" if self.end == End::Never => self.end = End::Until(value.to_owned()),
            _ => return None,
        }
        Some(())
    }

    /// Whether an event that began on `first` takes place on `date`, however often it does.
    pub fn has(&self, first: NaiveDate, date: NaiveDate) -> bool {
        let is_day = match (self.days.as_slice(), self.weekly) {
            ([], true) => date.weekday() == first.weekday(),
            ([], false) => true,
            (days, _) => days.contains(&date.weekday()),
        };
        let steps = if self.weekly {
            (self.week(date) - self.week(first)) / 7
        } else {
            date.num_days_from_ce() - first.num_days_from_ce()
        };
        date >= first && is_day && steps % self.interval == 0
    }

    /// The first day of a date's week, in days.
    fn week(&self, date: NaiveDate) -> i32 {
        let since = date.weekday().days_since(self.week_start);
        date.num_days_from_ce() - i32::try_from(since).unwrap_or_default()
    }

    /// The date of the last of `count` times; the last date there is when they never end.
    pub fn last(&self, first: NaiveDate, count: u32) -> NaiveDate {
        let before = usize::try_from(count).unwrap_or(usize::MAX).saturating_sub(1);
        let mut dates = first.iter_days().take_while(|date| date.year() <= 9999).filter(|date| self.has(first, *date));
        dates.nth(before).unwrap_or(NaiveDate::MAX)
    }
}

fn frequency(value: &str) -> Option<bool> {
    match value {
        "DAILY" => Some(false),
        "WEEKLY" => Some(true),
        _ => None,
    }
}

fn weekday(code: &str) -> Option<Weekday> {
    Some(match code {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    })
}
