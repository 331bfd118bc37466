//! One clock, one instance: targets, states, calendars.
use super::*;

const FIRST: &str = "starts: created, stops: replied, target: {urgent: 10m, high: 2h, medium: 4h}, warn: 80%";
const CREATED: &str = "10-28T09:00 wang created";

/// 09:00 + 2 h is 11:00; 09:00 to 09:30 is half an hour.
#[test]
fn an_answer_in_time_is_met() {
    let shown = shows(FIRST, &[CREATED, "10-28T09:30 li replied"], "10-30T09:00");
    assert_eq!(shown, ["met 30m of 2h, 10-28T09:00 to 10-28T09:30, due 10-28T11:00"]);
}

#[test]
fn equality_is_met_and_a_second_more_is_not() {
    assert_eq!(states(FIRST, &[CREATED, "10-28T11:00 li replied"], "10-30T09:00"), ["met"]);
    let late = shows(FIRST, &[CREATED, "10-28T11:00:01 li replied"], "10-30T09:00");
    assert_eq!(late, ["missed 2h1s of 2h, 10-28T09:00 to 10-28T11:00:01, due 10-28T11:00"]);
}

/// 80 % of 120 minutes are 96: warned from 10:36 on. At 11:00 the target is used up, not overdue.
#[test]
fn a_running_clock_warns_and_is_missed_past_its_target() {
    for (as_of, state) in [
        ("10-28T09:00", "running"),
        ("10-28T10:35:59", "running"),
        ("10-28T10:36", "warned"),
        ("10-28T11:00", "warned"),
        ("10-28T11:00:01", "missed"),
    ] {
        assert_eq!(states(FIRST, &[CREATED], as_of), [state], "{as_of}");
    }
    let running = &read(&clock(FIRST), &ticket(&[CREATED]), instant("10-28T11:30"))[0];
    assert_eq!((running.stop, running.first, running.remaining()), (None, None, Some(-30 * 60)));
}

/// The last 30 of 120 minutes begin at 10:30.
#[test]
fn a_warning_may_be_a_time_before_due() {
    let rule = "starts: created, stops: replied, target: 2h, warn: 30m";
    assert_eq!(states(rule, &[CREATED], "10-28T10:29:59"), ["running"]);
    assert_eq!(states(rule, &[CREATED], "10-28T10:30"), ["warned"]);
}

#[test]
fn only_a_public_message_by_a_member_answers() {
    let not_answers = [
        "10-28T09:00 wang created text=hello", // the opening's own message
        "10-28T09:10 rules replied",
        "10-28T09:11 li noted",
        "10-28T09:12 wang received",
        "10-28T09:13 li progressed",
    ];
    assert_eq!(shows(FIRST, &not_answers, "10-28T09:30"), ["running 30m of 2h, 10-28T09:00 to -, due 10-28T11:00"]);
}

/// 16:00 to 18:00 is the whole target: due at closing time, and the next morning's first instant
/// still has exactly 2 h elapsed.
#[test]
fn a_target_that_ends_at_closing_time_is_due_then() {
    let created = "10-28T16:00 wang created";
    let on_time = shows(FIRST, &[created, "10-29T09:00 li replied"], "10-30T09:00");
    assert_eq!(on_time, ["met 2h of 2h, 10-28T16:00 to 10-29T09:00, due 10-28T18:00"]);
    assert_eq!(states(FIRST, &[created, "10-29T09:00:01 li replied"], "10-30T09:00"), ["missed"]);
    assert_eq!(states(FIRST, &[created], "10-29T03:00"), ["warned"]); // the night uses up nothing
}

#[test]
fn only_open_time_counts() {
    let due = |created: &str| {
        let ticket = ticket(&[&format!("{created} wang created")]);
        show_time(read(&clock(FIRST), &ticket, instant("12-01T00:00"))[0].due.unwrap())
    };
    assert_eq!(due("10-28T11:30"), "10-28T14:30"); // 30 min to noon, 90 min from 13:00
    assert_eq!(due("10-30T17:00"), "11-02T10:00"); // 1 h on Friday, 1 h on Monday
    assert_eq!(due("10-31T10:00"), "11-02T11:00"); // a Saturday: 2 h on Monday
    let weekend = &read(&clock(FIRST), &ticket(&["10-31T10:00 wang created"]), instant("11-01T10:00"))[0];
    assert_eq!(weekend.spent, Spent { working: 0, real: 24 * 3600 });
}

#[test]
fn the_calendar_always_has_no_nights() {
    let rule = "starts: created, stops: followed-up, target: 48h, calendar: always";
    let shown = shows(rule, &["10-30T17:00 wang created"], "10-31T17:00");
    assert_eq!(shown, ["running 1d of 2d, 10-30T17:00 to -, due 11-01T17:00"]);
}

#[test]
fn nothing_is_promised_where_no_target_is_found() {
    let rule = "starts: created, stops: replied, target: {urgent: 10m}";
    let shown = shows(rule, &[CREATED, "10-28T09:30 li replied"], "10-30T09:00");
    assert_eq!(shown, ["not_applicable 30m of -, 10-28T09:00 to 10-28T09:30, due -"]);
    let with_default = "starts: created, stops: replied, target: {urgent: 10m, default: 1h}";
    assert_eq!(states(with_default, &[CREATED, "10-28T09:30 li replied"], "10-30T09:00"), ["met"]);
}

#[test]
fn what_happens_later_is_not_looked_at() {
    let lines = [CREATED, "10-28T09:30 li replied"];
    assert_eq!(states(FIRST, &lines, "10-28T09:29:59"), ["running"]);
    assert_eq!(states(FIRST, &lines, "10-28T09:30"), ["met"]);
    assert!(states(FIRST, &lines, "10-28T08:59:59").is_empty());
}

#[test]
fn a_target_of_nothing_is_due_at_once() {
    let rule = "starts: created, stops: assigned, target: 0m";
    let shown = shows(rule, &[CREATED, "10-28T09:00 rules assigned to=li"], "10-30T09:00");
    assert_eq!(shown, ["met 0s of 0s, 10-28T09:00 to 10-28T09:00, due 10-28T09:00"]);
    assert_eq!(states(rule, &[CREATED], "10-28T09:00:01"), ["missed"]);
}
