use super::*;
use crate::domain::act::{Act, ActKind};
use crate::domain::field::Field;
use crate::domain::ids::Key;
use crate::domain::process::{Route, Stage};
use crate::report::facts::{FactsBuilder, Tickets, stays};
use crate::report::testing::{Asked, asked, at, clocks, excluded, resolved, rows, ticket};
use crate::time::Calendar;
use crate::time::clocks::Measures;

/// Intake, ended by accepting; work, ended by resolving.
fn route() -> Route {
    let stage = |code: &str, act| Stage {
        code: code.into(),
        begins: Vec::new(),
        ends: vec![(act, "done".into())],
        endings: Vec::new(),
    };
    Route(vec![stage("intake", ActKind::Accepted), stage("work", ActKind::Resolved)])
}

fn accepted() -> Act {
    Act::Accepted { note: None }
}

/// T1 was in intake for 30 minutes and in work for 150. T2 was in intake for 20 minutes and again for
/// 40, in work for 10 and since 10:10. T3 has been in intake since 11:00.
fn example() -> Tickets {
    let back = Act::Stage { stage: "intake".into(), result: None, note: None };
    let high = [(Field::Priority, "high")];
    let low = [(Field::Priority, "low")];
    let tickets = [
        ticket("T1", "27 09:00", &high, vec![("27 09:30", accepted()), ("27 12:00", resolved())]),
        ticket("T2", "28 09:00", &high, vec![("28 09:20", accepted()), ("28 09:30", back), ("28 10:10", accepted())]),
        ticket("T3", "28 11:00", &low, Vec::new()),
    ];
    let mut facts = FactsBuilder::default();
    for one in &tickets {
        facts.add(Key::from_random(0), one, &Measures::default(), &[]);
        facts.walked(stays(&route().walk(one), 0, &Calendar::always(), at("28 12:00")));
    }
    Tickets::merge(clocks(), [facts])
}

fn asked_at_noon() -> Asked {
    let stage = |code: &str, target| StageTarget { process: None, code: code.into(), target };
    let mut asked = Asked { as_of: at("28 12:00"), ..asked() };
    asked.settings.stages = vec![stage("intake", Some(3_599)), stage("work", None), stage("never", Some(1))];
    asked
}

#[test]
fn figures_by_hand() {
    // Intake: T1 1800 s and T2 3600 s have left it; p90 = 1800 + 0.9 × 1800. With T3 it is 9000 s; T2
    // and T3 were there for more than 3599 s. Work: T1 9000 s; T2 600 + 6600 s. Together 25,200 s.
    let expected = [
        "intake 2 2700 3420 2700 2700 3420 2700 1 1 3600 9000/25200 2",
        "work 1 9000 9000 9000 9000 9000 9000 1 1 6600 16200/25200 -",
        "never 0 - - - - - - 0 0 - 0/25200 0",
    ];
    assert_eq!(rows(&asked_at_noon().figures(&REPORT, &example())), expected);
}

#[test]
fn a_target_is_kept_when_it_is_met_exactly() {
    let mut asked = asked_at_noon();
    asked.settings.stages[0].target = Some(3_600);
    assert!(rows(&asked.figures(&REPORT, &example()))[0].ends_with("9000/25200 0"));
}

#[test]
fn each_group_has_a_row_for_each_stage() {
    let by = Asked { by: "priority", ..asked_at_noon() };
    let table = rows(&by.figures(&REPORT, &example()));
    assert_eq!(table.len(), 6);
    assert_eq!(table[3], "low intake 0 - - - - - - 0 1 3600 3600/3600 1");
}

#[test]
fn the_tickets_behind_the_figures() {
    let table = asked_at_noon().behind(&REPORT, &example());
    let shown: Vec<_> = rows(&table).iter().map(|row| row.splitn(11, ' ').last().unwrap().to_owned()).collect();
    let expected = [
        "intake 1 false 1800 1800 3599 false",
        "work 1 false 9000 9000 - -",
        "intake 2 false 3600 3600 3599 true",
        "work 2 true 7200 7200 - -",
        "intake 1 true 3600 3600 3599 true",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn a_desk_without_stages_leaves_every_ticket_out() {
    let mut facts = FactsBuilder::default();
    facts.add(Key::from_random(0), &ticket("T1", "27 09:00", &[], Vec::new()), &Measures::default(), &[]);
    let table = asked().figures(&REPORT, &Tickets::merge(clocks(), [facts]));
    assert_eq!((table.rows.len(), excluded(&table)), (0, vec![("no-process", 1)]));
}
