//! The names of the ticket files: what can be said before any is read.
use std::path::{Path, PathBuf};

use super::fault::CheckFault;
use super::{Finding, keep};
use crate::domain::ids::{Number, TicketRef};
use crate::store::disk;
use crate::store::find::Found;
use crate::store::layout;

/// The ticket files by number, key and folder.
#[derive(Debug)]
pub(super) struct Names(Vec<Found>);

impl Names {
    /// Lists `tickets/` and `archive/`; whatever else stands there is a finding.
    pub fn read(root: &Path, findings: &mut Vec<Finding>) -> Self {
        let mut tickets = Vec::new();
        for folder in [layout::OPEN, layout::ARCHIVE] {
            for (path, is_dir) in files(root, folder, findings) {
                match layout::reference(&path) {
                    Some(reference) if !is_dir => tickets.push(Found { reference, path }),
                    None if is_dir && folder != layout::OPEN => {}
                    _ => findings.push(stray(&path)),
                }
            }
        }
        tickets.sort_unstable();
        let names = Self(tickets);
        findings.extend(names.doubles().flat_map(double));
        names
    }

    /// All of them, in order.
    pub fn all(&self) -> &[Found] {
        &self.0
    }

    /// Whether there is such a ticket.
    pub fn has(&self, reference: &TicketRef) -> bool {
        self.0.binary_search_by(|found| found.reference.cmp(reference)).is_ok()
    }

    /// The tickets that share a number.
    pub fn doubles(&self) -> impl Iterator<Item = &[Found]> {
        let same = |one: &Found, next: &Found| one.reference.number == next.reference.number;
        self.0.chunk_by(same).filter(|group| group.iter().any(|found| found.reference != group[0].reference))
    }

    /// Whether several tickets have this number.
    pub fn is_double(&self, number: &Number) -> bool {
        let first = self.0.partition_point(|found| found.reference.number < *number);
        let mut same = self.0[first..].iter().take_while(|found| found.reference.number == *number);
        same.next().is_some_and(|one| same.any(|other| other.reference != one.reference))
    }
}

/// Everything below a folder, with whether it is a directory.
fn files(root: &Path, folder: &str, findings: &mut Vec<Finding>) -> Vec<(PathBuf, bool)> {
    let tree = disk::require_dir(root, folder).and_then(|()| disk::tree(root, folder));
    keep(tree, Path::new(folder), findings).unwrap_or_default()
}

/// A file that is read by nobody.
pub(super) fn stray(path: &Path) -> Finding {
    Finding::warning(path, CheckFault::Stray { path: path.display().to_string() })
}

/// One finding for each ticket that shares its number.
fn double(group: &[Found]) -> Vec<Finding> {
    let fault = |found: &Found| {
        let others = group.iter().filter(|other| other.reference != found.reference);
        let others: Vec<_> = others.map(|other| other.reference.to_string()).collect();
        let number = found.reference.number.to_string();
        Finding::error(&found.path, CheckFault::DoubleNumber { number, others: others.join(crate::near::SEPARATOR) })
    };
    group.iter().map(fault).collect()
}
