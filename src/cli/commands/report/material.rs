//! What a report is computed from: every ticket, read on every core and kept as facts.
use std::sync::Arc;

use crate::cli::tiers::Tiers;
use crate::desk::open::Desk;
use crate::domain::fold;
use crate::domain::ids::CustomerId;
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::report::answers::Answers;
use crate::domain::process::Route;
use crate::report::facts::{FactsBuilder, Tickets, stays};
use crate::store::find::{self, Found};
use crate::store::responses;
use crate::store::scan::{Gather, scan};
use crate::time::clocks::{Evaluator, Policies, measures};
use crate::time::{Calendar, Instant};

/// What a report is computed from.
pub(super) struct Gathered {
    /// The tickets.
    pub(super) tickets: Tickets,
    /// What customers answered.
    pub(super) answers: Answers,
    /// The files that could not be read.
    pub(super) invalid: Vec<Problem>,
}

struct Worker<'a> {
    evaluator: Evaluator<'a>,
    calendar: &'a Calendar,
    as_of: Instant,
    moment: Moment,
    route: &'a Route,
    builder: FactsBuilder,
    invalid: Vec<Problem>,
}

/// Reads the desk as it was at `as_of`.
pub(super) fn gather(desk: &Desk, policies: &Policies, as_of: Instant, with_answers: bool) -> Result<Gathered> {
    let files = find::all(&desk.root)?;
    let tiers = Tiers::read(desk, policies)?;
    let tier = |customer: &CustomerId| tiers.of(customer);
    let calendar = policies.calendar_at(as_of).unwrap_or_else(|| Arc::new(Calendar::always()));
    let make = || Worker {
        evaluator: Evaluator::new(policies, as_of, &tier),
        calendar: &calendar,
        as_of,
        moment: desk.settings.zone.to_local(as_of),
        route: &desk.process.route,
        builder: FactsBuilder::default(),
        invalid: Vec::new(),
    };
    let mut builders = Vec::new();
    let mut invalid = Vec::new();
    for worker in scan(&desk.root, &files, make) {
        builders.push(worker.builder);
        invalid.extend(worker.invalid);
    }
    let clocks = policies.clocks().iter().map(|clock| clock.name().clone()).collect();
    let tickets = Tickets::merge(clocks, builders);
    let mut answers = Answers::default();
    if with_answers {
        let responses = responses::all(&desk.root)?;
        invalid.extend(responses.invalid);
        answers = Answers::gather(&tickets, responses.stored.into_iter().map(|stored| stored.response), as_of);
    }
    Ok(Gathered { tickets, answers, invalid })
}

impl Gather for Worker<'_> {
    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        let ticket = if ticket.last_at() <= self.moment { Some(ticket) } else { fold::as_of(&ticket, self.moment) };
        let Some(ticket) = ticket else { return self.builder.skip_unborn() };
        let measures = measures(&ticket, self.calendar, self.as_of);
        let readings = self.evaluator.read(&ticket);
        self.builder.add(found.reference.key, &ticket, &measures, readings);
        self.builder.walked(stays(&self.route.walk(&ticket), self.calendar, self.as_of));
    }

    fn invalid(&mut self, _: &Found, problem: Problem) {
        self.invalid.push(problem);
    }
}
