//! Rules that change nothing, and words that count for none.
use std::path::Path;

use super::super::Finding;
use super::{IdleFault, Look, entries, items, texts};
use crate::automation::fold::{Folded, is_letter};
use crate::desk::vocabulary::Vocabulary;
use crate::query::Expression;
use crate::store::yaml::{Step, Value};

pub(super) fn check(root: &Path, vocabulary: &Vocabulary, findings: &mut Vec<Finding>) {
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
        if let Some(by) = rules[..place].iter().find(|earlier| shadows(earlier, rule)) {
            look.warn(&at, IdleFault::Shadowed { rule: name.clone(), by: text(by, "name") });
        }
    }
    look.libraries(&rules);
}

fn text(rule: &Value, key: &str) -> String {
    rule.get(key).and_then(Value::as_text).unwrap_or_default().to_owned()
}

/// Whether a rule does nothing but set what an earlier one has set whenever both fire: what was set first stays.
fn shadows(earlier: &Value, rule: &Value) -> bool {
    let known = ["name", "keywords", "when", "set"];
    let keys = |rule: &Value| entries(rule.get("set")).iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    let only_sets = entries(Some(rule)).iter().all(|(key, _)| known.contains(&key.as_str())) && !keys(rule).is_empty();
    let is_set = keys(rule).iter().all(|key| keys(earlier).contains(key));
    let (wide, narrow) = (texts(earlier.get("keywords")), texts(rule.get("keywords")));
    let fires = wide.is_empty() || !narrow.is_empty() && narrow.iter().all(|library| wide.contains(library));
    let when = |rule: &Value| rule.get("when").cloned();
    only_sets && is_set && fires && (when(earlier).is_none() || when(earlier) == when(rule))
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
        let asked: Vec<_> = rules.iter().flat_map(asked).collect();
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
