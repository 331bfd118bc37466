//! Settling in several clones: whatever each of them knows, they end alike.
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::domain::ids::Key;

/// What numbers are about in a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    number: Number,
    formerly: BTreeSet<Number>,
    created: Moment,
}

/// The tickets of a clone.
type Desk = BTreeMap<Key, Known>;

fn settle(format: &NumberFormat, desk: &mut Desk) {
    let zone = Zone::find("Asia/Shanghai").unwrap();
    let mut taken = Vec::new();
    let mut groups: BTreeMap<Number, Vec<Claim>> = BTreeMap::new();
    for (key, known) in desk.iter() {
        let reference = |number: &Number| TicketRef { number: number.clone(), key: *key };
        taken.push(reference(&known.number));
        taken.extend(known.formerly.iter().map(reference));
        let claim = Claim { reference: reference(&known.number), created: known.created };
        groups.entry(known.number.clone()).or_default().push(claim);
    }
    let mut giver = Giver::new(format, &zone, taken.iter());
    for claim in groups.into_values().flat_map(losers) {
        let to = giver.give(&claim).unwrap();
        let known = desk.get_mut(&to.key).unwrap();
        known.formerly.insert(std::mem::replace(&mut known.number, to.number));
    }
}

/// What a merge leaves of two clones, once the files of each ticket are united.
fn merge(one: &Desk, other: &Desk) -> Desk {
    let mut merged = one.clone();
    for (key, theirs) in other {
        let ours = merged.entry(*key).or_insert_with(|| theirs.clone());
        let given_up: Vec<_> = ours.formerly.iter().chain(&theirs.formerly).collect();
        let number = super::number(&[&ours.number, &theirs.number], &given_up).unwrap().clone();
        let mut all: BTreeSet<_> = given_up.into_iter().cloned().collect();
        all.extend([ours.number.clone(), theirs.number.clone()]);
        all.remove(&number);
        *ours = Known { number, formerly: all, created: ours.created };
    }
    merged
}

fn known(number: &str, created: &str) -> Known {
    let created = crate::domain::moment::read(created).unwrap();
    Known { number: number.into(), formerly: BTreeSet::new(), created }
}

/// Tickets that were opened under few numbers on few days, and which of three clones knew of each.
fn history() -> impl Strategy<Value = Vec<(Key, Known, [bool; 3])>> {
    let ticket = (0..1000_u64, 1..4_u32, 0..3_u32, any::<[bool; 3]>()).prop_map(|(key, number, minute, clones)| {
        let created = format!("2026-10-28T09:0{minute}:00+08:00");
        (Key::from_random(key), known(&format!("CS20261028{number:04}"), &created), clones)
    });
    prop::collection::vec(ticket, 1..9).prop_map(|mut tickets| {
        tickets.sort_by_key(|(key, ..)| *key);
        tickets.dedup_by_key(|(key, ..)| *key);
        tickets
    })
}

fn clones(tickets: &[(Key, Known, [bool; 3])]) -> [Desk; 3] {
    std::array::from_fn(|clone| {
        let known = tickets.iter().filter(|(.., knows)| knows[clone]);
        known.map(|(key, known, _)| (*key, known.clone())).collect()
    })
}

fn numbers(desk: &Desk) -> Vec<(&str, &str)> {
    desk.iter().map(|(key, known)| (key.as_str(), known.number.as_str())).collect()
}

#[test]
fn the_earliest_keeps_the_number_and_the_others_get_the_next_in_their_order() {
    let format = NumberFormat::parse("CS{yyyy}{mm}{dd}{seq:4}").unwrap();
    let ticket = |key: &str, created| (key.parse().unwrap(), known("CS202610280001", created));
    let mut desk = Desk::from([
        ticket("aaaaa", "2026-10-28T09:02:00+08:00"),
        ticket("bbbbb", "2026-10-28T01:01:00Z"),
        ticket("ccccc", "2026-10-28T09:02:00+08:00"),
    ]);
    settle(&format, &mut desk);
    assert_eq!(numbers(&desk), [("aaaaa", "CS202610280002"), ("bbbbb", "CS202610280001"), ("ccccc", "CS202610280003")]);
}

#[test]
fn a_number_that_a_ticket_once_had_is_not_given_again() {
    let format = NumberFormat::parse("CS{yyyy}{mm}{dd}{seq:4}").unwrap();
    let mut desk = Desk::new();
    let mut renumbered = known("CS202610280002", "2026-10-28T09:00:00+08:00");
    renumbered.formerly.insert("CS202610280003".into());
    desk.insert("aaaaa".parse().unwrap(), renumbered);
    desk.insert("bbbbb".parse().unwrap(), known("CS202610280002", "2026-10-28T09:01:00+08:00"));
    settle(&format, &mut desk);
    assert_eq!(numbers(&desk), [("aaaaa", "CS202610280002"), ("bbbbb", "CS202610280004")]);
}

#[test]
fn a_lane_is_that_of_the_old_number_and_chance_that_of_the_ticket() {
    let zone = Zone::find("Asia/Shanghai").unwrap();
    let created = crate::domain::moment::read("2026-10-28T09:00:00+08:00").unwrap();
    let give = |format: &str, old: &str| {
        let format = NumberFormat::parse(format).unwrap();
        let claim = Claim { reference: old.parse().unwrap(), created };
        Giver::new(&format, &zone, [&claim.reference].into_iter()).give(&claim).unwrap().to_string()
    };
    assert_eq!(give("{lane}{yyyy}-{seq:2}", "BJ2026-01-aaaaa"), "BJ2026-02-aaaaa");
    assert_eq!(give("{lane}-{yyyy}-{seq:2}", "X1-aaaaa"), "0-2026-01-aaaaa");
    let drawn = give("T{rand:5}", "T00000-aaaaa");
    assert_eq!(give("T{rand:5}", "T00000-aaaaa"), drawn);
    assert_ne!(give("T{rand:5}", "T00000-bbbbb"), drawn.replace("aaaaa", "bbbbb"));
}

proptest! {
    #[test]
    fn clones_that_settled_what_they_knew_end_alike(
        tickets in history(),
        settled in any::<[bool; 3]>(),
        is_random in any::<bool>(),
    ) {
        let format = if is_random { "CS{rand:4}" } else { "CS{yyyy}{mm}{dd}{seq:4}" };
        let format = NumberFormat::parse(format).unwrap();
        let mut clones = clones(&tickets);
        for (clone, _) in clones.iter_mut().zip(settled).filter(|(_, settled)| *settled) {
            settle(&format, clone);
        }
        let [one, two, three] = clones;
        let mut first = merge(&merge(&one, &two), &three);
        let mut last = merge(&three, &merge(&two, &one));
        settle(&format, &mut first);
        settle(&format, &mut last);
        prop_assert_eq!(&first, &last);
        let numbers: BTreeSet<_> = first.values().map(|known| &known.number).collect();
        prop_assert_eq!(numbers.len(), first.len());
        for (key, _, knows) in tickets.iter().filter(|(.., knows)| knows.contains(&true)) {
            prop_assert!(first.contains_key(key), "{knows:?}");
        }
        settle(&format, &mut last);
        prop_assert_eq!(first, last, "settled once");
    }
}
