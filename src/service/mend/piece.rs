//! What git holds of files in conflict.
use std::path::{Path, PathBuf};

use crate::store::layout;

/// A file that may be torn: where it stands, and one version of it that the index holds.
pub(super) struct Piece {
    pub path: PathBuf,
    pub version: Option<Version>,
}

/// One version of a file.
pub(super) struct Version {
    pub bytes: Vec<u8>,
    pub is_base: bool,
    /// Whether the index holds it at another path, beside another ticket.
    pub is_astray: bool,
}

/// Whether a ticket stands at a path.
pub(super) fn is_ticket(path: &Path) -> bool {
    path.starts_with(layout::OPEN) || path.starts_with(layout::ARCHIVE)
}
