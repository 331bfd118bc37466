//! From the lines of a file to its events.
use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::AgendaFault;
use super::event::{Event, Length};
use super::lines::{Line, lines};
use super::recurrence::{End, Recurrence};
use crate::fault::Problem;
use crate::time::{Instant, Zone, civil};

/// What is wrong, and the line of the file, from 1.
pub type Wrong = (usize, Problem);

/// How long an event may be.
const LONGEST: i64 = 366 * 86_400;

/// The events of an iCalendar file that take place, and everything that is wrong with it; a wrong event is left out.
/// Times without a zone are those of `zone`.
pub fn read(text: &str, zone: &Zone) -> (Vec<Event>, Vec<Wrong>) {
    let (blocks, mut wrongs) = blocks(text);
    let mut events = Vec::new();
    let mut moved = Vec::new();
    for block in &blocks {
        match block.event(zone) {
            Ok(read) => {
                moved.extend(read.instead_of.map(|instead_of| (read.event.uid.clone(), instead_of)));
                events.extend((!read.is_cancelled).then_some(read.event));
            }
            Err(wrong) => wrongs.push(wrong),
        }
    }
    for (uid, instead_of) in moved {
        let repeated = events.iter_mut().filter(|event| event.uid == uid && event.recurrence.is_some());
        repeated.for_each(|event| event.except.push(instead_of));
    }
    (events, wrongs)
}

/// The lines of one event.
pub(super) struct Block {
    pub(super) line: usize,
    pub(super) lines: Vec<Line>,
}

/// The events of a file, without what stands inside them (alarms).
pub(super) fn blocks(text: &str) -> (Vec<Block>, Vec<Wrong>) {
    let mut blocks: Vec<Block> = Vec::new();
    let mut wrongs = Vec::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut is_calendar = false;
    for line in lines(text) {
        let line = match line {
            Ok(line) => line,
            Err((number, fault)) => {
                wrongs.push((number, fault.into()));
                continue;
            }
        };
        let component = line.value.trim().to_ascii_uppercase();
        match line.name.as_str() {
            "BEGIN" => {
                is_calendar |= open.is_empty() && component == "VCALENDAR";
                blocks.extend((component == "VEVENT").then(|| Block { line: line.number, lines: Vec::new() }));
                open.push((line.number, component));
            }
            "END" => drop(open.pop_if(|(_, begun)| *begun == component)),
            _ if open.last().is_some_and(|(_, component)| component == "VEVENT") => {
                blocks.last_mut().into_iter().for_each(|block| block.lines.push(line.clone()));
            }
            _ => {}
        }
    }
    if !is_calendar {
        return (Vec::new(), vec![(1, AgendaFault::None {}.into())]);
    }
    let unfinished = open.pop().map(|(line, component)| (line, AgendaFault::Unfinished { component }.into()));
    wrongs.extend(unfinished);
    (blocks, wrongs)
}

/// An event, and what its file says of others.
struct Read {
    event: Event,
    is_cancelled: bool,
    /// When the repetition whose place it takes would have begun.
    instead_of: Option<Instant>,
}

impl Block {
    pub(super) fn find(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == name)
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.find("STATUS").is_some_and(|line| line.value.eq_ignore_ascii_case("CANCELLED"))
    }

    fn event(&self, zone: &Zone) -> Result<Read, Wrong> {
        self.refuse_unsupported()?;
        let missing = || (self.line, AgendaFault::Missing { property: "DTSTART" }.into());
        let line = self.find("DTSTART").ok_or_else(missing)?;
        let start = Time::read(line, &line.value, zone)?;
        let length = self.length(&start, zone)?;
        let attendees = self.lines.iter().filter(|line| line.name == "ATTENDEE");
        let instead_of = self.find("RECURRENCE-ID");
        let event = Event {
            line: self.line,
            summary: self.find("SUMMARY").map(Line::text).unwrap_or_default(),
            attendees: attendees.map(|line| address(&line.value)).collect(),
            uid: self.find("UID").map(|line| line.value.clone()).unwrap_or_default(),
            start: start.local,
            length,
            recurrence: None,
            last: Instant::MAX,
            except: self.excepted(&start)?,
            zone: start.zone.clone(),
        };
        Ok(Read {
            event: self.repeated(event)?,
            is_cancelled: self.is_cancelled(),
            instead_of: instead_of.map(|line| start.like(line, &line.value)).transpose()?,
        })
    }

    /// What would change when the event takes place, and is not read.
    fn refuse_unsupported(&self) -> Result<(), Wrong> {
        let rules = || self.lines.iter().filter(|line| line.name == "RRULE");
        let is_unread = |line: &&Line| {
            matches!(line.name.as_str(), "RDATE" | "EXRULE")
                || line.name == "RECURRENCE-ID" && line.parameter("RANGE").is_some()
        };
        let Some(line) = self.lines.iter().find(is_unread).or_else(|| rules().nth(1)) else { return Ok(()) };
        let part = if line.name == "RECURRENCE-ID" { "RANGE=THISANDFUTURE" } else { line.name.as_str() };
        Err((line.number, AgendaFault::Unsupported { part: part.to_owned() }.into()))
    }

    pub(super) fn length(&self, start: &Time, zone: &Zone) -> Result<Length, Wrong> {
        let (line, length) = match (self.find("DTEND"), self.find("DURATION")) {
            (Some(line), _) => (line.number, start.until(&Time::read(line, &line.value, zone)?)),
            (None, Some(line)) => (line.number, duration(&line.value).ok_or_else(|| unread(line, &line.value))?),
            (None, None) if start.is_date => (self.line, Length { shown: TimeDelta::days(1), seconds: 0 }),
            (None, None) => return Err((self.line, AgendaFault::Missing { property: "DTEND" }.into())),
        };
        let whole = length.shown.num_seconds() + length.seconds;
        if (1..=LONGEST).contains(&whole) { Ok(length) } else { Err((line, AgendaFault::End {}.into())) }
    }

    fn excepted(&self, start: &Time) -> Result<Vec<Instant>, Wrong> {
        let lines = self.lines.iter().filter(|line| line.name == "EXDATE");
        let values = lines.flat_map(|line| line.value.split(',').map(move |value| (line, value)));
        values.map(|(line, value)| start.like(line, value)).collect()
    }

    /// The event with its repetition.
    fn repeated(&self, event: Event) -> Result<Event, Wrong> {
        let Some(line) = self.find("RRULE") else { return Ok(event) };
        let unsupported = |part| (line.number, AgendaFault::Unsupported { part }.into());
        let recurrence = Recurrence::parse(line.value.trim()).map_err(unsupported)?;
        let first = event.start.date();
        if !recurrence.has(first, first) {
            return Err((line.number, AgendaFault::OffRule { rule: line.value.clone() }.into()));
        }
        let last = match &recurrence.end {
            End::Never => Instant::MAX,
            End::Count(count) => event.on(recurrence.last(first, *count)).0,
            End::Until(until) => {
                let until = Time::read(line, until, &event.zone)?;
                if until.is_date { event.on(until.local.date()).0 } else { until.instant() }
            }
        };
        Ok(Event { recurrence: Some(recurrence), last, ..event })
    }
}

