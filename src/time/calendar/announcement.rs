//! Holidays and make-up working days as they are announced for a year, and what they change in a calendar.
use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::compile::date;
use super::spec::CalendarSpec;
use crate::fault::{Result, Within as _};
use crate::faults;
use crate::time::agenda::SpecialDay;

/// A list of days, in the form in which such lists are published: JSON or YAML with `days`, each with a
/// `date` and `isOffDay`. Other keys are passed over.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Announcement {
    /// The year that it tells all of; without it, the year of its last day.
    pub year: Option<i32>,
    /// The years that it tells all of, where it is no list of one year.
    #[serde(skip)]
    pub years: Option<Vec<i32>>,
    /// Its days.
    pub days: Vec<AnnouncedDay>,
}

faults! {
    /// What is wrong with an announcement.
    pub enum AnnouncementFault {
        "announcement-contradiction" => Contradiction { date: String },
        "announcement-elsewhere" => Elsewhere { date: String, year: i32 },
    }
}

/// One day of an announcement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AnnouncedDay {
    /// Its date.
    pub date: String,
    /// Whether nobody works; else it is worked on, whatever day of the week it is.
    #[serde(rename = "isOffDay")]
    pub is_off: bool,
}

/// What a calendar does not say yet.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Dates to add to `holidays`, in order.
    pub holidays: Vec<String>,
    /// Dates to add to `workdays_extra`, in order.
    pub workdays: Vec<String>,
    /// Dates of `workdays_extra` that are holidays after all.
    pub withdrawn: Vec<String>,
    /// The years to add to `covers`, in order; none where the calendar knows the years of its dates.
    pub years: Vec<i32>,
}

impl Announcement {
    /// The days of an agenda, which may be of many years. It tells all of a year of which it has days in two months or
    /// more: New Year's Eve alone is part of the year after.
    pub fn of_agenda(days: &[SpecialDay]) -> Self {
        let months: BTreeSet<_> = days.iter().map(|day| (day.date.year(), day.date.month())).collect();
        let years: BTreeSet<_> = months.iter().map(|(year, _)| *year).collect();
        let is_whole = |year: &i32| months.iter().filter(|(of, _)| of == year).count() > 1;
        let years = years.into_iter().filter(is_whole).collect();
        let days = days.iter().map(|day| AnnouncedDay { date: day.date.to_string(), is_off: day.is_off });
        Self { year: None, years: Some(years), days: days.collect() }
    }

    /// What it changes in `calendar`; nothing when that knows it all.
    ///
    /// Faults: a malformed date, one that is off and worked on, one of quite another year.
    pub fn changes(&self, calendar: &CalendarSpec) -> Result<Changes> {
        let (mut off, mut worked) = (BTreeSet::new(), BTreeSet::new());
        for (place, day) in self.days.iter().enumerate() {
            let at = self.date(day).within("date").within(place).within("days")?.to_string();
            let (dates, others) = if day.is_off { (&mut off, &worked) } else { (&mut worked, &off) };
            if others.contains(&at) {
                return Err(AnnouncementFault::Contradiction { date: at }).within("date").within(place).within("days");
            }
            dates.insert(at);
        }
        let extra = &calendar.workdays_extra;
        let mut years = self.years.clone().unwrap_or_default();
        years.extend(self.covered()?);
        years.retain(|year| !calendar.covers.is_empty() && !calendar.covers.contains(year));
        Ok(Changes {
            holidays: off.iter().filter(|date| !calendar.holidays.contains(date)).cloned().collect(),
            workdays: worked.into_iter().filter(|date| !extra.contains_key(date)).collect(),
            withdrawn: off.into_iter().filter(|date| extra.contains_key(date)).collect(),
            years,
        })
    }

    /// The date of a day, which holidays around the turn of the year may move into the months beside it.
    fn date(&self, day: &AnnouncedDay) -> Result<NaiveDate> {
        let at = date(&day.date)?;
        let is_near = |year| {
            at.year() == year || at.year() == year - 1 && at.month() == 12 || at.year() == year + 1 && at.month() == 1
        };
        match self.year.filter(|year| !is_near(*year)) {
            None => Ok(at),
            Some(year) => Err(AnnouncementFault::Elsewhere { date: day.date.clone(), year }.into()),
        }
    }

