use super::*;
use crate::domain::draft::Draft;
use crate::domain::moment::{self, Moment};

fn at(second: u32) -> Moment {
    moment::read(&format!("2026-10-28T09:00:{second:02}+08:00")).unwrap()
}

fn opened() -> Ticket {
    Draft::default().open("T1".into(), at(0), "import".into()).unwrap()
}

fn act(did: &str) -> Act {
    let get = |key| match key {
        "reason" => Some("why"),
        "team" => Some("tech"),
        "text" => Some("what"),
        _ => None,
    };
    Act::read(did, get).unwrap()
}

fn told(second: u32, did: &str, order: i64) -> Told {
    let entry = Entry::new(at(second), "import".into(), act(did));
    Told { entry, order: Order::Number(order), impossible: Impossible::Note, is_fallback: false }
}

/// The history that acts (second and code, in the order of the file) become: `09 closed`.
fn history(acts: &[(u32, &str)], together: u32) -> (Vec<String>, Settled) {
    let told = acts.iter().zip(1..).map(|((second, did), order)| told(*second, did, order)).collect();
    shown(settle(opened(), told, together))
}

fn shown(settled: Settled) -> (Vec<String>, Settled) {
    let line = |entry: &Entry| format!("{} {}", entry.at.format("%S"), entry.act.kind().code());
    let lines = settled.ticket.history.iter().skip(1).map(line).collect();
    assert_eq!(fold::differences(&settled.ticket), [], "the head is the fold of the history");
    assert_eq!(fold::contradictions(&settled.ticket).len(), settled.kept);
    (lines, settled)
}

#[test]
fn acts_are_sorted_by_time() {
    let (lines, settled) = history(&[(9, "closed"), (5, "resolved"), (2, "assigned")], 0);
    assert_eq!(lines, ["02 assigned", "05 resolved", "09 closed"]);
    assert_eq!((settled.noted, settled.moved, settled.ticket.head.status), (0, 0, Status::Closed));
}

#[test]
fn of_acts_of_one_second_the_possible_one_comes_first() {
    let (lines, _) = history(&[(3, "closed"), (7, "assigned"), (7, "reopened")], 0);
    assert_eq!(lines, ["03 closed", "07 reopened", "07 assigned"]);
}

#[test]
fn acts_told_to_happen_together_take_each_other_along() {
    let acts = [(3, "closed"), (6, "transferred"), (7, "noted"), (7, "reopened"), (9, "closed")];
    let (lines, settled) = history(&acts, 1);
    assert_eq!(lines, ["03 closed", "07 reopened", "07 transferred", "07 noted", "09 closed"]);
    assert_eq!((settled.noted, settled.moved), (0, 1));
    let (lines, settled) = history(&acts, 0);
    assert_eq!(lines, ["03 closed", "06 noted", "07 noted", "07 reopened", "09 closed"]);
    assert_eq!((settled.noted, settled.moved), (1, 0));
}

#[test]
fn of_several_ends_the_last_counts() {
    let (lines, settled) = history(&[(3, "closed"), (5, "assigned"), (6, "resolved"), (9, "closed")], 0);
    assert_eq!(lines, ["03 noted", "05 assigned", "06 resolved", "09 closed"]);
    assert_eq!(settled.noted, 1);
    let Act::Noted { text } = &settled.ticket.history[1].act else { panic!("not noted") };
    assert_eq!(text, "closed (reason: why; text: what)");
    let (lines, _) = history(&[(3, "closed"), (5, "reopened"), (9, "closed")], 0);
    assert_eq!(lines, ["03 closed", "05 reopened", "09 closed"]);
    let (lines, _) = history(&[(2, "resolved"), (3, "closed"), (5, "resolved")], 0);
    assert_eq!(lines, ["02 resolved", "03 closed", "05 noted"]);
}

#[test]
fn what_is_impossible_is_noted_or_kept() {
    let (lines, settled) = history(&[(3, "closed"), (5, "accepted")], 0);
    assert_eq!((lines[1].as_str(), settled.ticket.head.status), ("05 noted", Status::Closed));
    let keep = Told { impossible: Impossible::Keep, ..told(5, "accepted", 2) };
    let (lines, settled) = shown(settle(opened(), vec![told(3, "closed", 1), keep], 0));
    assert_eq!((lines[1].as_str(), settled.ticket.head.status), ("05 accepted", Status::InProgress));
    assert_eq!((settled.noted, settled.kept), (0, 1));
}

#[test]
fn a_stand_in_is_used_when_acts_are_left_out() {
    let stand_in = || Told { is_fallback: true, order: Order::End(0), ..told(8, "closed", 0) };
    let with = |acts: &[(u32, &str)]| {
        let told = acts.iter().zip(1..).map(|((second, did), order)| told(*second, did, order));
        shown(settle(opened(), told.chain([stand_in()]).collect(), 0)).0
    };
    assert_eq!(with(&[(2, "assigned")]), ["02 assigned", "08 closed"]);
    assert_eq!(with(&[(2, "assigned"), (9, "closed")]), ["02 assigned", "09 closed"]);
    // Closed too early, as the stand-in shows.
    assert_eq!(with(&[(2, "closed"), (6, "resolved")]), ["02 noted", "06 resolved", "08 closed"]);
    // Reopened after it all: the stand-in is the end before that, which is there already.
    let acts = [(3, "assigned"), (8, "closed"), (9, "reopened")];
    assert_eq!(with(&acts), ["03 assigned", "08 closed", "09 reopened"]);
}

mod properties {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    const CODES: [&str; 10] = [
        "assigned",
        "transferred",
        "accepted",
        "declined",
        "waiting",
        "resumed",
        "resolved",
        "closed",
        "reopened",
        "replied",
    ];

    proptest! {
        #[test]
        fn nothing_is_lost_and_the_history_holds_together(
            acts in vec((0_u32..20, select(&CODES[..])), 0..12),
            together in 0_u32..3,
        ) {
            let (_, settled) = history(&acts, together);
            let entries = &settled.ticket.history;
            prop_assert_eq!(entries.len(), acts.len() + 1);
            prop_assert!(entries.is_sorted_by_key(|entry| entry.at));
            prop_assert_eq!(settled.kept, 0);
            let noted = entries.iter().filter(|entry| entry.act.kind() == ActKind::Noted).count();
            prop_assert_eq!(noted, settled.noted);
        }
    }
}
