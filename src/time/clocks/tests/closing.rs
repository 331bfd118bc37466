//! Closing and resolving end what is unfinished.
use super::*;

const FIRST: &str = "starts: created, stops: replied, target: 2h";
const CREATED: &str = "10-28T09:00 wang created";

/// 09–10 is one hour, 09–12 three.
#[test]
fn closing_ends_an_unfinished_clock() {
    assert_eq!(
        shows(FIRST, &[CREATED, "10-28T10:00 li closed"], "10-30T09:00"),
        ["not_applicable 1h of 2h, 10-28T09:00 to 10-28T10:00, due 10-28T11:00"]
    );
    assert_eq!(
        shows(FIRST, &[CREATED, "10-28T12:00 li closed"], "10-30T09:00"),
        ["missed 3h of 2h, 10-28T09:00 to 10-28T12:00, due 10-28T11:00"]
    );
}

#[test]
fn closing_stops_a_clock_that_says_so() {
    let rule = "starts: created, stops: [resolved, closed], target: 2h";
    assert_eq!(states(rule, &[CREATED, "10-28T10:00 li closed"], "10-30T09:00"), ["met"]);
}

#[test]
fn a_finished_clock_is_not_touched_by_closing() {
    let lines = [CREATED, "10-28T10:00 li replied", "10-28T15:00 li closed"];
    assert_eq!(shows(FIRST, &lines, "10-30T09:00"), ["met 1h of 2h, 10-28T09:00 to 10-28T10:00, due 10-28T11:00"]);
}

/// The customer waits for the first answer until it comes, also when that tells the solution.
#[test]
fn a_first_answer_may_come_after_the_resolution() {
    let lines = [CREATED, "10-28T10:00 li resolved", "10-28T10:30 li replied", "10-28T10:31 li closed"];
    assert_eq!(shows(FIRST, &lines, "10-30T09:00"), ["met 1h30m of 2h, 10-28T09:00 to 10-28T10:30, due 10-28T11:00"]);
    assert_eq!(states(FIRST, &lines, "10-28T10:15"), ["running"]);
}

#[test]
fn a_closed_ticket_starts_no_clock_of_work() {
    let rule = "starts: received, stops: replied, target: 2h";
    assert!(states(rule, &[CREATED, "10-28T10:00 li closed", "10-28T10:30 wang received"], "10-30T09:00").is_empty());
}

#[test]
fn resolving_ends_the_handlers_clocks() {
    let rule = "starts: assigned, stops: accepted, target: 15m";
    let lines = [CREATED, "10-28T09:00 rules assigned to=li", "10-28T09:10 li resolved", "10-28T10:00 li closed"];
    assert_eq!(
        shows(rule, &lines, "10-30T09:00"),
        ["not_applicable 10m of 15m, 10-28T09:00 to 10-28T09:10, due 10-28T09:15"]
    );
}
