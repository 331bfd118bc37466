use serde_json::{Value, json};

use super::*;
use crate::fault::Step;
use crate::time::testing::{all_day, at, calendar, office, sentence};

const HOUR: i64 = 3600;

fn refused(spec: Value) -> String {
    let spec: CalendarSpec = serde_json::from_value(spec).unwrap();
    sentence(&Calendar::compile(&spec).unwrap_err())
}

fn hours_of(calendar: &Calendar, date: &str) -> i64 {
    let date = date.parse().unwrap();
    let start = calendar.zone().start_of_day(date);
    calendar.open_seconds(start, calendar.zone().start_of_day(date.succ_opt().unwrap()))
}

#[test]
fn a_week_of_office_hours() {
    let office = office("Asia/Shanghai");
    assert_eq!(office.open_seconds(at("2026-10-26T00:00:00+08:00"), at("2026-11-02T00:00:00+08:00")), 40 * HOUR);
    assert_eq!(office.open_seconds(at("2026-10-30T17:30:00+08:00"), at("2026-11-02T09:10:00+08:00")), 40 * 60);
    assert_eq!(office.open_seconds(at("2026-10-28T11:00:00+08:00"), at("2026-10-28T14:00:00+08:00")), 2 * HOUR);
    assert_eq!(office.open_seconds(at("2026-10-28T14:00:00+08:00"), at("2026-10-28T11:00:00+08:00")), 0);
}

#[test]
fn edges_are_half_open() {
    let office = office("Asia/Shanghai");
    for (time, open) in [
        ("08:59:59", false),
        ("09:00:00", true),
        ("11:59:59", true),
        ("12:00:00", false),
        ("13:00:00", true),
        ("18:00:00", false),
    ] {
        assert_eq!(office.is_open(at(&format!("2026-10-28T{time}+08:00"))), open, "{time}");
    }
}

