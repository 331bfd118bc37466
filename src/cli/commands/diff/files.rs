//! Files that are no tickets: what they are and what became of them.
use std::path::{Path, PathBuf};

use crate::git::revision::Change;
use crate::store::layout;

/// A file that is no ticket, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    /// What it is.
    pub kind: &'static str,
    /// What became of it.
    pub change: &'static str,
    /// Where it stands, or stood when it is gone.
    pub path: PathBuf,
    /// Where it stood, when it was moved.
    pub from: Option<PathBuf>,
}

/// What files of each folder are.
const KINDS: [(&str, &str); 6] = [
    (layout::SURVEYS, "response"),
    (layout::CUSTOMERS, "customer"),
    (layout::CONFIG, "configuration"),
    (layout::DESK, "configuration"),
    (layout::CALENDARS, "calendar"),
    (layout::ATTACHMENTS, "attachment"),
];

impl File {
    /// What git says of a file; `None` of nothing.
    pub fn new(change: &Change) -> Option<Self> {
        let (old, new) = (change.old.as_ref(), change.new.as_ref());
        let path = new.or(old)?.path.clone();
        let from = old.map(|old| old.path.clone()).filter(|old| *old != path);
        let change = match (old, new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ if from.is_some() => "moved",
            _ => "changed",
        };
        Some(Self { kind: kind(&path), change, path, from })
    }
}

fn kind(path: &Path) -> &'static str {
    KINDS.iter().find(|(folder, _)| path.starts_with(folder)).map_or("other", |(_, kind)| kind)
}
