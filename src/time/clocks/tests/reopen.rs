//! A ticket that comes back.
use super::*;

const RESOLUTION: &str = "starts: created, stops: resolved, target: 4h";

/// 09–11 and 14–15:30: first 2 h, in full 3.5 h. Due: 2 h are left at 14:00.
const REOPENED: [&str; 4] =
    ["10-28T09:00 wang created", "10-28T11:00 li resolved", "10-28T14:00 wang reopened", "10-28T15:30 li resolved"];

#[test]
fn resolution_is_kept_first_and_full() {
    let readings = read(&clock(RESOLUTION), &ticket(&REOPENED), instant("10-30T09:00"));
    assert_eq!(
        readings.iter().map(show).collect::<Vec<_>>(),
        ["met 3h30m of 4h, 10-28T09:00 to 10-28T15:30, due 10-28T16:00"]
    );
    let two_hours = Spent { working: 2 * 3600, real: 2 * 3600 };
    assert_eq!(readings[0].first, Some(Finish { at: instant("10-28T11:00"), spent: two_hours }));
    assert_eq!(readings[0].spent.real, 3 * 3600 + 1800);
}

#[test]
fn at_each_instant_it_shows_what_was_known_then() {
    let seen = |as_of: &str| shows(RESOLUTION, &REOPENED, as_of).remove(0);
    assert_eq!(seen("10-28T11:00"), "met 2h of 4h, 10-28T09:00 to 10-28T11:00, due 10-28T14:00");
    assert_eq!(seen("10-28T13:59:59"), "met 2h of 4h, 10-28T09:00 to 10-28T11:00, due 10-28T14:00");
    assert_eq!(seen("10-28T14:00"), "running 2h of 4h, 10-28T09:00 to -, due 10-28T16:00");
    assert_eq!(seen("10-28T15:00"), "running 3h of 4h, 10-28T09:00 to -, due 10-28T16:00");
    let running = &read(&clock(RESOLUTION), &ticket(&REOPENED), instant("10-28T15:00"))[0];
    assert_eq!(running.first.map(|first| first.at), Some(instant("10-28T11:00")));
}

/// 2 h and 14–16:30: 4.5 h, although the first resolution was in time.
#[test]
fn the_full_time_decides() {
    let lines = [REOPENED[0], REOPENED[1], REOPENED[2], "10-28T16:30 li resolved"];
    assert_eq!(states(RESOLUTION, &lines, "10-30T09:00"), ["missed"]);
}

#[test]
fn closed_and_sent_back_tickets_come_back_alike() {
    for (over, back) in [("closed", "reopened"), ("verified", "sent-back"), ("noted", "sent-back")] {
        let (over, back) = (format!("10-28T11:30 li {over}"), format!("10-28T14:00 li {back}"));
        let lines = [REOPENED[0], REOPENED[1], &over, &back, REOPENED[3]];
        assert_eq!(shows(RESOLUTION, &lines, "10-30T09:00"), shows(RESOLUTION, &REOPENED, "10-30T09:00"));
    }
}

/// 1 h, 1 h, 1 h; out of work from 10 to 11 and from 13 to 14.
#[test]
fn it_may_come_back_more_than_once() {
    let lines = [
        "10-28T09:00 wang created",
        "10-28T10:00 li resolved",
        "10-28T11:00 wang reopened",
        "10-28T13:00 li resolved",
        "10-28T14:00 wang reopened",
        "10-28T15:00 li resolved",
    ];
    assert_eq!(shows(RESOLUTION, &lines, "10-30T09:00"), ["met 3h of 4h, 10-28T09:00 to 10-28T15:00, due 10-28T16:00"]);
}

/// Closed unresolved at 10:00, in time: nothing. From 14:00 it goes on with 1 h used up.
#[test]
fn unfinished_clocks_go_on() {
    let first = "starts: created, stops: replied, target: 2h";
    let lines = [
        "10-28T09:00 wang created",
        "10-28T10:00 li closed",
        "10-28T14:00 wang reopened",
        "10-28T14:30 li replied",
        "10-28T15:00 li resolved",
    ];
    assert_eq!(states(first, &lines, "10-28T13:00"), ["not_applicable"]);
    assert_eq!(shows(first, &lines, "10-30T09:00"), ["met 1h30m of 2h, 10-28T09:00 to 10-28T14:30, due 10-28T15:00"]);
    assert_eq!(shows(RESOLUTION, &lines, "10-30T09:00"), ["met 2h of 4h, 10-28T09:00 to 10-28T15:00, due 10-28T17:00"]);
}

