use super::*;
use crate::domain::field::Field;
use crate::report::facts::Tickets;
use crate::report::testing::{Asked, asked, at, closed, reopened, resolved, rows, ticket, tickets};

fn desk() -> Tickets {
    let high = [(Field::Priority, "high")];
    tickets(&[
        // Monday to Wednesday.
        (ticket("T1", "26 09:00", &high, vec![("27 09:00", resolved()), ("28 09:00", closed())]), Vec::new()),
        // Resolved on Tuesday, and taken up again on Wednesday.
        (ticket("T2", "26 10:00", &high, vec![("27 10:00", resolved()), ("28 10:00", reopened())]), Vec::new()),
        // The last second of Tuesday in Shanghai, where it is still Tuesday afternoon in London.
        (ticket("T3", "27 23:59:59", &[(Field::Priority, "low")], Vec::new()), Vec::new()),
    ])
}

#[test]
fn days_by_hand() {
    let days = Asked { by: "day", as_of: at("29 09:00"), until: Some(at("31 00:00")), ..asked() };
    // day, created, resolved, closed, net, unresolved at its end
    let expected = [
        "2026-10-26 2 0 0 +2 2",
        "2026-10-27 1 1 0 +1 1", // T1 and T2 are resolved; only T1's resolution still stands
        "2026-10-28 0 0 1 -1 2", // T2 is back
        "2026-10-29 0 0 0 +0 2", // the instant of the report cuts this day; the next one has not begun
    ];
    assert_eq!(rows(&days.figures(&REPORT, &desk())), expected);
    // What happened before the period is in what was left at its first bucket's end.
    let later = Asked { since: Some(at("28 00:00")), ..days };
    assert_eq!(rows(&later.figures(&REPORT, &desk())), &expected[2..]);
    assert_eq!(rows(&later.behind(&REPORT, &desk())), ["T1 26 09:00 closed fault - high - - - 27 09:00 28 09:00"]);
}

#[test]
fn weeks_when_nothing_is_said_and_every_group_in_each() {
    let weeks = Asked { by: "priority", since: Some(at("20 00:00")), until: Some(at("32 00:00")), ..asked() };
    assert_eq!(
        rows(&weeks.figures(&REPORT, &desk())),
        ["2026-W43 high 0 0 0 +0 0", "2026-W43 low 0 0 0 +0 0", "2026-W44 high 2 1 1 +1 1", "2026-W44 low 1 0 0 +1 1",]
    );
}

#[test]
fn no_tickets_no_period_no_rows() {
    assert!(asked().figures(&REPORT, &Tickets::default()).rows.is_empty());
}
