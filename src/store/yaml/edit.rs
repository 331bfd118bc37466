//! Changes to a file's text that leave all other bytes as they are.
//!
//! The bytes to replace come from the tree's spans; the spliced text is parsed again and must hold
//! exactly the intended change, unknown keys included. Otherwise the edit is refused.
use super::fault::YamlFault;
use super::locate::locate;
use super::path::Path;
use super::place::place_at;
use super::read::read_value;
use super::tree;
use super::value::Value;
use crate::fault::{Problem, Result};
use crate::store::record::{EntryRecord, HISTORY, Record};

mod intent;
mod splice;
mod spot;

use splice::Way;

/// One change to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit<'a> {
    /// Gives the value at `path` another one; adds its key when only that is missing.
    Set {
        /// Where.
        path: Path<'a>,
        /// The new value.
        value: Value,
    },
    /// Removes a key with its value, or an item of a list. What is not there is removed already.
    Remove {
        /// Where.
        path: Path<'a>,
    },
    /// Adds an item at the end of a list, in the list's form; the list need not exist yet.
    Push {
        /// The list.
        path: Path<'a>,
        /// The new item.
        value: Value,
    },
    /// Adds an item before the one at `index` of a list, in the list's form.
    Insert {
        /// The list.
        path: Path<'a>,
        /// The place it takes, from 0; there is an item now.
        index: usize,
        /// The new item.
        value: Value,
    },
    /// Makes a list of texts hold these items: removes and adds single ones where that is enough.
    Items {
        /// The list.
        path: Path<'a>,
        /// Its new items.
        items: Vec<String>,
    },
}

impl<'a> Edit<'a> {
    /// Sets the text of a head key.
    pub fn set(key: &'a str, text: &str) -> Self {
        Self::Set { path: Path::key(key), value: text.into() }
    }

    /// Removes a head key.
    pub fn remove(key: &'a str) -> Self {
        Self::Remove { path: Path::key(key) }
    }

    /// Adds a text to a head list.
    pub fn push(key: &'a str, text: &str) -> Self {
        Self::Push { path: Path::key(key), value: text.into() }
    }

    /// Makes a head list hold `items`.
    pub fn items(key: &'a str, items: Vec<String>) -> Self {
        Self::Items { path: Path::key(key), items }
    }

    /// Appends an entry to the history.
    pub fn append(entry: &EntryRecord<'_>) -> Self {
        Self::Push { path: Path::key(HISTORY), value: entry.into() }
    }

    /// Puts an entry before the one at `index` of the history.
    pub fn insert(index: usize, entry: &EntryRecord<'_>) -> Self {
        Self::Insert { path: Path::key(HISTORY), index, value: entry.into() }
    }

    /// What it changes.
    pub fn path(&self) -> &Path<'a> {
        match self {
            Self::Set { path, .. }
            | Self::Remove { path }
            | Self::Push { path, .. }
            | Self::Insert { path, .. }
            | Self::Items { path, .. } => path,
        }
    }
}

/// The text of a ticket file with all of `edits` made, in turn; new head keys take their place in
/// the canonical order, before the history.
///
/// Fails, and changes nothing, when the file does not parse or an edit cannot be made exactly.
pub fn apply(text: &str, edits: &[Edit<'_>]) -> Result<String> {
    apply_in(text, edits, Record::ORDER)
}

/// As [`apply`], for a file whose keys come in `order`; a key that it does not name goes last.
pub fn apply_in(text: &str, edits: &[Edit<'_>], order: &[&str]) -> Result<String> {
    let mut file = File { text: text.to_owned(), value: read_value(text)? };
    for edit in edits {
        for step in intent::steps(edit, &file.value) {
            file.change(&step, order)?;
        }
    }
    Ok(file.text)
}

/// A file's text, and the value that it holds.
struct File {
    text: String,
    value: Value,
}

impl File {
    fn change(&mut self, edit: &Edit<'_>, order: &[&str]) -> Result<()> {
        let intended = intent::after(&self.value, edit, order).ok_or_else(|| refused(&self.text, edit))?;
        if intended != self.value {
            self.text = spliced(&self.text, edit, order, &intended)?;
            self.value = intended;
        }
        Ok(())
    }
}

/// `text` with `edit` made, which must hold the `intended` value.
fn spliced(text: &str, edit: &Edit<'_>, order: &[&str], intended: &Value) -> Result<String> {
    let root = tree::parse(text)?;
    [Way::Usual, Way::Closed]
        .into_iter()
        .filter_map(|way| splice::splice(text, &root, edit, order, way))
        .find(|spliced| read_value(spliced).is_ok_and(|value| value == *intended))
        .ok_or_else(|| refused(text, edit))
}

fn refused(text: &str, edit: &Edit<'_>) -> Problem {
    let place = locate(text, edit.path()).unwrap_or_else(|| place_at(text, 0));
    Problem::from(YamlFault::EditRefused { path: edit.path().to_string() }).at(place)
}

#[cfg(test)]
mod tests;
