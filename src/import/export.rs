//! A whole export: the tickets of its main file with the events of its second.
use super::events::{Event, EventColumns};
use super::fault::ImportFault;
use super::mapping::Mapping;
use super::table::{Line, Table};
use super::terms::{Terms, zone_of};
use super::tickets::{Columns, Incoming};
use crate::desk::open::Desk;
use crate::domain::ids::Text;
use crate::fault::{Problem, Result};
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

/// What was read of an export.
#[derive(Debug, Default)]
pub struct Export {
    /// The tickets, in the order of the file.
    pub tickets: Vec<Incoming>,
    /// What was not taken, with the reason and the place, in the order of the files.
    pub rejected: Vec<Problem>,
    /// The rows of the main file.
    pub rows: usize,
    /// The rows of the second file.
    pub events: usize,
    /// Of them, those that became acts.
    pub used: usize,
    /// Of them, those that the mapping leaves out.
    pub skipped: usize,
    /// Of them, those from before the opening that were moved there.
    pub moved: usize,
    /// The place of each ticket, by its id in the other system.
    places: HashMap<Text, usize>,
}

impl Export {
    /// Reads the main file from `source`, which problems call `file`.
    ///
    /// # Errors
    /// A mapping that does not fit the file, or a file that cannot be read to its end. Rows that cannot be taken are
    /// no error: they are among the [rejected](Self::rejected).
    pub fn read(source: impl Read, file: &Path, mapping: &Mapping, desk: &Desk) -> Result<Self> {
        let table = Table::open(source, file, &mapping.file)?;
        let (header, zone) = (table.header().clone(), zone_of(&mapping.time, desk)?);
        let terms = Terms { desk, header: &header, file: &mapping.file, time: &mapping.time, zone: &zone };
        let columns = Columns::bind(mapping, &terms)?;
        let mut export = Self::default();
        for line in table {
            export.rows += 1;
            if let Err(problem) = export.take_row(line?, &columns, &terms) {
                export.rejected.push(problem);
            }
        }
        Ok(export)
    }

    fn take_row(&mut self, line: Line, columns: &Columns, terms: &Terms<'_>) -> Result<()> {
        let row = match line {
            Line::Row(row) => row,
            Line::Rejected(problem) => return Err(problem),
        };
        let external = columns.external(&row)?;
        if let Some(first) = self.places.get(&external) {
            let first = self.tickets[*first].place.line;
            let fault = ImportFault::TicketDouble { external: external.to_string(), first };
            return Err(Problem::from(fault).at(row.place()));
        }
        let ticket = columns.read(&row, external.clone(), terms)?;
        self.places.insert(external, self.tickets.len());
        self.tickets.push(ticket);
        Ok(())
    }

    /// Reads the second file, and adds its events to the tickets.
    ///
    /// # Errors
    /// As for [`Self::read`].
    pub fn read_events(&mut self, source: impl Read, file: &Path, mapping: &Mapping, desk: &Desk) -> Result<()> {
        let events = mapping.events.as_ref().ok_or(ImportFault::NoEvents {})?;
        let (options, time) = (events.file.as_ref().unwrap_or(&mapping.file), events.time.as_ref());
        let time = time.unwrap_or(&mapping.time);
        let table = Table::open(source, file, options)?;
        let (header, zone) = (table.header().clone(), zone_of(time, desk)?);
        let terms = Terms { desk, header: &header, file: options, time, zone: &zone };
        let columns = EventColumns::bind(events, &terms)?;
        for line in table {
            self.events += 1;
            if let Err(problem) = self.take_event(line?, &columns, &terms) {
                self.rejected.push(problem);
            }
        }
        Ok(())
    }

    fn take_event(&mut self, line: Line, columns: &EventColumns, terms: &Terms<'_>) -> Result<()> {
        let row = match line {
            Line::Row(row) => row,
            Line::Rejected(problem) => return Err(problem),
        };
        let external = columns.ticket(&row)?;
        let Some(ticket) = self.places.get(&external).and_then(|place| self.tickets.get_mut(*place)) else {
            return Err(Problem::from(ImportFault::Orphan { ticket: external.to_string() }).at(row.place()));
        };
        match columns.read(&row, ticket.created, terms)? {
            None => self.skipped += 1,
            Some(Event { told, is_moved }) => {
                self.used += 1;
                self.moved += usize::from(is_moved);
                ticket.told.push(told);
            }
        }
        Ok(())
    }
}
