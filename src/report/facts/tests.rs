use super::*;
use crate::domain::field::Field;
use crate::report::testing::{asked, at, builder, clocks, closed, reading, reopened, replied, resolved, rows, ticket};
use crate::time::clocks::State;

#[test]
fn a_ticket_with_four_clocks_takes_about_four_hundred_bytes() {
    // 16 bytes for what the allocator keeps of the readings.
    let size = size_of::<Facts>() + 16 + 4 * size_of::<Reading>();
    assert!(size <= 424, "{size}");
}

#[test]
fn a_life_is_told() {
    let life = ticket(
        "T1",
        "1 09:00",
        &[(Field::Customer, "C1")],
        vec![
            ("1 09:30", replied()),
            ("1 10:00", resolved()),
            ("1 11:00", reopened()),
            ("1 12:30", resolved()),
            ("1 13:00", closed()),
        ],
    );
    let tickets = Tickets::merge(clocks(), [builder(&[(life, Vec::new())])]);
    let facts = &tickets.facts[0];
    assert_eq!(tickets.value(facts, Attribute::Customer), Some("C1"));
    assert_eq!((facts.settled, facts.closed), (Some(at("1 12:30")), Some(at("1 13:00"))));
    assert_eq!(*facts.rests, [(at("1 10:00"), at("1 11:00"))]);
    assert_eq!((facts.replies, facts.reopenings), (1, 1));
    assert!(facts.was_resolved() && !facts.is_first_contact());
    // 09:00–09:30; 09:00–10:00; 09:00–12:30 less the hour from 10:00 to 11:00.
    let seconds = [facts.times.first_response, facts.times.first_resolution, facts.times.full_resolution]
        .map(|took| took.unwrap().calendar);
    assert_eq!(seconds, [1800, 3600, 9000]);
}

#[test]
fn a_ticket_closed_and_reopened_is_not_closed() {
    let life = ticket("T1", "1 09:00", &[], vec![("1 10:00", closed()), ("2 10:00", reopened())]);
    let tickets = Tickets::merge(clocks(), [builder(&[(life, Vec::new())])]);
    let facts = &tickets.facts[0];
    assert_eq!((facts.settled, facts.closed, facts.was_resolved()), (None, None, false));
}

#[test]
fn it_does_not_matter_which_thread_read_what() {
    let make = |number: &str, created: &str, customer: &str| {
        let ticket = ticket(number, created, &[(Field::Customer, customer)], Vec::new());
        (ticket, vec![reading(1, State::Met, 60, 120, true)])
    };
    let all = [make("T1", "1 09:00", "C9"), make("T2", "1 09:00", "C1"), make("T3", "2 09:00", "C9")];
    let one = Tickets::merge(clocks(), [builder(&all)]);
    let many = Tickets::merge(clocks(), [builder(&all[2..]), builder(&all[1..2]), builder(&all[..1])]);
    let report = crate::report::find("sla").unwrap();
    let shown = rows(&asked().behind(report, &one));
    assert_eq!(shown, rows(&asked().behind(report, &many)));
    assert_eq!(shown[1], "T2 01 09:00 new fault - high - - C1 resolution met 60 120 60 01 00:02");
}

#[test]
fn a_ticket_has_a_region_by_its_customer() {
    let of = |name, customer| ticket(name, "1 09:00", &[(Field::Customer, customer)], vec![]);
    let mut tickets =
        Tickets::merge(clocks(), [builder(&[(of("T1", "C1"), Vec::new()), (of("T2", "C2"), Vec::new())])]);
    tickets.introduce(|customer, attribute| (customer == "C1" && attribute == Attribute::Region).then_some("east"));
    let value = |ticket: usize, attribute| tickets.value(&tickets.facts[ticket], attribute);
    assert_eq!((value(0, Attribute::Region), value(1, Attribute::Region)), (Some("east"), None));
    assert_eq!((value(0, Attribute::Tier), value(1, Attribute::Customer)), (None, Some("C2")));
}
