//! Records: tickets, survey responses, customers. One canonical file, with the comments and the
//! unknown keys of both sides.
use super::version::Version;
use super::{Merged, Sides, conflict, remark, ticket, value};
use crate::fault::Result;
use crate::store::record::{HISTORY, Record};
use crate::store::yaml::{self, Value};

/// The record of both sides; the head of a ticket follows from its history.
pub(super) fn merge(sides: Sides<&str>, is_ticket: bool) -> Result<Merged> {
    let sides = Sides {
        // A base that cannot be read is none: the sides were put right since.
        base: Version::read(sides.base).unwrap_or(Version { entries: Vec::new(), comments: Vec::new() }),
        ours: Version::read(sides.ours)?,
        theirs: Version::read(sides.theirs)?,
    };
    let mut entries = value::map(sides.as_ref().map(|version| version.entries.as_slice()));
    if is_ticket {
        ticket::settle(&mut entries, sides.as_ref().map(|version| version.entries.as_slice()));
        entries.sort_by_key(|(key, _)| place(key));
    }
    let comments = remark::merge(&sides, &entries);
    let text = yaml::write_commented(&entries, &comments);
    Ok(Merged { text, conflicts: conflict::paths(&Value::Map(entries)) })
}

/// Where a key stands in the canonical form; unknown ones before the history.
fn place(key: &str) -> usize {
    let last = Record::ORDER.len();
    match Record::ORDER.iter().position(|known| *known == key) {
        Some(_) if key == HISTORY => last,
        Some(place) => place,
        None => last - 1,
    }
}
