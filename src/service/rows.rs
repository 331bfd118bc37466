//! Tickets read into rows that can be filtered, sorted and shown.
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::filter::{Resolver, schema};
use super::tiers::Tiers;
use crate::automation::confirmation::Confirmation;
use crate::desk::open::Desk;
use crate::domain::customer::Customer;
use crate::domain::fold;
use crate::domain::ids::CustomerId;
use crate::domain::kin::{Kin, Relative};
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::query::Query;
use crate::report::tickets::{Clocks, DESCRIPTION, Next, OF_CUSTOMER, OF_OTHERS, Row};
use crate::store::customers;
use crate::store::find::{self, Found};
use crate::store::scan::{Gather, scan};
use crate::time::clocks::{Evaluator, Policies, Reading};
use crate::time::moment::Reader;

/// The rows of the tickets that a filter lets through, and the files that could not be read.
#[derive(Default)]
pub struct Rows {
    /// The tickets.
    pub rows: Vec<Row>,
    /// What was wrong with the others.
    pub invalid: Vec<Problem>,
}

/// What a row is made from, and which rows are wanted.
pub struct Wanted<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// Its promises.
    pub policies: &'a Policies,
    /// The instant at which the desk is looked at.
    pub as_of: Moment,
    /// The filter.
    pub query: &'a Query,
    /// Words that must all be mentioned, in lower case.
    pub words: &'a [String],
    /// The fields that are shown or sorted by.
    pub fields: &'a [&'a str],
}

impl Wanted<'_> {
    /// Whether the filter or the listing names a field.
    fn names(&self, field: &str) -> bool {
        self.query.names(field) || self.fields.contains(&field)
    }
}

struct Worker<'a> {
    wanted: &'a Wanted<'a>,
    evaluator: Evaluator<'a>,
    confirmation: &'a Confirmation,
    customers: &'a Customers,
    kin: Option<&'a Kin>,
    found: Rows,
}

/// The rows of the tickets among `files` for which a filter holds, as they were at an instant.
/// Dates are seen from the reader's now.
pub fn matching(desk: &Desk, reader: Reader, filter: Option<&str>, as_of: Moment, files: &[Found]) -> Result<Rows> {
    let resolver = Resolver::new(desk, reader);
    let query = filter.map(|filter| Query::parse(filter, &schema(desk), &resolver)).transpose()?.unwrap_or_default();
    read(files, &Wanted { desk, policies: &desk.policies()?, as_of, query: &query, words: &[], fields: &[] })
}

/// Reads files into rows; other tickets and customers too when the filter or the listing asks what they say.
pub fn read(files: &[Found], wanted: &Wanted<'_>) -> Result<Rows> {
    if OF_OTHERS.iter().any(|field| wanted.names(field)) {
        return read_among_others(files, wanted);
    }
    read_beside(files, wanted, None)
}

/// Reads files into rows, and all tickets of the desk for what they say of each other.
pub fn read_among_others(files: &[Found], wanted: &Wanted<'_>) -> Result<Rows> {
    let (kin, invalid) = kin(&wanted.desk.root, wanted.as_of)?;
    // Every file was read for it: what is wrong with the wanted ones is among what is wrong with all.
    Ok(Rows { invalid, ..read_beside(files, wanted, Some(&kin))? })
}

/// Who confirms what the rules say; a listing that does not ask for it does not read the rules.
fn confirmation(wanted: &Wanted<'_>) -> Result<Confirmation> {
    let rules = if wanted.names("unconfirmed") { wanted.desk.ruleset()? } else { None };
    Ok(rules.map(|rules| rules.confirmation).unwrap_or_default())
}

/// The customers, by number, as git has them.
type Customers = HashMap<CustomerId, Arc<Customer>>;

fn customers_of(desk: &Desk) -> Result<Customers> {
    let customers = customers::all(&desk.root)?.into_iter().map(|known| known.customer.masked());
    Ok(customers.map(|customer| (customer.id.as_str().into(), Arc::new(customer))).collect())
}

