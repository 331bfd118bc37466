//! The customers' files, those that git has and those of this clone alone: each is read.
use std::path::Path;

use super::{Finding, keep, marked};
use crate::fault::Result;
use crate::store::{customers, disk, layout};

/// Reads those that are `wanted`.
pub(super) fn check(root: &Path, wanted: impl Fn(&Path) -> bool, findings: &mut Vec<Finding>) {
    for folder in [layout::CUSTOMERS.into(), Path::new(layout::PRIVATE).join(layout::CUSTOMERS)] {
        // That the folder cannot be listed is found where the names are needed.
        for name in disk::list(&root.join(&folder)).unwrap_or_default() {
            let file = folder.join(&name);
            if file.extension().is_some_and(|extension| extension == "yaml") && wanted(&file) {
                keep(examine(root, &file, findings), &file, findings);
            }
        }
    }
}

fn examine(root: &Path, file: &Path, findings: &mut Vec<Finding>) -> Result<()> {
    let text = disk::read_text(&root.join(file))?.unwrap_or_default();
    findings.extend(marked::findings(file, &text));
    customers::parse(file, &text).map(drop)
}
