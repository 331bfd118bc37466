use super::*;
use crate::time::testing::at;

const UNITS: [Unit; 5] = [Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year];

#[test]
fn labels_by_hand() {
    for (date, labels) in [
        ("2026-11-22", ["2026-11-22", "2026-W47", "2026-11", "2026-Q4", "2026"]),
        ("2027-01-03", ["2027-01-03", "2026-W53", "2027-01", "2027-Q1", "2027"]), // ISO weeks cross the year's end
        ("2024-12-30", ["2024-12-30", "2025-W01", "2024-12", "2024-Q4", "2024"]),
        ("2024-02-29", ["2024-02-29", "2024-W09", "2024-02", "2024-Q1", "2024"]),
    ] {
        for (unit, label) in UNITS.into_iter().zip(labels) {
            let bucket = Bucket::containing(unit, date.parse().unwrap());
            assert_eq!(bucket.to_string(), label);
            assert_eq!(Bucket::from_label(label), Some(bucket), "{label}");
            assert_eq!(bucket.next().previous(), bucket, "{label}");
            assert_eq!(bucket.previous().next(), bucket, "{label}");
        }
    }
}

#[test]
fn an_instant_falls_on_the_zones_date() {
    let instant = at("2026-10-31T20:00:00Z");
    let bucket = |unit, zone| Bucket::of(unit, instant, &Zone::find(zone).unwrap()).to_string();
    assert_eq!(bucket(Unit::Month, "UTC"), "2026-10");
    assert_eq!(bucket(Unit::Month, "Asia/Shanghai"), "2026-11");
    assert_eq!(bucket(Unit::Week, "Asia/Shanghai"), "2026-W44");
}

#[test]
fn periods_are_cut_at_local_midnights() {
    for (zone, label, start, end) in [
        ("Europe/Amsterdam", "2026-W13", "2026-03-23T00:00:00+01:00", "2026-03-30T00:00:00+02:00"),
        ("America/Santiago", "2026-09-06", "2026-09-06T01:00:00-03:00", "2026-09-07T00:00:00-03:00"),
        ("Asia/Shanghai", "2026-Q4", "2026-10-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00"),
        ("Asia/Shanghai", "2024-02", "2024-02-01T00:00:00+08:00", "2024-03-01T00:00:00+08:00"),
        ("UTC", "2026-W53", "2026-12-28T00:00:00Z", "2027-01-04T00:00:00Z"),
        ("UTC", "2026", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
    ] {
        let period = Bucket::from_label(label).unwrap().period(&Zone::find(zone).unwrap());
        assert_eq!(period, Period { start: at(start), end: at(end), label: label.to_owned() });
        assert!(period.contains(at(start)) && !period.contains(at(end)));
    }
}

#[test]
fn what_is_no_label_is_refused() {
    for label in
        ["", "26", "2025-W53", "2026-W0", "2026-Q5", "2026-Q0", "2026-13", "2026-1", "2026-", "2026-W", "2026-10-32"]
    {
        assert_eq!(Bucket::from_label(label), None, "{label}");
    }
}
