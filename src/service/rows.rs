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
use crate::store::file::TicketFile;
use crate::store::find::{self, Found};
use crate::store::scan::{Gather, scan};
use crate::store::{customers, relatives};
use crate::time::Instant;
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
    /// Whether it lies back, so that tickets were others then.
    pub back: bool,
    /// The filter.
    pub query: &'a Query,
    /// Words that must all be mentioned, in lower case.
    pub words: &'a [String],
    /// The fields that are shown or sorted by.
    pub fields: &'a [&'a str],
}

impl<'a> Wanted<'a> {
    /// The tickets for which a filter holds, as they were at an instant that may lie `back`.
    pub fn of(desk: &'a Desk, policies: &'a Policies, (as_of, back): (Moment, bool), query: &'a Query) -> Self {
        Self { desk, policies, as_of, back, query, words: &[], fields: &[] }
    }

    /// Whether the filter or the listing names a field.
    fn names(&self, field: &str) -> bool {
        self.query.names(field) || self.fields.contains(&field)
    }
}

/// What the rows of tickets are made from besides the tickets.
pub struct Sources<'a> {
    wanted: &'a Wanted<'a>,
    confirmation: Confirmation,
    customers: Customers,
    kin: Option<Kin>,
    /// The tickets that were asked what they say of others and cannot be read.
    unread: Vec<Found>,
}

/// What a filter asks, in the words of the desk; without one it holds for every ticket. Dates are seen from the reader's
/// now.
pub fn query(desk: &Desk, reader: Reader, filter: Option<&str>) -> Result<Query> {
    let resolver = Resolver::new(desk, reader);
    Ok(filter.map(|filter| Query::parse(filter, &schema(desk), &resolver)).transpose()?.unwrap_or_default())
}

/// The rows of the tickets among `files` for which a filter holds, as they were at an instant.
/// Dates are seen from the reader's now.
pub fn matching(desk: &Desk, reader: Reader, filter: Option<&str>, as_of: Moment, files: &[Found]) -> Result<Rows> {
    let back = Instant::from(as_of) < reader.now();
    let (policies, query) = (desk.policies()?, query(desk, reader, filter)?);
    read(files, &Wanted::of(desk, &policies, (as_of, back), &query))
}

/// Reads files into rows; other tickets and customers too when the filter or the listing asks what they say.
pub fn read(files: &[Found], wanted: &Wanted<'_>) -> Result<Rows> {
    let sources = Sources::read(wanted)?;
    let tiers = Tiers::read(wanted.desk, wanted.policies)?;
    let tier = |customer: &CustomerId| tiers.of(customer);
    let make = || Worker {
        sources: &sources,
        evaluator: Evaluator::new(wanted.policies, wanted.as_of.into(), &tier),
        found: Rows::default(),
    };
    let mut all = Rows::default();
    for worker in scan(&wanted.desk.root, files, make) {
        all.rows.extend(worker.found.rows);
        all.invalid.extend(worker.found.invalid);
    }
    all.invalid.extend(sources.invalid(files));
    Ok(all)
}

/// The customers, by number, as git has them.
type Customers = HashMap<CustomerId, Arc<Customer>>;

fn customers_of(desk: &Desk) -> Result<Customers> {
    let customers = customers::all(&desk.root)?.into_iter().map(|known| known.customer.masked());
    Ok(customers.map(|customer| (customer.id.as_str().into(), Arc::new(customer))).collect())
}

impl<'a> Sources<'a> {
    /// Reads what the filter or the listing asks for.
    pub fn read(wanted: &'a Wanted<'a>) -> Result<Self> {
        let Wanted { desk, as_of, .. } = *wanted;
        let rules = if wanted.names("unconfirmed") { desk.ruleset()? } else { None };
        let asks_customers = OF_CUSTOMER.iter().any(|field| wanted.names(field));
        let asks_others = OF_OTHERS.iter().any(|field| wanted.names(field));
        let kin = || if wanted.back { kin_then(&desk.root, as_of) } else { relatives::kin(&desk.root, None, |_| true) };
        let (kin, unread) = asks_others.then(kin).transpose()?.unzip();
        Ok(Self {
            wanted,
            confirmation: rules.map(|rules| rules.confirmation).unwrap_or_default(),
            customers: if asks_customers { customers_of(desk)? } else { Customers::new() },
            kin,
            unread: unread.unwrap_or_default(),
        })
    }

    /// What is wrong with tickets that were asked, besides `files`.
    fn invalid(&self, files: &[Found]) -> impl Iterator<Item = Problem> {
        let others = self.unread.iter().filter(|unread| !files.contains(unread));
        others.filter_map(|found| {
            TicketFile::read(&self.wanted.desk.root, &found.path).and_then(|file| file.ticket()).err()
        })
    }

    /// The row of a ticket for which the filter holds; `evaluator` is one of the instant.
    pub fn row(&self, evaluator: &mut Evaluator<'_>, found: &Found, ticket: Ticket) -> Option<Row> {
        let wanted = self.wanted;
        let mut row = row(wanted, evaluator, found, ticket)?.confirmed_by(&self.confirmation);
        if let Some(kin) = &self.kin {
            row = row.among(kin);
        }
        if let Some(customer) = row.customer().and_then(|customer| self.customers.get(customer)) {
            row = row.of(Arc::clone(customer));
        }
        let is_wanted = wanted.query.matches(&row) && (wanted.words.is_empty() || row.mentions(wanted.words));
        is_wanted.then_some(row)
    }
}

struct Worker<'a> {
    sources: &'a Sources<'a>,
    evaluator: Evaluator<'a>,
    found: Rows,
}

impl Gather for Worker<'_> {
    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        let row = self.sources.row(&mut self.evaluator, found, ticket);
        let keeps_text = self.sources.wanted.fields.contains(&DESCRIPTION);
        self.found.rows.extend(row.map(|row| row.slim(keeps_text)));
    }

    fn invalid(&mut self, _: &Found, problem: Problem) {
        self.found.invalid.push(problem);
    }
}

/// What all tickets of the desk at `root` said of each other at an instant, and those that cannot be read.
pub fn kin_then(root: &Path, as_of: Moment) -> Result<(Kin, Vec<Found>)> {
    let make = || Relatives { as_of, all: Vec::new(), unread: Vec::new() };
    let (mut all, mut unread) = (Vec::new(), Vec::new());
    for worker in scan(root, &find::all(root)?, make) {
        all.extend(worker.all);
        unread.extend(worker.unread);
    }
    Ok((all.into_iter().collect(), unread))
}

struct Relatives {
    as_of: Moment,
    all: Vec<Relative>,
    unread: Vec<Found>,
}

impl Gather for Relatives {
    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        if let Some(ticket) = fold::into_past(ticket, self.as_of) {
            self.all.push(Relative::of(found.reference.key, &ticket));
        }
    }

    fn invalid(&mut self, found: &Found, _: Problem) {
        self.unread.push(found.clone());
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
