//! Histories as imports leave them.
use super::*;

const RESOLUTION: &str = "starts: created, stops: resolved, target: {urgent: 2h, high: 4h}, pauses: waiting";

#[test]
fn entries_out_of_order_are_put_in_order() {
    let lines = [
        "10-28T09:00 wang created",
        "10-28T10:00 li waiting",
        "10-28T11:00 li resumed",
        "10-28T11:30 li edited field=priority from=high to=urgent",
        "10-28T12:00 li resolved",
    ];
    let tidy = ticket(&lines);
    for order in [[0, 2, 1, 3, 4], [0, 4, 3, 2, 1], [0, 1, 4, 2, 3]] {
        let history = order.map(|place: usize| tidy.history[place].clone()).to_vec();
        let untidy = Ticket { head: tidy.head.clone(), history };
        let clock = clock(RESOLUTION);
        assert_eq!(
            read(&clock, &untidy, instant("10-30T09:00")),
            read(&clock, &tidy, instant("10-30T09:00")),
            "{order:?}"
        );
    }
}

#[test]
fn doubled_entries_count_once() {
    let rule = "starts: assigned, stops: accepted, target: 15m";
    let lines = [
        "10-28T09:00 wang created",
        "10-28T09:00 rules assigned to=li",
        "10-28T09:00 rules noted",
        "10-28T09:00 rules assigned to=li",
        "10-28T09:10 li accepted",
        "10-28T09:10 li accepted",
    ];
    assert_eq!(shows(rule, &lines, "10-30T09:00"), ["met 10m of 15m, 10-28T09:00 to 10-28T09:10, due 10-28T09:15"]);
}

/// What an import dates before the creation happened at the creation.
#[test]
fn nothing_takes_less_than_no_time() {
    let rule = "starts: created, stops: resolved, target: 4h";
    let mut ticket = ticket(&["10-28T09:00 wang created", "10-27T15:00 li resolved"]);
    let zero = ["met 0s of 4h, 10-28T09:00 to 10-28T09:00, due 10-28T14:00"];
    assert_eq!(read(&clock(rule), &ticket, instant("10-30T09:00")).iter().map(show).collect::<Vec<_>>(), zero);
    ticket.history.remove(0); // and a history without the creation
    assert_eq!(read(&clock(rule), &ticket, instant("10-30T09:00")).iter().map(show).collect::<Vec<_>>(), zero);
    ticket.history.clear();
    assert_eq!(read(&clock(rule), &ticket, instant("10-28T10:00"))[0].state, State::Running);
}

/// `closed` a moment before `resolved`, as in logs that note them by different clocks.
#[test]
fn resolved_after_closed_is_resolved() {
    let lines = ["10-28T09:00 wang created", "10-28T11:00 li closed", "10-28T11:10 li resolved"];
    assert_eq!(shows(RESOLUTION, &lines, "10-30T09:00"), ["met 2h of 4h, 10-28T09:00 to 10-28T11:10, due 10-28T14:10"]);
}
