use super::*;
use crate::fault::Fault;
use crate::time::testing::at;

fn zone(name: &str) -> Zone {
    Zone::find(name).unwrap()
}

fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

#[test]
fn names_are_found_in_any_case_and_unknown_ones_suggest() {
    assert_eq!(zone("asia/SHANGHAI").name(), "Asia/Shanghai");
    assert_eq!(zone("UTC").name(), "UTC");
    for (name, near) in [
        ("Asia/Shangai", "Asia/Shanghai"),
        ("Shanghai", "Asia/Shanghai"),
        ("Asia/Beijing", "Asia/Shanghai"),
        ("New York", "America/New_York"),
        ("Europe/Amsterdm", "Europe/Amsterdam"),
        ("", "Asia/Shanghai"),
        ("Etc/Unknown", "Asia/Shanghai"),
    ] {
        let fault = Zone::find(name).unwrap_err();
        assert_eq!(fault.args(), [("name", name.to_owned()), ("near", near.to_owned())]);
    }
}

/// Offsets as the governments announced them for 2026, which older databases have wrong.
#[test]
fn rules_of_2026() {
    for (name, instant, hours) in [
        ("America/Vancouver", "2026-01-15T12:00:00Z", -8),
        ("America/Vancouver", "2026-07-15T12:00:00Z", -7),
        ("America/Vancouver", "2026-12-15T12:00:00Z", -7), // summer time for good since March 2026
        ("Africa/Casablanca", "2026-02-14T12:00:00Z", 1),
        ("Africa/Casablanca", "2026-03-01T12:00:00Z", 0), // Ramadan
        ("Africa/Casablanca", "2026-04-01T12:00:00Z", 1),
        ("Africa/Casablanca", "2026-12-15T12:00:00Z", 0), // back to GMT since September 2026
    ] {
        assert_eq!(zone(name).offset_at(at(instant)).local_minus_utc(), hours * 3600, "{name} {instant}");
    }
}

#[test]
fn segments_have_no_holes() {
    let zone = zone("Europe/Amsterdam");
    let (from, to) = (at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"));
    let spring = at("2026-03-29T01:00:00Z");
    let autumn = at("2026-10-25T01:00:00Z");
    let year = [
        Segment { from, to: spring, offset: 3600 },
        Segment { from: spring, to: autumn, offset: 7200 },
        Segment { from: autumn, to, offset: 3600 },
    ];
    assert_eq!(zone.segments(from, to), year);
    assert_eq!(zone.segments(spring, autumn), year[1..2]);
    assert_eq!(Zone::utc().segments(from, to), [Segment { from, to, offset: 0 }]);
}

#[test]
fn local_times_resolve() {
    for (name, shown, instant) in [
        ("Europe/Amsterdam", "2026-03-29T01:59:59", "2026-03-29T01:59:59+01:00"),
        ("Europe/Amsterdam", "2026-03-29T03:00:00", "2026-03-29T03:00:00+02:00"),
        ("Europe/Amsterdam", "2026-10-25T01:59:59", "2026-10-25T01:59:59+02:00"),
        ("Europe/Amsterdam", "2026-10-25T03:00:00", "2026-10-25T03:00:00+01:00"),
        ("Asia/Kathmandu", "2026-05-01T00:00:00", "2026-05-01T00:00:00+05:45"),
    ] {
        assert_eq!(zone(name).resolve(local(shown)).unwrap(), at(instant), "{name} {shown}");
    }
}

#[test]
fn gaps_and_folds_are_faults_that_say_what_to_write() {
    let amsterdam = zone("Europe/Amsterdam");
    for shown in ["2026-03-29T02:00:00", "2026-03-29T02:59:59"] {
        let ZoneFault::Gap { resumed, .. } = amsterdam.resolve(local(shown)).unwrap_err() else { panic!("{shown}") };
        assert_eq!(resumed, "2026-03-29T03:00:00+02:00");
    }
    for shown in ["2026-10-25T02:00:00", "2026-10-25T02:59:59"] {
        let ZoneFault::Fold { first, second, .. } = amsterdam.resolve(local(shown)).unwrap_err() else {
            panic!("{shown}")
        };
        assert_eq!((first, second), (format!("{shown}+02:00"), format!("{shown}+01:00")));
    }
}

#[test]
fn days_begin_where_the_clocks_let_them() {
    for (name, date, instant) in [
        ("Europe/Amsterdam", "2026-03-29", "2026-03-29T00:00:00+01:00"),
        ("America/Santiago", "2026-09-06", "2026-09-06T01:00:00-03:00"), // 00:00–01:00 is skipped
        ("America/Santiago", "2026-04-05", "2026-04-05T00:00:00-04:00"), // 23:00–24:00 the day before came twice
        ("Africa/Cairo", "2026-04-24", "2026-04-24T01:00:00+03:00"),
        ("America/Havana", "2026-03-08", "2026-03-08T01:00:00-04:00"),
        ("America/Havana", "2025-11-02", "2025-11-02T00:00:00-04:00"), // 00:00–01:00 comes twice
        ("Pacific/Apia", "2011-12-30", "2011-12-31T00:00:00+14:00"),   // a date that never was
    ] {
        assert_eq!(zone(name).start_of_day(date.parse().unwrap()), at(instant), "{name} {date}");
    }
}

#[test]
fn instants_are_written_exactly() {
    assert_eq!(zone("Asia/Shanghai").write(at("2026-10-28T01:00:12Z")), "2026-10-28T09:00:12+08:00");
    // Clocks there were 17 minutes and 30 seconds ahead by that database: no offset of RFC 3339.
    let old = at("1850-01-01T00:00:00Z");
    assert_eq!(at(&zone("Europe/Amsterdam").write(old)), old);
    for edge in [Instant::MIN, Instant::MAX] {
        assert_eq!(at(&zone("Asia/Tokyo").write(edge)), edge);
        assert_eq!(at(&zone("UTC").write(edge)), edge);
    }
}
