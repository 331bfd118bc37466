//! Merging two sides of a file by what it means, with git's base between them.
//!
//! The result is the same bytes whichever side is called ours.
//!
//! ```text
//! record     tickets, survey responses, customers: one canonical file of both sides
//! value      keys, lists and texts with the base between them
//! sequence   a list of things that happened: the union, in time order
//! ticket     the head as the fold of the merged history
//! remark     the comments of both sides
//! lines      texts line by line
//! config     configuration: the texts line by line, held to the merge of the values
//! markers    the sides of a file that git merged by its lines
//! identity   whether two texts are of one ticket
//! conflict   a field that holds both versions
//! ```
use std::path::Path;

use crate::fault::Result;
use crate::faults;
use crate::store::layout;

mod config;
pub mod conflict;
pub mod identity;
mod lines;
pub mod markers;
mod record;
mod remark;
mod sequence;
#[cfg(test)]
mod tests;
mod ticket;
mod value;
mod version;

faults! {
    /// Why two versions are not merged.
    pub enum MergeFault {
        "merge-two-tickets" => TwoTickets {},
    }
}

/// A merged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Its text.
    pub text: String,
    /// The paths of the fields whose both versions stand in the text between markers; none when
    /// everything was settled.
    pub conflicts: Vec<String>,
}

/// The path of a conflict that is about the lines of a file, not about one of its fields.
pub const WHOLE: &str = ".";

/// Two versions, and the one that both grew from.
#[derive(Debug, Clone, Copy)]
struct Sides<T> {
    base: T,
    ours: T,
    theirs: T,
}

impl<T> Sides<T> {
    fn map<U>(self, mut convert: impl FnMut(T) -> U) -> Sides<U> {
        Sides { base: convert(self.base), ours: convert(self.ours), theirs: convert(self.theirs) }
    }

    fn as_ref(&self) -> Sides<&T> {
        Sides { base: &self.base, ours: &self.ours, theirs: &self.theirs }
    }
}

impl<T: PartialEq> Sides<T> {
    /// The version to take where at most one side changed it; `None` when both did, differently.
    fn settled(self) -> Option<T> {
        if self.ours == self.theirs || self.theirs == self.base {
            return Some(self.ours);
        }
        (self.ours == self.base).then_some(self.theirs)
    }
}

/// The file `path`, relative to its desk, from its two sides and the `base` they grew from; without a
/// base both sides added it.
///
/// Lines end as in both sides: with `\r\n` only when both do so.
///
/// # Errors
/// A side that cannot be read, with its place; `merge-two-tickets` when git took one ticket for another.
pub fn merge(path: &Path, base: Option<&str>, ours: &str, theirs: &str) -> Result<Merged> {
    if let Some(settled) = (Sides { base, ours: Some(ours), theirs: Some(theirs) }).settled() {
        return Ok(Merged { text: settled.unwrap_or_default().to_owned(), conflicts: Vec::new() });
    }
    let is_crlf = ours.contains("\r\n") && theirs.contains("\r\n");
    let lines = |text: &str| text.replace("\r\n", "\n");
    // The order of the sides follows from what they say, and is that of both versions of every field: of
    // two people with one number, all that is said first is the one's.
    let (ours, theirs) = (ours.min(theirs), ours.max(theirs));
    let sides = Sides { base: lines(base.unwrap_or_default()), ours: lines(ours), theirs: lines(theirs) };
    let mut merged = of_kind(path, &sides)?;
    if is_crlf {
        merged.text = merged.text.replace('\n', "\r\n");
    }
    Ok(merged)
}

/// A text that two people wrote from one `base`, line by line; `None` where they changed the same lines.
pub fn text(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let merged = lines::merge(base, ours, theirs);
    (merged.conflicts == 0).then_some(merged.text)
}

fn of_kind(path: &Path, sides: &Sides<String>) -> Result<Merged> {
    let folder = path.iter().next().and_then(|folder| folder.to_str());
    let texts = sides.as_ref().map(String::as_str);
    let is_ticket = matches!(folder, Some(layout::OPEN | layout::ARCHIVE));
    if is_ticket && identity::are_two(texts.ours, texts.theirs) {
        return Err(MergeFault::TwoTickets {}.into());
    }
    match folder {
        Some(layout::DESK | layout::CONFIG | layout::CALENDARS) => Ok(config::merge(texts)),
        _ => record::merge(texts, is_ticket),
    }
}
