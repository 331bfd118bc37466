use super::*;
use crate::domain::act::{Act, Entry};
use crate::domain::field::Field;
use crate::review::testing::{entry, noted, version};

fn codes(before: &Version, after: &Version) -> Vec<&'static str> {
    let change = Change::between(Some(before), Some(after)).unwrap();
    change.happenings.iter().map(Happening::code).collect()
}

fn edited(minute: u32, field: Field, from: &str, to: &str) -> Entry {
    entry(minute, "li", Act::Edited { field, from: Some(from.into()), to: Some(to.into()), note: None })
}

fn closed(minute: u32) -> Entry {
    entry(minute, "wang", Act::Closed { reason: "solved".into(), text: None })
}

#[test]
fn a_new_ticket_is_told_by_its_acts() {
    let after = version(vec![noted(1, "li", "a")]);
    let change = Change::between(None, Some(&after)).unwrap();
    assert_eq!((change.kind, change.happenings.len(), change.is_shouted()), (Kind::Opened, 2, false));
}

#[test]
fn a_ticket_that_is_gone_is_shouted() {
    let before = version(vec![]);
    let change = Change::between(Some(&before), None).unwrap();
    assert_eq!((change.kind, change.is_shouted()), (Kind::Deleted, true));
    assert_eq!(Change::between(None, None), None);
}

#[test]
fn what_is_shouted_comes_first() {
    let before = version(vec![noted(1, "li", "a"), noted(2, "li", "b")]);
    let mut after = version(vec![noted(1, "li", "A"), noted(3, "li", "c")]);
    after.ticket.head.assignee = Some("zhao".into());
    assert_eq!(codes(&before, &after), ["act-removed", "act-altered", "head-changed", "act"]);
}

#[test]
fn an_edit_explains_its_field_and_no_other() {
    let before = version(vec![]);
    let after = version(vec![edited(1, Field::Priority, "high", "urgent")]);
    assert_eq!(codes(&before, &after), ["act"]);
    let mut forged = after.clone();
    forged.ticket.head.title = "Something else".into();
    let change = Change::between(Some(&before), Some(&forged)).unwrap();
    let Happening::Head(edit) = &change.happenings[0] else { panic!("{change:?}") };
    assert_eq!(
        (edit.key, edit.from.as_deref(), edit.to.as_deref()),
        ("title", Some("Payment"), Some("Something else"))
    );
}

#[test]
fn a_description_changes_with_an_act_only() {
    let mut before = version(vec![]);
    before.ticket.head.description = Some("old".into());
    let mut after =
        version(vec![entry(1, "li", Act::Edited { field: Field::Description, from: None, to: None, note: None })]);
    after.ticket.head.description = Some("new".into());
    assert_eq!(codes(&before, &after), ["act"]);
    after.ticket.history.pop();
    assert_eq!(codes(&before, &after), ["head-changed"]);
}

#[test]
fn closing_explains_the_move_to_the_archive() {
    let before = version(vec![]);
    let mut after = version(vec![closed(1)]);
    after.path = "archive/2026/10/T1-k3x9z.yaml".into();
    assert_eq!(codes(&before, &after), ["act"]);
    let mut moved = version(vec![]);
    moved.path = after.path.clone();
    assert_eq!(codes(&before, &moved), ["moved"]);
}

#[test]
fn a_new_number_is_no_edit_by_hand() {
    let before = version(vec![]);
    let mut after = version(vec![]);
    after.ticket.head.id = "T2".into();
    after.ticket.head.formerly = vec!["T1".into()];
    assert_eq!(codes(&before, &after), ["renumbered"]);
    assert_eq!(codes(&before, &before), ["rewritten"], "the texts differ, or it would not be asked");
}

#[test]
fn a_known_difference_is_not_told_again() {
    let mut before = version(vec![]);
    before.ticket.head.assignee = Some("zhao".into());
    let mut after = version(vec![noted(1, "li", "a")]);
    after.ticket.head.assignee = Some("zhao".into());
    assert_eq!(codes(&before, &after), ["act"]);
}
