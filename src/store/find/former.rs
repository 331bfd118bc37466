//! Numbers that tickets had before a double number was settled.
use std::path::Path;

use super::{Found, in_folder, month_of, open};
use crate::domain::number::{NumberFormat, Reading};
use crate::fault::Result;
use crate::store::{disk, yaml};

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
/// whoever loses a number gets a later one of its own day. Only those files are read, of the open queue
/// and of the month that the number names.
pub(super) fn near(root: &Path, format: &NumberFormat, id: &str) -> Result<Vec<Found>> {
    let Some(reading) = format.read(id) else { return Ok(Vec::new()) };
    let counter = |reading| Reading { sequence: None, ..reading };
    let is_later = |found: &Found| {
        let other = format.read(found.reference.number.as_str());
        other.is_some_and(|other| counter(other) == counter(reading) && other.sequence >= reading.sequence)
    };
    let mut tickets = open(root)?;
    if let Some(month) = month_of(reading) {
        tickets.extend(in_folder(root, &month)?);
    }
    among(root, tickets.into_iter().filter(is_later), id)
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
    if !may_name_former(bytes) {
        return false;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    yaml::read_record(text).is_ok_and(|record| record.formerly.iter().any(|number| number.eq_ignore_ascii_case(id)))
}

/// Most files have never been renumbered: whether it is worth reading this one.
pub(super) fn may_name_former(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"\nformerly").is_some()
}
