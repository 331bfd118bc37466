//! From what somebody types to a ticket's file: a number, a former number, a key, number and key,
//! or the beginning of one.
mod former;
mod index;
mod near;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::{disk, layout, transaction};
use crate::domain::ids::TicketRef;
use crate::domain::number::NumberFormat;
use crate::fault::Result;
use crate::faults;

pub use index::Index;

use near::Near;

faults! {
    /// Why an id finds no ticket, or no single one.
    pub enum FindFault {
        "ticket-unknown" => Unknown { id: String },
        "ticket-ambiguous" => Ambiguous { id: String, count: usize, candidates: String },
        "ticket-torn" => Torn { id: String, places: String },
    }
}

/// A ticket's file name, not yet read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Number and key.
    pub reference: TicketRef,
    /// Where it stands, relative to the desk.
    pub path: PathBuf,
}

/// The open tickets, by number and key.
pub fn open(root: &Path) -> Result<Vec<Found>> {
    disk::require_dir(root, layout::OPEN)?;
    in_folder(root, Path::new(layout::OPEN))
}

/// The closed tickets, by month, number and key.
pub fn archived(root: &Path) -> Result<Vec<Found>> {
    disk::require_dir(root, layout::ARCHIVE)?;
    Ok(disk::walk(root, layout::ARCHIVE)?.into_iter().filter_map(found).collect())
}

/// All tickets, open ones first. Open tickets are listed before and after the archive, so that one
/// that is closed or reopened meanwhile is not missed; it is returned once.
pub fn all(root: &Path) -> Result<Vec<Found>> {
    let mut every = open(root)?;
    let early = every.len();
    let archived = archived(root)?;
    let late: Vec<_> = open(root)?.into_iter().filter(|late| every[..early].binary_search(late).is_err()).collect();
    every.extend(late);
    let open: HashSet<_> = every.iter().map(|found| &found.reference).collect();
    let moving = archived.iter().filter(|found| open.contains(&found.reference));
    let doubled: HashSet<_> = moving.map(|found| found.reference.clone()).collect();
    every.extend(archived);
    if !doubled.is_empty() {
        settle(root, &mut every, &doubled);
    }
    Ok(every)
}

/// Takes one place of each of the `doubled` tickets: they are on their way between two folders, or a
/// command that was killed left them there. A ticket that stands in two places for good keeps both,
/// for somebody must choose: `check` says so.
fn settle(root: &Path, tickets: &mut Vec<Found>, doubled: &HashSet<TicketRef>) {
    // In this order: a move that begins after the question leaves one place only by the time of the next.
    let moving = transaction::is_pending(root);
    let is_doubled = |found: &Found| doubled.contains(&found.reference);
    tickets.retain(|found| !is_doubled(found) || disk::exists(&root.join(&found.path)));
    if moving {
        let mut seen = HashSet::new();
        tickets.retain(|found| !is_doubled(found) || seen.insert(found.reference.clone()));
    }
}

/// Where a ticket stands that was moved while somebody read the desk.
pub fn moved(root: &Path, reference: &TicketRef) -> Result<Option<Found>> {
    Ok(all(root)?.into_iter().find(|found| found.reference == *reference))
}

fn in_folder(root: &Path, folder: &Path) -> Result<Vec<Found>> {
    let names = disk::list(&root.join(folder))?;
    Ok(names.into_iter().filter_map(|name| found(folder.join(name))).collect())
}

/// The ticket file at a path; `None` when its name is no ticket's.
pub(super) fn found(path: PathBuf) -> Option<Found> {
    Some(Found { reference: layout::reference(&path)?, path })
}

/// What an id means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// The ticket.
    pub ticket: Found,
    /// The other tickets that once had its number, when `id` is that number: what somebody wrote down may
    /// mean either.
    pub others: Vec<Found>,
}

/// The one ticket that `id` means.
pub fn one(root: &Path, format: &NumberFormat, id: &str) -> Result<Found> {
    single(root, id, Near::read(root, format, id)?.candidates()?)
}

