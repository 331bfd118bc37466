use super::*;
use crate::automation::keywords::Library;
use crate::domain::kin::Kin;
use crate::domain::moment;
use crate::query::{FieldSpec, Resolve};
use std::ops::Range;

/// Resolves the priorities of [`ruleset`].
struct Ranks<'a>(&'a Priorities);

impl Resolve for Ranks<'_> {
    fn instant(&self, _: &str) -> Option<Range<i64>> {
        None
    }

    fn span(&self, _: &str) -> Option<i64> {
        None
    }

    fn rank(&self, _: &str, code: &str) -> Option<i64> {
        self.0.rank(code)
    }
}

fn priorities() -> Priorities {
    Priorities {
        order: ["urgent", "high", "medium", "low"].map(Code::from).into(),
        of_type: [("complaint".into(), "high".into())].into(),
        default: "low".into(),
    }
}

/// A rule without effect: its name, its libraries (0 is `refund`, 1 is `outage`) and its condition.
pub(in crate::automation) fn rule(name: &str, libraries: &[usize], when: &str) -> Rule {
    let schema: Vec<_> = FIELDS.iter().map(|(name, kind)| FieldSpec::new(*name, *kind)).collect();
    let priorities = priorities();
    let parts = if when.is_empty() { Vec::new() } else { Query::parts(when, &schema, &Ranks(&priorities)).unwrap() };
    let conditions = parts.into_iter().map(|(text, query)| Condition { text, query }).collect();
    let (libraries, mentioned) = (libraries.to_vec(), libraries.to_vec());
    Rule { name: name.into(), libraries, mentioned, conditions, effects: Effects::default(), stop: false }
}

/// The same rule, which sets a field.
pub(in crate::automation) fn sets(mut rule: Rule, field: Field, to: &str) -> Rule {
    rule.effects.set.push((field, to.into()));
    rule
}

fn raises(mut rule: Rule, priority: &str) -> Rule {
    rule.effects.raise = Some(priority.into());
    rule
}

/// Rules with the libraries `refund` (退款, refund) and `outage` (无法访问, down).
pub(in crate::automation) fn ruleset(rules: Vec<Rule>) -> Ruleset {
    let library = |name: &str, words: [&str; 2]| Library {
        name: name.into(),
        words: words.map(Into::into).into(),
        not: Vec::new(),
    };
    let libraries = vec![library("refund", ["退款", "refund"]), library("outage", ["无法访问", "down"])];
    let keywords = Keywords::compile(libraries).unwrap();
    Ruleset {
        keywords,
        rules,
        priorities: priorities(),
        usual_type: "inquiry".into(),
        confirmation: Confirmation::default(),
    }
}

fn head(title: &str) -> Head {
    let mut head = Head::new("T1".into(), moment::read("2026-10-28T09:00:00+08:00").unwrap());
    (head.title, head.kind, head.priority) = (title.into(), "inquiry".into(), "low".into());
    head
}

fn judge(rules: &Ruleset, title: &str, given: &[Field]) -> Judgement {
    rules.judge(Subject { head: &head(title), customer: None, given, is_given_to: false, others: None })
}

/// The changes, as `rule:field=value`.
fn changes(rules: &Ruleset, judgement: &Judgement) -> Vec<String> {
    let told = |change: &Change| match &change.effect {
        Effect::Set { field, to, .. } => format!("{}:{field}={to}", rules.rules[change.rule].name),
        Effect::Team(team) => format!("{}:team={team}", rules.rules[change.rule].name),
        Effect::Collaborate(with) => format!("{}:with={}", rules.rules[change.rule].name, with.team),
        Effect::Escalate(whom) => format!("{}:up={whom}", rules.rules[change.rule].name),
        Effect::Notify(whom) => format!("{}:tell={whom}", rules.rules[change.rule].name),
    };
    judgement.changes.iter().map(told).collect()
}

#[test]
fn the_first_rule_that_sets_a_field_wins_and_later_ones_set_others() {
    let both = sets(sets(rule("second", &[], ""), Field::Category, "b"), Field::Product, "web");
    let rules = ruleset(vec![sets(rule("first", &[0], ""), Field::Category, "a"), both]);
    let judgement = judge(&rules, "我要退款", &[]);
    assert_eq!(changes(&rules, &judgement), ["first:category=a", "second:product=web"]);
    assert_eq!(judgement.verdicts[1], Verdict::Fired { kept: vec![Field::Category] });
    assert_eq!(rules.note(0, &judgement.hits), "rule first: keyword \"退款\"");
    assert_eq!(read_note(&rules.note(0, &judgement.hits)), Some(("first", vec!["退款"])));
    assert_eq!(read_note("rule first"), Some(("first", vec![])));
    assert_eq!(read_note("rule of thumb"), None);
    assert_eq!(rules.note(1, &judgement.hits), "rule second");
}

#[test]
fn a_rule_whose_category_comes_too_late_sets_no_type() {
    let second = |category| sets(sets(rule("second", &[], ""), Field::Type, "complaint"), Field::Category, category);
    let of = |category| ruleset(vec![sets(rule("first", &[0], ""), Field::Category, "a"), second(category)]);
    let (other, same) = (of("b"), of("a"));
    let judgement = judge(&other, "我要退款", &[]);
    assert_eq!(changes(&other, &judgement), ["first:category=a"]);
    assert_eq!(judgement.verdicts[1], Verdict::Fired { kept: vec![Field::Type, Field::Category] });
    assert!(changes(&same, &judge(&same, "我要退款", &[])).contains(&"second:type=complaint".into()));
}

