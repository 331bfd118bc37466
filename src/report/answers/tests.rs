use super::*;
use crate::report::facts::Tickets;
use crate::report::testing::{at, builder, clocks, response, ticket};

#[test]
fn a_former_number_finds_its_ticket() {
    let mut renumbered = ticket("T2", "1 09:00", &[], Vec::new());
    renumbered.head.formerly.push("T1".into());
    let tickets = Tickets::merge(clocks(), [builder(&[(renumbered, Vec::new())])]);
    let responses = [response("T1", "3 09:00", &[("speed", 2)]), response("T2", "2 09:00", &[("speed", 1)])];
    let answers = Answers::gather(&tickets, responses, at("9 09:00"));
    let scores: Vec<_> = answers.of(0).iter().map(|answer| answer.scores[0]).collect();
    // Both are about the one ticket; the later one counts.
    assert_eq!((scores, answers.unmatched, answers.replaced), (vec![(0, 2)], 0, 1));
}

#[test]
fn a_number_of_its_own_goes_before_a_former_one() {
    let mut renumbered = ticket("T2", "1 09:00", &[], Vec::new());
    renumbered.head.formerly.push("T1".into());
    let other = ticket("T1", "2 09:00", &[], Vec::new());
    let tickets = Tickets::merge(clocks(), [builder(&[(renumbered, Vec::new()), (other, Vec::new())])]);
    let answers = Answers::gather(&tickets, [response("T1", "3 09:00", &[("speed", 2)])], at("9 09:00"));
    assert_eq!((answers.of(0).len(), answers.of(1).len()), (0, 1));
}
