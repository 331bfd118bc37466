//! Values with the base between them.
use std::collections::BTreeSet;

use super::{Sides, conflict, lines, sequence};
use crate::store::yaml::{self, Value};

type Entries = [(String, Value)];

/// The merged value of a key; `None` when it has none.
///
/// A change against a removal is kept: nothing that somebody wrote is lost.
pub(super) fn merge(sides: Sides<Option<&Value>>) -> Option<Value> {
    if let Some(settled) = sides.settled() {
        return settled.cloned();
    }
    match (sides.ours, sides.theirs) {
        (None, kept) | (kept, None) => kept.cloned(),
        (Some(ours), Some(theirs)) => Some(both(Sides { base: sides.base, ours: Some(ours), theirs: Some(theirs) })),
    }
}

/// The merged value where both sides have one of their own.
fn both(sides: Sides<Option<&Value>>) -> Value {
    match (sides.ours, sides.theirs) {
        (Some(Value::Map(_)), Some(Value::Map(_))) => Value::Map(map(sides.map(entries))),
        (Some(Value::List(_)), Some(Value::List(_))) => Value::List(list(sides.map(items))),
        (Some(Value::Scalar(ours)), Some(Value::Scalar(theirs))) => {
            Value::Scalar(text(sides.base.and_then(Value::as_text), ours, theirs))
        }
        (ours, theirs) => Value::Scalar(conflict::mark(&shown(ours), &shown(theirs))),
    }
}

fn entries(value: Option<&Value>) -> &Entries {
    match value {
        Some(Value::Map(entries)) => entries,
        _ => &[],
    }
}

fn items(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

fn shown(value: Option<&Value>) -> String {
    value.map(yaml::write_value).unwrap_or_default()
}

/// Mappings key by key. The keys of the base come first, in its order; then those that were added,
/// by name.
pub(super) fn map(sides: Sides<&Entries>) -> Vec<(String, Value)> {
    let of_base = sides.base.iter().map(|(key, _)| key);
    let added: BTreeSet<&String> = sides.ours.iter().chain(sides.theirs).map(|(key, _)| key).collect();
    let added = added.into_iter().filter(|key| get(sides.base, key).is_none());
    let merged = |key: &String| Some((key.clone(), merge(sides.map(|entries| get(entries, key)))?));
    of_base.chain(added).filter_map(merged).collect()
}

fn get<'v>(entries: &'v Entries, key: &str) -> Option<&'v Value> {
    entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// Lists of texts are sets: what either side removed is gone, what either side added is there.
/// Other lists are sequences of things.
fn list(sides: Sides<&[Value]>) -> Vec<Value> {
    let is_text = |value: &Value| matches!(value, Value::Scalar(_) | Value::Null);
    if !sides.ours.iter().chain(sides.theirs).all(is_text) {
        return sequence::merge(sides);
    }
    let stays = |item: &&Value| sides.ours.contains(item) && sides.theirs.contains(item);
    let mut merged: Vec<Value> = sides.base.iter().filter(stays).cloned().collect();
    let mut added: Vec<&Value> =
        sides.ours.iter().chain(sides.theirs).filter(|item| !sides.base.contains(item)).collect();
    added.sort_unstable_by_key(|item| item.as_text());
    for item in added {
        if !merged.contains(item) {
            merged.push(item.clone());
        }
    }
    merged
}

/// Texts of several lines that grew from one are merged line by line; others are one thing.
fn text(base: Option<&str>, ours: &str, theirs: &str) -> String {
    match base {
        Some(base) if ours.contains('\n') || theirs.contains('\n') => lines::merge(base, ours, theirs).text,
        _ => conflict::mark(ours, theirs),
    }
}
