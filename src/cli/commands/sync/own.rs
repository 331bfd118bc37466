//! What was done here and is not committed.
use std::path::Path;

use super::{Leveller, SyncFault};
use crate::cli::commit::{files, turn};
use crate::fault::Result;
use crate::git::state::{Change, Kind, Status};
use crate::store::layout;

/// The files and folders of a desk that git keeps; nothing else is committed.
const DESK: [&str; 13] = [
    layout::DESK,
    layout::OPEN,
    layout::ARCHIVE,
    layout::SURVEYS,
    layout::CUSTOMERS,
    layout::CONFIG,
    layout::CALENDARS,
    layout::ATTACHMENTS,
    "scripts",
    "knowledge",
    "outbox",
    ".gitattributes",
    ".gitignore",
];

impl Leveller<'_> {
    /// What the desk changed, as far as it may be committed.
    ///
    /// # Errors
    /// `sync-unmerged`, and `sync-vanished`: no command removes a ticket, so a file that is gone may be
    /// what a git that was killed has not written yet.
    pub(super) fn own_changes(&self) -> Result<Status> {
        let status = self.repository.status(&DESK.map(Path::new))?;
        let vanished = status.changes.iter().find(|change| is_gone(change) && !has_moved(change, &status));
        match vanished {
            Some(change) => Err(SyncFault::Vanished { path: change.path.display().to_string() }.into()),
            None => Ok(status),
        }
    }

    /// Commits what the desk changed, and nothing else.
    pub(super) fn commit_own(&self) -> Result<()> {
        let _turn = turn(&self.root)?;
        let status = self.own_changes()?;
        if status.changes.is_empty() {
            return Ok(());
        }
        let unmerged: Vec<_> = status.changes.iter().filter(|change| change.kind == Kind::Unmerged).collect();
        if !unmerged.is_empty() {
            let files = unmerged.iter().map(|change| change.path.display().to_string()).collect::<Vec<_>>().join(", ");
            return Err(SyncFault::Unmerged { files }.into());
        }
        self.commit(&status)
    }

    /// Commits changes under a message that names the files.
    pub(super) fn commit(&self, status: &Status) -> Result<()> {
        let message = files(status.changes.iter().map(|change| change.path.as_path()), self.settings.language);
        self.repository.commit_only(status, &message.to_string())
    }
}

/// Whether the file of a ticket is gone from the work tree, and nobody told git so.
fn is_gone(change: &Change) -> bool {
    matches!(change.kind, Kind::Tracked { unstaged: 'D', .. }) && layout::reference(&change.path).is_some()
}

/// Whether the ticket of a file that is gone stands elsewhere; its key never changes.
fn has_moved(gone: &Change, status: &Status) -> bool {
    let key = |change: &Change| layout::reference(&change.path).map(|reference| reference.key);
    let is_there = |change: &&Change| !matches!(change.kind, Kind::Tracked { unstaged: 'D', .. });
    status.changes.iter().filter(is_there).any(|change| key(change) == key(gone))
}