fn read_beside(files: &[Found], wanted: &Wanted<'_>, kin: Option<&Kin>) -> Result<Rows> {
    let confirmation = &confirmation(wanted)?;
    let asks_customers = OF_CUSTOMER.iter().any(|field| wanted.names(field));
    let customers = &if asks_customers { customers_of(wanted.desk)? } else { Customers::new() };
    let tiers = Tiers::read(wanted.desk, wanted.policies)?;
    let tier = |customer: &CustomerId| tiers.of(customer);
    let make = || Worker {
        wanted,
        evaluator: Evaluator::new(wanted.policies, wanted.as_of.into(), &tier),
        confirmation,
        customers,
        kin,
        found: Rows::default(),
    };
    let mut all = Rows::default();
    for worker in scan(&wanted.desk.root, files, make) {
        all.rows.extend(worker.found.rows);
        all.invalid.extend(worker.found.invalid);
    }
    Ok(all)
}

impl Gather for Worker<'_> {
    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        let Some(mut row) = row(self.wanted, &mut self.evaluator, found, ticket) else { return };
        row = row.confirmed_by(self.confirmation);
        if let Some(kin) = self.kin {
            row = row.among(kin);
        }
        if let Some(customer) = row.customer().and_then(|customer| self.customers.get(customer)) {
            row = row.of(Arc::clone(customer));
        }
        if self.wanted.query.matches(&row) && (self.wanted.words.is_empty() || row.mentions(self.wanted.words)) {
            self.found.rows.push(row.slim(self.wanted.fields.contains(&DESCRIPTION)));
        }
    }

    fn invalid(&mut self, _: &Found, problem: Problem) {
        self.found.invalid.push(problem);
    }
}

/// What all tickets of the desk at `root` said of each other at an instant, and what is wrong with files that could not
/// be read.
pub fn kin(root: &Path, as_of: Moment) -> Result<(Kin, Vec<Problem>)> {
    let make = || Relatives { as_of, all: Vec::new(), invalid: Vec::new() };
    let (mut all, mut invalid) = (Vec::new(), Vec::new());
    for worker in scan(root, &find::all(root)?, make) {
        all.extend(worker.all);
        invalid.extend(worker.invalid);
    }
    Ok((all.into_iter().collect(), invalid))
}

struct Relatives {
    as_of: Moment,
    all: Vec<Relative>,
    invalid: Vec<Problem>,
}

impl Gather for Relatives {
    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        if let Some(ticket) = fold::into_past(ticket, self.as_of) {
            self.all.push(Relative::of(found.reference.key, &ticket));
        }
    }

    fn invalid(&mut self, _: &Found, problem: Problem) {
        self.invalid.push(problem);
    }
}

fn row(wanted: &Wanted<'_>, evaluator: &mut Evaluator<'_>, found: &Found, ticket: Ticket) -> Option<Row> {
    let ticket = fold::into_past(ticket, wanted.as_of)?;
    let readings = evaluator.read(&ticket);
    let overdue = readings.iter().any(Reading::is_overdue);
    let next = next(wanted, readings);
    let rank = wanted.desk.vocabulary.rank(ticket.head.priority.as_str()).unwrap_or_default();
    let clocks = Clocks { next, overdue };
    let stage = if wanted.names("stage") { wanted.desk.stage_of(&ticket).cloned() } else { None };
    let row = Row::new(found.reference.clone(), ticket, rank, clocks, wanted.as_of);
    Some(row.in_stage(stage))
}

/// Of the clocks that run, the one with the least time left.
fn next(wanted: &Wanted<'_>, readings: &[Reading]) -> Option<Next> {
    let running = readings.iter().filter(|reading| reading.runs());
    let reading = running.min_by_key(|reading| reading.remaining())?;
    Some(Next {
        clock: wanted.policies.clocks().get(reading.clock)?.name().to_string(),
        due: reading.due.map(|due| wanted.desk.settings.zone.to_local(due)),
        left: reading.remaining()?,
    })
}
