use super::*;
use crate::domain::act::Act;
use crate::domain::field::Field;
use crate::domain::ids::TicketRef;
use crate::report::testing::{Asked, asked, at, closed, excluded, reopened, replied, resolved, rows, ticket, tickets};

fn problem(
    number: &str,
    created: &str,
    customer: Option<&str>,
    category: &str,
) -> (crate::domain::ticket::Ticket, Vec<crate::time::clocks::Reading>) {
    let mut fields = vec![(Field::Category, category)];
    fields.extend(customer.map(|customer| (Field::Customer, customer)));
    (ticket(number, created, &fields, Vec::new()), Vec::new())
}

#[test]
fn one_customers_same_problem_counts_once_a_week() {
    let desk = tickets(&[
        problem("T1", "1 09:00", Some("C1"), "payment"),
        problem("T2", "4 09:00", Some("C1"), "payment"), // three days later: a repeat
        problem("T3", "5 09:00", Some("C1"), "delivery"), // another problem
        problem("T4", "5 09:00", Some("C2"), "payment"), // another customer
        problem("T5", "8 08:59:59", Some("C1"), "payment"), // a second short of seven days: a repeat
        problem("T6", "8 09:00", Some("C1"), "payment"), // seven days after T1, the last one counted
        problem("T7", "9 09:00", None, "payment"),       // nobody
        problem("T8", "9 10:00", None, "payment"),
    ]);
    assert_eq!(rows(&asked().figures(&REPORT, &desk)), ["8 6 0 0 0 0 0 0/0 0/0 8/8 6/6"]);
    // A period changes nothing about what is a repeat: of T2 to T4, T2 repeats T1.
    let part = Asked { since: Some(at("4 00:00")), until: Some(at("6 00:00")), ..asked() };
    assert_eq!(rows(&part.figures(&REPORT, &desk)), ["3 2 0 0 0 0 0 0/0 0/0 3/3 2/2"]);
    let repeats: Vec<_> = part.behind(&REPORT, &desk).rows.iter().map(|row| row[9].clone()).collect();
    assert_eq!(repeats, [Cell::Flag(true), Cell::Flag(false), Cell::Flag(false)]);
}

#[test]
fn figures_by_hand() {
    let to = |to: &str| Act::Transferred { team: None, to: Some(to.into()), reason: "r".into(), until: None };
    let one = |number, acts| (ticket(number, "1 09:00", &[], acts), Vec::new());
    let desk = tickets(&[
        // Resolved at first contact, and closed.
        one("T1", vec![("1 10:00", replied()), ("1 11:00", resolved()), ("1 12:00", closed())]),
        // Two replies.
        one("T2", vec![("1 10:00", replied()), ("1 10:30", replied()), ("1 11:00", resolved())]),
        // Reopened twice, once more resolved.
        one(
            "T3",
            vec![
                ("1 10:00", replied()),
                ("1 11:00", resolved()),
                ("1 12:00", reopened()),
                ("1 13:00", resolved()),
                ("1 14:00", reopened()),
                ("1 15:00", resolved()),
            ],
        ),
        // Transferred twice, not resolved.
        one("T4", vec![("1 10:00", to("li")), ("1 11:00", to("zhao"))]),
        // Closed without a resolution, and reopened.
        one("T5", vec![("1 10:00", closed()), ("1 11:00", reopened())]),
    ]);
    // count, distinct, resolved, closed, reopened, handed over, handovers, reopen rate, first contact
    assert_eq!(rows(&asked().figures(&REPORT, &desk)), ["5 5 3 1 2 1 2 1/3 1/3 5/5 5/5"]);
}

/// Category and both shares of each row.
fn shares(table: &Table) -> Vec<String> {
    let picked = table.clone().select(
        table
            .columns
            .iter()
            .map(|column| &*column.key)
            .filter(|key| ["month", "category", "count", "share", "distinct_share"].contains(key)),
    );
    rows(&picked.unwrap())
}

#[test]
fn shares_are_of_the_period_and_the_largest_groups_come_first() {
    let desk = tickets(&[
        problem("T1", "1 09:00", Some("C1"), "delivery"),
        problem("T2", "2 09:00", Some("C1"), "payment"),
        problem("T3", "3 09:00", Some("C1"), "payment"), // repeats T2
        problem("T4", "4 09:00", Some("C2"), "payment"),
        problem("T5", "5 09:00", Some("C2"), "refund"),
        problem("T6", "33 09:00", Some("C2"), "refund"), // in November
    ]);
    let by = |by| Asked { by, ..asked() };
    // Of six, five without the repeat.
    let all = ["delivery 1 1/6 1/5", "payment 3 3/6 2/5", "refund 2 2/6 2/5"];
    assert_eq!(shares(&by("category").figures(&REPORT, &desk)), all);
    // October has five, four without the repeat.
    let months = by("category,month").figures(&REPORT, &desk);
    let of_months = [
        "delivery 2026-10 1 1/5 1/4",
        "payment 2026-10 3 3/5 2/4",
        "refund 2026-10 1 1/5 1/4",
        "refund 2026-11 1 1/1 1/1",
    ];
    assert_eq!(shares(&months), of_months);
    let top = Asked { top: Some(2), ..by("category") }.figures(&REPORT, &desk);
    assert_eq!(shares(&top), ["payment 3 3/6 2/5", "refund 2 2/6 2/5"]);
    assert_eq!(excluded(&top), [("beyond-top", 1)]);
    let top = Asked { top: Some(1), ..by("category,month") }.figures(&REPORT, &desk);
    assert_eq!(shares(&top), ["payment 2026-10 3 3/5 2/4", "refund 2026-11 1 1/1 1/1"]);
}

#[test]
fn of_a_part_repeats_are_what_they_were() {
    let desk = tickets(&[
        problem("T1", "1 09:00", Some("C1"), "payment"),
        problem("T2", "2 09:00", Some("C1"), "payment"),
        problem("T3", "3 09:00", Some("C2"), "payment"),
    ]);
    let reference = |place: usize| TicketRef { number: desk.facts[place].number.clone(), key: desk.facts[place].key };
    let part = Asked { only: Some([reference(1), reference(2)].into()), ..asked() };
    let table = part.figures(&REPORT, &desk);
    assert_eq!(rows(&table), ["2 1 0 0 0 0 0 0/0 0/0 2/2 1/1"]);
    assert_eq!(excluded(&table), [("filtered", 1)]);
}
