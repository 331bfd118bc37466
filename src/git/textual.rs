//! Merging lines of text, as git does without a driver.
use std::path::Path;

use super::process::Git;
use crate::fault::Result;

/// Three versions of a file, each in a file of its own.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// What both sides grew from; an empty file when there is nothing.
    pub base: &'a Path,
    /// Our side.
    pub ours: &'a Path,
    /// Their side.
    pub theirs: &'a Path,
}

/// How many characters a marker has, unless git says otherwise.
pub const MARKER: u16 = 7;

/// More conflicts than this are told as so many.
const MOST_CONFLICTS: i32 = 127;

/// The lines of both sides, with markers of `marker` characters where both changed the same.
///
/// # Errors
/// `git-failed` when one of them is no text.
pub fn merge(dir: &Path, sides: Sides<'_>, marker: u16) -> Result<Vec<u8>> {
    let [ours, base, theirs] = [sides.ours, sides.base, sides.theirs].map(|file| file.to_string_lossy());
    let size = format!("--marker-size={marker}");
    let labels = ["-L", "ours", "-L", "base", "-L", "theirs"];
    let mut args = vec!["merge-file", "-p", &size];
    args.extend(labels);
    args.extend(["--", &*ours, &*base, &*theirs]);
    Git::new(dir, &args).bytes_or(|code| (1..=MOST_CONFLICTS).contains(&code))
}
