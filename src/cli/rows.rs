//! Tickets read into rows that can be filtered, sorted and shown.
use crate::automation::confirmation::Confirmation;
use crate::cli::tiers::Tiers;
use crate::desk::open::Desk;
use crate::domain::fold;
use crate::domain::ids::CustomerId;
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::query::Query;
use crate::report::kin::Kin;
use crate::report::tickets::{Clocks, Next, OF_OTHERS, Row};
use crate::store::find::{self, Found};
use crate::store::scan::{Gather, scan};
use crate::time::clocks::{Evaluator, Policies, Reading};

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
    /// Who confirms what the rules say.
    pub confirmation: &'a Confirmation,
    /// Words that must all be mentioned, in lower case.
    pub words: &'a [String],
}

struct Worker<'a> {
    wanted: &'a Wanted<'a>,
    evaluator: Evaluator<'a>,
    kin: Option<&'a Kin>,
    found: Rows,
}

/// Reads files into rows; other tickets too when the filter asks what they say.
pub fn read(files: &[Found], wanted: &Wanted<'_>) -> Result<Rows> {
    if OF_OTHERS.iter().any(|field| wanted.query.names(field)) {
        return read_among_others(files, wanted);
    }
    read_beside(files, wanted, None)
}

/// Reads files into rows, and all tickets of the desk for what they say of each other.
pub fn read_among_others(files: &[Found], wanted: &Wanted<'_>) -> Result<Rows> {
    let (kin, invalid) = kin(wanted)?;
    // Every file was read for it: what is wrong with the wanted ones is among what is wrong with all.
    Ok(Rows { invalid, ..read_beside(files, wanted, Some(&kin))? })
}

fn read_beside(files: &[Found], wanted: &Wanted<'_>, kin: Option<&Kin>) -> Result<Rows> {
    let tiers = Tiers::read(wanted.desk, wanted.policies)?;
    let tier = |customer: &CustomerId| tiers.of(customer);
    let make = || Worker {
        wanted,
        evaluator: Evaluator::new(wanted.policies, wanted.as_of.into(), &tier),
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
        if let Some(kin) = self.kin {
            row = row.among(kin);
        }
        if self.wanted.query.matches(&row) && (self.wanted.words.is_empty() || row.mentions(self.wanted.words)) {
            self.found.rows.push(row.slim());
        }
    }

    fn invalid(&mut self, _: &Found, problem: Problem) {
        self.found.invalid.push(problem);
    }
}

/// What all tickets of the desk say of each other, and what is wrong with files that could not be read.
fn kin(wanted: &Wanted<'_>) -> Result<(Kin, Vec<Problem>)> {
    let root = &wanted.desk.root;
    let make = || Relatives { as_of: wanted.as_of, kin: Kin::default(), invalid: Vec::new() };
    let (mut kin, mut invalid) = (Kin::default(), Vec::new());
    for worker in scan(root, &find::all(root)?, make) {
        kin.absorb(worker.kin);
        invalid.extend(worker.invalid);
    }
    Ok((kin, invalid))
}

struct Relatives {
    as_of: Moment,
    kin: Kin,
    invalid: Vec<Problem>,
}

impl Gather for Relatives {
    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        if let Some(ticket) = at(ticket, self.as_of) {
            self.kin.add(found.reference.key, &ticket);
        }
    }

    fn invalid(&mut self, _: &Found, problem: Problem) {
        self.invalid.push(problem);
    }
}

/// A ticket as it was at an instant; `None` before its creation.
fn at(ticket: Ticket, as_of: Moment) -> Option<Ticket> {
    if ticket.last_at() > as_of { fold::as_of(&ticket, as_of) } else { Some(ticket) }
}

fn row(wanted: &Wanted<'_>, evaluator: &mut Evaluator<'_>, found: &Found, ticket: Ticket) -> Option<Row> {
    let ticket = at(ticket, wanted.as_of)?;
    let readings = evaluator.read(&ticket);
    let overdue = readings.iter().any(Reading::is_overdue);
    let next = next(wanted, readings);
    let rank = wanted.desk.vocabulary.rank(ticket.head.priority.as_str()).unwrap_or_default();
    let clocks = Clocks { next, overdue };
    let stage = wanted.desk.process.stage_of(&ticket).cloned();
    let row = Row::new(found.reference.clone(), ticket, rank, clocks, wanted.as_of);
    Some(row.in_stage(stage).confirmed_by(wanted.confirmation))
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
