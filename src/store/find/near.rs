//! The cheap places to look for an id, each read once: the open queue, and the month that the id names.
use std::path::{Path, PathBuf};

use super::former::names_former;
use super::{Found, archived, begins_with, former, is_exactly, open};
use crate::domain::number::{NumberFormat, Reading};
use crate::fault::Result;
use crate::store::month::Month;
use crate::store::{disk, layout};

/// What stands near an id.
pub(super) struct Near<'a> {
    root: &'a Path,
    format: &'a NumberFormat,
    id: &'a str,
    open: Vec<Found>,
    month: Option<Month>,
}

impl<'a> Near<'a> {
    pub(super) fn read(root: &'a Path, format: &'a NumberFormat, id: &'a str) -> Result<Self> {
        let reading = format.read(id).or_else(|| format.read(id.rsplit_once('-')?.0));
        let month = reading.and_then(month_of).map(|folder| Month::read(root, &folder)).transpose()?;
        Ok(Self { root, format, id, open: open(root)?, month })
    }

    /// Every ticket that the id may mean, from the cheapest place to look to the dearest: the open queue,
    /// the month its number names, former numbers in the files of its day, the names of the archive, then
    /// former numbers in any file.
    pub(super) fn candidates(&self) -> Result<Vec<Found>> {
        let id = self.id;
        if id.is_empty() {
            return Ok(Vec::new());
        }
        let in_month = self.month.as_ref().map(|month| month.beginning_with(id)).unwrap_or_default();
        let held = holders(self.open.iter().chain(&in_month), id);
        if !held.is_empty() {
            return Ok(held);
        }
        let archived = archived(self.root)?;
        // Whoever holds a number is meant before those that held it, and these before a mere beginning.
        let exact = [holders(&archived, id), self.former()];
        if let Some(meant) = exact.into_iter().find(|tickets| !tickets.is_empty()) {
            return Ok(meant);
        }
        let every = self.open.iter().chain(&archived);
        let mut prefix: Vec<_> = every.filter(|found| begins_with(&found.reference, id)).cloned().collect();
        if prefix.is_empty() {
            // It may have been reopened after the open queue was looked at.
            prefix = holders(&open(self.root)?, id);
        }
        if prefix.is_empty() { former::among(self.root, self.open.iter().chain(&archived), id) } else { Ok(prefix) }
    }

    /// The tickets that once had the number that the id is, of those whose numbers come from the same counter
    /// after it: whoever loses a number gets a later one of its own day. Of the open queue only those files
    /// are read; the month that the number names is remembered.
    pub(super) fn former(&self) -> Vec<Found> {
        let (root, id) = (self.root, self.id);
        let Some(reading) = self.format.read(id) else { return Vec::new() };
        let counter = |reading| Reading { sequence: None, ..reading };
        let is_later = |found: &&Found| {
            let other = self.format.read(found.reference.number.as_str());
            other.is_some_and(|other| counter(other) == counter(reading) && other.sequence >= reading.sequence)
        };
        // A file that cannot be read is told of by whoever needs it; here it is one ticket less to mention.
        let names = |found: &&Found| {
            disk::read(&root.join(&found.path)).ok().flatten().is_some_and(|bytes| names_former(&bytes, id))
        };
        let mut tickets: Vec<_> = self.open.iter().filter(is_later).filter(names).cloned().collect();
        tickets.extend(self.month.iter().flat_map(|month| month.formerly(id)));
        tickets
    }
}

fn holders<'f>(tickets: impl IntoIterator<Item = &'f Found>, id: &str) -> Vec<Found> {
    tickets.into_iter().filter(|found| is_exactly(&found.reference, id)).cloned().collect()
}

/// The folder of the closed tickets of the month that a number says; `None` when it says no month.
fn month_of(reading: Reading) -> Option<PathBuf> {
    let (year, month) = (reading.year?, reading.month?);
    Some(Path::new(layout::ARCHIVE).join(format!("{year:04}")).join(format!("{month:02}")))
}
