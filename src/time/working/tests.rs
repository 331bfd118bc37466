mod properties;

use serde_json::json;

use super::*;
use crate::time::testing::{all_day, at, calendar, office};

fn shanghai(time: &str) -> Instant {
    at(&format!("2026-{time}:00+08:00"))
}

#[test]
fn a_target_that_ends_at_closing_time_is_due_at_closing_time() {
    let office = office("Asia/Shanghai");
    for (from, minutes, due) in [
        ("10-28T09:00", 180, "10-28T12:00"), // lunch closes
        ("10-28T09:00", 181, "10-28T13:01"),
        ("10-28T17:00", 60, "10-28T18:00"),
        ("10-28T17:00", 61, "10-29T09:01"),
        ("10-30T17:30", 60, "11-02T09:30"), // over a weekend
        ("10-31T03:00", 480, "11-02T18:00"),
        ("10-31T03:00", 0, "10-31T03:00"), // nothing to do is due at once, open or not
        ("10-28T12:30", 1, "10-28T13:01"),
    ] {
        assert_eq!(add(&office, shanghai(from), minutes * 60).unwrap(), shanghai(due), "{from} + {minutes}");
    }
}

#[test]
fn counting_backwards_gives_the_latest_instant() {
    let office = office("Asia/Shanghai");
    for (to, minutes, from) in [
        ("10-28T12:00", 180, "10-28T09:00"),
        ("10-28T13:00", 180, "10-28T09:00"),
        ("10-28T13:01", 1, "10-28T13:00"),
        ("10-28T09:00", 60, "10-27T17:00"),
        ("11-02T09:00", 60, "10-30T17:00"),
        ("11-01T09:00", 0, "11-01T09:00"),
    ] {
        assert_eq!(sub(&office, shanghai(to), minutes * 60).unwrap(), shanghai(from), "{to} - {minutes}");
    }
}

#[test]
fn a_day_of_changing_clocks() {
    let amsterdam = all_day("Europe/Amsterdam");
    let add = |from, hours: i64| add(&amsterdam, at(from), hours * 3600).unwrap();
    assert_eq!(add("2026-03-28T12:00:00+01:00", 24), at("2026-03-29T13:00:00+02:00"));
    assert_eq!(add("2026-10-24T12:00:00+02:00", 24), at("2026-10-25T11:00:00+01:00"));
    let night = calendar(json!({"tz": "America/New_York", "week": {"sat": [["22:00", "06:00"]]}}));
    let shift = |from, to| elapsed(&night, at(from), at(to), &[]);
    assert_eq!(shift("2026-03-07T00:00:00-05:00", "2026-03-09T00:00:00-04:00"), 7 * 3600);
    assert_eq!(shift("2026-10-31T00:00:00-04:00", "2026-11-02T00:00:00-05:00"), 9 * 3600);
}

#[test]
fn years_end_and_leap_days() {
    let office = office("Asia/Shanghai");
    let count = |from, to| elapsed(&office, at(from), at(to), &[]) / 3600;
    // Thursday 2026-12-31 and Friday 2027-01-01 are working days when nobody says otherwise.
    assert_eq!(count("2026-12-31T17:00:00+08:00", "2027-01-01T10:00:00+08:00"), 2);
    assert_eq!(count("2024-02-28T00:00:00+08:00", "2024-03-02T00:00:00+08:00"), 24); // Wed, Thu 29 February, Fri
    // 2023 has 260 weekdays, 2024 has 262.
    assert_eq!(count("2023-01-01T00:00:00+08:00", "2024-01-01T00:00:00+08:00"), 260 * 8);
    assert_eq!(count("2024-01-01T00:00:00+08:00", "2025-01-01T00:00:00+08:00"), 262 * 8);
}

