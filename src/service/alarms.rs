//! The tickets about monitoring alerts.
use std::collections::HashMap;
use std::path::Path;

use chrono::Months;

use crate::automation::alerts::{Alert, is_external, told_until};
use crate::domain::ids::{Text, TicketRef};
use crate::domain::moment::Moment;
use crate::domain::status::Status;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::store::file::TicketFile;
use crate::store::find::{self, Found};
use crate::store::layout;
use crate::store::notes::Notes;
use crate::time::Instant;

/// The tickets that came from elsewhere, by what they are called there.
pub struct Alarms {
    /// Of several open ones the first.
    open: HashMap<Text, Found>,
    /// Of several closed ones that which tells of the latest, and until when. They are read when one is asked for.
    closed: Option<HashMap<Text, (Instant, TicketRef)>>,
}

/// Where it is remembered what closed tickets tell of alerts.
const REMEMBERED: &str = "alarms";
/// The form of what is remembered: another one is another key.
const KEY: &str = concat!("1-", env!("CARGO_PKG_VERSION"));
/// How old a ticket can be that tells of an alert that still fires.
const OLDEST: Months = Months::new(12);

impl Alarms {
    /// Reads the open queue; and what is wrong with tickets that cannot be read.
    pub fn read(root: &Path) -> Result<(Self, Vec<Problem>)> {
        let (mut open, mut problems) = (HashMap::new(), Vec::new());
        for found in find::open(root)? {
            match read(root, &found) {
                Ok(Ticket { head, .. }) => {
                    if let Some(external) = head.external {
                        open.entry(external).or_insert(found);
                    }
                }
                Err(problem) => problems.push(problem),
            }
        }
        Ok((Self { open, closed: None }, problems))
    }

    /// The open ticket of this name.
    pub fn open(&self, external: &str) -> Option<&Found> {
        self.open.get(external)
    }

    /// A ticket was opened.
    pub fn opened(&mut self, ticket: &Ticket, reference: TicketRef) {
        let path = layout::ticket(&reference, Status::New, ticket.head.created);
        self.open.extend(ticket.head.external.clone().map(|external| (external, Found { reference, path })));
    }

    /// A ticket was changed, and perhaps closed.
    pub fn changed(&mut self, ticket: &Ticket) {
        let Some(external) = ticket.head.external.as_ref().filter(|_| ticket.head.status == Status::Closed) else {
            return;
        };
        if let (Some(found), Some(closed)) = (self.open.remove(external), &mut self.closed) {
            remember(closed, external.clone(), (told_until(ticket), found.reference));
        }
    }

    /// The closed ticket that tells already of the episode in which an alert fires. When the first one is asked for, those
    /// are looked at that can be about it; what is wrong with them goes to `problems`.
    pub fn closed(
        &mut self,
        (root, now): (&Path, Moment),
        alert: &Alert,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<&TicketRef>> {
        let closed = match self.closed.take() {
            Some(closed) => closed,
            None => read_closed(root, now, problems)?,
        };
        let known = self.closed.insert(closed).get(&alert.external());
        Ok(known.filter(|(until, _)| alert.started.is_some_and(|started| started <= *until)).map(|(_, known)| known))
    }
}

fn read(root: &Path, found: &Found) -> Result<Ticket> {
    TicketFile::read(root, &found.path)?.ticket()
}

fn read_closed(root: &Path, now: Moment, problems: &mut Vec<Problem>) -> Result<HashMap<Text, (Instant, TicketRef)>> {
    // A ticket stands in the month in which it was opened, and many an episode can have been told in it since.
    let from = layout::month(now.checked_sub_months(OLDEST).unwrap_or(now));
    let of = |ticket: &Ticket| {
        let external = ticket.head.external.as_deref().filter(|external| is_external(external))?;
        (!external.contains('\n')).then(|| format!("{} {external}", told_until(ticket).seconds()))
    };
    let notes = Notes { root, place: REMEMBERED, key: KEY, from: &from, since: i64::MIN, is_thorough: false, of };
    let mut closed = HashMap::new();
    let unread = notes.read(|noted| {
        let Some(note) = noted.note else { return noted.found() };
        let (until, external) = note.split_once(' ')?;
        let told = (Instant::from_seconds(until.parse().ok()?), noted.reference()?);
        remember(&mut closed, external.into(), told);
        None
    })?;
    problems.extend(unread.iter().filter_map(|found| read(root, found).err()));
    Ok(closed)
}

fn remember(closed: &mut HashMap<Text, (Instant, TicketRef)>, external: Text, told: (Instant, TicketRef)) {
    let known = closed.entry(external).or_insert_with(|| told.clone());
    if known.0 < told.0 {
        *known = told;
    }
}
