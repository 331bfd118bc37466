use super::*;
use crate::automation::classification::assess;
use crate::automation::confirmation::Confirmation;
use crate::automation::keywords::{Keywords, Library};
use crate::automation::rules::{Effects, Priorities, Rule};
use crate::domain::act::{Act, Entry};
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ticket::Ticket;
use crate::report::testing::{asked, moment, rows, ticket, tickets};

/// The library `refund` (退款, refund) makes a ticket `money`, the library `outage` (down) makes it `access`.
fn rules() -> Ruleset {
    let library = |name: &str, words: &[&str]| {
        let words = words.iter().map(|word| Text::from(*word)).collect();
        Library { name: name.into(), words, not: Vec::new() }
    };
    let rule = |name: &str, library: usize, category: &str| Rule {
        name: name.into(),
        libraries: vec![library],
        mentioned: vec![library],
        conditions: Vec::new(),
        effects: Effects { set: vec![(Field::Category, category.into())], ..Effects::default() },
        stop: false,
    };
    Ruleset {
        keywords: Keywords::compile(vec![library("refund", &["退款", "refund"]), library("outage", &["down"])])
            .unwrap(),
        rules: vec![rule("money", 0, "money"), rule("access", 1, "access")],
        priorities: Priorities::default(),
        usual_type: "inquiry".into(),
        confirmation: Confirmation::default(),
    }
}

/// A ticket of a title, which each of these then classified.
fn classified(number: &str, title: &str, by: &[(&str, &str)]) -> Ticket {
    let mut ticket = ticket(number, "28 09:00", &[(Field::Title, title)], Vec::new());
    for (by, to) in by {
        let from = ticket.head.get(Field::Category);
        let act = Act::Classified { field: Field::Category, from, to: Some((*to).into()), note: None };
        let entry = Entry::new(moment("28 09:01"), (*by).into(), act);
        fold::apply(&mut ticket.head, &entry);
        ticket.history.push(entry);
    }
    ticket
}

fn desk() -> Vec<Ticket> {
    vec![
        classified("T1", "要求退款", &[("rules", "money")]),
        classified("T2", "退款 refund", &[("rules", "money"), ("li", "other")]), // corrected
        classified("T3", "site down", &[("rules", "access")]),
        classified("T4", "钱还没有返还", &[("li", "money")]), // missed
        classified("T5", "请返还余额, money", &[("li", "money")]), // missed
        classified("T6", "refund of site down", &[("rules", "money"), ("li", "access")]), // corrected, and hit by both
        classified("T7", "hello", &[]),
    ]
}

fn classes(desk: &[Ticket]) -> Classes {
    let rules = rules();
    let assessed = |ticket: &Ticket| ((ticket.head.id.clone(), Key::from_random(0)), assess(&rules, ticket, None));
    let assessments = desk.iter().map(assessed).collect();
    Classes { assessments, rules: Some(rules) }
}

#[test]
fn hits_corrections_misses_and_suggestions_by_hand() {
    let desk = desk();
    let classes = classes(&desk);
    let tickets = tickets(&desk.into_iter().map(|ticket| (ticket, Vec::new())).collect::<Vec<_>>());
    let asked = asked();
    let material = Material { tickets: &tickets, answers: &asked.answers, classes: &classes };
    // money fires on T1, T2 and T6, of which T2 and T6 were corrected, and misses T4 and T5: 1 of 3 is right, and 1 of
    // the 1 + 2 that are money is found. 退款 is in T1 and T2, refund in T2 and T6. access fires on T3 and T6, where the
    // rule before it had set the category already.
    assert_eq!(
        rows(&figures(material, &asked.question())),
        [
            "rule money - - money 3 2 2 1/3 1/3",
            "rule access - - access 2 0 0 2/2 2/2",
            "library - refund - - 3 2 2 1/3 1/3",
            "keyword - refund 退款 - 2 1 - 1/2 -",
            "keyword - refund refund - 2 2 - 0/2 -",
            "suggestion - refund 返还 - 2 - - - -",
            "library - outage - - 2 0 0 2/2 2/2",
            "keyword - outage down - 2 0 - 2/2 -",
            "unclassified - - - - 1 - - - -",
        ]
    );
    let behind = rows(&behind(material, &asked.question()));
    let last = |row: &String| row.split(' ').rev().take(5).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(last(&behind[5]), ["", "money", "access", "money,access", "refund,down"]);
    assert_eq!(last(&behind[3]), ["money", "", "", "", ""]);
}

#[test]
fn what_is_missed_has_a_word_of_its_own() {
    let tickets = tickets(&[]);
    let asked = asked();
    let material = Material { tickets: &tickets, answers: &asked.answers, classes: &Classes::default() };
    let columns = figures(material, &asked.question()).columns;
    let missed = columns.iter().find(|column| column.key == "missed").unwrap();
    assert!(matches!(missed.heading, Heading::Phrase("column.missed_rules", _)));
}

#[test]
fn a_desk_without_rules_has_no_figures() {
    let tickets = tickets(&[]);
    let asked = asked();
    let material = Material { tickets: &tickets, answers: &asked.answers, classes: &Classes::default() };
    assert!(figures(material, &asked.question()).rows.is_empty());
}
