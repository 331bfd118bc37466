//! Versions of the policies, and several clocks at once.
use super::*;

const VERSIONS: &str = "calendar: office\n\
    policies:\n\
    - {since: 2026-01-01, clocks: {c: {starts: created, stops: resolved, target: 4h}}}\n\
    - {since: 2026-10-28, clocks: {c: {starts: created, stops: closed, target: 2h}}}\n";

/// 17–18 and 09–11 of the next day are 3 h: in time by the version in force when the clock started.
#[test]
fn a_clock_uses_the_version_in_force_when_it_started() {
    let lines = ["10-27T17:00 wang created", "10-28T11:00 li resolved", "10-28T15:00 li closed"];
    let readings = read(&policies(VERSIONS), &ticket(&lines), instant("10-30T09:00"));
    assert_eq!(
        readings.iter().map(show).collect::<Vec<_>>(),
        ["met 3h of 4h, 10-27T17:00 to 10-28T11:00, due 10-28T12:00"]
    );
    let lines = ["10-28T00:00 wang created", "10-28T10:00 li resolved", "10-28T12:00 li closed"];
    let readings = read(&policies(VERSIONS), &ticket(&lines), instant("10-30T09:00"));
    assert_eq!(
        readings.iter().map(show).collect::<Vec<_>>(),
        ["missed 3h of 2h, 10-28T00:00 to 10-28T12:00, due 10-28T11:00"]
    );
}

/// The instance that runs over the change keeps its 2 h; the next one has 1 h.
#[test]
fn each_instance_has_its_own_version() {
    let policies = policies(
        "calendar: office\n\
         policies:\n\
         - {since: 2026-01-01, clocks: {c: {starts: received, stops: replied, repeats: true, target: 2h}}}\n\
         - {since: 2026-10-28, clocks: {c: {starts: received, stops: replied, repeats: true, target: 1h}}}\n",
    );
    let lines = [
        "10-27T09:00 wang created",
        "10-27T17:30 wang received",
        "10-28T09:30 wang received",
        "10-28T10:00 li replied",
        "10-28T10:00 wang received",
        "10-28T11:30 li replied",
    ];
    let readings = read(&policies, &ticket(&lines), instant("10-30T09:00"));
    assert_eq!(
        readings.iter().map(show).collect::<Vec<_>>(),
        [
            "met 1h30m of 2h, 10-27T17:30 to 10-28T10:00, due 10-28T10:30",
            "missed 1h30m of 1h, 10-28T10:00 to 10-28T11:30, due 10-28T11:00",
        ]
    );
}

#[test]
fn before_the_first_version_nothing_is_promised() {
    let policies = policies(
        "calendar: office\npolicies: [{since: 2026-10-28, clocks: {c: {starts: created, stops: closed, target: 2h}}}]",
    );
    assert!(read(&policies, &ticket(&["10-27T17:00 wang created"]), instant("10-30T09:00")).is_empty());
}

#[test]
fn readings_come_clock_by_clock() {
    let policies = policies(
        "calendar: office\n\
         clocks:\n  \
           first_response: {starts: created, stops: replied, target: 2h}\n  \
           acceptance: {starts: assigned, stops: accepted, target: 15m}\n  \
           resolution: {starts: created, stops: resolved, target: 4h}\n",
    );
    let lines = ["10-28T09:00 wang created", "10-28T09:00 rules assigned to=li", "10-28T09:30 li assigned to=zhao"];
    let readings = read(&policies, &ticket(&lines), instant("10-28T09:40"));
    let seen: Vec<_> = readings
        .iter()
        .map(|reading| (policies.clocks()[reading.clock].name().as_str(), reading.state.code()))
        .collect();
    assert_eq!(
        seen,
        [("first_response", "running"), ("acceptance", "missed"), ("acceptance", "running"), ("resolution", "running"),]
    );
}
