//! Lists of things that happened: the union of both sides, in time order.
//!
//! An item is its content. What one side removed or put right stays so; what both sides have is
//! there once; what stands twice in one side stands twice. Items of one instant keep the order they
//! have in each side; between the sides, what has no order gets one from its content alone, so that
//! merging does not depend on which side, or which clone, came first.
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use super::{Sides, value};
use crate::domain::moment;
use crate::store::yaml::{self, Value};

/// One item: its content as a text that orders it, when it happened, and itself.
#[derive(Debug, Clone)]
struct Item {
    content: String,
    /// Seconds since 1970; an item without a time happened with the one before it.
    at: i64,
    value: Value,
}

/// The merged list.
pub(super) fn merge(sides: Sides<&[Value]>) -> Vec<Value> {
    let mut sides = sides.map(items);
    put_right(&mut sides);
    let counts = counts(&sides);
    let (ours, theirs) = (wanted(&sides.ours, &counts), wanted(&sides.theirs, &counts));
    interleave(&ours, &theirs, counts)
}

fn items(values: &[Value]) -> Vec<Item> {
    let mut last = i64::MIN;
    let mut items: Vec<_> = values
        .iter()
        .map(|value| {
            last = instant(value).unwrap_or(last);
            Item { content: content(value), at: last, value: value.clone() }
        })
        .collect();
    items.sort_by_key(|item| item.at);
    items
}

fn instant(value: &Value) -> Option<i64> {
    moment::read(value.get("at")?.as_text()?).ok().map(|at| at.timestamp())
}

/// The value in one form: the order of its keys says nothing.
fn content(value: &Value) -> String {
    let Value::Map(entries) = value else { return yaml::write_value(value) };
    let mut entries = entries.clone();
    entries.sort_by(|(left, _), (right, _)| left.cmp(right));
    yaml::write_value(&Value::Map(entries))
}

/// How often each content stands in a side.
fn tally(items: &[Item]) -> HashMap<&str, usize> {
    let mut tally = HashMap::new();
    for item in items {
        *tally.entry(item.content.as_str()).or_default() += 1;
    }
    tally
}

/// How often each content stands in the merged list.
fn counts(sides: &Sides<Vec<Item>>) -> BTreeMap<String, usize> {
    let tallies = sides.as_ref().map(|items| tally(items));
    let of = |content: &str| tallies.as_ref().map(|tally| tally.get(content).copied().unwrap_or_default());
    let all = tallies.ours.keys().chain(tallies.theirs.keys());
    all.map(|content| ((*content).to_owned(), count(of(content)))).collect()
}

fn count(sides: Sides<usize>) -> usize {
    let (more, fewer) = (sides.ours.max(sides.theirs), sides.ours.min(sides.theirs));
    sides.settled().unwrap_or(if more < sides.base { fewer } else { more })
}

/// The items of a side that stay.
fn wanted<'a>(items: &'a [Item], counts: &BTreeMap<String, usize>) -> Vec<&'a Item> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut wanted = Vec::with_capacity(items.len());
    for item in items {
        let seen = seen.entry(&item.content).or_default();
        *seen += 1;
        if counts.get(&item.content).is_some_and(|count| *seen <= *count) {
            wanted.push(item);
        }
    }
    wanted
}

/// Where both sides put one item right, each in its own way, the two corrections are merged.
fn put_right(sides: &mut Sides<Vec<Item>>) {
    let is_in = |items: &[Item], item: &Item| items.iter().any(|other| other.content == item.content);
    let gone: Vec<Item> =
        sides.base.iter().filter(|item| !is_in(&sides.ours, item) && !is_in(&sides.theirs, item)).cloned().collect();
    for base in gone {
        let corrects = |item: &Item| is_same_act(item, &base) && !is_in(&sides.base, item);
        let (Some(ours), Some(theirs)) = (sides.ours.iter().position(corrects), sides.theirs.iter().position(corrects))
        else {
            continue;
        };
        let both = Sides { base: &base.value, ours: &sides.ours[ours].value, theirs: &sides.theirs[theirs].value };
        let Some(value) = value::merge(both.map(Some)) else { continue };
        let merged = Item { content: content(&value), at: base.at, value };
        sides.ours[ours] = merged.clone();
        sides.theirs[theirs] = merged;
    }
}

/// Whether two items tell of one act: the same person did the same thing at the same time.
fn is_same_act(one: &Item, other: &Item) -> bool {
    let is_same = |key| one.value.get(key).is_some() && one.value.get(key) == other.value.get(key);
    ["at", "by", "did"].into_iter().all(is_same)
}

/// Two ordered sides as one. Shared items hold the sides together.
fn interleave(ours: &[&Item], theirs: &[&Item], mut left: BTreeMap<String, usize>) -> Vec<Value> {
    let (mut ours, mut theirs) = (Side::new(ours, theirs), Side::new(theirs, ours));
    let mut merged = Vec::new();
    while let Some(next) = next(&ours, &theirs) {
        ours.pass(next);
        theirs.pass(next);
        if let Some(count) = left.get_mut(&next.content).filter(|count| **count > 0) {
            *count -= 1;
            merged.push(next.value.clone());
        }
    }
    merged
}

/// A side, and how far it has come.
struct Side<'a> {
    items: &'a [&'a Item],
    /// What the other side has too.
    shared: HashMap<&'a str, usize>,
    /// The greatest content since the last shared item or instant: what follows it in this side
    /// cannot go before it.
    leader: Option<&'a Item>,
}

impl<'a> Side<'a> {
    fn new(items: &'a [&'a Item], other: &'a [&'a Item]) -> Self {
        let mut shared = HashMap::new();
        for item in other {
            *shared.entry(item.content.as_str()).or_default() += 1;
        }
        Self { items, shared, leader: None }
    }

    fn is_shared(&self, item: &Item) -> bool {
        self.shared.get(item.content.as_str()).is_some_and(|count| *count > 0)
    }

    /// The content that places the next item of this side.
    fn rank(&self) -> Option<&'a str> {
        let next = self.items.first()?;
        let leader = self.leader.filter(|leader| leader.at == next.at).map_or("", |leader| &leader.content);
        Some(leader.max(&next.content))
    }

    /// Goes past `item` when it is this side's next.
    fn pass(&mut self, item: &'a Item) {
        let Some((next, rest)) = self.items.split_first().filter(|(next, _)| next.content == item.content) else {
            return;
        };
        if self.is_shared(next) {
            self.leader = None;
        } else if self.leader.is_none_or(|leader| leader.at != next.at || leader.content < next.content) {
            self.leader = Some(next);
        }
        self.items = rest;
    }
}

/// The item that comes next: the earlier one; of one instant, what only one side has before what
/// holds them together.
fn next<'a>(ours: &Side<'a>, theirs: &Side<'a>) -> Option<&'a Item> {
    let (Some(our), Some(their)) = (ours.items.first(), theirs.items.first()) else {
        return ours.items.first().or(theirs.items.first()).copied();
    };
    let by_side = our.at.cmp(&their.at).then_with(|| ours.is_shared(our).cmp(&theirs.is_shared(their)));
    match by_side.then_with(|| ours.rank().cmp(&theirs.rank())) {
        Ordering::Greater => Some(their),
        _ => Some(our),
    }
}