#[test]
fn pauses_are_taken_off_once() {
    let office = office("Asia/Shanghai");
    let (from, to) = (shanghai("10-28T09:00"), shanghai("10-28T18:00"));
    let pause = |from, to| (shanghai(from), shanghai(to));
    for (pauses, minutes) in [
        (vec![], 480),
        (vec![pause("10-28T10:00", "10-28T11:00")], 420),
        (vec![pause("10-28T11:30", "10-28T13:30")], 420), // lunch counts anyhow as nothing
        (vec![pause("10-28T10:30", "10-28T11:30"), pause("10-28T10:00", "10-28T11:00")], 390),
        (vec![pause("10-28T10:00", "10-28T12:00"), pause("10-28T10:30", "10-28T11:00")], 360),
        (vec![pause("10-27T00:00", "10-28T10:00"), pause("10-28T17:00", "10-30T00:00")], 360),
        (vec![pause("10-28T11:00", "10-28T10:00")], 480), // backwards: nothing
        (vec![pause("10-27T11:00", "10-27T12:00"), pause("10-29T11:00", "10-29T12:00")], 480),
        (vec![(shanghai("10-28T17:00"), Instant::MAX)], 420),
    ] {
        assert_eq!(elapsed(&office, from, to, &pauses), minutes * 60, "{pauses:?}");
    }
}

#[test]
fn pauses_put_off_what_is_due() {
    let office = office("Asia/Shanghai");
    let from = shanghai("10-28T09:00");
    let pause = |from, to| (shanghai(from), shanghai(to));
    for (minutes, pauses, expected) in [
        (60, vec![pause("10-28T09:30", "10-28T10:00")], "10-28T10:30"),
        (30, vec![pause("10-28T09:30", "10-28T10:00")], "10-28T09:30"), // used up before the pause begins
        (60, vec![pause("10-28T08:00", "10-28T10:00"), pause("10-28T09:30", "10-28T09:45")], "10-28T11:00"),
        (60, vec![pause("10-28T11:00", "10-28T11:30"), pause("10-28T09:30", "10-28T10:00")], "10-28T10:30"),
        (60, vec![pause("10-28T09:30", "10-29T10:00")], "10-29T10:30"),
        (60, vec![pause("10-27T09:30", "10-27T10:00")], "10-28T10:00"),
        (0, vec![pause("10-28T08:00", "10-28T10:00")], "10-28T09:00"),
    ] {
        assert_eq!(due(&office, from, minutes * 60, &pauses).unwrap(), shanghai(expected), "{minutes} {pauses:?}");
    }
    let unresumed = [(shanghai("10-28T09:30"), Instant::MAX)];
    assert!(matches!(due(&office, from, 3600, &unresumed), Err(WorkingFault::Never { .. })));
}

#[test]
fn what_never_comes_is_a_fault() {
    let from = shanghai("10-28T09:00");
    let empty = calendar(json!({"tz": "Asia/Shanghai"}));
    assert!(matches!(add(&empty, from, 1), Err(WorkingFault::Never { .. })));
    assert!(matches!(sub(&empty, from, 1), Err(WorkingFault::NeverBefore { .. })));
    assert_eq!(add(&empty, from, 0).unwrap(), from);
    let once = calendar(json!({"tz": "Asia/Shanghai", "workdays_extra": {"2026-10-28": [["23:00", "01:00"]]}}));
    assert_eq!(add(&once, from, 7200).unwrap(), shanghai("10-29T01:00"));
    assert!(matches!(add(&once, from, 7201), Err(WorkingFault::Never { .. })));
    assert_eq!(sub(&once, Instant::MAX, 7200).unwrap(), shanghai("10-28T23:00"));
    assert!(matches!(sub(&once, from, 1), Err(WorkingFault::NeverBefore { .. })));
    assert!(matches!(add(&Calendar::always(), from, i64::MAX), Err(WorkingFault::Never { .. })));
    assert!(matches!(add(&Calendar::always(), from, -1), Err(WorkingFault::Negative { .. })));
}

#[test]
fn an_end_before_the_start_is_a_fault_only_where_people_ask() {
    let (early, late) = (shanghai("10-28T09:00"), shanghai("10-28T10:00"));
    let office = office("Asia/Shanghai");
    assert_eq!(elapsed(&office, late, early, &[]), 0);
    assert!(matches!(elapsed_forwards(&office, late, early, &[]), Err(WorkingFault::Backwards { .. })));
    assert_eq!(elapsed_forwards(&office, early, late, &[]).unwrap(), 3600);
    assert_eq!(elapsed_forwards(&office, early, early, &[]).unwrap(), 0);
}
