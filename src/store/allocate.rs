//! New tickets: the number, the key, the file.
mod many;

pub use many::Numbers;

use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};

use super::month::Month;
use super::{find, interpret, layout, yaml};
use crate::domain::ids::{Key, Number, TicketRef};
use crate::domain::number::{NumberFormat, Period};
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

/// A number and a key that no ticket of the desk has, and none of those `elsewhere`: on other branches, in
/// other work trees. The caller holds the desk's lock until the file is written. `date` is the day of
/// creation in the desk's zone.
pub fn allocate(
    root: &Path,
    format: &NumberFormat,
    date: NaiveDate,
    lane: Option<&str>,
    elsewhere: &[TicketRef],
    mut random: impl FnMut() -> u64,
) -> Result<TicketRef> {
    let mut taken = taken(root, format.period(), date)?;
    taken.extend_from_slice(elsewhere);
    let key = free_key(&taken, &mut random);
    Ok(TicketRef { number: free_number(&taken, format, date, lane, random)?, key })
}

fn free_number(
    taken: &[TicketRef],
    format: &NumberFormat,
    date: NaiveDate,
    lane: Option<&str>,
    mut random: impl FnMut() -> u64,
) -> Result<Number> {
    let sequence = format.next_sequence(date, taken.iter().map(|found| found.number.as_str()));
    for _ in 0..DRAWS {
        let number = format.render(date, sequence, random(), lane)?;
        if !taken.iter().any(|found| found.number == number) {
            return Ok(number);
        }
    }
    Err(AllocateFault::Exhausted { format: format.to_string() }.into())
}

fn free_key(taken: &[TicketRef], random: &mut impl FnMut() -> u64) -> Key {
    loop {
        let key = Key::from_random(random());
        if !taken.iter().any(|found| found.key == key) {
            return key;
        }
    }
}

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
    let mut tickets = find::open(root)?;
    match period {
        Period::Month => tickets.extend(Month::read(root, &year.join(format!("{:02}", date.month())))?.all()),
        Period::Year => {
            for month in disk::list(&root.join(&year))? {
                tickets.extend(Month::read(root, &year.join(month))?.all());
            }
        }
        Period::Ever => tickets.extend(find::archived(root)?),
    }
    Ok(tickets.into_iter().map(|found| found.reference).collect())
}

/// Where the file of a new ticket stands, and its text.
pub fn file(reference: &TicketRef, ticket: &Ticket) -> (PathBuf, String) {
    let path = layout::ticket(reference, ticket.head.status, ticket.head.created);
    (path, yaml::write_record(&interpret::record(ticket)))
}
