//! The customers' files: each is read.
use std::path::Path;

use super::{Finding, keep, marked};
use crate::store::{customers, disk, layout};

/// Reads those that are `wanted`.
pub(super) fn check(root: &Path, wanted: impl Fn(&Path) -> bool, findings: &mut Vec<Finding>) {
    let folder = Path::new(layout::CUSTOMERS);
    // That the folder cannot be listed is found where the names are needed.
    for name in disk::list(&root.join(folder)).unwrap_or_default() {
        let file = folder.join(&name);
        let Some(id) = name.strip_suffix(".yaml").filter(|_| wanted(&file)) else { continue };
        let text = disk::read_text(&root.join(&file)).ok().flatten().unwrap_or_default();
        findings.extend(marked::findings(&file, &text));
        keep(customers::read(root, id), &file, findings);
    }
}
