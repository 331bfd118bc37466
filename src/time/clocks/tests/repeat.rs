//! Clocks that start again.
use super::*;

const NEXT: &str = "starts: received, stops: replied, repeats: true, target: 1h";
const UPDATE: &str = "starts: [accepted, progressed], stops: progressed, repeats: true, target: 1h";
const CREATED: &str = "10-28T09:00 wang created";

/// The second message finds the clock running. 11:30–12:00 and 13:00–13:20 are 50 min.
#[test]
fn each_wait_is_an_instance_from_its_first_message() {
    let lines = [
        CREATED,
        "10-28T09:10 wang received",
        "10-28T09:20 wang received",
        "10-28T09:40 li replied",
        "10-28T09:50 li replied",
        "10-28T11:30 wang received",
        "10-28T13:20 li replied",
    ];
    assert_eq!(
        shows(NEXT, &lines, "10-30T09:00"),
        [
            "met 30m of 1h, 10-28T09:10 to 10-28T09:40, due 10-28T10:10",
            "met 50m of 1h, 10-28T11:30 to 10-28T13:20, due 10-28T13:30",
        ]
    );
    let once = NEXT.replace("repeats: true, ", "");
    assert_eq!(states(&once, &lines, "10-30T09:00"), ["met"]);
}

#[test]
fn an_act_may_stop_one_instance_and_start_the_next() {
    let lines = [CREATED, "10-28T09:00 li accepted", "10-28T09:50 li progressed", "10-28T11:00 li progressed"];
    assert_eq!(
        shows(UPDATE, &lines, "10-28T11:30"),
        [
            "met 50m of 1h, 10-28T09:00 to 10-28T09:50, due 10-28T10:00",
            "missed 1h10m of 1h, 10-28T09:50 to 10-28T11:00, due 10-28T10:50",
            "running 30m of 1h, 10-28T11:00 to -, due 10-28T12:00",
        ]
    );
    let once = UPDATE.replace("repeats: true, ", "");
    assert_eq!(states(&once, &lines, "10-28T11:30"), ["met"]);
}

#[test]
fn resolving_ends_what_repeats() {
    let resolved = |minute: &str| {
        let resolved = format!("10-28T{minute} li resolved");
        let lines = [CREATED, "10-28T09:00 li accepted", &resolved, "10-28T10:30 wang received"];
        [UPDATE, NEXT].map(|rule| states(rule, &lines, "10-30T09:00"))
    };
    // A message after the work is over is often a word of thanks: nothing is promised for it.
    assert_eq!(resolved("09:30"), [vec!["not_applicable"], vec![]]);
    assert_eq!(resolved("10:20"), [vec!["missed"], vec![]]);
}

/// 10:00–10:30 is the whole of the second instance: the first one ended with the work.
#[test]
fn after_a_reopening_the_next_start_starts_anew() {
    let lines = [
        CREATED,
        "10-28T09:00 wang received",
        "10-28T09:30 li resolved",
        "10-28T09:45 li reopened",
        "10-28T10:00 wang received",
        "10-28T10:30 li replied",
    ];
    assert_eq!(
        shows(NEXT, &lines, "10-30T09:00"),
        [
            "not_applicable 30m of 1h, 10-28T09:00 to 10-28T09:30, due 10-28T10:00",
            "met 30m of 1h, 10-28T10:00 to 10-28T10:30, due 10-28T11:00",
        ]
    );
}

/// What belongs to the time after the work may start a clock then.
#[test]
fn a_clock_of_the_time_afterwards_starts_when_work_is_over() {
    let rule = "starts: [resolved, survey-answered], stops: [verified, followed-up], repeats: true, target: 1h";
    let lines = [
        CREATED,
        "10-28T09:30 li resolved",
        "10-28T09:40 li noted", // the work is over already: it ends nothing
        "10-28T10:00 zhao verified",
        "10-28T10:00 zhao closed",
        "10-28T10:30 import survey-answered response=r",
        "10-28T11:00 li followed-up",
    ];
    assert_eq!(
        shows(rule, &lines, "10-30T09:00"),
        [
            "met 30m of 1h, 10-28T09:30 to 10-28T10:00, due 10-28T10:30",
            "met 30m of 1h, 10-28T10:30 to 10-28T11:00, due 10-28T11:30",
        ]
    );
}
