//! The right to write in a desk: its lock, and what was written under it.
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use super::lock::Lock;
use super::{layout, transaction};
use crate::fault::Result;

/// The files that were written, moved or removed, relative to the desk; shared by whoever wants to
/// know after the lock was let go.
pub type Touched = Rc<RefCell<BTreeSet<PathBuf>>>;

/// Held while a command writes. Every change of a desk is made under one, so none goes unlocked.
#[derive(Debug)]
pub struct Writer {
    root: PathBuf,
    lock: Lock,
    touched: Touched,
}

impl Writer {
    /// Locks the desk at `root` for the command `holder`, waiting at most `patience`, and finishes
    /// what a killed command left.
    pub fn acquire(root: &Path, holder: &str, patience: Duration, touched: Touched) -> Result<Self> {
        let lock = Lock::acquire(&root.join(layout::LOCK), holder, patience)?;
        transaction::recover(root)?;
        Ok(Self { root: root.to_owned(), lock, touched })
    }

    /// The desk.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the same command held the lock before, and nobody since.
    pub const fn is_again(&self) -> bool {
        self.lock.is_again()
    }

    /// The locked file again: the desk stays locked until the last of them is closed, also when it was
    /// given to another process.
    pub fn share(&self) -> Result<File> {
        self.lock.share()
    }

    /// Notes what a transaction changes.
    pub(super) fn note<'a>(&self, paths: impl Iterator<Item = &'a Path>) {
        self.touched.borrow_mut().extend(paths.map(Path::to_owned));
    }
}
