//! Escalation and more time, by request and approval. The desk is open from nine to six on working
//! days; it is Wednesday, 28 October 2026, 09:00. A technical ticket is `medium`: 3 working days of
//! nine hours, so it is due on Friday at 18:00.
use serde_json::Value;

use crate::desk::{Desk, outcome};

const DUE: &str = "2026-10-30T18:00:00+08:00";

/// A ticket that zhao has; li leads the team of it, and wang supervises.
fn with_zhao(desk: &Desk) -> String {
    let number = desk.open("x");
    desk.run(&["assign", &number, "--to", "zhao"]).done();
    desk.run(&["--as", "zhao", "accept", &number]).done();
    number
}

fn show(desk: &Desk, number: &str) -> Value {
    let text = desk.run(&["show", number, "--format", "json"]).done();
    serde_json::from_str::<Value>(&text).unwrap()["tickets"][0].clone()
}

/// When the resolution is due, and whether more time was granted.
fn due(desk: &Desk, number: &str) -> (String, bool) {
    let ticket = show(desk, number);
    let clocks = ticket["clocks"].as_array().unwrap();
    let clock = clocks.iter().find(|clock| clock["clock"] == "resolution").unwrap();
    (clock["due"].as_str().unwrap().to_owned(), clock["extended"].as_bool().unwrap())
}

fn extend<'a>(number: &'a str, until: &'a str) -> Vec<&'a str> {
    vec!["--as", "zhao", "extend", number, "--clock", "resolution", "--until", until, "--reason", "the supplier"]
}

#[test]
fn only_approval_moves_the_due_time() {
    let desk = Desk::new();
    let number = with_zhao(&desk);
    assert_eq!(due(&desk, &number), (DUE.to_owned(), false));
    desk.run(&extend(&number, "2026-11-03 18:00")).done();
    assert_eq!(due(&desk, &number), (DUE.to_owned(), false));
    assert_eq!(desk.run(&["list", "--where", "pending = extension", "-q"]).done(), format!("{number}\n"));
    let page = desk.run(&["show", &number]).done();
    assert!(
        page.contains("extension, asked by Zhao Lei: the supplier (until resolution 2026-11-03 18:00:00)"),
        "{page}"
    );
    assert!(desk.run(&["--as", "zhao", "approve", &number]).failed(1).contains("approve-extension"));
    desk.run(&["--as", "li", "approve", &number, "--note", "agreed"]).done();
    assert_eq!(due(&desk, &number), ("2026-11-03T18:00:00+08:00".to_owned(), true));
    assert!(desk.run(&["list", "--where", "has pending", "-q"]).done().is_empty());
    assert!(desk.run(&["approve", &number]).failed(1).contains("still open"));
}

#[test]
fn a_rejection_changes_nothing() {
    let desk = Desk::new();
    let number = with_zhao(&desk);
    desk.run(&extend(&number, "2026-11-03 18:00")).done();
    desk.run(&["reject", &number, "--reason", "promised"]).done();
    assert_eq!(due(&desk, &number), (DUE.to_owned(), false));
    assert!(show(&desk, &number)["pending"].as_array().unwrap().is_empty());
}

/// What was asked for on Wednesday is granted only as long as it lies ahead.
#[test]
fn more_time_that_is_over_is_not_granted() {
    let desk = Desk::new();
    let number = with_zhao(&desk);
    desk.run(&extend(&number, "2026-11-03 18:00")).done();
    let approve = |at: &str| desk.run(&["approve", &number, "--at", at]);
    let mut late = desk.command(&["approve", &number]);
    late.env("TICKETS_NOW", "2026-11-03T18:00:00+08:00");
    assert!(outcome(late, "").failed(2).contains("is past"));
    approve("2026-10-28 09:00").done();
}

/// Three working days after Friday, 18:00, end on Wednesday, 4 November, at 18:00.
#[test]
fn the_longest_extension_is_counted_from_the_due_time_in_the_clocks_calendar() {
    let desk = Desk::new();
    let number = with_zhao(&desk);
    let refused = desk.run(&extend(&number, "2026-11-04 18:01")).failed(1);
    assert!(refused.contains("3 business days") && refused.contains("`--until '2026-11-04 18:00'`"), "{refused}");
    assert!(desk.run(&extend(&number, "2026-10-30 18:00")).failed(1).contains("not later"));
    desk.run(&extend(&number, "2026-11-04 18:00")).done();
    assert!(desk.run(&["approve", &number, "--until", "2026-11-05 10:00"]).failed(1).contains("too late"));
    desk.run(&["approve", &number, "--until", "2026-11-02 12:00"]).done();
    assert_eq!(due(&desk, &number), ("2026-11-02T12:00:00+08:00".to_owned(), true));
}

