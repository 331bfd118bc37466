//! Numbers that tickets had before a double number was settled.
use std::path::Path;

use super::{Found, month_of, open};
use crate::domain::number::{NumberFormat, Reading};
use crate::fault::Result;
use crate::store::disk;
use crate::store::month::{self, Month};

/// The other tickets that once had the number of `found`, when `id` is that number: what somebody wrote
/// down may mean either. Cheap: most files need not be read.
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
    // A file that cannot be read is told of by whoever needs it; here it is one ticket less to mention.
    let names = |found: &Found| {
        disk::read(&root.join(&found.path)).ok().flatten().is_some_and(|bytes| names_former(&bytes, id))
    };
    let mut tickets: Vec<_> = open(root)?.into_iter().filter(|found| is_later(found) && names(found)).collect();
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

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out the files themselves")]
mod tests {
    use std::fs;

    use super::super::one;
    use super::*;

    #[test]
    fn a_whole_number_means_its_holder_then_who_had_it_then_a_beginning() {
        let desk = tempfile::tempdir().unwrap();
        let lay = |path: &str, formerly: &str| {
            let path = desk.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, format!("id: x\n{formerly}history: []\n")).unwrap();
        };
        let format = NumberFormat::parse("CS{yyyy}{mm}{dd}{seq:4}").unwrap();
        let find = |id: &str| one(desk.path(), &format, id).unwrap();
        let others = |id| also(desk.path(), &format, &find(id), id).unwrap().len();
        lay("tickets/CS2026102800011-aaaaa.yaml", "");
        assert_eq!(find("CS202610280001").reference.key.as_str(), "aaaaa");
        lay("archive/2026/10/CS202610280003-bbbbb.yaml", "formerly: [CS202610280001]\n");
        assert_eq!((find("CS202610280001").reference.key.as_str(), others("CS202610280001")), ("bbbbb", 0));
        // Not in its month, as an import from another zone may leave it.
        lay("archive/2026/09/CS202610280001-ccccc.yaml", "");
        assert_eq!((find("CS202610280001").reference.key.as_str(), others("CS202610280001")), ("ccccc", 1));
        assert_eq!((find("CS202610280001-ccccc").reference.key.as_str(), others("CS202610280003")), ("ccccc", 0));
    }
}
