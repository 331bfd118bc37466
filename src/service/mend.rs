//! Mending merges that git made by lines: the files in conflict are merged again, by what they mean.
//!
//! A ticket is known by its key and a number that it has or had, not by its path: where git missed
//! that a file was moved it left two, and both are sides of one ticket.
mod gather;
mod piece;
mod settle;
mod strangers;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::fault::{Problem, Result};
use crate::faults;
use crate::git::repository::Repository;
use crate::store::writer::Writer;

faults! {
    /// Why a file stays in conflict.
    pub enum MendFault {
        "mend-removed" => Removed { path: String },
        "mend-by-hand" => ByHand { path: String },
        "mend-foreign" => Foreign { path: String },
        "mend-marked" => Marked { path: String, field: String },
        "mend-lines" => Lines { path: String },
    }
}

/// What became of one file that was in conflict.
#[derive(Debug)]
pub enum Outcome {
    /// It is merged, stands where it belongs and is in the index.
    Mended {
        /// Where it stands, relative to the desk.
        path: PathBuf,
        /// Where else it stood.
        from: Vec<PathBuf>,
    },
    /// A person must settle it.
    Left {
        /// Where it stands, relative to the desk.
        path: PathBuf,
        /// Why.
        problem: Problem,
    },
}

/// One file in conflict: everywhere it stands, and all that is known of its versions.
#[derive(Debug)]
struct Torn {
    /// Where git has it in conflict; nowhere when only markers or two places tell.
    unmerged: BTreeSet<PathBuf>,
    /// Where else it stands on disk.
    others: BTreeSet<PathBuf>,
    /// What the sides grew from, as the index holds it.
    base: Option<Vec<u8>>,
    /// The sides that the index holds.
    sides: Vec<Vec<u8>>,
}

impl Torn {
    fn places(&self) -> impl Iterator<Item = &PathBuf> {
        self.unmerged.iter().chain(&self.others)
    }

    /// Where it is spoken of.
    fn name(&self) -> &Path {
        self.places().next().map_or(Path::new(""), PathBuf::as_path)
    }
}

/// Mends every file of the desk of `writer` that is in conflict; with `only`, those that stand at one of
/// these paths.
///
/// # Errors
/// What git or the disk refuses. Why one file cannot be mended is its outcome.
pub fn mend(writer: &Writer, repository: &Repository, only: Option<&BTreeSet<PathBuf>>) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    let mut changed = Vec::new();
    for torn in gather::all(writer.root(), repository)? {
        if only.is_some_and(|only| !torn.places().any(|place| only.contains(place))) {
            continue;
        }
        let settled = settle::settle(writer, &torn).unwrap_or_else(|problem| settle::left(torn.name(), problem));
        changed.extend(settled.changed);
        outcomes.extend(settled.outcomes);
    }
    repository.stage(&changed)?;
    Ok(outcomes)
}
