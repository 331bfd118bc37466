//! New tickets: the number, the key, the file.
mod many;

pub use many::Numbers;

use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};

use super::month::Month;
use super::{find, interpret, layout, yaml};
use crate::domain::ids::TicketRef;
use crate::domain::number::Period;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::faults;
use crate::store::disk;

faults! {
    /// Why no number can be given.
    pub enum AllocateFault {
        "number-exhausted" => Exhausted { format: String },
    }
}

/// How often random numbers are drawn before the format counts as exhausted.
const DRAWS: usize = 100;

/// The folders of the tickets whose numbers may collide with one of `date`.
pub fn folders(period: Period, date: NaiveDate) -> Vec<PathBuf> {
    let archive = PathBuf::from(layout::ARCHIVE);
    let year = format!("{:04}", date.year());
    let archive = match period {
        Period::Month => archive.join(year).join(format!("{:02}", date.month())),
        Period::Year => archive.join(year),
        Period::Ever => archive,
    };
    vec![layout::OPEN.into(), archive]
}

/// The tickets of the desk at `root` whose numbers may collide with one of `date`.
pub fn taken(root: &Path, period: Period, date: NaiveDate) -> Result<Vec<TicketRef>> {
    let year = Path::new(layout::ARCHIVE).join(format!("{:04}", date.year()));
    let mut tickets: Vec<_> = find::open(root)?.into_iter().map(|found| found.reference).collect();
    match period {
        Period::Month => tickets.extend(Month::read(root, &year.join(format!("{:02}", date.month())))?.all()),
        Period::Year => {
            for month in disk::list(&root.join(&year))? {
                tickets.extend(Month::read(root, &year.join(month))?.all());
            }
        }
        Period::Ever => tickets.extend(find::archived(root)?.into_iter().map(|found| found.reference)),
    }
    Ok(tickets)
}

/// Where the file of a new ticket stands, and its text.
pub fn file(reference: &TicketRef, ticket: &Ticket) -> (PathBuf, String) {
    let path = layout::ticket(reference, ticket.head.status, ticket.head.created);
    (path, yaml::write_record(&interpret::record(ticket)))
}
