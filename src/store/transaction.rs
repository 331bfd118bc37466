//! Several files changed as one: all of it happens, or nothing.
//!
//! One change is a rename, which is atomic. Several go through a journal under `.tickets/journal/`:
//! the new files are staged there, then a plan is put in place (from here on it *will* happen),
//! then carried out, then removed. Whoever takes the desk's lock next finishes a plan that a killed
//! command left; without a plan, what is staged never happened.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{self, Access};
use super::writer::Writer;
use crate::fault::Result;
use crate::faults;

faults! {
    /// Why a change was not carried out.
    pub enum TransactionFault {
        "file-changed-meanwhile" => Changed { path: String },
        "journal-unreadable" => Journal { path: String },
    }
}

/// The directory of local state, below the desk.
pub const LOCAL: &str = ".tickets";
const JOURNAL: &str = "journal";
const PLAN: &str = "plan.json";

/// Changes to carry out together. Paths are relative to the desk.
#[derive(Debug, Default)]
pub struct Transaction {
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Write { path: PathBuf, bytes: Vec<u8>, before: Before, readers: Readers },
    Remove { path: PathBuf, before: Before },
    Move { from: PathBuf, to: PathBuf },
}

/// Who may read a file that is written.
#[derive(Debug)]
enum Readers {
    /// Whoever may read the file of this path now; those the umask lets when there is none.
    Of(PathBuf),
    /// Its owner alone.
    Owner,
}

impl Readers {
    fn access(&self, root: &Path) -> Access {
        match self {
            Self::Of(path) => Access::of(&root.join(path)),
            Self::Owner => Access::Private,
        }
    }
}

/// What a change was worked out from: when the file is another by now, somebody edited it by hand.
#[derive(Debug)]
pub enum Before {
    /// There was no such file.
    Absent,
    /// It held these bytes.
    Held(Vec<u8>),
}

#[derive(Serialize, Deserialize)]
struct Plan {
    steps: Vec<PlannedStep>,
}

#[derive(Serialize, Deserialize)]
enum PlannedStep {
    Put { staged: String, path: PathBuf },
    Remove { path: PathBuf },
    Move { from: PathBuf, to: PathBuf },
}

impl Transaction {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Makes a new file.
    pub fn create(&mut self, path: PathBuf, bytes: impl Into<Vec<u8>>) {
        let readers = Readers::Of(path.clone());
        self.steps.push(Step::Write { path, bytes: bytes.into(), before: Before::Absent, readers });
    }

    /// Makes a new file that only its owner can read.
    pub fn create_private(&mut self, path: PathBuf, bytes: impl Into<Vec<u8>>) {
        let readers = Readers::Owner;
        self.steps.push(Step::Write { path, bytes: bytes.into(), before: Before::Absent, readers });
    }

    /// Replaces a file that held `before`.
    pub fn replace(&mut self, path: PathBuf, before: impl Into<Vec<u8>>, bytes: impl Into<Vec<u8>>) {
        let before = Before::Held(before.into());
        let readers = Readers::Of(path.clone());
        self.steps.push(Step::Write { path, bytes: bytes.into(), before, readers });
    }

    /// Moves a file that held `before`, with new bytes; who may read it stays.
    pub fn relocate(&mut self, from: PathBuf, to: PathBuf, before: impl Into<Vec<u8>>, bytes: impl Into<Vec<u8>>) {
        let readers = Readers::Of(from.clone());
        self.steps.push(Step::Write { path: to, bytes: bytes.into(), before: Before::Absent, readers });
        self.steps.push(Step::Remove { path: from, before: Before::Held(before.into()) });
    }

    /// Removes a file that held `before`.
    pub fn remove(&mut self, path: PathBuf, before: impl Into<Vec<u8>>) {
        self.steps.push(Step::Remove { path, before: Before::Held(before.into()) });
    }

    /// Gives a directory or a file another name, whatever it holds.
    pub fn rename(&mut self, from: PathBuf, to: PathBuf) {
        self.steps.push(Step::Move { from, to });
    }

    /// Carries everything out in the desk of `writer`, which takes note of every file that changes.
    pub fn commit(self, writer: &Writer) -> Result<()> {
        let root = writer.root();
        for step in &self.steps {
            step.verify(root)?;
        }
        writer.note(self.steps.iter().flat_map(Step::places));
        let scratch = root.join(LOCAL).join(JOURNAL);
        match <[Step; 1]>::try_from(self.steps) {
            Ok([Step::Write { path, bytes, readers, .. }]) => {
                disk::stage(&scratch, &bytes, &readers.access(root))?.put(&root.join(path))
            }
            Ok([Step::Remove { path, .. }]) => disk::remove(&root.join(path)),
            Ok(moved @ [Step::Move { .. }]) => commit_by_plan(root, &scratch, moved.into()),
            Err(steps) if steps.is_empty() => Ok(()),
            Err(steps) => commit_by_plan(root, &scratch, steps),
        }
    }
}

fn commit_by_plan(root: &Path, scratch: &Path, steps: Vec<Step>) -> Result<()> {
    let plan = prepare(root, scratch, steps)?;
    let written = serde_json::to_vec(&plan).unwrap_or_default();
    disk::stage(scratch, &written, &Access::Private)?.put(&scratch.join(PLAN))?;
    carry_out(root, scratch, &plan)
}