#[test]
fn what_a_person_gave_stays() {
    let rules = ruleset(vec![raises(sets(rule("r", &[0], ""), Field::Type, "complaint"), "urgent")]);
    assert_eq!(
        changes(&rules, &judge(&rules, "refund", &[])),
        ["r:type=complaint", "r:priority=high", "r:priority=urgent"]
    );
    let given = judge(&rules, "refund", &[Field::Type, Field::Priority]);
    assert!(given.changes.is_empty());
    assert_eq!(given.verdicts, [Verdict::Fired { kept: vec![Field::Type, Field::Priority] }]);
}

#[test]
fn a_priority_is_raised_and_never_lowered() {
    let high = raises(rule("high", &[], ""), "high");
    let rules = ruleset(vec![raises(rule("urgent", &[1], ""), "urgent"), high]);
    assert_eq!(changes(&rules, &judge(&rules, "site down", &[])), ["urgent:priority=urgent"]);
    assert_eq!(changes(&rules, &judge(&rules, "hello", &[])), ["high:priority=high"]);
    // A type that comes later does not lower what was raised.
    let typed = sets(rule("typed", &[], ""), Field::Type, "complaint");
    let rules = ruleset(vec![raises(rule("urgent", &[], ""), "urgent"), typed]);
    assert_eq!(changes(&rules, &judge(&rules, "hello", &[])), ["urgent:priority=urgent", "typed:type=complaint"]);
}

#[test]
fn a_rule_sees_what_those_before_it_did_and_says_what_it_misses() {
    let second = raises(rule("second", &[], "type = complaint and keyword = refund and text ~ 退"), "urgent");
    let rules = ruleset(vec![sets(rule("first", &[0], ""), Field::Type, "complaint"), second]);
    let judgement = judge(&rules, "退款", &[]);
    assert_eq!(changes(&rules, &judgement), ["first:type=complaint", "first:priority=high", "second:priority=urgent"]);
    let judgement = judge(&rules, "hello", &[]);
    let unmet = ["type = complaint", "keyword = refund", "text ~ 退"].map(str::to_owned).to_vec();
    assert_eq!(judgement.verdicts, [Verdict::NoKeyword, Verdict::Unmet(unmet)]);
}

#[test]
fn a_stop_ends_the_asking() {
    let mut stop = rule("stop", &[0], "");
    stop.stop = true;
    let rules = ruleset(vec![stop, sets(rule("after", &[], ""), Field::Category, "a")]);
    assert_eq!(judge(&rules, "refund", &[]).verdicts[1], Verdict::Stopped(0));
    assert_eq!(changes(&rules, &judge(&rules, "hello", &[])), ["after:category=a"]);
}

#[test]
fn teams_tags_and_those_who_are_told() {
    let mut one = rule("one", &[], "");
    one.effects = Effects {
        team: Some("tech".into()),
        tags: vec!["a".into()],
        collaborators: vec![Collaborator { team: "ops".into(), duty: None, within: None }],
        notify: vec!["lead".into()],
        ..Effects::default()
    };
    let mut two = rule("two", &[], "team = tech and tags = a");
    two.effects = Effects { team: Some("ops".into()), tags: vec!["a".into(), "b".into()], ..one.effects.clone() };
    let rules = ruleset(vec![one, two]);
    let told = changes(&rules, &judge(&rules, "hello", &[]));
    assert_eq!(told, ["one:tags=a", "one:team=tech", "one:with=ops", "one:tell=lead", "two:tags=a, b"]);
    let given =
        rules.judge(Subject { head: &head("hello"), customer: None, given: &[], is_given_to: true, others: None });
    assert_eq!(changes(&rules, &given), ["one:tags=a", "one:with=ops", "one:tell=lead"]);
}

#[test]
fn of_what_several_rules_set_the_last_holds() {
    let high = raises(rule("high", &[], ""), "high");
    let rules = ruleset(vec![high, raises(rule("urgent", &[], ""), "urgent")]);
    let judgement = judge(&rules, "hello", &[]);
    assert_eq!(changes(&rules, &judgement), ["high:priority=high", "urgent:priority=urgent"]);
    let holding: Vec<_> = judgement.holding().map(|change| change.rule).collect();
    assert_eq!(holding, [1]);
}

#[test]
fn without_other_tickets_nothing_is_asked_of_them() {
    let kin = Kin::default();
    let rules = ruleset(vec![raises(rule("few", &[], "affected < 3 and earlier = 0"), "urgent")]);
    assert!(rules.asks_others() && changes(&rules, &judge(&rules, "x", &[])).is_empty());
    let mut known = head("x");
    known.customer = Some("C1".into());
    let others = Some(Others { kin: &kin, key: None });
    let subject = Subject { head: &known, customer: None, given: &[], is_given_to: false, others };
    assert_eq!(changes(&rules, &rules.judge(subject)), ["few:priority=urgent"]);
    assert_eq!(rules.note(0, &[]), "rule few: affected < 3, earlier = 0");
}
