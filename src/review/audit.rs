//! Whether a history is append-only and true: what each commit did to the tickets it changed.
use std::collections::HashSet;

use super::acts::{self, Differences, Item};
use super::head::{self, Edit};
use super::version::Version;
use crate::domain::ids::{Key, MemberId, Text};
use crate::domain::moment::{self, Moment};
use crate::faults;

faults! {
    /// What makes a history untrue.
    pub enum AuditFault {
        "audit-author" => Author { number: String, did: String, by: String, at: String, author: String },
        "audit-act-early" => Early { number: String, did: String, by: String, at: String, committed: String },
        "audit-act-late" => Late { number: String, did: String, by: String, at: String, committed: String },
        "audit-act-removed" => Removed { number: String, did: String, by: String, at: String },
        "audit-act-altered" => Altered { number: String, did: String, by: String, at: String, keys: String },
        "audit-head" => Head { number: String, key: &'static str, from: String, to: String },
        "audit-deleted" => Deleted { number: String },
        "audit-unsigned" => Unsigned { author: String },
        "audit-signature-bad" => BadSignature { author: String },
        "audit-signature-unchecked" => UncheckedSignature { author: String },
    }
}

/// The commit that carries a change.
#[derive(Debug, Clone)]
pub struct Carrier<'a> {
    /// Who made it, as `Name <address>`.
    pub author: &'a str,
    /// The members whose addresses it bears.
    pub members: Vec<MemberId>,
    /// When its author made it.
    pub at: Moment,
}

/// How far an act's time may be from that of its commit, in seconds.
#[derive(Debug, Clone, Copy)]
pub struct Tolerance {
    /// Before it.
    pub before: i64,
    /// After it: as far as clocks of machines differ.
    pub after: i64,
}

/// Judges commits in turn, parents before children.
#[derive(Debug)]
pub struct Auditor {
    tolerance: Tolerance,
    /// Acts that are gone and were told of: a merge with an older side is not to blame for them.
    told: HashSet<(Key, Moment, MemberId, Text)>,
    /// Tickets that are gone and were told of.
    gone: HashSet<Key>,
}

impl Auditor {
    /// For commits whose acts may be dated as far away as `tolerance` says.
    pub fn new(tolerance: Tolerance) -> Self {
        Self { tolerance, told: HashSet::new(), gone: HashSet::new() }
    }

    /// What a commit did to one ticket: `before` is what its parents have, `after` what it has. An act
    /// that any parent has is not its own; one that any parent has must not be missing.
    pub fn ticket(&mut self, carrier: &Carrier<'_>, before: &[&Version], after: Option<&Version>) -> Vec<AuditFault> {
        let Some(after) = after else { return self.deleted(before) };
        let histories: Vec<_> = before.iter().map(|version| version.items()).collect();
        let (known, items) = (acts::union(&histories), after.items());
        let differences = acts::compare(&known, &items);
        let mut faults = self.lost(after, &differences);
        faults.extend(head::edits(before, after).into_iter().map(|edit| edited(after, edit)));
        let is_import = before.is_empty() && after.ticket.head.external.is_some();
        let own = differences.added.iter().filter(|item| !is_import && !item.entry.by.is_automatic());
        faults.extend(own.flat_map(|item| self.carried(carrier, after, *item)));
        faults
    }

    fn deleted(&mut self, before: &[&Version]) -> Vec<AuditFault> {
        let news = before.iter().take(1).filter(|version| self.gone.insert(version.reference.key));
        news.map(|version| AuditFault::Deleted { number: number(version) }).collect()
    }

    /// Acts that the history had.
    fn lost(&mut self, after: &Version, differences: &Differences<'_>) -> Vec<AuditFault> {
        let key = after.reference.key;
        let mut is_news = |item: &Item<'_>| {
            let Item { entry, .. } = item;
            self.told.insert((key, entry.at, entry.by.clone(), item.did().into()))
        };
        let mut faults = Vec::new();
        for item in differences.removed.iter().filter(|item| is_news(item)) {
            let (did, by, at) = told(*item);
            faults.push(AuditFault::Removed { number: number(after), did, by, at });
        }
        for (old, new) in differences.altered.iter().filter(|(old, _)| is_news(old)) {
            let (did, by, at) = told(*old);
            faults.push(AuditFault::Altered { number: number(after), did, by, at, keys: altered_keys(*old, *new) });
        }
        faults
    }

    /// An act that the commit brought: by its author, about when it was committed.
    fn carried(&self, carrier: &Carrier<'_>, after: &Version, item: Item<'_>) -> Vec<AuditFault> {
        let (did, by, at) = told(item);
        let (number, committed) = (number(after), moment::write(carrier.at));
        let later = (item.entry.at - carrier.at).num_seconds();
        let mut faults = Vec::new();
        if !carrier.members.contains(&item.entry.by) {
            let (number, did, by, at) = (number.clone(), did.clone(), by.clone(), at.clone());
            faults.push(AuditFault::Author { number, did, by, at, author: carrier.author.to_owned() });
        }
        if later > self.tolerance.after {
            faults.push(AuditFault::Late { number, did, by, at, committed });
        } else if -later > self.tolerance.before {
            faults.push(AuditFault::Early { number, did, by, at, committed });
        }
        faults
    }
}

/// What is wrong with a signature of which git says `verdict`, where the desk demands one.
pub fn signature(verdict: char, author: &str) -> Option<AuditFault> {
    let author = author.to_owned();
    match verdict {
        'N' => Some(AuditFault::Unsigned { author }),
        'B' | 'R' => Some(AuditFault::BadSignature { author }),
        'E' => Some(AuditFault::UncheckedSignature { author }),
        _ => None,
    }
}

impl AuditFault {
    /// Whether it can have a good reason: an act that was noted down later, a key that is not here.
    pub const fn is_mild(&self) -> bool {
        matches!(self, Self::Early { .. } | Self::UncheckedSignature { .. })
    }
}

fn number(version: &Version) -> String {
    version.ticket.head.id.to_string()
}

fn told(item: Item<'_>) -> (String, String, String) {
    (item.did().to_owned(), item.entry.by.to_string(), moment::write(item.entry.at))
}

fn altered_keys(old: Item<'_>, new: Item<'_>) -> String {
    let (old, new) = (old.keys(), new.keys());
    let changed = old.iter().filter(|pair| !new.contains(pair)).chain(new.iter().filter(|pair| !old.contains(pair)));
    let mut keys: Vec<_> = changed.map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.join(", ")
}

fn edited(after: &Version, edit: Edit) -> AuditFault {
    let shown = |text: Option<Text>| text.map_or_else(|| "-".to_owned(), |text| text.to_string());
    AuditFault::Head { number: number(after), key: edit.key, from: shown(edit.from), to: shown(edit.to) }
}

#[cfg(test)]
mod tests;