#[test]
fn whoever_may_grant_it_takes_it_at_once() {
    let desk = Desk::new();
    let number = with_zhao(&desk);
    let mut args = extend(&number, "2026-11-02 18:00");
    args[1] = "wang";
    desk.run(&args).done();
    assert_eq!(due(&desk, &number), ("2026-11-02T18:00:00+08:00".to_owned(), true));
    args[5] = "resolutoin";
    let refused = desk.run(&args).failed(2);
    assert!(refused.contains("no clock `resolutoin`") && refused.contains("resolution"), "{refused}");
}

#[test]
fn an_escalation_is_asked_for_and_performed_when_granted() {
    let desk = Desk::new();
    let number = with_zhao(&desk);
    let ask = ["--as", "zhao", "escalate", &number, "--reason", "second complaint", "--progress", "logs read"];
    desk.run(&[&ask[..], &["--demand", "a specialist", "--to", "wang"]].concat()).done();
    assert_eq!(show(&desk, &number)["assignee"], "zhao");
    desk.run(&extend(&number, "2026-11-02 18:00")).done();
    assert!(desk.run(&["approve", &number]).failed(1).contains("extension"));
    let refused = desk.run(&["approve", &number, "--what", "escalation", "--until", "17:00"]).failed(2);
    assert!(refused.contains("--until"), "{refused}");
    desk.run(&["--as", "li", "approve", &number, "--what", "escalation"]).done();
    let ticket = show(&desk, &number);
    assert_eq!(
        (&ticket["assignee"], &ticket["team"], &ticket["status"]),
        (&"wang".into(), &"service".into(), &"assigned".into())
    );
    let history = ticket["history"].as_array().unwrap();
    let did: Vec<_> = history.iter().rev().take(2).map(|entry| entry["did"].as_str().unwrap()).collect();
    assert_eq!(did, ["escalated", "approved"]);
    assert_eq!(desk.run(&["list", "--where", "pending = extension", "-q"]).done(), format!("{number}\n"));
    desk.run(&["check"]).done();
}

#[test]
fn an_escalation_without_a_name_goes_to_the_lead() {
    let desk = Desk::new();
    let number = with_zhao(&desk);
    desk.run(&["escalate", &number, "--reason", "overdue"]).done();
    assert_eq!(show(&desk, &number)["assignee"], "li");
    assert!(desk.run(&["escalate", &number, "--reason", "overdue"]).failed(1).contains("nobody above it"));
}

#[test]
fn the_end_of_the_work_ends_what_was_asked() {
    let desk = Desk::new();
    let number = with_zhao(&desk);
    desk.run(&extend(&number, "2026-11-02 18:00")).done();
    desk.run(&["--as", "zhao", "resolve", &number, "-m", "x"]).done();
    assert!(desk.run(&["list", "--where", "has pending", "-q"]).done().is_empty());
    assert!(desk.run(&["approve", &number]).failed(1).contains("still open"));
}

/// The maximum holds for all extensions together: Wednesday, 4 November, 18:00, however many there are.
#[test]
fn extensions_one_after_another_go_no_further_than_one() {
    let desk = Desk::new();
    let number = with_zhao(&desk);
    for until in ["2026-11-02 18:00", "2026-11-04 18:00"] {
        desk.run(&extend(&number, until)).done();
        desk.run(&["--as", "li", "approve", &number]).done();
    }
    let refused = desk.run(&extend(&number, "2026-11-05 18:00")).failed(1);
    assert!(refused.contains("after Fri 30 Oct 2026, 18:00, so Wed 4 Nov 2026, 18:00 at most"), "{refused}");
}

#[test]
fn a_ticket_does_not_move_up_to_who_has_it() {
    let desk = Desk::new();
    let number = desk.open("Broken");
    let escalate = |to: &str| desk.run(&["escalate", &number, "--reason", "overdue", "--to", to]);
    escalate("li").done();
    assert!(escalate("li").failed(1).contains("is with Li Na (li) already"));
    escalate("zhao").done();
}