#[test]
fn a_finished_first_response_stays_finished() {
    let first = "starts: created, stops: replied, target: 2h";
    let lines = ["10-28T09:00 wang created", "10-28T09:30 li replied", REOPENED[1], REOPENED[2]];
    assert_eq!(states(first, &lines, "10-30T09:00"), ["met"]);
    // Also when the answer came after the resolution: it was not the resolution that stopped it.
    let lines = ["10-28T09:00 wang created", "10-28T09:30 li resolved", "10-28T10:00 li replied", REOPENED[2]];
    assert_eq!(states(first, &lines, "10-30T09:00"), ["met"]);
}

/// 1 h waiting before, 1 h while reopened: 09–11 less 1 h, 14–16 less 1 h; 2 h are left at 16:00.
#[test]
fn waits_and_closed_times_are_both_taken_off() {
    let lines = [
        "10-28T09:00 wang created",
        "10-28T09:30 li waiting",
        "10-28T10:30 li resumed",
        "10-28T11:00 li resolved",
        "10-28T14:00 wang reopened",
        "10-28T14:30 li waiting",
        "10-28T15:30 li resumed",
        "10-28T16:00 li resolved",
    ];
    let rule = format!("{RESOLUTION}, pauses: waiting");
    assert_eq!(shows(&rule, &lines, "10-30T09:00"), ["met 2h of 4h, 10-28T09:00 to 10-28T16:00, due 10-28T18:00"]);
}

#[test]
fn acceptance_ended_for_good() {
    let rule = "starts: assigned, stops: accepted, target: 15m";
    let lines = [
        "10-28T09:00 wang created",
        "10-28T09:00 rules assigned to=li",
        "10-28T09:10 li closed",
        "10-28T14:00 wang reopened",
    ];
    assert_eq!(states(rule, &lines, "10-30T09:00"), ["not_applicable"]);
}

/// li's hour ended with the resolution; what zhao gets without a reopening is zhao's own.
#[test]
fn another_handlers_time_is_another_instance() {
    let rule = "starts: assigned, stops: resolved, target: 2h";
    let lines = [
        "10-28T09:00 rules created",
        "10-28T09:00 rules assigned to=li",
        "10-28T10:00 li resolved",
        "10-28T10:30 wang assigned to=zhao",
    ];
    assert_eq!(
        shows(rule, &lines, "10-28T11:00"),
        [
            "met 1h of 2h, 10-28T09:00 to 10-28T10:00, due 10-28T11:00",
            "running 30m of 2h, 10-28T10:30 to -, due 10-28T13:30",
        ]
    );
    let reopened = [lines[0], lines[1], lines[2], "10-28T10:30 wang reopened"];
    assert_eq!(shows(rule, &reopened, "10-28T11:00"), ["running 1h30m of 2h, 10-28T09:00 to -, due 10-28T11:30"]);
}

/// Closed as a duplicate from 10:00 to 11:00 by mistake: it counts as if it had never been closed, in every clock.
#[test]
fn a_merge_that_was_undone_was_none() {
    let lines = [
        "10-28T09:00 wang created",
        "10-28T09:30 wang assigned to=li",
        "10-28T10:00 wang closed reason=duplicate",
        "10-28T11:00 wang unmerged status=assigned",
    ];
    let resolution = "starts: created, stops: resolved, target: 4h";
    let acceptance = "starts: assigned, stops: accepted, target: 1h";
    assert_eq!(states(acceptance, &lines[..3], "10-28T10:30"), ["not_applicable"]);
    assert_eq!(states(acceptance, &lines, "10-28T10:30"), ["not_applicable"]);
    let running = ["running 2h30m of 4h, 10-28T09:00 to -, due 10-28T14:00"];
    assert_eq!(shows(resolution, &lines, "10-28T11:30"), running);
    assert_eq!(shows(acceptance, &lines, "10-28T11:30"), ["missed 2h of 1h, 10-28T09:30 to -, due 10-28T10:30"]);
    let ticket = ticket(&lines);
    assert_eq!(ticket.head.status, Status::Assigned);
    assert_eq!(measures(&ticket, &office(ZONE), instant("10-28T12:00")).reopenings, 0);
}

/// It waited from 09:20 on: the wait goes on.
#[test]
fn a_wait_goes_on_after_a_merge_that_was_undone() {
    let lines = [
        "10-28T09:00 wang created",
        "10-28T09:10 li accepted",
        "10-28T09:20 li waiting party=customer",
        "10-28T10:00 wang closed reason=duplicate",
        "10-28T11:00 wang unmerged status=waiting",
    ];
    let rule = "starts: created, stops: resolved, pauses: waiting, target: 4h";
    assert_eq!(shows(rule, &lines, "10-28T12:00"), ["paused 20m of 4h, 10-28T09:00 to -, due 10-28T16:40"]);
}
