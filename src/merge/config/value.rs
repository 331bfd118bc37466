//! What two sides made of a configuration's value.
use std::collections::BTreeSet;

use super::super::Sides;
use crate::store::yaml::Value;

/// A merged value: two versions of it, which differ where both sides changed something differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub one: Value,
    pub other: Value,
    /// Where they differ, such as `teams.tech.lead`.
    pub conflicts: Vec<String>,
}

/// The value of a place on each side; `None` where there is none.
type Places<'v> = Sides<Option<&'v Value>>;
/// A merged value in both versions.
type Versions = [Option<Value>; 2];

impl Outcome {
    /// Of whole files; `None` when nothing is left.
    pub fn of(sides: Sides<&Value>) -> Option<Self> {
        let mut merge = Merge { conflicts: Vec::new() };
        let [one, other] = merge.value(String::new(), sides.map(Some));
        Some(Self { one: one?, other: other?, conflicts: merge.conflicts })
    }
}

struct Merge {
    conflicts: Vec<String>,
}

impl Merge {
    /// A change against a removal is kept: nothing that somebody wrote is lost.
    fn value(&mut self, path: String, sides: Places<'_>) -> Versions {
        if let Some(settled) = sides.settled() {
            return [settled.cloned(), settled.cloned()];
        }
        match (sides.ours, sides.theirs) {
            (None, kept) | (kept, None) => [kept.cloned(), kept.cloned()],
            (Some(Value::Map(ours)), Some(Value::Map(theirs))) => {
                let keyed = Sides {
                    base: map(sides.base),
                    ours: ours.iter().map(entry).collect(),
                    theirs: theirs.iter().map(entry).collect(),
                };
                let dot = if path.is_empty() { "" } else { "." };
                let [one, other] = self.keyed(&keyed, |key| format!("{path}{dot}{key}"));
                [Some(Value::Map(one)), Some(Value::Map(other))]
            }
            (Some(Value::List(ours)), Some(Value::List(theirs))) => {
                let lists = Sides { base: items(sides.base), ours: ours.as_slice(), theirs: theirs.as_slice() };
                self.list(path, sides, lists)
            }
            (ours, theirs) => self.clash(path, ours, theirs),
        }
    }

    fn clash(&mut self, path: String, ours: Option<&Value>, theirs: Option<&Value>) -> Versions {
        self.conflicts.push(path);
        [ours.cloned(), theirs.cloned()]
    }

    fn list(&mut self, path: String, sides: Places<'_>, lists: Sides<&[Value]>) -> Versions {
        if [lists.base, lists.ours, lists.theirs].concat().iter().all(|item| item.as_text().is_some()) {
            let merged = Value::List(set(lists));
            return [Some(merged.clone()), Some(merged)];
        }
        let Some(name) = naming(&[lists.base, lists.ours, lists.theirs]) else {
            return self.clash(path, sides.ours, sides.theirs);
        };
        let named =
            lists.map(|items| items.iter().filter_map(|item| Some((item.get(&name)?.as_text()?, item))).collect());
        let versions = self.keyed(&named, |item| format!("{path}[{item}]"));
        versions.map(|items| Some(Value::List(items.into_iter().map(|(_, item)| item).collect())))
    }

    /// Values by their names: those of the base in its order, then those that were added, by name.
    fn keyed(
        &mut self,
        sides: &Sides<Vec<(&str, &Value)>>,
        path: impl Fn(&str) -> String,
    ) -> [Vec<(String, Value)>; 2] {
        let added: BTreeSet<_> = sides.ours.iter().chain(&sides.theirs).map(|(name, _)| *name).collect();
        let added = added.into_iter().filter(|name| get(&sides.base, name).is_none());
        let mut versions: [Vec<(String, Value)>; 2] = Default::default();
        for name in sides.base.iter().map(|(name, _)| *name).chain(added) {
            let values = self.value(path(name), sides.as_ref().map(|entries| get(entries, name)));
            for (version, value) in versions.iter_mut().zip(values) {
                version.extend(value.map(|value| (name.to_owned(), value)));
            }
        }
        versions
    }
}

fn entry((key, value): &(String, Value)) -> (&str, &Value) {
    (key, value)
}

fn map(value: Option<&Value>) -> Vec<(&str, &Value)> {
    match value {
        Some(Value::Map(entries)) => entries.iter().map(entry).collect(),
        _ => Vec::new(),
    }
}

fn items(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

fn get<'v>(entries: &[(&str, &'v Value)], name: &str) -> Option<&'v Value> {
    entries.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

/// What either side removed is gone, what either side added is there: the base's order, then the
/// added ones in theirs.
fn set(lists: Sides<&[Value]>) -> Vec<Value> {
    let stays = |item: &&Value| lists.ours.contains(item) && lists.theirs.contains(item);
    let mut merged: Vec<Value> = lists.base.iter().filter(stays).cloned().collect();
    let is_new = |item: &&Value| !lists.base.contains(item);
    let mut added: Vec<_> = lists.ours.iter().chain(lists.theirs).filter(is_new).collect();
    added.sort_unstable_by_key(|item| item.as_text());
    added.dedup();
    merged.extend(added.into_iter().cloned());
    merged
}

/// The key that names the items of all lists: each has it, with a text that no other item of its list
/// has. `id`, `code` and `name` come first, then the key that the first item begins with.
pub(super) fn naming(lists: &[&[Value]]) -> Option<String> {
    let first = lists.iter().find_map(|list| list.first());
    let begins = match first {
        Some(Value::Map(entries)) => entries.first().map(|(key, _)| key.as_str()),
        _ => None,
    };
    let names = |key: &str, list: &[Value]| {
        let names: Option<BTreeSet<_>> = list.iter().map(|item| item.get(key)?.as_text()).collect();
        names.is_some_and(|names| names.len() == list.len())
    };
    let mut keys = ["id", "code", "name"].into_iter().chain(begins);
    keys.find(|key| lists.iter().all(|list| names(key, list))).map(str::to_owned)
}
