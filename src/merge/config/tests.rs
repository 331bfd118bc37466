//! Configuration of two sides, by hand and for all files.
use proptest::prelude::*;

use crate::merge::{Merged, Sides};
use crate::store::yaml::{self, Value};

const TEAM: &str = "\
# Who works here.
members:
  wang: {name: Wang Fang, emails: [wang@example.com], teams: [service]}
  li: {name: Li Na, emails: [li@example.com], teams: [tech]} # on leave in May
teams:
  service: {name: Customer service, lead: wang}
  tech: {name: Technical support, lead: li}
";

fn merge(base: Option<&str>, ours: &str, theirs: &str) -> Merged {
    super::merge(Sides { base: base.unwrap_or_default(), ours, theirs })
}

/// `base` with one text replaced by another, on either side.
#[track_caller]
fn merged(base: &str, ours: (&str, &str), theirs: (&str, &str)) -> Merged {
    let [ours, theirs] = [ours, theirs].map(|(from, to)| {
        assert!(base.contains(from), "{from}");
        base.replacen(from, to, 1)
    });
    let one = merge(Some(base), &ours, &theirs);
    assert_eq!(one, merge(Some(base), &theirs, &ours), "whichever is ours");
    one
}

#[track_caller]
fn clean(base: &str, ours: (&str, &str), theirs: (&str, &str)) -> String {
    let merged = merged(base, ours, theirs);
    assert_eq!(merged.conflicts, [""; 0], "{}", merged.text);
    merged.text
}

#[test]
fn changes_of_different_lines_keep_the_layout() {
    let text = clean(TEAM, ("Who works here.", "Our people."), ("lead: li}", "lead: wang}"));
    assert_eq!(text, TEAM.replace("Who works here.", "Our people.").replace("lead: li}", "lead: wang}"));
}

#[test]
fn members_added_on_both_sides_are_both_there() {
    let [chen, zhao] = ["  chen: {name: Chen}\n", "  zhao: {name: Zhao}\n"];
    let text = clean(TEAM, ("teams:\n", &format!("{zhao}teams:\n")), ("teams:\n", &format!("{chen}teams:\n")));
    assert_eq!(text, TEAM.replace("teams:\n", &format!("{chen}{zhao}teams:\n")));
}

#[test]
fn changes_of_one_line_are_told_apart_by_key_and_by_item() {
    let text = clean(TEAM, ("Li Na", "Li Nana"), ("teams: [tech]}", "teams: [tech, service]}"));
    assert_eq!(text, TEAM.replace("Li Na", "Li Nana").replace("teams: [tech]}", "teams: [tech, service]}"));
    let text = clean(TEAM, ("[tech]", "[tech, b]"), ("[tech]", "[a]"));
    assert_eq!(text, TEAM.replace("[tech]", "[a, b]"));
}

#[test]
fn what_both_sides_set_differently_stands_between_marks_and_the_rest_is_merged() {
    let merged =
        merged(TEAM, ("name: Li Na, emails", "name: Li A, emails"), ("Li Na, emails: [", "Li B, emails: [x, "));
    assert_eq!(merged.conflicts, ["members.li.name"]);
    let line =
        |name: &str| format!("  li: {{name: {name}, emails: [x, li@example.com], teams: [tech]}} # on leave in May\n");
    let marked = format!("<<<<<<<\n{}=======\n{}>>>>>>>\n", line("Li A"), line("Li B"));
    assert_eq!(
        merged.text,
        TEAM.replace("  li: {name: Li Na, emails: [li@example.com], teams: [tech]} # on leave in May\n", &marked)
    );
    assert_eq!(yaml::read_value(&merged.text).unwrap_err().code(), "yaml-conflict");
}

#[test]
fn items_of_a_list_go_by_the_key_that_names_them() {
    let base = "types: # the first is the default\n- {code: a, label: A}\n- {code: b, label: B}\n";
    let text =
        clean(base, ("label: A}", "label: Alpha}"), ("{code: a, label: A}", "{code: a, label: A, priority: low}"));
    assert_eq!(
        text,
        "types: # the first is the default\n- {code: a, label: Alpha, priority: low}\n- {code: b, label: B}\n"
    );
    let text = clean(base, ("- {code: b, label: B}\n", ""), ("label: A}", "label: Alpha}"));
    assert_eq!(text, "types: # the first is the default\n- {code: a, label: Alpha}\n");
    let both = merged(base, ("B}\n", "B}\n- {code: c, label: C}\n"), ("B}\n", "B}\n- {code: c, label: X}\n"));
    assert_eq!(both.conflicts, ["types[c].label"]);
}

#[test]
fn a_file_that_both_sides_added_is_united() {
    let one = "# Ours\na: {label: A}\nc: {label: C}\n";
    let other = "a: {label: A}\nb: {label: B}\n";
    let merged = merge(None, one, other);
    assert_eq!(merged, merge(None, other, one));
    assert_eq!(merged.conflicts, [""; 0]);
    let value = yaml::read_value(&merged.text).unwrap();
    for key in ["a", "b", "c"] {
        assert!(value.get(key).is_some(), "{key} in {}", merged.text);
    }
}

#[test]
fn a_file_that_cannot_be_read_is_merged_by_lines() {
    let base = "a: 1\nb: [\n";
    assert_eq!(clean(base, ("a: 1", "a: 2"), ("[\n", "[1\n")), "a: 2\nb: [1\n");
    assert_eq!(merged(base, ("a: 1", "a: 2"), ("a: 1", "a: 3")).conflicts, ["."]);
}

/// Mappings of few keys, so that sides meet.
fn any_value() -> impl Strategy<Value = Value> {
    let text = || "[ab ]{0,2}".prop_map(Value::Scalar);
    let texts = prop::collection::btree_set("[a-d]", 0..3)
        .prop_map(|texts| Value::List(texts.into_iter().map(Value::Scalar).collect()));
    let item = |(code, label)| Value::Map(vec![("code".to_owned(), Value::Scalar(code)), ("label".to_owned(), label)]);
    let items = prop::collection::btree_map("[a-d]", text(), 0..3)
        .prop_map(move |items| Value::List(items.into_iter().map(item).collect()));
    let inner =
        prop::collection::btree_map("[x-z]", text(), 0..3).prop_map(|map| Value::Map(map.into_iter().collect()));
    prop::collection::btree_map("[k-n]", prop_oneof![text(), texts, items, inner], 1..4)
        .prop_map(|map| Value::Map(map.into_iter().collect()))
}

proptest! {
    #[test]
    fn it_is_the_same_whichever_side_is_ours(base in any_value(), ours in any_value(), theirs in any_value()) {
        let [base, ours, theirs] = [base, ours, theirs].map(|value| yaml::write_value(&value));
        let merged = merge(Some(&base), &ours, &theirs);
        prop_assert_eq!(&merged, &merge(Some(&base), &theirs, &ours));
        prop_assert_eq!(merged.conflicts.is_empty(), yaml::read_value(&merged.text).is_ok(), "{}", merged.text);
        let alone = merge(Some(&base), &base, &theirs);
        prop_assert_eq!(alone.conflicts.len(), 0);
        prop_assert_eq!(yaml::read_value(&alone.text).unwrap(), yaml::read_value(&theirs).unwrap());
    }
}
