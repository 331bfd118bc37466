//! Rules that change nothing, and words that count for none.
use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::super::Finding;
use super::{IdleFault, Look, entries, items, texts};
use crate::automation::fold::{Folded, is_letter};
use crate::desk::vocabulary::Vocabulary;
use crate::domain::member::Roster;
use crate::query::Expression;
use crate::store::yaml::{Step, Value};

pub(super) fn check(root: &Path, vocabulary: &Vocabulary, roster: &Roster, findings: &mut Vec<Finding>) {
    let Some(mut look) = Look::at(root, "config/rules.yaml", findings) else { return };
    let rules = items(look.value.get("rules")).to_vec();
    let lowest = vocabulary.priorities.last().filter(|_| vocabulary.priorities.len() > 1);
    for (place, rule) in rules.iter().enumerate() {
        let at = [Step::Key("rules"), Step::Index(place)];
        let name = text(rule, "name");
        if let Some(lowest) = lowest.filter(|lowest| text(rule, "raise") == lowest.code.as_str()) {
            let fault = IdleFault::Raise { rule: name.clone(), priority: lowest.code.to_string() };
            look.warn(&[at[0], at[1], Step::Key("raise")], fault);
        }
        let team = rule.get("set").and_then(|set| set.get("team")).and_then(Value::as_text);
        if let Some((team, _)) = team.and_then(|team| roster.teams.get_key_value(team))
            && roster.members.values().all(|member| !member.teams.contains(team))
        {
            let fault = IdleFault::Team { team: team.to_string() };
            look.warn(&[at[0], at[1], Step::Key("set"), Step::Key("team")], fault);
        }
    }
    for (place, by) in shadowed(&rules) {
        let fault = IdleFault::Shadowed { rule: text(&rules[place], "name"), by: text(&rules[by], "name") };
        look.warn(&[Step::Key("rules"), Step::Index(place)], fault);
    }
    look.libraries(&rules);
}

fn text(rule: &Value, key: &str) -> String {
    rule.get(key).and_then(Value::as_text).unwrap_or_default().to_owned()
}

/// What a rule sets, and when.
struct Setting<'v> {
    keys: Vec<&'v str>,
    libraries: Vec<&'v str>,
    when: Option<&'v str>,
}

impl<'v> Setting<'v> {
    fn of(rule: &'v Value) -> Self {
        let keys = entries(rule.get("set")).iter().map(|(key, _)| key.as_str()).collect();
        Self { keys, libraries: texts(rule.get("keywords")), when: rule.get("when").and_then(Value::as_text) }
    }

    /// Whether it has set what another one sets whenever that fires.
    fn shadows(&self, other: &Self) -> bool {
        let is_asked = |library: &&str| self.libraries.contains(library);
        let fires = self.libraries.is_empty() || !other.libraries.is_empty() && other.libraries.iter().all(is_asked);
        let is_set = other.keys.iter().all(|key| self.keys.contains(key));
        is_set && fires && (self.when.is_none() || self.when == other.when)
    }
}

/// Which earlier rule shadows each that does nothing but set: what was set first stays.
fn shadowed(rules: &[Value]) -> Vec<(usize, usize)> {
    let settings: Vec<_> = rules.iter().map(Setting::of).collect();
    // Comparing each rule with each would take minutes of a file of thousands.
    let mut known: HashMap<_, Vec<usize>> = HashMap::new();
    let mut shadowed = Vec::new();
    for (place, (rule, setting)) in rules.iter().zip(&settings).enumerate() {
        let only_sets =
            entries(Some(rule)).iter().all(|(key, _)| ["name", "keywords", "when", "set"].contains(&&**key));
        if only_sets && !setting.keys.is_empty() {
            let conditions = [(None, None), (setting.when, None), (None, Some(())), (setting.when, Some(()))];
            let first = setting.libraries.first().copied();
            let near = conditions.iter().filter_map(|(when, library)| known.get(&(*when, library.and(first))));
            let by = near.filter_map(|near| near.iter().find(|by| settings[**by].shadows(setting))).min();
            shadowed.extend(by.map(|by| (place, *by)));
        }
        let asked: Vec<_> = setting.libraries.iter().copied().map(Some).collect();
        for library in if asked.is_empty() { vec![None] } else { asked } {
            known.entry((setting.when, library)).or_default().push(place);
        }
    }
    shadowed
}

/// The libraries that a rule asks about.
fn asked(rule: &Value) -> Vec<String> {
    let when = rule.get("when").and_then(Value::as_text).and_then(|when| Expression::parse(when).ok());
    let named = when.iter().flat_map(|when| when.values_of("keyword")).map(str::to_lowercase);
    let listed = texts(rule.get("keywords")).into_iter().map(str::to_lowercase);
    listed.chain(named.collect::<Vec<_>>()).collect()
}

/// A word as it is looked for, without the `*` at its end.
fn plain(word: &str) -> String {
    Folded::of(word.trim()).as_str().trim_end_matches('*').to_owned()
}

/// Whether the end of one text can be the beginning of another, or one stands in the other.
fn meet(one: &str, other: &str) -> bool {
    // A word of letters stands alone: none begins within another.
    let is_cut = |text: &str, at: usize| {
        let (before, after) = text.split_at(at);
        before.chars().next_back().is_some_and(is_letter) && after.chars().next().is_some_and(is_letter)
    };
    let ends =
        |text: &str| text.char_indices().skip(1).map(|(at, _)| at).filter(|at| !is_cut(text, *at)).collect::<Vec<_>>();
    let overlaps = |one: &str, other: &str| ends(one).into_iter().any(|at| other.starts_with(&one[at..]));
    one.contains(other) || other.contains(one) || overlaps(one, other) || overlaps(other, one)
}

impl Look<'_> {
    /// Libraries that no rule asks about, and phrases that touch no word.
    fn libraries(&mut self, rules: &[Value]) {
        let asked: HashSet<_> = rules.iter().flat_map(asked).collect();
        for (name, library) in entries(self.value.get("keywords")).to_vec() {
            let at = [Step::Key("keywords"), Step::Key(&name)];
            if !asked.contains(&name.to_lowercase()) {
                self.warn(&at, IdleFault::Library { library: name.clone() });
            }
            let words: Vec<_> = texts(library.get("words")).into_iter().map(plain).collect();
            for (place, phrase) in texts(library.get("not")).into_iter().enumerate() {
                if !words.iter().any(|word| meet(word, &plain(phrase))) {
                    let fault = IdleFault::Phrase { library: name.clone(), phrase: phrase.to_owned() };
                    self.warn(&[at[0], at[1], Step::Key("not"), Step::Index(place)], fault);
                }
            }
        }
    }
}
