//! Lists of things that happened: the union of both sides, in time order.
//!
//! An item is its content; what stands twice in one side is two items. What one side removed or put
//! right stays so. Items of one instant keep the order they have in each side; between the sides,
//! what has no order gets one from its content alone, so that merging does not depend on which side,
//! or which clone, came first. What was set off by one thing in both sides is one deed.
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use super::{Sides, value};
use crate::domain::act::{ActKind, TRIGGER};
use crate::domain::moment;
use crate::store::yaml::{self, Value};

/// One item.
#[derive(Debug, Clone)]
struct Item {
    /// Its content, and how many of the same stand before it: what it is known and ordered by.
    identity: (String, usize),
    /// Seconds since 1970; an item without a time happened with the one before it.
    at: i64,
    value: Value,
}

/// The merged list.
pub(super) fn merge(sides: Sides<&[Value]>) -> Vec<Value> {
    let mut sides = sides.map(items);
    put_right(&mut sides);
    let known = sides.as_ref().map(|items| items.iter().map(|item| &item.identity).collect::<HashSet<_>>());
    let stays = |item: &&Item| known.as_ref().map(|known| known.contains(&item.identity)).settled().unwrap_or(true);
    let mut wanted = sides.as_ref().map(|items| items.iter().filter(stays).cloned().collect::<Vec<_>>());
    do_once(&mut wanted);
    let wanted = wanted.as_ref().map(|items| items.iter().collect::<Vec<_>>());
    interleave(&wanted.ours, &wanted.theirs)
}

/// What one thing set off in both sides was done once: the earlier of the two deeds stays, of one instant
/// the one whose content comes first. A promise that began with the late one began with the early one, and
/// what it set off in turn may have been done twice as well.
fn do_once(sides: &mut Sides<Vec<Item>>) {
    loop {
        let late = late(sides);
        if late.is_empty() {
            return;
        }
        for items in [&mut sides.ours, &mut sides.theirs] {
            items.retain(|item| late.iter().all(|(late, _)| late.identity != item.identity));
            let late: Vec<_> = late.iter().filter(|(late, _)| !begins_still(items, late)).collect();
            for item in items {
                begin_early(item, &late);
            }
        }
    }
}

/// The deeds that were done before in the other side, with what was done first.
fn late(sides: &Sides<Vec<Item>>) -> Vec<(Item, Item)> {
    let items = || sides.ours.iter().chain(&sides.theirs).filter_map(|item| Some((deed(&item.value)?, item)));
    let order = |item: &Item| (item.at, item.identity.clone());
    let mut first: HashMap<_, &Item> = HashMap::new();
    for (deed, item) in items() {
        let known = first.entry(deed).or_insert(item);
        *known = if order(item) < order(known) { item } else { known };
    }
    let late = items().filter_map(|(deed, item)| Some((item, *first.get(&deed)?)));
    late.filter(|(item, first)| item.identity != first.identity)
        .map(|(item, first)| (item.clone(), first.clone()))
        .collect()
}

/// Whether promises that began at the instant of a late deed began with another one, which stays.
fn begins_still(items: &[Item], late: &Item) -> bool {
    let gives = |(_, did): (&str, &str)| [ActKind::Escalated, ActKind::Assigned].iter().any(|kind| kind.code() == did);
    items.iter().any(|item| item.at == late.at && deed(&item.value).is_some_and(gives))
}

/// Lets what was set off by a promise that began with a late deed be set off by the one that began before; of
/// several deeds of one instant, the last begins it.
fn begin_early(item: &mut Item, late: &[&(Item, Item)]) {
    let Some(trigger) = item.value.get(TRIGGER).and_then(Value::as_text) else { return };
    let time = |item: &Item| item.value.get("at").and_then(Value::as_text).map(|at| format!(" since {at}"));
    let began = |late: &Item| time(late).is_some_and(|since| trigger.contains(&since));
    let begins = late.iter().filter(|(late, _)| !tells_only(late) && began(late)).max_by_key(|(_, first)| first.at);
    let Some((late, first)) = begins.and_then(|(late, first)| Some((time(late)?, time(first)?))) else { return };
    let trigger = trigger.replace(&late, &first);
    let Value::Map(entries) = &mut item.value else { return };
    for (_, value) in entries.iter_mut().filter(|(key, _)| key == TRIGGER) {
        *value = trigger.as_str().into();
    }
    item.identity.0 = content(&item.value);
}

/// Whether a deed changes nothing, and so begins no promise.
fn tells_only(item: &Item) -> bool {
    item.value.get("did").and_then(Value::as_text) == Some(ActKind::Notified.code())
}

/// What set an item off, and what was done.
fn deed(value: &Value) -> Option<(&str, &str)> {
    Some((value.get(TRIGGER)?.as_text()?, value.get("did")?.as_text()?))
}

fn items(values: &[Value]) -> Vec<Item> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut last = i64::MIN;
    let item = |value: &Value| {
        last = instant(value).unwrap_or(last);
        let content = content(value);
        let before = seen.entry(content.clone()).or_default();
        *before += 1;
        Item { identity: (content, *before), at: last, value: value.clone() }
    };
    let mut items: Vec<_> = values.iter().map(item).collect();
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

/// Where both sides put one item right, each in its own way, the two corrections are merged.
fn put_right(sides: &mut Sides<Vec<Item>>) {
    let is_in = |items: &[Item], item: &Item| items.iter().any(|other| other.identity == item.identity);
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
        let merged = Item { identity: (content(&value), 1), at: base.at, value };
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
fn interleave(ours: &[&Item], theirs: &[&Item]) -> Vec<Value> {
    let (mut ours, mut theirs) = (Side::new(ours, theirs), Side::new(theirs, ours));
    let mut taken = HashSet::new();
    let mut merged = Vec::new();
    while let Some(next) = next(&ours, &theirs) {
        ours.pass(next);
        theirs.pass(next);
        if taken.insert(&next.identity) {
            merged.push(next.value.clone());
        }
    }
    merged
}

/// A side, and how far it has come.
struct Side<'a> {
    items: &'a [&'a Item],
    /// What the other side has.
    other: HashSet<&'a (String, usize)>,
    /// The greatest item since the last shared one or the last instant: what follows it in this side
    /// cannot go before it.
    leader: Option<&'a Item>,
}

impl<'a> Side<'a> {
    fn new(items: &'a [&'a Item], other: &'a [&'a Item]) -> Self {
        Self { items, other: other.iter().map(|item| &item.identity).collect(), leader: None }
    }

    fn is_shared(&self, item: &Item) -> bool {
        self.other.contains(&item.identity)
    }

    /// What places the next item of this side.
    fn rank(&self) -> Option<&'a (String, usize)> {
        let next = self.items.first()?;
        let leader = self.leader.filter(|leader| leader.at == next.at);
        Some(leader.map_or(&next.identity, |leader| (&leader.identity).max(&next.identity)))
    }

    /// Goes past `item` when it is this side's next.
    fn pass(&mut self, item: &'a Item) {
        let Some((next, rest)) = self.items.split_first().filter(|(next, _)| next.identity == item.identity) else {
            return;
        };
        if self.is_shared(next) {
            self.leader = None;
        } else if self.leader.is_none_or(|leader| leader.at != next.at || leader.identity < next.identity) {
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