    /// The year that a list tells of, of which it has a day; an agenda tells its years itself.
    fn covered(&self) -> Result<Option<i32>> {
        let years: BTreeSet<_> = self.days.iter().filter_map(|day| date(&day.date).ok()).map(|at| at.year()).collect();
        match (self.year, self.days.first()) {
            _ if self.years.is_some() => Ok(None),
            (Some(year), Some(first)) if !years.contains(&year) => {
                Err(AnnouncementFault::Elsewhere { date: first.date.clone(), year }).within("year")
            }
            (Some(year), _) => Ok(Some(year)),
            (None, _) => Ok(years.last().copied()),
        }
    }
}

impl Changes {
    /// Whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::fault::Step;

    fn days(days: &[(&str, bool)]) -> Announcement {
        let day = |(date, is_off): &(&str, bool)| AnnouncedDay { date: (*date).to_owned(), is_off: *is_off };
        Announcement { year: None, years: None, days: days.iter().map(day).collect() }
    }

    #[test]
    fn what_a_calendar_does_not_know_is_added_and_what_is_withdrawn_taken_out() {
        let mut calendar = CalendarSpec { covers: vec![2026], ..CalendarSpec::default() };
        calendar.holidays.push("2027-01-01".to_owned());
        calendar.workdays_extra.insert("2027-01-03".to_owned(), Vec::new());
        let announced = days(&[("2027-01-03", true), ("2027-01-01", true), ("2027-01-09", false)]);
        let changes = announced.changes(&calendar).unwrap();
        assert_eq!(changes.holidays, ["2027-01-03"]);
        assert_eq!(
            (changes.workdays, changes.withdrawn),
            (vec!["2027-01-09".to_owned()], vec!["2027-01-03".to_owned()])
        );
        assert_eq!(changes.years, [2027]);
    }

    #[test]
    fn what_a_calendar_knows_changes_nothing() {
        let calendar =
            CalendarSpec { covers: vec![2027], holidays: vec!["2027-01-01".to_owned()], ..CalendarSpec::default() };
        assert!(days(&[("2027-01-01", true)]).changes(&calendar).unwrap().is_empty());
    }

    #[test]
    fn an_agenda_tells_of_the_years_of_which_it_has_several_months() {
        let day =
            |year, month, day| SpecialDay { date: NaiveDate::from_ymd_opt(year, month, day).unwrap(), is_off: true };
        let agenda = [day(2026, 12, 31), day(2027, 1, 1), day(2027, 2, 6), day(2028, 1, 1)];
        let calendar = CalendarSpec { covers: vec![2025], ..CalendarSpec::default() };
        let changes = Announcement::of_agenda(&agenda).changes(&calendar).unwrap();
        assert_eq!((changes.holidays.len(), changes.years), (4, vec![2027]));
    }

    #[test]
    fn a_list_may_tell_its_year_and_end_in_another() {
        let calendar = CalendarSpec { covers: vec![2026], ..CalendarSpec::default() };
        let announced = Announcement { year: Some(2027), ..days(&[("2027-12-31", true), ("2028-01-01", true)]) };
        assert_eq!(announced.changes(&calendar).unwrap().years, [2027]);
        assert_eq!(announced.changes(&CalendarSpec::default()).unwrap().years, [0; 0], "its dates tell");
        assert_eq!(days(&[("2027-13-01", true)]).changes(&calendar).unwrap_err().code(), "calendar-date");
    }

    #[test]
    fn a_list_that_contradicts_itself_or_its_year_is_refused() {
        let code = |year, list: &[(&str, bool)]| {
            let refused = Announcement { year, ..days(list) }.changes(&CalendarSpec::default()).unwrap_err();
            (refused.code(), refused.path().to_vec())
        };
        let date = |place: usize| vec![Step::from("days"), place.into(), "date".into()];
        let both = [("2026-12-25", true), ("2026-12-26", true), ("2026-12-25", false)];
        assert_eq!(code(None, &both), ("announcement-contradiction", date(2)));
        let far = [("2026-01-01", true), ("2027-02-01", true)];
        assert_eq!(code(Some(2026), &far), ("announcement-elsewhere", date(1)));
        assert_eq!(code(Some(2026), &[("2027-01-01", true)]), ("announcement-elsewhere", vec![Step::from("year")]));
    }
}