#[test]
fn days_with_a_change_of_clocks_are_longer_or_shorter() {
    for (zone, date, seconds) in [
        ("Europe/Amsterdam", "2026-03-29", 23 * HOUR),
        ("Europe/Amsterdam", "2026-10-25", 25 * HOUR),
        ("America/New_York", "2026-03-08", 23 * HOUR),
        ("America/New_York", "2026-11-01", 25 * HOUR),
        ("America/Santiago", "2026-04-04", 25 * HOUR),
        ("America/Santiago", "2026-09-06", 23 * HOUR),
        ("Africa/Cairo", "2026-04-24", 23 * HOUR),
        ("Africa/Cairo", "2026-10-29", 25 * HOUR),
        ("America/Havana", "2026-03-08", 23 * HOUR),
        ("America/Havana", "2025-11-02", 25 * HOUR),
        ("Australia/Lord_Howe", "2026-04-05", 24 * HOUR + 1800),
        ("Australia/Lord_Howe", "2026-10-04", 24 * HOUR - 1800),
        ("America/Vancouver", "2026-03-08", 23 * HOUR),
        ("America/Vancouver", "2026-11-01", 24 * HOUR), // no longer a change
        ("Africa/Casablanca", "2026-02-15", 25 * HOUR),
        ("Africa/Casablanca", "2026-03-22", 23 * HOUR),
        ("Africa/Casablanca", "2026-09-20", 25 * HOUR),
        ("Asia/Shanghai", "2024-02-29", 24 * HOUR),
        ("Pacific/Apia", "2011-12-30", 0),
    ] {
        assert_eq!(hours_of(&all_day(zone), date), seconds, "{zone} {date}");
    }
    assert_eq!(
        Calendar::always().open_seconds(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")),
        365 * 24 * HOUR
    );
    assert_eq!(
        Calendar::always().open_seconds(at("2024-01-01T00:00:00Z"), at("2025-01-01T00:00:00Z")),
        366 * 24 * HOUR
    );
}

#[test]
fn hours_that_meet_a_change_of_clocks() {
    let night =
        |tz: &str| calendar(json!({"tz": tz, "week": {"sat": [["22:00", "06:00"]], "sun": [["02:30", "02:45"]]}}));
    let night_only = |tz: &str| calendar(json!({"tz": tz, "week": {"sat": [["22:00", "06:00"]]}}));
    // The night shift is an hour shorter in spring and longer in autumn.
    assert_eq!(hours_of(&night_only("Europe/Amsterdam"), "2026-03-29"), 5 * HOUR);
    assert_eq!(hours_of(&night_only("Europe/Amsterdam"), "2026-10-25"), 7 * HOUR);
    // The night shift and Sunday's quarter of an hour overlap.
    let both = std::panic::catch_unwind(|| night("Europe/Amsterdam"));
    assert!(both.is_err());
    // Hours inside the jump do not happen; inside the repeated hour they happen twice.
    let quarter = calendar(json!({"tz": "Europe/Amsterdam", "week": {"sun": [["02:30", "02:45"]]}}));
    assert_eq!(hours_of(&quarter, "2026-03-29"), 0);
    assert_eq!(hours_of(&quarter, "2026-10-25"), 2 * 900);
    // Hours that begin inside the jump begin at its end.
    let morning = calendar(json!({"tz": "Europe/Amsterdam", "week": {"sun": [["02:30", "04:00"]]}}));
    assert_eq!(hours_of(&morning, "2026-03-29"), HOUR);
    assert_eq!(
        morning.openings(at("2026-03-29T00:00:00Z"), at("2026-03-30T00:00:00Z")),
        [(at("2026-03-29T03:00:00+02:00"), at("2026-03-29T04:00:00+02:00"))]
    );
}

#[test]
fn holidays_make_up_days_and_breaks() {
    let day = json!([["09:00", "12:00"], ["13:00", "18:00"]]);
    // National Day 2026: Thursday 1 October is off, Saturday 10 October makes up, the 2nd is a special half day.
    let calendar = calendar(json!({
        "tz": "Asia/Shanghai",
        "week": {"mon": day, "tue": day, "wed": day, "thu": day, "fri": day},
        "holidays": ["2026-10-01", "2026-10-02", "2026-10-05"],
        "workdays_extra": {"2026-10-10": day, "2026-10-02": [["9:00", "11:00"]], "2026-10-06": []},
        "breaks": {"2026-10-10": [["10:00", "10:30"], ["17:00", "19:00"]], "2026-10-01": [["09:00", "10:00"]]},
    }));
    for (date, seconds) in [
        ("2026-09-30", 8 * HOUR),
        ("2026-10-01", 0),
        ("2026-10-02", 2 * HOUR),
        ("2026-10-05", 0),
        ("2026-10-06", 0),
        ("2026-10-10", 8 * HOUR - 1800 - HOUR),
        ("2026-10-11", 0),
    ] {
        assert_eq!(hours_of(&calendar, date), seconds, "{date}");
    }
}

#[test]
fn hours_over_midnight_belong_to_the_date_they_begin_on() {
    let night = json!([["22:00", "06:00"]]);
    let spec = json!({
        "tz": "Asia/Shanghai",
        "week": {"mon": night, "tue": night, "fri": night},
        "holidays": ["2026-10-27"], // a Tuesday
        "breaks": {"2026-10-31": [["02:00", "02:30"]]}, // a Saturday
    });
    let calendar = calendar(spec);
    for (date, seconds) in [
        ("2026-10-26", 2 * HOUR),
        ("2026-10-27", 6 * HOUR), // Monday's tail, nothing of its own
        ("2026-10-28", 0),
        ("2026-10-30", 2 * HOUR),
        ("2026-10-31", 6 * HOUR - 1800), // the break meets Friday's tail
    ] {
        assert_eq!(hours_of(&calendar, date), seconds, "{date}");
    }
}

#[test]
fn whole_days_touch_without_overlapping() {
    let spec = json!({"tz": "UTC", "week": {"mon": [["09:00", "09:00"]], "tue": [["09:00", "24:00"]], "wed": [["0:00", "00:00"]]}});
    let calendar = calendar(spec);
    assert_eq!(
        calendar.openings(at("2026-10-26T00:00:00Z"), at("2026-11-02T00:00:00Z")),
        [(at("2026-10-26T09:00:00Z"), at("2026-10-29T00:00:00Z"))]
    );
}

#[test]
fn overlaps_are_named() {
    for (spec, message) in [
        (
            json!({"tz": "UTC", "week": {"mon": [["13:00", "18:00"], ["9:00", "13:30"]]}}),
            "the intervals `mon 09:00-13:30` and `mon 13:00-18:00` overlap",
        ),
        (
            json!({"tz": "UTC", "week": {"mon": [["22:00", "06:00"]], "tue": [["05:59:30", "12:00"]]}}),
            "the intervals `mon 22:00-06:00` and `tue 05:59:30-12:00` overlap",
        ),
        (
            json!({"tz": "UTC", "week": {"sun": [["22:00", "06:00"]], "mon": [["00:00", "24:00"]]}}),
            "the intervals `sun 22:00-06:00` and `mon 00:00-24:00` overlap",
        ),
        (
            json!({"tz": "UTC", "workdays_extra": {"2026-10-28": [["09:00", "12:00"], ["09:00", "12:00"]]}}),
            "the intervals `2026-10-28 09:00-12:00` and `2026-10-28 09:00-12:00` overlap",
        ),
        (
            json!({"tz": "UTC", "week": {"mon": [["22:00", "06:00"]]}, "workdays_extra": {"2026-10-27": [["05:00", "07:00"]]}}),
            "the intervals `2026-10-26 22:00-06:00` and `2026-10-27 05:00-07:00` overlap",
        ),
        (
            json!({"tz": "UTC", "week": {"mon": [["08:00", "16:00"]]}, "workdays_extra": {"2026-10-25": [["20:00", "08:30"]]}}),
            "the intervals `2026-10-25 20:00-08:30` and `2026-10-26 08:00-16:00` overlap",
        ),
        (
            json!({"tz": "UTC", "breaks": {"2026-10-28": [["23:00", "01:00"]], "2026-10-29": [["00:30", "02:00"]]}}),
            "the intervals `2026-10-28 23:00-01:00` and `2026-10-29 00:30-02:00` overlap",
        ),
    ] {
        assert_eq!(refused(spec), message);
    }
}

#[test]
fn what_would_overlap_on_a_holiday_only_does_not() {
    let spec = json!({
        "tz": "UTC",
        "week": {"mon": [["22:00", "06:00"]]},
        "holidays": ["2026-10-26"],
        "workdays_extra": {"2026-10-27": [["05:00", "07:00"]]},
    });
    assert_eq!(hours_of(&calendar(spec), "2026-10-27"), 2 * HOUR);
}

#[test]
fn malformed_times_and_dates_say_where() {
    for (spec, message, path) in [
        (json!({"tz": "UTC", "week": {"mon": [["9", "12:00"]]}}), "`9` is no time of day", &["week", "mon"][..]),
        (json!({"tz": "UTC", "week": {"mon": [["24:00", "06:00"]]}}), "`24:00` is no time of day", &["week", "mon"]),
        (json!({"tz": "UTC", "week": {"mon": [["09:00", "25:00"]]}}), "`25:00` is no time of day", &["week", "mon"]),
        (json!({"tz": "UTC", "holidays": ["2026-02-30"]}), "`2026-02-30` is no date", &["holidays"]),
        (json!({"tz": "UTC", "workdays_extra": {"10-01": []}}), "`10-01` is no date", &["workdays_extra"]),
        (
            json!({"tz": "UTC", "breaks": {"2026-10-01": [["x", "y"]]}}),
            "`x` is no time of day",
            &["breaks", "2026-10-01"],
        ),
        (json!({"tz": "UTC", "week": {"sun": [["9:00"]]}}), "`[9:00]` is no interval", &["week", "sun"]),
        (json!({"tz": "Mars/Base"}), "unknown time zone `Mars/Base`", &["tz"][..]),
    ] {
        let spec: CalendarSpec = serde_json::from_value(spec).unwrap();
        let problem = Calendar::compile(&spec).unwrap_err();
        let keys: Vec<_> = path.iter().map(|key| Step::from(*key)).collect();
        assert_eq!((sentence(&problem).as_str(), &problem.path()[..keys.len()]), (message, &keys[..]));
    }
}

#[test]
fn yaml_reads_as_people_write_it() {
    let yaml = "
name: 上海
tz: Asia/Shanghai
covers: [2025, 2026]
week:
  mon: [[9:00, 12:00], [13:00, '18:00']]
  tue:
holidays:
- 2026-10-01
breaks:
workdays_extra:
  2026-10-10: [[09:00, 24:00]]
";
    let spec: CalendarSpec = serde_saphyr::from_str(yaml).unwrap();
    let calendar = Calendar::compile(&spec).unwrap();
    assert_eq!(calendar.name(), Some("上海"));
    assert_eq!(hours_of(&calendar, "2026-10-10"), 15 * HOUR);
    assert_eq!(calendar.business_day(), Some(8 * HOUR));
    let years = |from, to| calendar.uncovered_year(at(from), at(to));
    assert_eq!(years("2025-01-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00"), None);
    assert_eq!(years("2024-12-31T23:59:59+08:00", "2027-01-01T00:00:00+08:00"), Some(2024));
    assert_eq!(years("2026-12-31T00:00:00+08:00", "2027-01-01T00:00:01+08:00"), Some(2027));
    for unknown in ["tz: UTC\nweeks: {}", "tz: UTC\nweek: {monday: []}", "week: {}"] {
        assert!(serde_saphyr::from_str::<CalendarSpec>(unknown).is_err(), "{unknown}");
    }
}

#[test]
fn the_business_day_is_the_most_common_one() {
    let (long, short, none) = (json!([["08:00", "12:00"], ["13:00", "17:00"]]), json!([["08:00", "12:00"]]), json!([]));
    for (days, hours) in [
        ([&long, &long, &short, &none, &none], Some(8)),
        ([&long, &long, &short, &short, &none], Some(8)),
        ([&long, &short, &short, &none, &none], Some(4)),
        ([&none, &none, &none, &none, &none], None),
    ] {
        let [mon, tue, wed, thu, fri] = days;
        let spec = json!({"tz": "UTC", "week": {"mon": mon, "tue": tue, "wed": wed, "thu": thu, "fri": fri}});
        assert_eq!(calendar(spec).business_day(), hours.map(|hours| hours * HOUR));
    }
}

#[test]
fn chunks_join_without_a_seam() {
    let always = all_day("Europe/Amsterdam");
    // 2^25 seconds × 53 is an edge between two chunks, in November 2026.
    let edge = Instant::from_seconds(53 << 25);
    assert_eq!(always.open_seconds(edge.plus(-10), edge.plus(10)), 20);
    assert_eq!(always.openings(edge.plus(-10), edge.plus(10)), [(edge.plus(-10), edge.plus(10))]);
    let century = always.open_seconds(at("1850-01-01T00:00:00Z"), at("2250-01-01T00:00:00Z"));
    assert_eq!(century, 146_097 * 24 * HOUR); // the days of 400 Gregorian years
}

#[test]
fn a_calendar_is_shared_between_threads() {
    const fn shared<T: Send + Sync>() {}
    shared::<Calendar>();
}
