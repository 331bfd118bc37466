use super::*;
use crate::time::{Instant, Zone};

fn shanghai() -> Zone {
    Zone::find("Asia/Shanghai").unwrap()
}

fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}\r\nEND:VCALENDAR\r\n", events.replace('\n', "\r\n"))
}

fn event(lines: &str) -> String {
    calendar(&format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT"))
}

/// The one event of a file.
fn one(lines: &str) -> Event {
    let (mut events, wrongs) = read(&event(lines), &shanghai());
    assert!(wrongs.is_empty(), "{wrongs:?}");
    events.remove(0)
}

fn at(local: &str) -> Instant {
    crate::time::moment::read(local, &shanghai()).unwrap()
}

/// When an event takes place in October 2026 and later, as far as November.
fn dates(event: &Event) -> Vec<String> {
    let zone = shanghai();
    let found = event.occurrences(at("2026-10-01"), at("2026-12-01")).into_iter();
    found.map(|(from, to)| format!("{}/{}", local(&zone, from), local(&zone, to))).collect()
}

fn local(zone: &Zone, at: Instant) -> String {
    zone.to_local(at).format("%m%dT%H").to_string()
}

/// The code of what is wrong with an event, and its line; line 4 is the first of the event's own.
fn wrong(lines: &str) -> (usize, &'static str) {
    let (events, wrongs) = read(&event(lines), &shanghai());
    assert!(events.is_empty(), "{events:?}");
    assert_eq!(wrongs.len(), 1, "{wrongs:?}");
    (wrongs[0].0, wrongs[0].1.code())
}

#[test]
fn an_event_is_in_its_zone_and_names_people() {
    let read = one("SUMMARY:On call:\n  Li Na\\, Zhao\nATTENDEE;CN=\"Li; Na: 1\":MAILTO:Li@Example.com\n\
        DTSTART;TZID=Asia/Shanghai:20261028T200000\nDTEND;TZID=Asia/Shanghai:20261029T080000");
    assert_eq!((read.summary.as_str(), read.attendees), ("On call: Li Na, Zhao", vec!["li@example.com".to_owned()]));
    // 20:00 in Shanghai is 12:00 UTC; a time without a zone is one of the desk's.
    for lines in [
        "DTSTART;TZID=Asia/Shanghai:20261028T200000\nDTEND;TZID=Asia/Shanghai:20261029T080000",
        "DTSTART:20261028T120000Z\nDTEND:20261029T000000Z",
        "DTSTART:20261028T200000\nDURATION:PT12H",
        "DTSTART:20261028T120000Z\nDTEND;TZID=Europe/London:20261029T000000",
    ] {
        assert_eq!(dates(&one(lines)), ["1028T20/1029T08"], "{lines}");
    }
    assert_eq!(dates(&one("DTSTART;VALUE=DATE:20261028")), ["1028T00/1029T00"]);
    assert_eq!(dates(&one("DTSTART;VALUE=DATE:20261028\nDTEND;VALUE=DATE:20261030")), ["1028T00/1030T00"]);
    assert_eq!(dates(&one("DTSTART;VALUE=DATE:20261028\nDURATION:P1W")), ["1028T00/1104T00"]);
}

#[test]
fn what_touches_the_stretch_takes_place_and_its_ends_are_half_open() {
    let night = one("DTSTART:20261028T200000\nDTEND:20261029T080000\nRRULE:FREQ=DAILY");
    let count = |from, to| night.occurrences(at(from), at(to)).len();
    assert_eq!(count("2026-10-29 07:59", "2026-10-29 08:00"), 1);
    assert_eq!(count("2026-10-29 08:00", "2026-10-29 20:00"), 0);
    assert_eq!(count("2026-10-29 08:00", "2026-10-29 20:01"), 1);
    assert_eq!(count("2026-10-28 10:00", "2026-10-28 20:00"), 0);
    assert_eq!(count("2030-01-01 00:00", "2030-01-01 00:01"), 1);
}

#[test]
fn repetitions() {
    // 28 October 2026 is a Wednesday.
    let begins = |rule: &str| {
        let event = one(&format!("DTSTART:20261028T090000\nDTEND:20261028T180000\nRRULE:{rule}"));
        dates(&event).into_iter().map(|date| date[..4].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(begins("FREQ=DAILY;COUNT=3"), ["1028", "1029", "1030"]);
    assert_eq!(begins("FREQ=DAILY;INTERVAL=2;UNTIL=20261101"), ["1028", "1030", "1101"]);
    // 9:00 in Shanghai is 1:00 UTC: the last one may begin at the very instant.
    assert_eq!(begins("FREQ=DAILY;UNTIL=20261029T010000Z"), ["1028", "1029"]);
    assert_eq!(begins("FREQ=DAILY;UNTIL=20261029T005959Z"), ["1028"]);
    assert_eq!(begins("FREQ=DAILY;BYDAY=WE,SA;COUNT=3"), ["1028", "1031", "1104"]);
    assert_eq!(begins("FREQ=WEEKLY;COUNT=2"), ["1028", "1104"]);
    assert_eq!(begins("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,SU;COUNT=4"), ["1028", "1101", "1111", "1115"]);
    // With weeks from Sunday, 1 November is in the week that is left out.
    assert_eq!(begins("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,SU;WKST=SU;COUNT=3"), ["1028", "1108", "1111"]);
    assert_eq!(begins("FREQ=WEEKLY;BYDAY=WE;UNTIL=20261104T090000"), ["1028", "1104"]);
}

#[test]
fn single_ones_are_left_out_or_moved() {
    let repeated = "BEGIN:VEVENT\nUID:1\nSUMMARY:li\nDTSTART:20261028T090000\nDTEND:20261028T180000\n\
        RRULE:FREQ=DAILY;COUNT=5\nEXDATE:20261029T010000Z\nEXDATE;VALUE=DATE:20261030\nEND:VEVENT\n";
    let moved = "BEGIN:VEVENT\nUID:1\nSUMMARY:zhao\nRECURRENCE-ID:20261031T090000\nDTSTART:20261031T100000\n\
        DTEND:20261031T110000\nEND:VEVENT\n";
    let cancelled = "BEGIN:VEVENT\nUID:1\nSTATUS:CANCELLED\nRECURRENCE-ID:20261101T090000\nDTSTART:20261101T090000\n\
        DTEND:20261101T180000\nBEGIN:VALARM\nTRIGGER:-PT5M\nDTSTART:nonsense\nEND:VALARM\nEND:VEVENT";
    let (events, wrongs) = read(&calendar(&format!("{repeated}{moved}{cancelled}")), &shanghai());
    assert!(wrongs.is_empty(), "{wrongs:?}");
    let found: Vec<_> = events.iter().map(|event| (event.summary.as_str(), event.line, dates(event))).collect();
    assert_eq!(found[0], ("li", 3, vec!["1028T09/1028T18".to_owned()]));
    assert_eq!(found[1], ("zhao", 12, vec!["1031T10/1031T11".to_owned()]));
    assert_eq!(found.len(), 2);
}

#[test]
fn hours_are_what_clocks_show_when_they_change() {
    // London goes back at 2:00 on 25 October 2026: the night has thirteen hours, one of 12 hours ends at 7:00.
    let (events, _) = read(
        &calendar(
            "BEGIN:VEVENT\nDTSTART;TZID=Europe/London:20261024T200000\nDTEND;TZID=Europe/London:20261025T080000\n\
            END:VEVENT\nBEGIN:VEVENT\nDTSTART;TZID=Europe/London:20261024T200000\nDURATION:PT12H\nEND:VEVENT",
        ),
        &shanghai(),
    );
    let hours = |event: &Event| {
        let (from, to) = event.occurrences(at("2026-10-01"), at("2026-12-01"))[0];
        (to.seconds() - from.seconds()) / 3600
    };
    assert_eq!((hours(&events[0]), hours(&events[1])), (13, 12));
}

#[test]
fn what_would_be_misunderstood_is_refused_at_its_line() {
    let times = "DTSTART:20261028T090000\nDTEND:20261028T180000\n";
    for (lines, line, code) in [
        ("SUMMARY:li", 3, "agenda-missing"),
        ("DTSTART:20261028T090000", 3, "agenda-missing"),
        ("DTSTART:20261028T0900\nDTEND:20261028T180000", 4, "agenda-time"),
        ("DTSTART:20261328T090000\nDTEND:20261028T180000", 4, "agenda-time"),
        ("DTSTART;TZID=Mars/Olympus:20261028T090000\nDTEND:20261028T180000", 4, "zone-unknown"),
        ("DTSTART:20261028T090000\nDTEND:20261028T090000", 5, "agenda-end"),
        ("DTSTART:20261028T090000\nDURATION:P400D", 5, "agenda-end"),
        ("DTSTART:20261028T090000\nDURATION:1H", 5, "agenda-time"),
        ("DTSTART:20261028T090000\nDURATION:P1", 5, "agenda-time"),
        (&format!("{times}RRULE:FREQ=MONTHLY"), 6, "agenda-unsupported"),
        (&format!("{times}RRULE:FREQ=WEEKLY;BYDAY=1MO"), 6, "agenda-unsupported"),
        (&format!("{times}RRULE:FREQ=DAILY;BYMONTH=1"), 6, "agenda-unsupported"),
        (&format!("{times}RRULE:FREQ=DAILY;INTERVAL=0"), 6, "agenda-unsupported"),
        (&format!("{times}RRULE:FREQ=DAILY;COUNT=2;UNTIL=20261101"), 6, "agenda-unsupported"),
        (&format!("{times}RRULE:INTERVAL=2"), 6, "agenda-unsupported"),
        (&format!("{times}RRULE:FREQ=DAILY\nRRULE:FREQ=DAILY"), 7, "agenda-unsupported"),
        (&format!("{times}RDATE:20261101T090000"), 6, "agenda-unsupported"),
        (&format!("{times}RECURRENCE-ID;RANGE=THISANDFUTURE:20261028T090000"), 6, "agenda-unsupported"),
        (&format!("{times}RRULE:FREQ=WEEKLY;BYDAY=MO"), 6, "agenda-off-rule"),
        (&format!("{times}RRULE:FREQ=DAILY;UNTIL=tomorrow"), 6, "agenda-time"),
    ] {
        assert_eq!(wrong(lines), (line, code), "{lines}");
    }
}

#[test]
fn what_is_no_calendar_or_cut_off_is_said() {
    let codes = |text: &str| {
        let (_, wrongs) = read(text, &shanghai());
        wrongs.iter().map(|(line, problem)| (*line, problem.code())).collect::<Vec<_>>()
    };
    assert_eq!(codes(""), [(1, "agenda-none")]);
    assert_eq!(codes("<html>"), [(1, "agenda-none")]);
    let whole = event("DTSTART;VALUE=DATE:20261028");
    assert_eq!(codes(&format!("\u{feff}{whole}")), []);
    assert_eq!(codes(whole.trim_end().strip_suffix("END:VCALENDAR").unwrap()), [(1, "agenda-unfinished")]);
    assert_eq!(codes(&whole.replace("VERSION:2.0", "VERSION")), [(2, "agenda-line")]);
}
