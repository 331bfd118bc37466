use super::*;
use crate::domain::field::Field;
use crate::domain::ticket::Ticket;
use crate::report::classification::Classes;
use crate::report::question::Event;
use crate::report::testing::{Asked, asked, at, excluded, reading, replied, resolved, rows, ticket, tickets};
use crate::time::clocks;

/// Five tickets; of the clocks, 0 is the first response (target 2,000 s) and 1 the resolution (9,000 s).
fn desk() -> Vec<(Ticket, Vec<clocks::Reading>)> {
    let priority = |priority| [(Field::Priority, priority)];
    vec![
        (
            ticket("T1", "1 09:00", &priority("low"), vec![("1 09:10", replied()), ("1 10:00", resolved())]),
            vec![reading(0, State::Met, 600, 2000, true), reading(1, State::Met, 3600, 9000, true)],
        ),
        (
            ticket("T2", "2 09:00", &priority("urgent"), vec![("2 09:20", replied())]),
            vec![reading(0, State::Met, 1200, 2000, true), reading(1, State::Paused, 4000, 9000, false)],
        ),
        (
            ticket("T3", "3 09:00", &priority("urgent"), Vec::new()),
            vec![reading(0, State::Missed, 5000, 2000, true), reading(1, State::Running, 5000, 9000, false)],
        ),
        (ticket("T4", "4 09:00", &priority("low"), Vec::new()), vec![reading(0, State::Missed, 9000, 2000, false)]),
        (ticket("T5", "5 09:00", &priority("low"), Vec::new()), vec![reading(0, State::NotApplicable, 0, 0, true)]),
    ]
}

#[test]
fn figures_by_hand() {
    let table = asked().figures(&REPORT, &tickets(&desk()));
    // clock, count, met, missed, overdue, running, not applicable, attainment, median, p90, mean
    assert_eq!(
        rows(&table),
        [
            // Finished: 600, 1200, 5000. Median 1200; p90: h = 2 × 0.9 = 1.8, 1200 + 0.8 × 3800 = 4240;
            // mean 6800 ÷ 3 = 2266.667.
            "first_response 4 2 2 1 0 1 2/4 1200 4240 2266.667",
            "resolution 3 1 0 0 2 2 1/1 3600 3600 3600",
            // T1 met both; T3 missed one, T4 is overdue; T2 still runs; T5 was promised nothing.
            "ticket 4 1 2 1 1 1 1/3 - - -",
            // T1 after 600 s, T2 after 1200 s: median 900, p90 600 + 0.9 × 600 = 1140, mean 900.
            "time-to-first-response 2 - - - - 3 - 900 1140 900",
            "time-to-first-resolution 1 - - - - 4 - 3600 3600 3600",
            "time-to-full-resolution 1 - - - - 4 - 3600 3600 3600",
            "calendar-time-to-first-response 2 - - - - 3 - 900 1140 900",
            "calendar-time-to-first-resolution 1 - - - - 4 - 3600 3600 3600",
            "calendar-time-to-full-resolution 1 - - - - 4 - 3600 3600 3600",
        ]
    );
    assert_eq!((table.frame.unwrap().counted, table.columns.len()), (5, 11));
}

#[test]
fn the_period_is_half_open() {
    let question = |since, until| Asked { since: Some(at(since)), until: Some(at(until)), ..asked() };
    let table = question("2 09:00", "4 09:00").figures(&REPORT, &tickets(&desk()));
    assert_eq!(rows(&table)[0], "first_response 2 1 1 0 0 0 1/2 3100 4620 3100");
    assert_eq!(excluded(&table), [("outside-period", 3)]);
    let none = question("20 00:00", "21 00:00").figures(&REPORT, &tickets(&desk()));
    assert_eq!(rows(&none)[0], "first_response 0 0 0 0 0 0 0/0 - - -");
}

#[test]
fn groups_stand_in_the_desks_order() {
    let asked = Asked { by: "priority,day", ..asked() };
    let table = asked.figures(&REPORT, &tickets(&desk()));
    let first: Vec<_> = rows(&table).into_iter().step_by(9).collect();
    assert_eq!(
        first,
        [
            "urgent 2026-10-02 first_response 1 1 0 0 0 0 1/1 1200 1200 1200",
            "urgent 2026-10-03 first_response 1 0 1 0 0 0 0/1 5000 5000 5000",
            "low 2026-10-01 first_response 1 1 0 0 0 0 1/1 600 600 600",
            "low 2026-10-04 first_response 1 0 1 1 0 0 0/1 - - -",
            "low 2026-10-05 first_response 0 0 0 0 0 1 0/0 - - -",
        ]
    );
}

#[test]
fn tickets_can_be_selected_by_their_resolution() {
    let asked = Asked { event: Event::Resolved, ..asked() };
    let table = asked.figures(&REPORT, &tickets(&desk()));
    assert_eq!(rows(&table)[0], "first_response 1 1 0 0 0 0 1/1 600 600 600");
    assert_eq!(excluded(&table), [("not-done-yet", 4)]);
}

#[test]
fn the_clocks_behind_a_figure_are_listed() {
    let mut asked = asked();
    asked.filter.clock = Some("first_response".into());
    asked.filter.state = Some(State::Missed);
    let listed = rows(&asked.behind(&REPORT, &tickets(&desk())));
    assert_eq!(
        listed,
        [
            "T3 03 09:00 new fault - urgent - - - first_response missed 5000 2000 -3000 01 00:33",
            "T4 04 09:00 new fault - low - - - first_response missed 9000 2000 -7000 01 00:33",
        ]
    );
}

#[test]
fn breaches_are_the_missed_promises_of_the_period() {
    let (tickets, mut asked) = (tickets(&desk()), asked());
    let count = |asked: &Asked| {
        breaches(
            Material { tickets: &tickets, answers: &asked.answers, classes: &Classes::default() },
            &asked.question(),
        )
    };
    assert_eq!(count(&asked), 2);
    asked.until = Some(at("4 09:00"));
    assert_eq!(count(&asked), 1);
    asked.filter.clock = Some("resolution".into());
    assert_eq!(count(&asked), 0);
    let clocks: Vec<_> = rows(&asked.figures(&REPORT, &tickets)).into_iter().take(2).collect();
    assert!(clocks[0].starts_with("resolution ") && clocks[1].starts_with("ticket "), "{clocks:?}");
}
