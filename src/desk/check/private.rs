//! What must never leave this machine: whole contacts and local state.
use std::path::Path;

use super::Finding;
use super::fault::CheckFault;
use crate::store::{disk, layout, transaction};

/// The folders that belong to this clone alone.
pub const FOLDERS: [&str; 2] = [layout::PRIVATE, transaction::LOCAL];

/// What git says about a folder of [`FOLDERS`].
#[derive(Debug, Clone, Copy)]
pub struct Guard {
    /// The folder.
    pub folder: &'static str,
    /// Whether git holds something of it.
    pub is_tracked: bool,
    /// Whether git leaves it out.
    pub is_ignored: bool,
}

pub(super) fn check(root: &Path, guards: &[Guard], findings: &mut Vec<Finding>) {
    for &Guard { folder, is_tracked, is_ignored } in guards {
        let path = folder.to_owned();
        if is_tracked {
            findings.push(Finding::error(Path::new(folder), CheckFault::Tracked { path: path.clone() }));
        }
        if !is_ignored {
            findings.push(Finding::error(Path::new(".gitignore"), CheckFault::NotIgnored { path }));
        }
    }
    if disk::is_open_to_others(&root.join(layout::PRIVATE)) {
        let path = layout::PRIVATE.to_owned();
        findings.push(Finding::error(Path::new(layout::PRIVATE), CheckFault::Readable { path }));
    }
}