impl Step {
    /// Refuses when a file is not what the change was worked out from.
    fn verify(&self, root: &Path) -> Result<()> {
        let (same, path) = match self {
            Self::Write { path, before, .. } | Self::Remove { path, before } => {
                let now = disk::read(&root.join(path))?;
                let same = match before {
                    Before::Absent => now.is_none(),
                    Before::Held(before) => now.as_ref() == Some(before),
                };
                (same, path)
            }
            Self::Move { from, to } => (disk::exists(&root.join(from)) && !disk::exists(&root.join(to)), to),
        };
        if same { Ok(()) } else { Err(TransactionFault::Changed { path: path.display().to_string() }.into()) }
    }

    /// The files and directories that it changes.
    fn places(&self) -> Vec<&Path> {
        match self {
            Self::Write { path, .. } | Self::Remove { path, .. } => vec![path],
            Self::Move { from, to } => vec![from, to],
        }
    }

    /// Where it puts something.
    fn destination(&self) -> Option<&Path> {
        match self {
            Self::Write { path, .. } => Some(path),
            Self::Move { to, .. } => Some(to),
            Self::Remove { .. } => None,
        }
    }
}

/// The new content of a file, on its way to a staged one.
struct Fresh {
    staged: String,
    bytes: Vec<u8>,
    access: Access,
}

/// Does all that can fail for want of room, so that a plan that is in place can be carried out.
fn prepare(root: &Path, scratch: &Path, steps: Vec<Step>) -> Result<Plan> {
    for dir in steps.iter().filter_map(|step| step.destination()?.parent()) {
        disk::make_dir(&root.join(dir))?;
    }
    let mut planned = Vec::with_capacity(steps.len());
    let mut fresh = Vec::new();
    for (place, step) in steps.into_iter().enumerate() {
        planned.push(match step {
            Step::Write { path, bytes, readers, .. } => {
                let staged = format!("{place}.new");
                fresh.push(Fresh { staged: staged.clone(), bytes, access: readers.access(root) });
                PlannedStep::Put { staged, path }
            }
            Step::Remove { path, .. } => PlannedStep::Remove { path },
            Step::Move { from, to } => PlannedStep::Move { from, to },
        });
    }
    stage_all(scratch, &fresh)?;
    disk::flush_dir(scratch)?;
    Ok(Plan { steps: planned })
}

/// How many files are flushed at once: a disk that is asked for several flushes does them together.
const FLUSHED_AT_ONCE: usize = 4;

fn stage_all(scratch: &Path, fresh: &[Fresh]) -> Result<()> {
    let stage = |fresh: &[Fresh]| {
        fresh.iter().try_for_each(|Fresh { staged, bytes, access }| {
            disk::stage(scratch, bytes, access)?.put_unflushed(&scratch.join(staged))
        })
    };
    if fresh.len() <= FLUSHED_AT_ONCE {
        return stage(fresh);
    }
    std::thread::scope(|scope| {
        let stretches = fresh.chunks(fresh.len().div_ceil(FLUSHED_AT_ONCE));
        let workers: Vec<_> = stretches.map(|fresh| scope.spawn(move || stage(fresh))).collect();
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(staged) => staged,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })
}

impl PlannedStep {
    /// The files that it changes.
    fn places(&self) -> Vec<&Path> {
        match self {
            Self::Put { path, .. } | Self::Remove { path } => vec![path],
            Self::Move { from, to } => vec![from, to],
        }
    }
}

/// Renames a file unless that was done already.
fn put(from: &Path, to: &Path) -> Result<()> {
    if disk::exists(from) { disk::rename_unflushed(from, to) } else { Ok(()) }
}

/// Carries out a plan; a step that was already done is passed over. Every directory is flushed once,
/// before the plan is removed.
fn carry_out(root: &Path, scratch: &Path, plan: &Plan) -> Result<()> {
    let mut touched = BTreeSet::from([scratch.to_owned()]);
    for step in &plan.steps {
        match step {
            PlannedStep::Put { staged, path } => put(&scratch.join(staged), &root.join(path))?,
            PlannedStep::Remove { path } => disk::remove_unflushed(&root.join(path))?,
            PlannedStep::Move { from, to } => put(&root.join(from), &root.join(to))?,
        }
        for path in step.places() {
            // A month's directory may be new, and its name is in the one above.
            let path = root.join(path);
            touched.extend(path.ancestors().skip(1).take_while(|dir| dir.starts_with(root)).map(Path::to_owned));
        }
    }
    touched.iter().try_for_each(|dir| disk::flush_dir(dir))?;
    disk::remove(&scratch.join(PLAN))
}

/// Whether a killed command left a plan.
pub fn is_pending(root: &Path) -> bool {
    disk::exists(&root.join(LOCAL).join(JOURNAL).join(PLAN))
}

/// Finishes what a killed command began, or clears away what it only staged. The caller holds the
/// desk's lock.
pub fn recover(root: &Path) -> Result<()> {
    let scratch = root.join(LOCAL).join(JOURNAL);
    if let Some(bytes) = disk::read(&scratch.join(PLAN))? {
        let plan = serde_json::from_slice(&bytes)
            .map_err(|_| TransactionFault::Journal { path: scratch.join(PLAN).display().to_string() })?;
        carry_out(root, &scratch, &plan)?;
    }
    disk::clear(&scratch)
}

#[cfg(test)]
mod tests;