/// A time or a date as it stands: what the clocks of a zone show.
pub(super) struct Time {
    pub(super) local: NaiveDateTime,
    zone: Zone,
    is_date: bool,
}

impl Time {
    /// A value of a property; without a zone of its own it is a time in `zone`.
    pub(super) fn read(line: &Line, value: &str, zone: &Zone) -> Result<Self, Wrong> {
        let named = line.parameter("TZID").map(|name| Zone::find(name.trim_start_matches('/'))).transpose();
        let zone = named.map_err(|fault| (line.number, fault.into()))?.unwrap_or_else(|| zone.clone());
        let (text, zone) = match value.trim().strip_suffix('Z') {
            Some(text) => (text, Zone::utc()),
            None => (value.trim(), zone),
        };
        let (date_text, time_text) = text.split_once('T').map_or((text, None), |(date, time)| (date, Some(time)));
        let time = time_text.map_or(Some(NaiveTime::MIN), time_of_day);
        let local = date(date_text).zip(time).map(|(date, time)| date.and_time(time));
        let local = local.ok_or_else(|| unread(line, value))?;
        Ok(Self { local, zone, is_date: time_text.is_none() })
    }

    fn instant(&self) -> Instant {
        self.zone.first_shown(self.local)
    }

    /// The length of an event from this to `end`.
    fn until(&self, end: &Self) -> Length {
        if self.zone == end.zone {
            Length { shown: end.local - self.local, seconds: 0 }
        } else {
            Length { shown: TimeDelta::zero(), seconds: end.instant().seconds() - self.instant().seconds() }
        }
    }

    /// The instant of one of the times at which an event begins that first begins at this one; a date alone stands for
    /// the time on it.
    fn like(&self, line: &Line, value: &str) -> Result<Instant, Wrong> {
        let time = Self::read(line, value, &self.zone)?;
        let local = if time.is_date { time.local.date().and_time(self.local.time()) } else { time.local };
        Ok(time.zone.first_shown(local))
    }
}

pub(super) fn unread(line: &Line, value: &str) -> Wrong {
    (line.number, AgendaFault::Time { time: value.to_owned() }.into())
}

/// `20261028`
fn date(text: &str) -> Option<NaiveDate> {
    let part = |range: Range<usize>| civil::number(text.get(range.clone())?, range.len(), range.len());
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day).filter(|_| text.len() == 8)
}

/// `090000`
fn time_of_day(text: &str) -> Option<NaiveTime> {
    let part = |range| civil::number(text.get(range)?, 2, 2);
    NaiveTime::from_hms_opt(part(0..2)?, part(2..4)?, part(4..6)?).filter(|_| text.len() == 6)
}

/// `P1DT12H` or `P1W`
fn duration(text: &str) -> Option<Length> {
    let text = text.trim().trim_start_matches('+').strip_prefix('P')?;
    let (days, time) = text.split_once('T').unwrap_or((text, ""));
    let days = amount(days, &[('W', 7), ('D', 1)])?;
    Some(Length { shown: TimeDelta::days(days), seconds: amount(time, &[('H', 3600), ('M', 60), ('S', 1)])? })
}

/// The sum of numbers with their units.
fn amount(text: &str, units: &[(char, i64)]) -> Option<i64> {
    let of_part = |part: &str| {
        let (_, factor) = units.iter().find(|(unit, _)| part.ends_with(*unit))?;
        Some(i64::from(civil::number(&part[..part.len() - 1], 1, 5)?) * factor)
    };
    text.split_inclusive(|character: char| !character.is_ascii_digit()).map(of_part).sum()
}

/// The address of `mailto:li@example.com`, in small letters.
fn address(text: &str) -> String {
    let text = text.trim().to_lowercase();
    text.strip_prefix("mailto:").map(str::to_owned).unwrap_or(text)
}
