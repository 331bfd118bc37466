//! A file of the configuration that is being read: whatever is wrong with it is told at its place.
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::fault::{Problem, Result};
use crate::store::{disk, yaml};

/// A file and its text.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    text: String,
}

impl File {
    /// The file at `path`, relative to the desk at `root`; `None` when there is none.
    pub(super) fn open(root: &Path, path: &Path) -> Result<Option<Self>> {
        let text = disk::read_text(&root.join(path)).map_err(|problem| problem.in_file(path))?;
        Ok(text.map(|text| Self { path: path.to_owned(), text }))
    }

    /// What it says.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T> {
        yaml::read_config(&self.text).map_err(|problem| problem.in_file(&self.path))
    }

    /// A problem with what it says, at the value to which the problem's path leads.
    pub(super) fn placed(&self, problem: impl Into<Problem>) -> Problem {
        yaml::placed(&self.text, &self.path, problem.into())
    }
}

/// What `check` makes of what the file at `path` says; `None` when there is none.
pub(super) fn read<T: DeserializeOwned, V>(
    root: &Path,
    path: &Path,
    check: impl FnOnce(T) -> Result<V>,
) -> Result<Option<V>> {
    let Some(file) = File::open(root, path)? else { return Ok(None) };
    check(file.read()?).map_err(|problem| file.placed(problem)).map(Some)
}
