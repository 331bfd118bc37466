//! The comments of both sides: what either side removed is gone, what either side added is there.
use std::collections::{BTreeMap, BTreeSet};

use super::Sides;
use super::version::Version;
use crate::store::yaml::{self, Anchor, Comment, Value};

type Entries = [(String, Value)];

/// What a comment stands by, in any version: an item is known by its content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Spot {
    Key(String),
    Item(String, String),
    End,
}

/// The comments at one spot, behind it or before it.
type Remarks = BTreeMap<(Spot, bool), Vec<String>>;

/// The comments of the merged `entries`.
pub(super) fn merge(sides: &Sides<Version>, entries: &Entries) -> Vec<Comment> {
    let remarks = sides.as_ref().map(remarks);
    let spots: BTreeSet<_> = remarks.ours.keys().chain(remarks.theirs.keys()).collect();
    let mut merged = Vec::new();
    for spot in spots {
        let texts = remarks.as_ref().map(|remarks| remarks.get(spot).map_or(&[] as &[String], Vec::as_slice));
        let anchor = anchor(&spot.0, entries);
        merged.extend(united(texts).into_iter().map(|text| Comment {
            anchor: anchor.clone(),
            is_trailing: spot.1,
            text,
        }));
    }
    merged
}

fn remarks(version: &Version) -> Remarks {
    let mut remarks = Remarks::new();
    for comment in &version.comments {
        let spot = (spot(&comment.anchor, &version.entries), comment.is_trailing);
        remarks.entry(spot).or_default().push(comment.text.clone());
    }
    remarks
}

fn spot(anchor: &Anchor, entries: &Entries) -> Spot {
    match anchor {
        Anchor::Key(key) => Spot::Key(key.clone()),
        Anchor::Item(key, index) => item(entries, key, *index).map_or(Spot::End, |text| Spot::Item(key.clone(), text)),
        Anchor::End => Spot::End,
    }
}

fn item(entries: &Entries, key: &str, index: usize) -> Option<String> {
    list(entries, key).get(index).map(yaml::write_value)
}

fn list<'v>(entries: &'v Entries, key: &str) -> &'v [Value] {
    match entries.iter().find(|(name, _)| name == key) {
        Some((_, Value::List(items))) => items,
        _ => &[],
    }
}

/// Where a spot is in the merged file; a spot that is gone leaves its comments at the end.
fn anchor(spot: &Spot, entries: &Entries) -> Anchor {
    match spot {
        Spot::Key(key) => Anchor::Key(key.clone()),
        Spot::Item(key, text) => {
            let index = list(entries, key).iter().position(|item| yaml::write_value(item) == *text);
            index.map_or(Anchor::End, |index| Anchor::Item(key.clone(), index))
        }
        Spot::End => Anchor::End,
    }
}

/// The texts at one spot: those of the base that both sides keep, then those that were added.
fn united(texts: Sides<&[String]>) -> Vec<String> {
    if let Some(settled) = texts.settled() {
        return settled.to_vec();
    }
    let stays = |text: &&String| texts.ours.contains(text) && texts.theirs.contains(text);
    let added: BTreeSet<&String> =
        texts.ours.iter().chain(texts.theirs).filter(|text| !texts.base.contains(text)).collect();
    texts.base.iter().filter(stays).chain(added).cloned().collect()
}
