//! Whole days: public holidays, and the working days that make up for them.
use chrono::{NaiveDate, NaiveTime};

use super::AgendaFault;
use super::lines::Line;
use super::read::{Block, Time, Wrong, blocks, unread};
use crate::time::Zone;

/// What marks a holiday, or a working day that makes up for one.
const MARK: &str = "X-APPLE-SPECIAL-DAY";

/// A day that is not as its day of the week says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpecialDay {
    /// Its date.
    pub date: NaiveDate,
    /// Whether nobody works; else it is worked on.
    pub is_off: bool,
}

/// The holidays and make-up working days of an iCalendar file: its events of whole days. Where any of them is marked
/// by `X-APPLE-SPECIAL-DAY`, only marked ones count, as such files also name festivals on which people work; else all are
/// holidays.
///
/// Faults: everything that is wrong with the file, such as an event that is repeated or has hours.
pub fn days(text: &str) -> Result<Vec<SpecialDay>, Vec<Wrong>> {
    let (blocks, mut wrongs) = blocks(text);
    let is_marked = blocks.iter().any(|block| block.find(MARK).is_some());
    let mut days = Vec::new();
    for block in blocks.iter().filter(|block| !block.is_cancelled()) {
        let mark = block.find(MARK);
        if mark.is_some() || !is_marked {
            match of_event(block, mark) {
                Ok(event) => days.extend(event),
                Err(wrong) => wrongs.push(wrong),
            }
        }
    }
    if wrongs.is_empty() { Ok(days) } else { Err(wrongs) }
}

fn of_event(block: &Block, mark: Option<&Line>) -> Result<Vec<SpecialDay>, Wrong> {
    let unsupported =
        |line: &Line, part: &str| (line.number, AgendaFault::Unsupported { part: part.to_owned() }.into());
    if let Some(line) = ["RRULE", "RDATE"].into_iter().find_map(|name| block.find(name)) {
        return Err(unsupported(line, &line.name));
    }
    let is_off = match mark.map(|line| (line, line.value.trim())) {
        None | Some((_, "WORK-HOLIDAY")) => true,
        Some((_, "ALTERNATE-WORKDAY")) => false,
        Some((line, other)) => return Err(unsupported(line, other)),
    };
    let missing = || (block.line, AgendaFault::Missing { property: "DTSTART" }.into());
    let line = block.find("DTSTART").ok_or_else(missing)?;
    let start = Time::read(line, &line.value, &Zone::utc())?;
    let length = block.length(&start, &Zone::utc())?;
    let count = length.shown.num_days();
    let is_whole = length.seconds == 0 && length.shown == chrono::TimeDelta::days(count);
    if start.local.time() != NaiveTime::MIN || !is_whole {
        return Err(unread(line, &line.value));
    }
    let dates = start.local.date().iter_days().take(usize::try_from(count).unwrap_or_default());
    Ok(dates.map(|date| SpecialDay { date, is_off }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The days of a file of these events, as `2027-01-01 off`, or what is wrong with it, as `3 code`.
    fn read(events: &[&str]) -> Vec<String> {
        let event = |lines: &&str| format!("BEGIN:VEVENT\n{}\nEND:VEVENT\n", lines.replace(' ', "\n"));
        let events: String = events.iter().map(event).collect();
        let kind = |day: &SpecialDay| if day.is_off { "off" } else { "worked" };
        match days(&format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n")) {
            Ok(days) => days.iter().map(|day| format!("{} {}", day.date, kind(day))).collect(),
            Err(wrongs) => wrongs.iter().map(|(line, problem)| format!("{line} {}", problem.code())).collect(),
        }
    }

    #[test]
    fn all_events_are_holidays_unless_some_are_marked() {
        let plain = ["DTSTART;VALUE=DATE:20270101 DTEND;VALUE=DATE:20270103", "DTSTART;VALUE=DATE:20270214"];
        assert_eq!(read(&plain), ["2027-01-01 off", "2027-01-02 off", "2027-02-14 off"]);
        let marked = [
            "DTSTART;VALUE=DATE:20270101 X-APPLE-SPECIAL-DAY:WORK-HOLIDAY",
            "DTSTART;VALUE=DATE:20270109 X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY",
            "DTSTART;VALUE=DATE:20270214 RRULE:FREQ=YEARLY",
            "DTSTART;VALUE=DATE:20270110 STATUS:CANCELLED X-APPLE-SPECIAL-DAY:WORK-HOLIDAY",
        ];
        assert_eq!(read(&marked), ["2027-01-01 off", "2027-01-09 worked"]);
    }

    #[test]
    fn whole_days_of_one_year_alone_are_read() {
        let one = |event: &str| read(&[event]).join("; ");
        assert_eq!(one("DTSTART;VALUE=DATE:20270101 RRULE:FREQ=YEARLY"), "4 agenda-unsupported");
        assert_eq!(one("DTSTART:20270101T090000 DTEND:20270101T120000"), "3 agenda-time");
        assert_eq!(one("X-APPLE-SPECIAL-DAY:HALF-DAY DTSTART:20270101"), "3 agenda-unsupported");
        assert_eq!(one("SUMMARY:x"), "2 agenda-missing");
        assert_eq!(one("DTSTART:20270101T000000 DTEND:20270102T000000"), "2027-01-01 off");
        assert_eq!(days("2027").unwrap_err()[0].1.code(), "agenda-none");
    }
}
