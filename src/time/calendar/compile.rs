//! From the text of a calendar to its hours, refusing what is malformed or overlaps.
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::hours::{Hours, day_number};
use super::spec::{CalendarSpec, HoursSpec, WEEKDAYS};
use super::stretch::Stretch;
use crate::fault::{Result, Step, Within as _};
use crate::faults;
use crate::time::civil::{self, DAY};
use crate::time::{Instant, Zone};

faults! {
    /// What is wrong with a calendar.
    pub enum CalendarFault {
        "calendar-time" => Time { time: String },
        "calendar-interval" => Interval { interval: String },
        "calendar-date" => Date { date: String },
        "calendar-overlap" => Overlap { first: String, second: String },
    }
}

/// The hours of a calendar. See [`super::Calendar`] for what the keys mean.
pub(super) fn hours(spec: &CalendarSpec) -> Result<Hours> {
    let mut hours = Hours::default();
    for ((day, name), texts) in hours.week.iter_mut().zip(WEEKDAYS).zip(spec.week.days()) {
        *day = intervals(texts, name).within(name).within("week")?;
    }
    for (place, text) in spec.holidays.iter().enumerate() {
        hours.special.insert(day_number(date(text).within(place).within("holidays")?), Vec::new());
    }
    let extra = dated(&spec.workdays_extra).within("workdays_extra")?;
    let extra_days: Vec<_> = extra.keys().copied().collect();
    hours.special.extend(extra);
    hours.breaks = dated(&spec.breaks).within("breaks")?;
    refuse_tails(&hours, &extra_days)?;
    Ok(hours)
}

/// The years whose holidays a calendar knows, in order: those that it says, else those of its dates.
pub(super) fn covered(spec: &CalendarSpec) -> Vec<i32> {
    let mut years = spec.covers.clone();
    if years.is_empty() {
        let dates = spec.holidays.iter().chain(spec.workdays_extra.keys());
        years.extend(dates.filter_map(|text| civil::date(text)).map(|date| date.year()));
    }
    years.sort_unstable();
    years.dedup();
    years
}

/// From the beginning of the first to the end of the last of these years, when none between them is missing.
pub(super) fn stretch(years: &[i32], zone: &Zone) -> (Instant, Instant) {
    let start = |year| NaiveDate::from_ymd_opt(year, 1, 1).map(|date| zone.start_of_day(date));
    let stretch = match (years.first(), years.last()) {
        (Some(&first), Some(&last)) if i32::try_from(years.len()) == Ok(last - first + 1) => {
            start(first).zip(start(last + 1))
        }
        _ => None,
    };
    stretch.unwrap_or((Instant::MIN, Instant::MIN))
}

fn dated(texts: &BTreeMap<String, Vec<HoursSpec>>) -> Result<BTreeMap<i64, Vec<Stretch>>> {
    let day = |(text, hours): (&String, &Vec<HoursSpec>)| {
        let day = day_number(date(text).within(Step::Name(text.clone()))?);
        Ok((day, intervals(hours, text).within(text.as_str())?))
    };
    texts.iter().map(day).collect()
}

pub(super) fn date(text: &str) -> Result<NaiveDate, CalendarFault> {
    civil::date(text).ok_or_else(|| CalendarFault::Date { date: text.to_owned() })
}

/// The intervals of one day, sorted; `day` names it in faults.
fn intervals(texts: &[HoursSpec], day: &str) -> Result<Vec<Stretch>> {
    let read = |(place, text): (usize, &HoursSpec)| interval(text).within(place);
    let mut intervals = texts.iter().enumerate().map(read).collect::<Result<Vec<_>>>()?;
    intervals.sort_unstable();
    for pair in intervals.windows(2) {
        if !pair[0].common(pair[1]).is_empty() {
            return Err(CalendarFault::Overlap { first: naming(day, pair[0]), second: naming(day, pair[1]) }.into());
        }
    }
    Ok(intervals)
}

fn interval(text: &HoursSpec) -> Result<Stretch> {
    let [from, to] = text.as_slice() else {
        return Err(CalendarFault::Interval { interval: text.join(", ") }.into());
    };
    let fault = |time: &str| CalendarFault::Time { time: time.to_owned() };
    let start = civil::time_of_day(from).filter(|start| *start < DAY).ok_or_else(|| fault(from)).within(0)?;
    let end = civil::time_of_day(to).ok_or_else(|| fault(to)).within(1)?;
    let end = if end <= start { end + DAY } else { end };
    Ok(Stretch { from: start, to: end })
}

/// Refuses hours over midnight that run into the next day's hours, and likewise breaks.
fn refuse_tails(hours: &Hours, extra_days: &[i64]) -> Result<()> {
    for (today, name) in WEEKDAYS.iter().enumerate() {
        let tomorrow = (today + 1) % 7;
        let next = || WEEKDAYS[tomorrow].to_owned();
        let refused = refuse_tail(&hours.week[today], &hours.week[tomorrow], || (*name).to_owned(), next);
        refused.within(*name).within("week")?;
    }
    for (extra, day) in extra_days.iter().flat_map(|day| [(day, day - 1), (day, *day)]) {
        let refused = refuse_tail(hours.on(day), hours.on(day + 1), || date_name(day), || date_name(day + 1));
        refused.within(date_name(*extra).as_str()).within("workdays_extra")?;
    }
    for (day, breaks) in &hours.breaks {
        let next = hours.breaks.get(&(day + 1)).map_or(&[][..], Vec::as_slice);
        let refused = refuse_tail(breaks, next, || date_name(*day), || date_name(day + 1));
        refused.within(date_name(*day).as_str()).within("breaks")?;
    }
    Ok(())
}

fn refuse_tail(
    today: &[Stretch],
    tomorrow: &[Stretch],
    today_name: impl Fn() -> String,
    tomorrow_name: impl Fn() -> String,
) -> Result<(), CalendarFault> {
    let (Some(last), Some(first)) = (today.last(), tomorrow.first()) else { return Ok(()) };
    if last.common(first.shifted(DAY)).is_empty() {
        return Ok(());
    }
    Err(CalendarFault::Overlap { first: naming(&today_name(), *last), second: naming(&tomorrow_name(), *first) })
}

fn date_name(day: i64) -> String {
    let date = i32::try_from(day).ok().and_then(NaiveDate::from_epoch_days);
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// `mon 22:00-06:00`
fn naming(day: &str, interval: Stretch) -> String {
    let to = if interval.to > DAY { interval.to - DAY } else { interval.to };
    format!("{day} {}-{}", clock(interval.from), clock(to))
}

fn clock(seconds: i64) -> String {
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") }
}
