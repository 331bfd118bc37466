//! Waits that make a clock stand still.
use super::*;

const ANY: &str = "starts: created, stops: resolved, target: 4h, pauses: waiting";
const VENDOR: &str = "starts: created, stops: resolved, target: 4h, pauses: [vendor, supplier]";
const WAITED: [&str; 4] = [
    "10-28T09:00 wang created",
    "10-28T10:00 li waiting party=customer",
    "10-28T11:00 li resumed",
    "10-28T14:30 li resolved",
];

/// 09–12 and 13–14:30 are 4.5 h, less 1 h of waiting. Due: 1 h before the wait, 11–12, 13–15.
#[test]
fn a_wait_is_taken_off() {
    assert_eq!(shows(ANY, &WAITED, "10-30T09:00"), ["met 3h30m of 4h, 10-28T09:00 to 10-28T14:30, due 10-28T15:00"]);
    assert_eq!(read(&clock(ANY), &ticket(&WAITED), instant("10-30T09:00"))[0].spent.real, 4 * 3600 + 1800);
}

/// Waits for others count: 4.5 h; due 09–12 and 13–14.
#[test]
fn only_the_named_parties_pause() {
    let shown = shows(VENDOR, &WAITED, "10-30T09:00");
    assert_eq!(shown, ["missed 4h30m of 4h, 10-28T09:00 to 10-28T14:30, due 10-28T14:00"]);
    let for_vendor = WAITED.map(|line| line.replace("customer", "vendor"));
    assert_eq!(states(VENDOR, &for_vendor.each_ref().map(String::as_str), "10-30T09:00"), ["met"]);
    let for_nobody = WAITED.map(|line| line.replace(" party=customer", ""));
    assert_eq!(states(VENDOR, &for_nobody.each_ref().map(String::as_str), "10-30T09:00"), ["missed"]);
    assert_eq!(states(ANY, &for_nobody.each_ref().map(String::as_str), "10-30T09:00"), ["met"]);
}

/// One hour is used up. As if resumed at 10:30: 10:30–12:00 and 13:00–14:30.
#[test]
fn a_clock_that_stands_still_shows_its_due_as_if_it_went_on_now() {
    assert_eq!(shows(ANY, &WAITED, "10-28T10:30"), ["paused 1h of 4h, 10-28T09:00 to -, due 10-28T14:30"]);
    assert_eq!(shows(ANY, &WAITED, "10-28T10:00"), ["paused 1h of 4h, 10-28T09:00 to -, due 10-28T14:00"]);
    assert_eq!(states(ANY, &WAITED, "10-28T11:00"), ["running"]);
    assert_eq!(states(VENDOR, &WAITED, "10-28T10:30"), ["running"]);
}

/// 09–12 and 13–14:30 are 4.5 h before the wait begins.
#[test]
fn a_missed_clock_stays_missed_while_it_waits() {
    let lines = ["10-28T09:00 wang created", "10-28T14:30 li waiting"];
    assert_eq!(shows(ANY, &lines, "10-29T15:00"), ["missed 4h30m of 4h, 10-28T09:00 to -, due 10-28T14:00"]);
}

/// 16–17 and 10–12 of the next day: 3 h; the 17 h of waiting span a night.
#[test]
fn a_wait_over_night_takes_off_only_open_time() {
    let lines =
        ["10-28T16:00 wang created", "10-28T17:00 li waiting", "10-29T10:00 li resumed", "10-29T12:00 li resolved"];
    assert_eq!(shows(ANY, &lines, "10-30T09:00"), ["met 3h of 4h, 10-28T16:00 to 10-29T12:00, due 10-29T14:00"]);
    assert_eq!(read(&clock(ANY), &ticket(&lines), instant("10-30T09:00"))[0].spent.real, (20 - 17) * 3600);
}

/// Whatever leaves `waiting` ends the wait: 1 h waited each time, so 09–12 less 1 h.
#[test]
fn every_act_that_leaves_waiting_ends_the_wait() {
    for act in ["resumed", "assigned to=zhao", "transferred to=zhao", "escalated to=zhao", "accepted"] {
        let back = format!("10-28T11:00 li {act}");
        let lines = ["10-28T09:00 wang created", "10-28T10:00 li waiting", &back, "10-28T12:00 li resolved"];
        assert_eq!(shows(ANY, &lines, "10-30T09:00"), ["met 2h of 4h, 10-28T09:00 to 10-28T12:00, due 10-28T15:00"]);
    }
    for act in ["noted", "received", "replied", "progressed", "escalated team=ops"] {
        let stays = format!("10-28T11:00 li {act}");
        let lines = ["10-28T09:00 wang created", "10-28T10:00 li waiting", &stays, "10-28T12:00 li resolved"];
        assert_eq!(read(&clock(ANY), &ticket(&lines), instant("10-30T09:00"))[0].spent.working, 3600, "{act}");
    }
}

/// The customer's hour 10–11 counts, the vendor's 11–12 does not: 2 h at noon.
#[test]
fn a_wait_may_pass_from_one_party_to_another() {
    let lines = [
        "10-28T09:00 wang created",
        "10-28T10:00 li waiting party=customer",
        "10-28T11:00 li waiting party=vendor",
        "10-28T12:00 li resolved",
    ];
    assert_eq!(read(&clock(VENDOR), &ticket(&lines), instant("10-30T09:00"))[0].spent.working, 2 * 3600);
    assert_eq!(states(VENDOR, &lines, "10-28T10:30"), ["running"]);
    assert_eq!(states(VENDOR, &lines, "10-28T11:30"), ["paused"]);
}

/// A clock that starts inside a wait stands still until its end: 11–11:30.
#[test]
fn a_clock_may_start_in_a_wait() {
    let rule = "starts: received, stops: replied, target: 1h, pauses: waiting";
    let lines = [
        "10-28T09:00 wang created",
        "10-28T10:00 li waiting",
        "10-28T10:30 wang received",
        "10-28T11:00 li resumed",
        "10-28T11:30 li replied",
    ];
    assert_eq!(shows(rule, &lines, "10-30T09:00"), ["met 30m of 1h, 10-28T10:30 to 10-28T11:30, due 10-28T12:00"]);
}

#[test]
fn nothing_pauses_where_no_pause_is_named() {
    for rule in
        ["starts: created, stops: resolved, target: 4h", "starts: created, stops: resolved, target: 4h, pauses: none"]
    {
        assert_eq!(states(rule, &WAITED, "10-30T09:00"), ["missed"]);
    }
}
