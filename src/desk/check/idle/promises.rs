//! Promises without time, deeds that come too early or change nothing, waits that none is left for.
use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;

use super::super::Finding;
use super::{IdleFault, Look, doubles, entries, items, seconds, texts};
use crate::desk::vocabulary::Vocabulary;
use crate::domain::member::Roster;
use crate::store::yaml::{Step, Value};
use crate::time::civil;

/// The file, relative to the desk.
const FILE: &str = "config/sla.yaml";

/// What the clocks are compared with.
struct Desk<'a> {
    roster: &'a Roster,
    /// The priority below which there is none.
    lowest: Option<&'a str>,
}

/// Looks at the promises that are made from now on: the newest version.
pub(super) fn check(root: &Path, vocabulary: &Vocabulary, roster: &Roster, findings: &mut Vec<Finding>) {
    let Some(mut look) = Look::at(root, FILE, findings) else { return };
    let lowest = vocabulary.priorities.last().filter(|_| vocabulary.priorities.len() > 1);
    let desk = Desk { roster, lowest: lowest.map(|word| word.code.as_str()) };
    let policies = items(look.value.get("policies")).iter().enumerate();
    let since = |version: &Value| version.get("since").and_then(Value::as_text).map(str::to_owned);
    let newest = policies.max_by_key(|(_, version)| since(version)).map(|(place, version)| (place, version.clone()));
    let (before, version) = match newest {
        Some((place, version)) => (vec![Step::Key("policies"), Step::Index(place)], version),
        None => (Vec::new(), look.value.clone()),
    };
    let mut labels = HashMap::new();
    for (name, clock) in entries(version.get("clocks")) {
        let at = [&before[..], &[Step::Key("clocks"), Step::Key(name)]].concat();
        if let Some(label) = clock.get("label").and_then(Value::as_text)
            && let Some(other) = labels.insert(label, name)
        {
            let (label, other) = (label.to_owned(), other.clone());
            look.warn(&[&at[..], &[Step::Key("label")]].concat(), IdleFault::Label { label, other });
        }
        look.clock(&at, clock, &desk);
    }
    look.waits();
}

/// Warns of promises that are all made later than `today`.
pub(super) fn begun(root: &Path, today: NaiveDate, findings: &mut Vec<Finding>) {
    let Some(mut look) = Look::at(root, FILE, findings) else { return };
    let since = |version: &Value| version.get("since").and_then(Value::as_text).and_then(civil::date);
    let dates: Option<Vec<_>> = items(look.value.get("policies")).iter().map(since).collect();
    let first = dates.and_then(|dates| dates.into_iter().enumerate().min_by_key(|(_, date)| *date));
    if let Some((place, date)) = first.filter(|(_, date)| *date > today) {
        let at = [Step::Key("policies"), Step::Index(place), Step::Key("since")];
        look.warn(&at, IdleFault::Ahead { since: date.to_string() });
    }
}

/// The targets of a clock, each with the steps to it.
fn targets<'v>(target: &'v Value, at: &[Step<'v>]) -> Vec<(Vec<Step<'v>>, &'v str)> {
    match target {
        Value::Scalar(text) => vec![(at.to_vec(), text)],
        Value::Map(entries) => {
            entries.iter().flat_map(|(key, target)| targets(target, &[at, &[Step::Key(key)]].concat())).collect()
        }
        Value::List(rules) => {
            let rules = rules.iter().enumerate().filter_map(|(place, rule)| Some((place, rule.get("target")?)));
            let at = |place| [at, &[Step::Index(place), Step::Key("target")]].concat();
            rules.flat_map(|(place, target)| targets(target, &at(place))).collect()
        }
        Value::Null => Vec::new(),
    }
}

impl Look<'_> {
    fn clock(&mut self, at: &[Step<'_>], clock: &Value, desk: &Desk<'_>) {
        let key = |key: &'static str| [at, &[Step::Key(key)]].concat();
        for (name, values) in entries(clock.get("when")) {
            if matches!(values, Value::List(values) if values.is_empty()) {
                let steps = [&key("when")[..], &[Step::Key(name)]].concat();
                self.warn(&steps, IdleFault::When { key: name.clone() });
            }
        }
        let target = key("target");
        let targets = clock.get("target").map(|value| targets(value, &target)).unwrap_or_default();
        for (steps, text) in targets.iter().filter(|(_, text)| seconds(text) == Some(0)) {
            self.warn(steps, IdleFault::NoTime { text: (*text).to_owned() });
        }
        let shortest = targets.iter().filter_map(|(_, text)| Some((seconds(text)?, *text))).min();
        self.early(&key("warn"), clock.get("warn"), shortest);
        for list in ["levels", "on_breach"] {
            self.rungs(&key(list), items(clock.get(list)), shortest, desk);
        }
    }

    /// A point so long before the target is used up that it is reached before the clock starts.
    fn early(&mut self, steps: &[Step<'_>], at: Option<&Value>, shortest: Option<(i64, &str)>) {
        let before = at.and_then(Value::as_text).and_then(|at| Some((at, seconds(at)?)));
        if let (Some((at, before)), Some((target, text))) = (before, shortest)
            && before > target
        {
            self.warn(steps, IdleFault::Early { at: at.to_owned(), target: text.to_owned() });
        }
    }

    fn rungs(&mut self, at: &[Step<'_>], rungs: &[Value], shortest: Option<(i64, &str)>, desk: &Desk<'_>) {
        for place in doubles(rungs) {
            self.warn(&[at, &[Step::Index(place)]].concat(), IdleFault::Rung {});
        }
        for (place, rung) in rungs.iter().enumerate() {
            let key = |key: &'static str| [at, &[Step::Index(place), Step::Key(key)]].concat();
            self.early(&key("at"), rung.get("at"), shortest);
            let text = |key| rung.get(key).and_then(Value::as_text);
            if let Some(priority) = text("priority").filter(|priority| Some(*priority) == desk.lowest) {
                self.warn(&key("priority"), IdleFault::Priority { priority: priority.to_owned() });
            }
            for verb in ["escalate", "reassign"] {
                let team = text(verb).filter(|whom| !desk.roster.members.contains_key(*whom));
                let team = team.and_then(|whom| desk.roster.teams.get_key_value(whom));
                if let Some((team, _)) = team.filter(|(_, team)| team.lead.is_none()) {
                    self.warn(&key(verb), IdleFault::Leadless { team: team.to_string() });
                }
            }
        }
    }

    /// Of several waits that fit, the first counts.
    fn waits(&mut self) {
        let waits = items(self.value.get("waits")).to_vec();
        for (place, wait) in waits.iter().enumerate() {
            let at = [Step::Key("waits"), Step::Index(place)];
            let theirs = texts(wait.get("party"));
            let takes = |earlier: &Value| {
                let parties = texts(earlier.get("party"));
                let is_alike = earlier.get("on").is_some() == wait.get("on").is_some();
                is_alike
                    && (parties.is_empty() || !theirs.is_empty() && theirs.iter().all(|party| parties.contains(party)))
            };
            if waits[..place].iter().any(takes) {
                self.warn(&at, IdleFault::Wait {});
            }
            let after = wait.get("after").and_then(Value::as_text);
            if let Some(text) = after.filter(|text| seconds(text) == Some(0)) {
                self.warn(&[at[0], at[1], Step::Key("after")], IdleFault::NoTime { text: text.to_owned() });
            }
        }
    }
}
