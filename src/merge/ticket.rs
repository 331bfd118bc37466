//! The head of a merged ticket: the fold of the merged history.
use std::collections::BTreeSet;

use super::{Sides, conflict};
use crate::domain::act::Act;
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ticket::Ticket;
use crate::store::interpret;
use crate::store::yaml::{self, Value};

type Entries = [(String, Value)];

/// Keys that only acts of their own change.
const ACTS_ALONE: [&str; 3] = ["status", "team", "assignee"];

/// Settles what the history, and not either side, decides.
pub(super) fn settle(merged: &mut Vec<(String, Value)>, sides: Sides<&Entries>) {
    settle_number(merged, sides);
    let (Some(ours), Some(theirs)) = (ticket(sides.ours), ticket(sides.theirs)) else { return };
    let Some(both) = ticket(&readable(merged, sides.ours)) else { return };
    let mut decided = decided(&both);
    for side in [ours, theirs] {
        // What a person wrote into the head by hand is theirs to settle.
        decided.retain(|key| fold::differences(&side).iter().all(|difference| difference.key != *key));
    }
    let folded = Ticket { head: fold::fold(&both), history: Vec::new() };
    let folded = Value::from(&interpret::record(&folded));
    for key in decided {
        set(merged, key, folded.get(key));
    }
}

/// The keys that acts of this history decide.
fn decided(ticket: &Ticket) -> BTreeSet<&'static str> {
    let edited = ticket.history.iter().filter_map(|entry| match &entry.act {
        Act::Edited { field, .. } | Act::Classified { field, .. } => Some(*field),
        _ => None,
    });
    let short = edited.filter(|field| !field.is_long_text());
    ACTS_ALONE.into_iter().chain(short.map(Field::code)).collect()
}

/// Two clones that settled a double number differently: the greater number stays, the other was
/// the ticket's too.
fn settle_number(merged: &mut Vec<(String, Value)>, sides: Sides<&Entries>) {
    let ids = sides.map(|side| get(side, "id").and_then(Value::as_text));
    let (None, Some(ours), Some(theirs)) = (ids.settled(), ids.ours, ids.theirs) else { return };
    let order = |id: &str| (id.len(), id.to_owned());
    let (stays, goes) = if order(ours) < order(theirs) { (theirs, ours) } else { (ours, theirs) };
    let mut formerly = match get(merged, "formerly") {
        Some(Value::List(numbers)) => numbers.clone(),
        _ => Vec::new(),
    };
    if !formerly.contains(&goes.into()) {
        formerly.push(goes.into());
    }
    set(merged, "id", Some(&stays.into()));
    set(merged, "formerly", Some(&Value::List(formerly)));
}

/// The head with one side's value wherever both versions stand, so that it can be understood. What
/// the fold decides does not depend on it.
fn readable(merged: &Entries, side: &Entries) -> Vec<(String, Value)> {
    let is_marked = |value: &Value| value.as_text().is_some_and(conflict::is_marked);
    let one = |(key, value): &(String, Value)| {
        let value = if is_marked(value) { get(side, key)? } else { value };
        Some((key.clone(), value.clone()))
    };
    merged.iter().filter_map(one).collect()
}

fn ticket(entries: &Entries) -> Option<Ticket> {
    let text = yaml::write_value(&Value::Map(entries.to_vec()));
    let record = yaml::read_record(&text).ok()?;
    interpret::ticket(&record).ok()
}

fn get<'v>(entries: &'v Entries, key: &str) -> Option<&'v Value> {
    entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

fn set(entries: &mut Vec<(String, Value)>, key: &str, value: Option<&Value>) {
    let place = entries.iter().position(|(name, _)| name == key);
    match (place, value) {
        (Some(place), Some(value)) => entries[place].1.clone_from(value),
        (Some(place), None) => drop(entries.remove(place)),
        (None, Some(value)) => entries.push((key.to_owned(), value.clone())),
        (None, None) => {}
    }
}
