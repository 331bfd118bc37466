use super::*;
use crate::domain::survey::Scale;
use crate::report::facts::Tickets;
use crate::report::testing::{Asked, asked, at, closed, excluded, response, rows, sent, ticket, tickets};

/// Four tickets that were sent a survey, one that was not, one without any.
fn desk() -> Tickets {
    let surveyed = |number, created| {
        (ticket(number, created, &[], vec![("20 10:00", closed()), ("20 10:05", sent())]), Vec::new())
    };
    tickets(&[
        surveyed("T1", "1 09:00"),
        surveyed("T2", "2 09:00"),
        surveyed("T3", "3 09:00"),
        surveyed("T4", "4 09:00"),
        (ticket("T5", "5 09:00", &[], Vec::new()), Vec::new()),
        (ticket("T6", "6 09:00", &[], Vec::new()), Vec::new()),
    ])
}

fn asked_of(tickets: &Tickets, min: i64, max: i64) -> Asked {
    let mut asked = asked();
    asked.settings.dimensions = vec!["attitude".into(), "speed".into()];
    asked.settings.scale = Scale { min, max };
    let responses = [
        response("T1", "21 09:00", &[("attitude", 5), ("speed", 4)]),
        response("T2", "21 09:00", &[("attitude", 3), ("speed", 2)]),
        response("T4", "33 09:00", &[("attitude", 4)]),
        response("T5", "22 09:00", &[("attitude", 1), ("speed", 1), ("price", 5)]),
        response("T9", "22 09:00", &[("attitude", 1)]),
    ];
    asked.answers = Answers::gather(tickets, responses, asked.as_of);
    asked
}

#[test]
fn figures_by_hand() {
    let tickets = desk();
    let table = asked_of(&tickets, 1, 5).figures(&REPORT, &tickets);
    // dimension, answered, sent, response rate, CSAT, average, share of 1 … 5
    assert_eq!(
        rows(&table),
        [
            // 5, 3, 4, 1: two of four are 4–5; 13 ÷ 4 = 3.25. Of the four sent, T1, T2 and T4 answered.
            "attitude 4 4 3/4 2/4 3.25 1/4 0/4 1/4 1/4 1/4",
            // 4, 2, 1: one of three; 7 ÷ 3 = 2.33. Of the four sent, T1 and T2 answered it.
            "speed 3 4 2/4 1/3 2.33 1/3 1/3 0/3 1/3 0/3",
            // 5, 3, 4, 1, 4, 2, 1: three of seven; 20 ÷ 7 = 2.857…
            "all-dimensions 7 4 3/4 3/7 2.86 2/7 1/7 1/7 2/7 1/7",
        ]
    );
    assert_eq!(table.frame.as_ref().unwrap().counted, 4);
    assert_eq!(
        excluded(&table),
        [("survey-unanswered", 1), ("no-survey", 1), ("answer-unmatched", 1), ("score-unknown", 1)]
    );
}

#[test]
fn a_survey_belongs_to_the_period_in_which_it_was_sent() {
    let tickets = desk();
    // October: T4 was sent its survey on the 20th and answered on 2 November.
    let october = Asked { since: Some(at("1 00:00")), until: Some(at("32 00:00")), ..asked_of(&tickets, 1, 5) };
    assert_eq!(rows(&october.figures(&REPORT, &tickets))[0], "attitude 4 4 3/4 2/4 3.25 1/4 0/4 1/4 1/4 1/4");
    let november = Asked { since: Some(at("32 00:00")), ..asked_of(&tickets, 1, 5) };
    assert_eq!(rows(&november.figures(&REPORT, &tickets))[0], "attitude 0 0 0/0 0/0 - 0/0 0/0 0/0 0/0 0/0");
    // As of 1 November, that answer was not there yet.
    let as_of = at("32 00:00");
    let answers = Answers::gather(&tickets, [response("T4", "33 09:00", &[("attitude", 4)])], as_of);
    let then = Asked { as_of, answers, ..asked_of(&tickets, 1, 5) };
    let table = then.figures(&REPORT, &tickets);
    assert_eq!(rows(&table)[0], "attitude 0 4 0/4 0/0 - 0/0 0/0 0/0 0/0 0/0");
    assert_eq!(excluded(&table), [("survey-unanswered", 4), ("no-survey", 2), ("answer-later", 1)]);
}

#[test]
fn net_promoters_are_told_on_their_scale_only() {
    let tickets = desk();
    let mut asked = asked_of(&tickets, 0, 10);
    let scores = [("T1", 10), ("T2", 9), ("T3", 8), ("T4", 6), ("T5", 0)];
    let responses = scores.map(|(number, score)| response(number, "21 09:00", &[("attitude", score)]));
    asked.answers = Answers::gather(&tickets, responses, asked.as_of);
    let table = asked.figures(&REPORT, &tickets);
    // Two of five promote, two detract: 2 − 2 = 0. Satisfied: 9 and 10. 33 ÷ 5 = 6.6.
    assert!(rows(&table)[0].starts_with("attitude 5 4 4/4 2/5 6.6 0/5 1/5 "), "{:?}", rows(&table));
    assert_eq!(table.columns[6].key, "nps");
    assert!(asked_of(&tickets, 1, 5).figures(&REPORT, &tickets).columns.iter().all(|column| column.key != "nps"));
}

#[test]
fn the_surveys_behind_a_figure_are_listed() {
    let tickets = desk();
    let table = asked_of(&tickets, 1, 5).behind(&REPORT, &tickets);
    let listed = rows(&table);
    assert_eq!(listed[0], "T1 01 09:00 closed fault - high - - - 20 10:05 21 09:00 5 4");
    assert_eq!(listed[2], "T3 03 09:00 closed fault - high - - - 20 10:05 - - -");
    assert_eq!(listed[4], "T5 05 09:00 new fault - high - - - - 22 09:00 1 1");
    assert_eq!(listed.len(), 5);
}
