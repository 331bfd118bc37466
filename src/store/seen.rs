//! What was seen on other branches, so that nothing is looked at twice. It is this clone's alone and can
//! be thrown away at any time.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{self, Access};
use super::transaction::LOCAL;
use crate::fault::Result;

/// The files that other branches have, as far as they were looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The folders that were looked at.
    pub folders: Vec<PathBuf>,
    /// The commit whose files were left out, as they are the desk's own.
    pub head: Option<String>,
    /// The commits that were looked at.
    pub tips: BTreeSet<String>,
    /// What they have besides.
    pub files: BTreeSet<PathBuf>,
}

impl Seen {
    /// What was seen under a name; nothing when it cannot be read.
    pub fn read(root: &Path, name: &str) -> Self {
        let bytes = disk::read(&path(root, name)).ok().flatten();
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Keeps it.
    pub fn write(&self, root: &Path, name: &str) -> Result<()> {
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        disk::make_dir(&root.join(LOCAL))?;
        disk::stage(&root.join(LOCAL), &bytes, &Access::of(&path(root, name)))?.put_unflushed(&path(root, name))
    }
}

fn path(root: &Path, name: &str) -> PathBuf {
    root.join(LOCAL).join(format!("seen-{name}.json"))
}
