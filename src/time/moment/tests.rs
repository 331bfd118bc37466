use super::*;
use crate::time::testing::{at, sentence};

/// It is Sunday noon in Shanghai, and the evening before in New York.
fn reader(zone: &str) -> Reader {
    Reader::new(at("2026-11-22T12:00:00+08:00"), Zone::find(zone).unwrap())
}

#[test]
fn times() {
    for (text, instant) in [
        ("2026-10-28T09:00:12+08:00", "2026-10-28T09:00:12+08:00"),
        ("2026-10-28T01:00:12.9Z", "2026-10-28T01:00:12Z"),
        ("2026-10-28 09:00+02:00", "2026-10-28T09:00:00+02:00"),
        ("2026-10-28 09:00", "2026-10-28T09:00:00+08:00"),
        ("2026-10-28 9:00:30", "2026-10-28T09:00:30+08:00"),
        ("2026-10-28T09:00", "2026-10-28T09:00:00+08:00"),
        ("2026-10-28T09:00:12.999", "2026-10-28T09:00:12+08:00"),
        ("2026-10-28 24:00", "2026-10-29T00:00:00+08:00"),
        ("2026-10-28", "2026-10-28T00:00:00+08:00"),
        ("09:30", "2026-11-22T09:30:00+08:00"),
        (" now ", "2026-11-22T12:00:00+08:00"),
        ("today", "2026-11-22T00:00:00+08:00"),
        ("yesterday", "2026-11-21T00:00:00+08:00"),
        ("tomorrow", "2026-11-23T00:00:00+08:00"),
        ("tomorrow 10:30", "2026-11-23T10:30:00+08:00"),
        ("yesterday  9:00", "2026-11-21T09:00:00+08:00"),
        ("2026-11-22T01:30Z", "2026-11-22T09:30:00+08:00"),
        ("-2h", "2026-11-22T10:00:00+08:00"),
        ("1d 2h ago", "2026-11-21T10:00:00+08:00"),
        ("+30m", "2026-11-22T12:30:00+08:00"),
    ] {
        assert_eq!(reader("Asia/Shanghai").instant(text).unwrap(), at(instant), "{text}");
    }
    assert_eq!(reader("America/New_York").instant("today").unwrap(), at("2026-11-21T00:00:00-05:00"));
}

#[test]
fn what_is_no_time_is_refused() {
    for (text, message) in [
        ("soon", "`soon` is no time"),
        ("", "`` is no time"),
        ("2026-02-30", "`2026-02-30` is no time"),
        ("2026-10-28 09:00:12.", "`2026-10-28 09:00:12.` is no time"),
        ("-2x", "`2x` is no duration"),
        ("-2bd", "`-2bd` needs a calendar: business days differ in length"),
        ("2026-03-29 02:30", "`2026-03-29 02:30:00` does not exist in Europe/Amsterdam: the clocks go forward over it"),
        ("2026-10-25 02:30", "`2026-10-25 02:30:00` happens twice in Europe/Amsterdam: the clocks go back over it"),
    ] {
        assert_eq!(sentence(&reader("Europe/Amsterdam").instant(text).unwrap_err()), message);
    }
}

#[test]
fn periods() {
    let period = |text| reader("Asia/Shanghai").period(text).unwrap().label;
    for (text, label) in [
        ("2026-W47", "2026-W47"),
        ("2026-w07", "2026-W07"),
        ("2026-10", "2026-10"),
        ("2026", "2026"),
        ("2026-Q4", "2026-Q4"),
        ("2026-10-28", "2026-10-28"),
        ("yesterday", "2026-11-21"),
        ("this-week", "2026-W47"),
        ("last-week", "2026-W46"),
        ("last-month", "2026-10"),
        ("this-quarter", "2026-Q4"),
        ("last-year", "2025"),
        ("next-month", "2026-12"),
    ] {
        assert_eq!(period(text), label, "{text}");
    }
    for text in ["", "last", "last-decade", "2026-W54", "-2h"] {
        let problem = reader("UTC").period(text).unwrap_err();
        assert_eq!(sentence(&problem), format!("`{text}` is no period"));
    }
}

#[test]
fn periods_of_a_length() {
    let reader = reader("Asia/Shanghai");
    let label = |unit, text| reader.period_of(unit, text).map(|period| period.label);
    for (unit, text, expected) in [
        (Unit::Week, "last", "2026-W46"),
        (Unit::Week, "this", "2026-W47"),
        (Unit::Week, "2026-11-16", "2026-W47"),
        (Unit::Week, "2026-W01", "2026-W01"),
        (Unit::Month, "last", "2026-10"),
        (Unit::Month, "yesterday", "2026-11"),
        (Unit::Day, "yesterday", "2026-11-21"),
    ] {
        assert_eq!(label(unit, text).unwrap(), expected, "{text}");
    }
    let problem = label(Unit::Week, "2026-10").unwrap_err();
    assert_eq!(sentence(&problem), "`2026-10` is a period of another length than `2026-W47`");
}

#[test]
fn a_day_that_is_named_as_a_deadline_is_meant_to_its_end() {
    let reader = reader("Asia/Shanghai");
    for (text, due) in [
        ("2026-10-31", "2026-10-31T23:59:59+08:00"),
        ("tomorrow", "2026-11-23T23:59:59+08:00"),
        ("2026-W47", "2026-11-22T23:59:59+08:00"),
        ("2026-10-31 17:00", "2026-10-31T17:00:00+08:00"),
        ("+2h", "2026-11-22T14:00:00+08:00"),
    ] {
        assert_eq!(reader.deadline(text).unwrap(), at(due), "{text}");
    }
}
