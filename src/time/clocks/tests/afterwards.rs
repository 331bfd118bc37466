//! What is owed once work is over.
use super::*;

const CREATED: &str = "10-28T09:00 wang created";
const FOLLOW_UP: &str = "starts: low-score, stops: followed-up, target: 48h, calendar: always";
const CONFIRMATION: &str = "starts: resolved, stops: confirmed, target: 1h";
const CALL_BACK: &str = "starts: closed, stops: [survey-answered, followed-up], target: 24h, calendar: always";

/// 48 hours from Wednesday 16:00.
#[test]
fn a_low_score_is_followed_up_also_when_the_ticket_is_closed() {
    let low = |result: &str| format!("10-28T16:00 wang survey-answered response=r{result}");
    let lines = |result: &str| {
        let answered = low(result);
        let lines = [CREATED, "10-28T12:00 li resolved", "10-28T15:00 li closed reason=solved", &answered];
        shows(FOLLOW_UP, &lines, "10-30T10:00")
    };
    assert_eq!(lines(" result=low"), ["running 1d18h of 2d, 10-28T16:00 to -, due 10-30T16:00"]);
    assert!(lines("").is_empty());
    let (answered, before) = (low(" result=low"), "10-28T12:00 li resolved");
    let lines = [CREATED, before, &answered, "10-28T17:00 li closed reason=solved", "10-30T15:00 li followed-up"];
    assert_eq!(states(FOLLOW_UP, &lines[..4], "10-30T16:00:01"), ["missed"], "closing does not end it");
    assert_eq!(states(FOLLOW_UP, &lines, "10-30T16:00:01"), ["met"]);
}

/// The customer was not content at 10:30; the next fix is a promise of its own, from 14:00.
#[test]
fn each_fix_is_confirmed_within_its_own_hour() {
    let lines = [
        CREATED,
        "10-28T10:00 li resolved",
        "10-28T10:30 wang reopened",
        "10-28T14:00 li resolved",
        "10-28T14:45 wang confirmed",
        "10-28T15:00 wang verified",
    ];
    let shown = [
        "not_applicable 30m of 1h, 10-28T10:00 to 10-28T10:30, due 10-28T11:00",
        "met 45m of 1h, 10-28T14:00 to 10-28T14:45, due 10-28T15:00",
    ];
    assert_eq!(shows(CONFIRMATION, &lines, "10-28T18:00"), shown);
    assert_eq!(shows(CONFIRMATION, &lines[..3], "10-28T18:00"), shown[..1]);
    let answered = "starts: resolved, stops: [confirmed, reopened], target: 1h";
    assert_eq!(states(answered, &lines, "10-28T18:00"), ["met", "met"]);
}

#[test]
fn a_call_back_is_owed_after_closing_and_no_more_when_the_ticket_comes_back() {
    let lines = [CREATED, "10-28T10:00 li closed reason=solved", "10-28T12:00 li reopened", "10-28T13:00 li noted"];
    assert_eq!(states(CALL_BACK, &lines[..2], "10-29T10:00"), ["running"]);
    assert_eq!(states(CALL_BACK, &lines[..2], "10-29T10:00:01"), ["missed"]);
    assert_eq!(states(CALL_BACK, &lines, "10-29T18:00"), ["not_applicable"]);
    let answered = [lines[0], lines[1], "10-28T11:00 wang survey-answered response=r"];
    assert_eq!(states(CALL_BACK, &answered, "10-29T18:00"), ["met"]);
}
