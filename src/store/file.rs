//! One ticket file: its path, its text, the ticket it says.
use std::path::{Path, PathBuf};

use super::{disk, find, interpret, layout, yaml};
use crate::domain::ids::TicketRef;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::faults;

faults! {
    /// Why a ticket file cannot be read.
    pub enum FileFault {
        "file-name-malformed" => Name { path: String },
        "file-vanished" => Vanished { path: String },
    }
}

/// A ticket file as it was read.
#[derive(Debug, Clone)]
pub struct TicketFile {
    /// Where it stands, relative to the desk.
    pub path: PathBuf,
    /// Number and key, from its name.
    pub reference: TicketRef,
    /// Its whole text.
    pub text: String,
}

impl TicketFile {
    /// Reads the ticket file at `path`, relative to the desk at `root`; where it went, when it was
    /// moved meanwhile.
    pub fn read(root: &Path, path: &Path) -> Result<Self> {
        let shown = || path.display().to_string();
        let reference = layout::reference(path).ok_or_else(|| FileFault::Name { path: shown() })?;
        if let Some(text) = disk::read_text(&root.join(path))? {
            return Ok(Self { path: path.to_owned(), reference, text });
        }
        let path = find::moved(root, &reference)?.ok_or_else(|| FileFault::Vanished { path: shown() })?.path;
        let text = disk::read_text(&root.join(&path))?.ok_or_else(|| FileFault::Vanished { path: shown() })?;
        Ok(Self { path, reference, text })
    }

    /// The ticket it says; an error has its place in the file.
    pub fn ticket(&self) -> Result<Ticket> {
        ticket_of(&self.path, &self.text)
    }
}

/// The ticket that the text of the file at `path` says; an error has its place in the file.
pub fn ticket_of(path: &Path, text: &str) -> Result<Ticket> {
    let record = yaml::read_record(text).map_err(|problem| problem.in_file(path))?;
    interpret::ticket(&record).map_err(|wrong| placed(path, text, wrong))
}

fn placed(path: &Path, text: &str, wrong: interpret::Misread) -> Problem {
    match yaml::locate(text, &yaml::Path::parse(&wrong.path)) {
        Some(place) => wrong.problem.at(place).in_file(path),
        None => wrong.problem,
    }
}
