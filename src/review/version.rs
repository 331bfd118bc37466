//! A ticket as one state of the desk has it.
use std::path::PathBuf;

use super::acts::{Item, Rest};
use crate::domain::ids::TicketRef;
use crate::domain::ticket::Ticket;

/// A ticket as one state of the desk has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Number and key, as the file is named.
    pub reference: TicketRef,
    /// Where it stands, relative to the desk.
    pub path: PathBuf,
    /// What it says.
    pub ticket: Ticket,
    /// What each entry of the history says besides; empty where no entry does.
    pub rest: Vec<Rest>,
}

impl Version {
    /// The entries of the history, in the order of the file.
    pub fn items(&self) -> Vec<Item<'_>> {
        let entries = self.ticket.history.iter().enumerate();
        entries.map(|(place, entry)| Item { entry, rest: self.rest.get(place).map_or(&[], Vec::as_slice) }).collect()
    }
}
