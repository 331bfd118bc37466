use super::*;
use crate::automation::rules::tests::{rule, ruleset, sets};
use crate::domain::moment;

fn ticket(title: &str, acts: Vec<(&str, Act)>) -> Ticket {
    let at = moment::read("2026-10-28T09:00:00+08:00").unwrap();
    let mut head = Head::new("T1".into(), at);
    (head.title, head.kind, head.priority) = (title.into(), "inquiry".into(), "low".into());
    let mut ticket = Ticket { head, history: Vec::new() };
    for (by, act) in acts {
        let entry = Entry::new(at, by.into(), act);
        fold::apply(&mut ticket.head, &entry);
        ticket.history.push(entry);
    }
    ticket
}

fn classified(field: Field, from: Option<&str>, to: &str) -> Act {
    Act::Classified { field, from: from.map(Into::into), to: Some(to.into()), note: None }
}

fn rules() -> Ruleset {
    ruleset(vec![
        sets(rule("money", &[0], ""), Field::Category, "money"),
        sets(rule("access", &[1], ""), Field::Category, "access"),
    ])
}

fn fields(review: &Review) -> Vec<String> {
    let told = |change: &Change| match &change.effect {
        Effect::Set { field, from, to } => format!("{field}: {} -> {to}", from.as_deref().unwrap_or("-")),
        other => format!("{other:?}"),
    };
    review.changes.iter().map(told).collect()
}

#[test]
fn what_the_rules_did_already_is_no_difference() {
    let fresh = ticket("refund", Vec::new());
    assert_eq!(fields(&review(&rules(), &fresh, None, None)), ["category: - -> money"]);
    let done = ticket("refund", vec![("rules", classified(Field::Category, None, "money"))]);
    assert!(review(&rules(), &done, None, None).changes.is_empty());
    // The text was another one when the rules were asked.
    let moved = ticket("refund", vec![("rules", classified(Field::Category, None, "access"))]);
    assert_eq!(fields(&review(&rules(), &moved, None, None)), ["category: access -> money"]);
}

#[test]
fn what_a_person_corrected_stays() {
    let acts = vec![
        ("rules", classified(Field::Category, None, "money")),
        ("li", classified(Field::Category, Some("money"), "other")),
    ];
    assert!(review(&rules(), &ticket("refund", acts), None, None).changes.is_empty());
}

#[test]
fn a_team_is_not_taken_from_whoever_has_the_ticket() {
    let mut team = rule("team", &[], "");
    team.effects.team = Some("tech".into());
    let rules = ruleset(vec![team]);
    let given = |by, to: Option<&str>| {
        let act = Act::Assigned { team: Some("ops".into()), to: to.map(Into::into), reason: None, note: None };
        review(&rules, &ticket("x", vec![(by, act)]), None, None).changes.len()
    };
    assert_eq!((given("rules", None), given("rules", Some("li")), given("wang", None)), (1, 0, 0));
}

#[test]
fn tags_are_added_to_those_of_the_ticket() {
    let mut tags = rule("tags", &[], "");
    tags.effects.tags = vec!["a".into(), "b".into()];
    let mut tagged = ticket("x", Vec::new());
    tagged.head.tags = vec!["b".into(), "c".into()];
    assert_eq!(fields(&review(&ruleset(vec![tags]), &tagged, None, None)), ["tags: b, c -> b, c, a"]);
}

#[test]
fn hits_corrections_and_misses_of_one_ticket() {
    let assess = |title: &str, acts| assess(&rules(), &ticket(title, acts), None);
    let hit = assess("refund, 退款", vec![("rules", classified(Field::Category, None, "money"))]);
    assert_eq!((hit.words, hit.fired, hit.corrected, hit.missed), (vec![(0, 0), (0, 1)], vec![0], vec![], vec![]));
    let acts = vec![
        ("rules", classified(Field::Category, None, "money")),
        ("li", classified(Field::Category, Some("money"), "access")),
    ];
    let corrected = assess("refund", acts);
    assert_eq!((corrected.fired, corrected.corrected, corrected.missed), (vec![0], vec![0], vec![1]));
    let missed = assess("money back", vec![("li", classified(Field::Category, None, "money"))]);
    assert_eq!(
        (missed.fired, missed.missed, missed.candidates),
        (vec![], vec![0], vec!["back".into(), "money".into()])
    );
    assert!(assess("hello", Vec::new()).is_unclassified);
}

