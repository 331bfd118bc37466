//! Numbers that tickets had before a double number was settled.
use std::path::Path;

use super::{Found, month_of, open};
use crate::domain::number::{NumberFormat, Reading};
use crate::fault::Result;
use crate::store::disk;
use crate::store::month::{self, Month};

/// The other tickets that once had the number of `found`, when `id` is that number: what somebody wrote
/// down may mean either. Cheap, as [`near`] is.
pub fn also(root: &Path, format: &NumberFormat, found: &Found, id: &str) -> Result<Vec<Found>> {
    if !found.reference.number.as_str().eq_ignore_ascii_case(id) {
        return Ok(Vec::new());
    }
    let mut others = near(root, format, id)?;
    others.retain(|other| other.reference != found.reference);
    Ok(others)
}

/// The tickets that once had the number `id`, of those whose numbers come from the same counter after it:
/// whoever loses a number gets a later one of its own day. Of the open queue only those files are read; the
/// month that the number names is remembered.
pub(super) fn near(root: &Path, format: &NumberFormat, id: &str) -> Result<Vec<Found>> {
    let Some(reading) = format.read(id) else { return Ok(Vec::new()) };
    let counter = |reading| Reading { sequence: None, ..reading };
    let is_later = |found: &Found| {
        let other = format.read(found.reference.number.as_str());
        other.is_some_and(|other| counter(other) == counter(reading) && other.sequence >= reading.sequence)
    };
    let mut tickets = among(root, open(root)?.into_iter().filter(is_later), id)?;
    if let Some(month) = month_of(reading) {
        tickets.extend(Month::read(root, &month)?.formerly(id));
    }
    Ok(tickets)
}

/// The tickets that say that they once had this number.
pub(super) fn among(root: &Path, tickets: impl Iterator<Item = Found>, id: &str) -> Result<Vec<Found>> {
    let mut bytes = Vec::new();
    let mut matches = Vec::new();
    for found in tickets {
        if disk::read_into(&root.join(&found.path), &mut bytes)? && names_former(&bytes, id) {
            matches.push(found);
        }
    }
    Ok(matches)
}

fn names_former(bytes: &[u8], id: &str) -> bool {
    month::formerly(bytes).iter().any(|number| number.eq_ignore_ascii_case(id))
}
