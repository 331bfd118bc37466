//! The tickets of one customer.
use std::cmp::Reverse;
use std::path::Path;

use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::store::find::{self, Found};
use crate::store::relatives;
use crate::store::scan::{Gather, scan};

/// The tickets of a customer, and the files that could not be read.
#[derive(Debug, Default)]
pub struct Tickets {
    /// Open and archived ones, the newest first.
    pub tickets: Vec<(Found, Ticket)>,
    /// What was wrong with other files, which may be theirs.
    pub invalid: Vec<Problem>,
}

/// All tickets of the customer with a number, open and archived.
pub fn tickets(root: &Path, customer: &str) -> Result<Tickets> {
    Ok(among(root, customer, &find::all(root)?))
}

/// The tickets of the customer with a number, of those that are open or were created in the month of
/// `from` or later: what somebody who writes a ticket need not wait for.
pub fn recent_tickets(root: &Path, customer: &str, from: Moment) -> Result<Tickets> {
    let mut files = find::open(root)?;
    files.extend(relatives::closed_of(root, customer, from)?);
    // One that was closed meanwhile was met twice; it is found where it went.
    files.sort_by(|one, other| one.reference.cmp(&other.reference));
    files.dedup_by(|one, other| one.reference == other.reference);
    Ok(among(root, customer, &files))
}

fn among(root: &Path, customer: &str, files: &[Found]) -> Tickets {
    let mut theirs = Tickets::default();
    for worker in scan(root, files, || Worker { customer, theirs: Tickets::default() }) {
        theirs.tickets.extend(worker.theirs.tickets);
        theirs.invalid.extend(worker.theirs.invalid);
    }
    theirs.tickets.sort_by_key(|(found, ticket)| (Reverse(ticket.head.created), Reverse(found.reference.clone())));
    theirs
}

struct Worker<'a> {
    customer: &'a str,
    theirs: Tickets,
}

impl Gather for Worker<'_> {
    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        if ticket.head.customer.as_ref().is_some_and(|customer| customer.as_str() == self.customer) {
            self.theirs.tickets.push((found.clone(), ticket));
        }
    }

    fn invalid(&mut self, _: &Found, problem: Problem) {
        self.theirs.invalid.push(problem);
    }
}
