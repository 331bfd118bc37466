//! What must never leave this machine.
use std::path::Path;

use super::Finding;
use super::fault::CheckFault;
use crate::git;
use crate::store::{disk, layout, transaction};

/// Whole contacts and local state: kept out of git, and contacts from other users of this machine.
pub(super) fn check(root: &Path, findings: &mut Vec<Finding>) {
    let private = Path::new(layout::PRIVATE);
    let path = || private.display().to_string();
    if disk::is_open_to_others(&root.join(private)) {
        findings.push(Finding::error(private, CheckFault::Readable { path: path() }));
    }
    if !git::is_work_tree(root) {
        return;
    }
    if git::tracks(root, private) {
        findings.push(Finding::error(private, CheckFault::Tracked { path: path() }));
    }
    for folder in [layout::PRIVATE, transaction::LOCAL] {
        if !git::ignores(root, &Path::new(folder).join("file")) {
            let fault = CheckFault::NotIgnored { path: folder.to_owned() };
            findings.push(Finding::error(Path::new(".gitignore"), fault));
        }
    }
}