/// The one ticket that `id` means, and those that it may have meant.
pub fn meant(root: &Path, format: &NumberFormat, id: &str) -> Result<Meant> {
    let near = Near::read(root, format, id)?;
    let ticket = single(root, id, near.candidates()?)?;
    let is_its_number = ticket.reference.number.as_str().eq_ignore_ascii_case(id);
    let mut others = if is_its_number { near.former() } else { Vec::new() };
    others.retain(|other| other.reference != ticket.reference);
    Ok(Meant { ticket, others })
}

fn single(root: &Path, id: &str, mut candidates: Vec<Found>) -> Result<Found> {
    candidates.sort();
    candidates.dedup();
    let same = |pair: &&[Found]| pair[0].reference == pair[1].reference;
    let doubled: HashSet<_> = candidates.windows(2).filter(same).map(|pair| pair[0].reference.clone()).collect();
    if !doubled.is_empty() {
        settle(root, &mut candidates, &doubled);
    }
    match <[Found; 1]>::try_from(candidates) {
        Ok([found]) => Ok(found),
        Err(none) if none.is_empty() => Err(FindFault::Unknown { id: id.to_owned() }.into()),
        Err(several) => Err(ambiguous(id, &several).into()),
    }
}

fn ambiguous(id: &str, several: &[Found]) -> FindFault {
    if several.windows(2).all(|pair| pair[0].reference == pair[1].reference) {
        let places: Vec<_> = several.iter().map(|found| found.path.display().to_string()).collect();
        return FindFault::Torn { id: id.to_owned(), places: places.join(crate::near::SEPARATOR) };
    }
    let all: Vec<_> = several.iter().map(|found| found.reference.to_string()).collect();
    let candidates = crate::near::handful(all.iter().map(String::as_str));
    FindFault::Ambiguous { id: id.to_owned(), count: several.len(), candidates }
}

fn is_exactly(reference: &TicketRef, id: &str) -> bool {
    reference.number.as_str().eq_ignore_ascii_case(id)
        || reference.key.as_str().eq_ignore_ascii_case(id)
        || reference.to_string().eq_ignore_ascii_case(id)
}

fn begins_with(reference: &TicketRef, id: &str) -> bool {
    let begins = |text: &str| text.get(..id.len()).is_some_and(|start| start.eq_ignore_ascii_case(id));
    begins(&reference.to_string()) || begins(reference.key.as_str())
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at the files themselves")]
mod tests {
    use std::fs;

    use super::*;

    fn desk(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        dir
    }

    fn find(desk: &tempfile::TempDir, id: &str) -> Result<String> {
        let format = NumberFormat::parse("CS{yyyy}{mm}{dd}{seq:4}").unwrap();
        one(desk.path(), &format, id).map(|found| found.path.display().to_string())
    }

    #[test]
    fn a_ticket_is_found_by_number_key_both_or_prefix() {
        let desk = desk(&[
            "tickets/CS202610280001-k3x9z.yaml",
            "archive/2026/09/CS202609010001-0a1b2.yaml",
            "tickets/notes.txt",
        ]);
        let open = "tickets/CS202610280001-k3x9z.yaml";
        for id in ["CS202610280001", "cs202610280001", "k3x9z", "K3X", "CS202610280001-k3x9z", "CS202610"] {
            assert_eq!(find(&desk, id).unwrap(), open, "{id}");
        }
        for id in ["CS202609010001", "0a1b2", "CS202609"] {
            assert_eq!(find(&desk, id).unwrap(), "archive/2026/09/CS202609010001-0a1b2.yaml", "{id}");
        }
        assert_eq!(find(&desk, "CS2026").unwrap_err().code(), "ticket-ambiguous");
        for id in ["", "支付", "CS1", "x"] {
            assert_eq!(find(&desk, id).unwrap_err().code(), "ticket-unknown", "{id}");
        }
    }

    #[test]
    fn a_double_number_lists_both() {
        let desk = desk(&["tickets/CS202610280001-k3x9z.yaml", "archive/2026/10/CS202610280001-0a1b2.yaml"]);
        let problem = find(&desk, "CS202610280001").unwrap_err();
        assert_eq!(problem.args()[2].1, "CS202610280001-0a1b2\u{1f}CS202610280001-k3x9z");
        assert!(find(&desk, "CS202610280001-0a1b2").is_ok());
    }
}
