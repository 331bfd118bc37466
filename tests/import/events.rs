//! Events of a second file: unsorted, tied, early, unknown.
use tickets::domain::fold;
use tickets::domain::status::Status;

use crate::desk::{Desk, MAPPING, Outcome, acts};

const ROWS: &str =
    "id,title,type,priority,opened\n1,t,technical,high,2026-03-02 09:00\n2,u,technical,high,2026-03-02 09:00\n";

const EVENTS: &str = "
acts: [{did: resolved, at: {value: 2026-03-02 12:00}, when: {id: ['2']}, with: {text: {value: done}}}]
events:
  ticket: ticket
  at: at
  order: number
  kind: what
  acts:
    Opened: skip
    Assigned: {did: assigned, with: {team: who}}
    Closed: {did: closed, with: {reason: {value: solved}}}
    Reopened: {did: reopened, with: {reason: what}}
    Nonsense: reject
  unmapped: {did: noted, with: {text: {template: '{what} by {who}'}}}
";

fn import(desk: &Desk, mapping: &str, events: &str) -> Outcome {
    desk.file("events.csv", format!("number,ticket,at,what,who\n{events}"));
    desk.import(&format!("{MAPPING}{mapping}"), ROWS, &["--events", "events.csv", "--rejects", "rejects.csv"])
}

#[test]
fn events_are_put_in_order_and_make_the_head() {
    let desk = Desk::new("Europe/Amsterdam");
    let events = "\
9,1,2026-03-02 15:00,Closed,
10,1,2026-03-02 16:00,Called,Ann
1,1,2026-03-02 09:00,Opened,
2,1,2026-03-02 10:00,Assigned,tech
7,1,2026-03-02 14:00,Closed,
8,1,2026-03-02 14:30,Reopened,
";
    let outcome = import(&desk, EVENTS, events);
    assert_eq!(
        (outcome.code, outcome.counts(["events", "used", "skipped", "noted"])),
        (0, [6, 5, 1, 0]),
        "{}",
        outcome.err
    );
    let ticket = &desk.tickets()["1"];
    let expected = ["09:00 created", "10:00 assigned", "14:00 closed", "14:30 reopened", "15:00 closed", "16:00 noted"];
    assert_eq!(acts(ticket), expected);
    assert_eq!((ticket.head.status, ticket.head.team.as_ref().unwrap().as_str()), (Status::Closed, "tech"));
    assert!(fold::contradictions(ticket).is_empty());
    assert!(desk.read(&desk.paths()[1].display().to_string()).contains("text: Called by Ann"));
}

#[test]
fn tied_events_come_in_the_order_that_is_possible() {
    let desk = Desk::new("Europe/Amsterdam");
    let events = "\
1,1,2026-03-02 10:00,Closed,
2,1,2026-03-02 11:00,Assigned,tech
3,1,2026-03-02 11:00,Reopened,
5,1,2026-03-02 12:00,Second,
4,1,2026-03-02 12:00,First,
";
    import(&desk, EVENTS, events);
    let ticket = &desk.tickets()["1"];
    let expected = ["09:00 created", "10:00 closed", "11:00 reopened", "11:00 assigned", "12:00 noted", "12:00 noted"];
    assert_eq!(acts(ticket), expected);
    let file = desk.read(&desk.paths()[0].display().to_string());
    assert!(file.find("First").unwrap() < file.find("Second").unwrap(), "{file}");
}

#[test]
fn impossible_events_are_noted_and_counted() {
    let desk = Desk::new("Europe/Amsterdam");
    let events = "\
1,1,2026-03-02 10:00,Closed,
2,1,2026-03-02 11:00,Assigned,tech
3,2,2026-03-02 11:00,Closed,
4,2,2026-03-02 13:00,Closed,
5,2,2026-03-02 14:00,Closed,
";
    let outcome = import(&desk, EVENTS, events);
    assert_eq!((outcome.code, outcome.counts(["used", "noted", "rejected"])), (0, [5, 3, 0]), "{}", outcome.err);
    let tickets = desk.tickets();
    assert_eq!(acts(&tickets["1"]), ["09:00 created", "10:00 closed", "11:00 noted"]);
    let expected = ["09:00 created", "11:00 noted", "12:00 resolved", "13:00 noted", "14:00 closed"];
    assert_eq!(acts(&tickets["2"]), expected);
    assert!(tickets.values().all(|ticket| fold::contradictions(ticket).is_empty()));
    let file = desk.read(&desk.paths()[0].display().to_string());
    assert!(file.contains("did: noted, text: 'assigned (team: tech)'"), "{file}");
}

#[test]
fn early_events_are_rejected_or_moved() {
    let events = "1,1,2026-03-02 08:59,Assigned,tech\n2,1,2026-03-02 08:00,Called,\n";
    let desk = Desk::new("Europe/Amsterdam");
    let outcome = import(&desk, EVENTS, events);
    assert_eq!((outcome.code, outcome.counts(["used", "rejected", "early"])), (3, [0, 2, 0]));
    let desk = Desk::new("Europe/Amsterdam");
    let outcome = import(&desk, &EVENTS.replace("  kind:", "  early: clamp\n  kind:"), events);
    assert_eq!((outcome.code, outcome.counts(["used", "rejected", "early"])), (0, [2, 0, 2]));
    assert_eq!(acts(&desk.tickets()["1"]), ["09:00 created", "09:00 assigned", "09:00 noted"]);
}

#[test]
fn what_cannot_be_taken_is_listed() {
    let desk = Desk::new("Europe/Amsterdam");
    let events = "\
1,1,2026-03-02 10:00,Nonsense,
2,99,2026-03-02 10:00,Closed,
3,1,,Closed,
4,1,2026-03-02 10:00,Called,
4,1,2026-03-02 10:00,Called,
";
    let outcome = import(&desk, EVENTS, events);
    assert_eq!((outcome.code, outcome.counts(["events", "used", "rejected"])), (3, [5, 1, 4]));
    let rejects = desk.read("rejects.csv");
    let codes: Vec<_> = rejects.lines().skip(1).map(|line| line.split(',').nth(2).unwrap()).collect();
    assert_eq!(codes, ["import-event-rejected", "import-event-orphan", "import-value-missing", "import-row-double"]);
}

#[test]
fn events_that_came_since_are_counted_and_not_imported() {
    let desk = Desk::new("Europe/Amsterdam");
    import(&desk, EVENTS, "1,1,2026-03-02 10:00,Called,\n");
    let before = acts(&desk.tickets()["1"]);
    let outcome = import(&desk, EVENTS, "1,1,2026-03-02 10:00,Called,\n2,1,2026-03-04 10:00,Closed,\n");
    assert_eq!((outcome.code, outcome.counts(["known", "newer", "tickets"])), (3, [2, 1, 0]));
    assert_eq!(acts(&desk.tickets()["1"]), before);
}

#[test]
fn strangers_are_named() {
    let desk = Desk::new("Europe/Amsterdam");
    let mapping = EVENTS.replace("  kind:", "  by: who\n  kind:");
    let outcome = import(&desk, &mapping, "1,1,2026-03-02 10:00,Called,Ann\n2,1,2026-03-02 11:00,Assigned,wang\n");
    assert_eq!(outcome.code, 0);
    assert!(outcome.err.contains("members that config/team.yaml does not name: 1 (Ann)"), "{}", outcome.err);
    assert!(outcome.err.contains("teams that config/team.yaml does not name: 1 (wang)"), "{}", outcome.err);
}
