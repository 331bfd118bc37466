//! The tickets about monitoring alerts.
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};

use crate::automation::alerts::{Alert, knows};
use crate::domain::ids::{Text, TicketRef};
use crate::domain::moment::Moment;
use crate::domain::status::Status;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::store::file::TicketFile;
use crate::store::find::{self, Found};
use crate::store::layout;
use crate::store::month::Month;
use crate::time::Instant;

/// The open tickets that came from elsewhere, by what they are called there; of several the first one.
pub(super) struct Alarms(HashMap<Text, Found>);

impl Alarms {
    /// Reads the open queue; and what is wrong with tickets that cannot be read.
    pub(super) fn read(root: &Path) -> Result<(Self, Vec<Problem>)> {
        let (mut alarms, mut problems) = (HashMap::new(), Vec::new());
        for found in find::open(root)? {
            match TicketFile::read(root, &found.path).and_then(|file| file.ticket()) {
                Ok(ticket) => {
                    if let Some(external) = ticket.head.external {
                        alarms.entry(external).or_insert(found);
                    }
                }
                Err(problem) => problems.push(problem),
            }
        }
        Ok((Self(alarms), problems))
    }

    /// The open ticket of this name.
    pub(super) fn open(&self, external: &str) -> Option<&Found> {
        self.0.get(external)
    }

    /// A ticket was opened.
    pub(super) fn opened(&mut self, ticket: &Ticket, reference: TicketRef) {
        let path = layout::ticket(&reference, Status::New, ticket.head.created);
        self.0.extend(ticket.head.external.clone().map(|external| (external, Found { reference, path })));
    }

    /// A ticket was changed, and perhaps closed.
    pub(super) fn changed(&mut self, ticket: &Ticket) {
        if let Some(external) = ticket.head.external.as_ref().filter(|_| ticket.head.status == Status::Closed) {
            self.0.remove(external);
        }
    }

    /// The closed ticket that tells already of the episode in which an alert fires. Only those months are looked at in
    /// which it can have been opened.
    pub(super) fn closed(root: &Path, alert: &Alert, now: Moment) -> Result<Option<TicketRef>> {
        let Some(started) = alert.started else { return Ok(None) };
        let external = alert.external();
        for folder in months(started, now) {
            for found in Month::read(root, &folder)?.all() {
                let file = TicketFile::read(root, &found.path)?;
                let Some(ticket) = file.text.contains(external.as_str()).then(|| file.ticket()).transpose()? else {
                    continue;
                };
                if ticket.head.external.as_ref() == Some(&external) && knows(&ticket, alert) {
                    return Ok(Some(found.reference));
                }
            }
        }
        Ok(None)
    }
}

/// The longest that an alert is thought to have fired, in months.
const LONGEST: u32 = 12;

/// The folders of the months from an instant till now, the newest first.
fn months(started: Instant, now: Moment) -> Vec<PathBuf> {
    let date = |at: Moment| NaiveDate::from_ymd_opt(at.year(), at.month(), 1);
    // A day of grace: months are cut as the desk's clocks showed them when the ticket was opened.
    let first = DateTime::<Utc>::from(started.plus(-86_400)).date_naive();
    let back = |count| date(now).and_then(|month| month.checked_sub_months(Months::new(count)));
    let months = (0..=LONGEST)
        .map_while(back)
        .take_while(|month| (month.year(), month.month()) >= (first.year(), first.month()));
    months.map(|month| Path::new(layout::ARCHIVE).join(format!("{:04}/{:02}", month.year(), month.month()))).collect()
}