/// The type, unlike the usual one, and the category were named; the priority is the one that the type brings.
#[test]
fn what_was_named_at_the_opening_stays() {
    let set = [(Field::Type, "suggestion"), (Field::Category, "money"), (Field::Priority, "urgent")];
    let rules = ruleset(vec![set.into_iter().fold(rule("r", &[0], ""), |rule, (field, to)| sets(rule, field, to))]);
    let mut named = ticket("refund", Vec::new());
    (named.head.kind, named.head.category, named.head.priority) =
        ("complaint".into(), Some("access".into()), "high".into());
    assert_eq!(fields(&review(&rules, &named, None, None)), ["priority: high -> urgent"]);
    named.head.priority = "low".into();
    assert!(review(&rules, &named, None, None).changes.is_empty());
    let usual = fields(&review(&rules, &ticket("refund", Vec::new()), None, None));
    assert_eq!(usual, ["type: inquiry -> suggestion", "category: - -> money", "priority: low -> urgent"]);
}

/// What rules, given as libraries, type and category, make of a ticket of a title that a person classified so: those that
/// were right, were corrected, missed it.
fn found(rules: &[(&[usize], Option<&str>, Option<&str>)], title: &str, by_hand: &[(Field, &str)]) -> String {
    let built = rules.iter().map(|(libraries, kind, category)| {
        let built = kind.iter().fold(rule("r", libraries, ""), |rule, kind| sets(rule, Field::Type, kind));
        category.iter().fold(built, |rule, category| sets(rule, Field::Category, category))
    });
    let rules = ruleset(built.collect());
    let mut acts = Vec::new();
    let opened = ticket(title, Vec::new());
    for change in review(&rules, &opened, None, None).changes {
        if let Effect::Set { field, from, to } = change.effect {
            acts.push(("rules", classified(field, from.as_deref(), &to)));
        }
    }
    acts.extend(by_hand.iter().map(|(field, to)| ("li", classified(*field, None, to))));
    let assessed = assess(&rules, &ticket(title, acts), None);
    format!("{:?} {:?} {:?}", assessed.held, assessed.corrected, assessed.missed)
}

#[test]
fn a_rule_without_a_category_misses_nothing_that_a_narrower_one_finds() {
    // `danger` leaves the category open; `power` does not.
    let rules: &[(&[usize], _, _)] = &[(&[0], Some("fault"), None), (&[1], Some("fault"), Some("fault/power"))];
    assert_eq!(found(rules, "down", &[]), "[1] [] []", "found by power");
    let corrected = &[(Field::Type, "fault"), (Field::Category, "fault/power")];
    assert_eq!(found(rules, "nothing", corrected), "[] [] [1]", "what power missed is not for danger");
    assert_eq!(found(rules, "nothing", &[(Field::Type, "fault")]), "[] [] [0]", "no category");
    assert_eq!(found(rules, "refund down", &[]), "[0, 1] [] []", "both are right");
}

#[test]
fn a_ticket_is_missed_by_rules_that_say_all_of_what_it_is() {
    let rules: &[(&[usize], _, _)] =
        &[(&[0], Some("complaint"), Some("money/refund")), (&[1], Some("complaint"), None)];
    // Only the type is what the first rule says.
    let other = &[(Field::Type, "complaint"), (Field::Category, "money/other")];
    assert_eq!(found(rules, "nothing", other), "[] [] []");
    assert_eq!(found(rules, "nothing", &[(Field::Category, "money/refund")]), "[] [] [0]", "nobody spoke of the type");
    // The category alone was corrected: the rule that fired was right about the type only.
    assert_eq!(found(rules, "refund", &[(Field::Category, "money/other")]), "[] [0] []");
}

#[test]
fn a_rule_that_came_too_late_is_neither_right_nor_corrected() {
    let rules: &[(&[usize], _, _)] = &[(&[0], None, Some("money")), (&[1], None, Some("access"))];
    assert_eq!(found(rules, "refund down", &[]), "[0] [] []");
    assert_eq!(found(rules, "refund down", &[(Field::Category, "other")]), "[] [0] []");
    assert_eq!(found(rules, "refund down", &[(Field::Category, "access")]), "[1] [0] []");
}
