use serde_json::{Value, json};

use super::*;
use crate::time::testing::sentence;

fn office() -> Value {
    let day = json!([["09:00", "12:00"], ["13:00", "18:00"]]);
    json!({"tz": "Europe/Amsterdam", "week": {"mon": day, "tue": day, "wed": day, "thu": day, "fri": day, "sun": [["00:00", "06:00"]]}})
}

fn ask(mut question: Value) -> Result<Value, String> {
    if question.get("calendar").is_none() {
        question["calendar"] = office();
    }
    Batch::default().answer(&question.to_string()).map_err(|problem| sentence(&problem))
}

#[test]
fn questions_and_answers() {
    for (question, answer) in [
        (
            json!({"op": "elapsed", "from": "2026-10-28T09:00:00+01:00", "to": "2026-10-28T14:00:00+01:00"}),
            json!(14_400),
        ),
        (json!({"op": "elapsed", "from": "2026-10-28T09:00", "to": "2026-10-28 14:00"}), json!(14_400)),
        (
            json!({"op": "elapsed", "from": "2026-10-28T09:00", "to": "2026-10-28 14:00", "pauses":
                [["2026-10-28 11:30", "2026-10-28 13:10"], ["2026-10-28 11:00", "2026-10-28 11:40"]]}),
            json!(14_400 - 3600 - 600),
        ),
        (json!({"op": "add", "from": "2026-10-28T17:00", "minutes": 60}), json!("2026-10-28T18:00:00+01:00")),
        (json!({"op": "add", "from": "2026-10-28T17:00", "minutes": 60.5}), json!("2026-10-29T09:00:30+01:00")),
        (json!({"op": "add", "from": "2026-10-23T17:30:00Z", "minutes": 1}), json!("2026-10-25T00:01:00+02:00")),
        (
            json!({"op": "add", "from": "2026-10-28T10:00", "minutes": 60, "pauses": [["2026-10-28 10:30", "2026-10-28 11:00"]]}),
            json!("2026-10-28T11:30:00+01:00"),
        ),
        (json!({"op": "sub", "from": "2026-10-28T09:30", "minutes": 90}), json!("2026-10-27T17:00:00+01:00")),
        (
            json!({"op": "sub", "from": "2026-10-28T09:30", "minutes": 0, "pauses": []}),
            json!("2026-10-28T09:30:00+01:00"),
        ),
        (json!({"op": "open", "from": "2026-10-28T11:59:59"}), json!(true)),
        (json!({"op": "open", "from": "2026-10-28T12:00", "to": null}), json!(false)),
    ] {
        assert_eq!(ask(question.clone()).as_ref(), Ok(&answer), "{question}");
    }
}

#[test]
fn what_cannot_be_answered() {
    let overlapping = json!({"tz": "UTC", "week": {"mon": [["09:00", "12:00"], ["11:00", "13:00"]]}});
    for (question, message) in [
        (json!({"op": "subtract", "from": "2026-10-28"}), "unknown operation `subtract`"),
        (json!({"op": "elapsed", "from": "2026-10-28"}), "`elapsed` needs `to`"),
        (json!({"op": "add", "from": "2026-10-28"}), "`add` needs `minutes`"),
        (json!({"op": "open", "from": "2026-10-28", "minutes": 1}), "`open` does not take `minutes`"),
        (
            json!({"op": "elapsed", "from": "2026-10-28", "to": "2026-10-27"}),
            "`2026-10-27T00:00:00+01:00` is before `2026-10-28T00:00:00+01:00`",
        ),
        (
            json!({"op": "open", "from": "2026-03-29T02:30:00"}),
            "`2026-03-29 02:30:00` does not exist in Europe/Amsterdam: the clocks go forward over it",
        ),
        (
            json!({"op": "open", "calendar": overlapping, "from": "2026-03-29"}),
            "the intervals `mon 09:00-12:00` and `mon 11:00-13:00` overlap",
        ),
        (
            json!({"op": "add", "calendar": {"tz": "UTC"}, "from": "2026-10-28T09:00", "minutes": 1}),
            "the calendar never has `1m` of working time after `2026-10-28T09:00:00+00:00`",
        ),
        (
            json!({"op": "sub", "calendar": {"tz": "UTC"}, "from": "2026-10-28T09:00", "minutes": 1}),
            "the calendar never had `1m` of working time before `2026-10-28T09:00:00+00:00`",
        ),
        (
            json!({"op": "add", "from": "2026-10-28", "minutes": -1}),
            "the working time to count is less than nothing: -60 seconds",
        ),
        (
            json!({"op": "add", "from": "2026-10-28", "minutes": 1e300}),
            "`1e+300` is no number of minutes that can be counted",
        ),
    ] {
        assert_eq!(ask(question.clone()), Err(message.to_owned()), "{question}");
    }
}

#[test]
fn malformed_lines_are_one_line_of_words() {
    let unknown_key = json!({"op": "open", "calendar": {"tz": "UTC", "hours": {}}, "from": "2026-10-28"}).to_string();
    for line in ["", "{", "[]", "null", "{\"op\":\"open\"}", "{\"op\":1}", &unknown_key, "\u{0}", &"[".repeat(10_000)] {
        let problem = Batch::default().answer(line).unwrap_err();
        assert_eq!(problem.code(), "batch-malformed");
        assert!(!sentence(&problem).contains('\n'));
    }
}

#[test]
fn a_calendar_is_kept_for_the_next_question_only_when_it_is_the_same() {
    let mut batch = Batch::default();
    let open = |zone: &str| json!({"op": "open", "calendar": {"tz": zone, "week": {"wed": [["09:00", "10:00"]]}}, "from": "2026-10-28T09:30:00Z"});
    for (zone, answer) in [("UTC", true), ("UTC", true), ("Asia/Shanghai", false), ("UTC", true)] {
        assert_eq!(batch.answer(&open(zone).to_string()).unwrap(), json!(answer));
    }
}

#[test]
fn minutes_are_decimal() {
    for (minutes, expected) in [
        (json!(90), Some(5400)),
        (json!(1.5), Some(90)),
        (json!(4.35), Some(261)),
        (json!(0.016), Some(0)),
        (json!(-1), Some(-60)),
        (json!(-0.5), None),
        (json!(u64::MAX), None),
        (json!(i64::MAX), None),
        (json!(1e18), None),
        (json!(1e-9), Some(0)),
    ] {
        let Value::Number(number) = minutes else { unreachable!() };
        assert_eq!(seconds(&number), expected, "{number}");
    }
}
