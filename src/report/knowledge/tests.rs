use super::*;
use crate::domain::act::Act;
use crate::domain::field::Field;
use crate::domain::ticket::Ticket;
use crate::report::answers::Answers;
use crate::report::testing::{
    Asked, asked, at, excluded, reopened, replied, resolved, response, rows, ticket, tickets,
};
use crate::time::clocks::Reading;

fn gave(article: &str) -> Act {
    Act::Replied { channel: None, article: Some(article.into()), text: "t".into() }
}

fn one(number: &str, acts: Vec<(&str, Act)>) -> (Ticket, Vec<Reading>) {
    (ticket(number, "1 09:00", &[(Field::Priority, "high")], acts), Vec::new())
}

fn desk() -> crate::report::facts::Tickets {
    tickets(&[
        // `a` once, resolved at first contact: it helped.
        one("T1", vec![("1 10:00", gave("a")), ("1 11:00", resolved())]),
        // `a` twice and `b` once; reopened after it was resolved: none helped, though it is resolved again.
        one(
            "T2",
            vec![
                ("1 10:00", gave("a")),
                ("1 10:10", gave("a")),
                ("1 10:20", gave("b")),
                ("1 11:00", resolved()),
                ("1 12:00", reopened()),
                ("1 13:00", resolved()),
            ],
        ),
        // `b` after the ticket came back, and it stayed resolved: it helped.
        one(
            "T3",
            vec![("1 10:00", resolved()), ("1 11:00", reopened()), ("1 12:00", gave("b")), ("1 13:00", resolved())],
        ),
        // `b` after the ticket was resolved, and one that is not resolved: neither helped.
        one("T4", vec![("1 10:00", resolved()), ("1 11:00", gave("b"))]),
        one("T5", vec![("1 10:00", gave("b"))]),
        // No article.
        one("T6", vec![("1 10:00", replied()), ("1 11:00", resolved())]),
    ])
}

fn asked_with_answers(desk: &crate::report::facts::Tickets) -> Asked {
    let responses = [
        response("T1", "2 09:00", &[("speed", 5), ("overall", 4)]),
        response("T2", "2 09:00", &[("speed", 2), ("overall", 9), ("other", 1)]),
        response("T6", "2 09:00", &[("speed", 1)]),
    ];
    let mut asked = asked();
    asked.settings.dimensions = vec!["speed".into(), "overall".into()];
    asked.answers = Answers::gather(desk, responses, asked.as_of);
    asked
}

/// `b`: used once each in T2, T3, T4 and T5; only T3 came to an end after it and stayed so, 1 of 4.
/// T4 was resolved with exactly one reply and not reopened: 1 first contact of the 3 resolved.
/// Scores: T2's 2 (9 is off the scale, `other` is no dimension).
/// `a`: 1 + 2 uses in two tickets, of which T1 is settled since; first contact T1 of both resolved.
/// Scores: 5 and 4 of T1, 2 of T2: 11/3 = 3.67.
#[test]
fn figures_by_hand() {
    let desk = desk();
    let asked = asked_with_answers(&desk);
    let table = asked.figures(&REPORT, &desk);
    // article, used, tickets, helped, help rate, first contact, answered, average
    assert_eq!(rows(&table), ["b 4 4 1 1/4 1/3 1 2", "a 3 2 1 1/2 1/2 2 3.67"]);
    assert_eq!(excluded(&table), [("no-article", 1)]);
    assert_eq!(table.frame.unwrap().counted, 5);
}

#[test]
fn every_use_can_be_opened() {
    let desk = desk();
    let table = asked_with_answers(&desk).behind(&REPORT, &desk);
    let shown: Vec<_> = rows(&table)
        .iter()
        .map(|row| row.split(' ').rev().take(5).map(str::to_owned).collect::<Vec<_>>().join(" "))
        .collect();
    // average, first contact, helped, used, article
    assert_eq!(
        shown,
        [
            "4.5 true true 1 a",
            "2 false false 2 a",
            "2 false false 1 b",
            "- false true 1 b",
            "- true false 1 b",
            "- false false 1 b"
        ]
    );
}

#[test]
fn the_period_and_the_breakdown_are_those_of_the_tickets() {
    let desk = desk();
    let later = Asked { since: Some(at("2 00:00")), ..asked() };
    assert_eq!(rows(&later.figures(&REPORT, &desk)), [""; 0]);
    let by = Asked { by: "priority", ..asked() };
    assert_eq!(rows(&by.figures(&REPORT, &desk)), ["high b 4 4 1 1/4 1/3 0 -", "high a 3 2 1 1/2 1/2 0 -"]);
}
