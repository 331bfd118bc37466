//! What a report is computed from: every ticket, read on every core and kept as facts.
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::rows::{Sources, Wanted};
use super::ruling;
use super::tiers::Tiers;
use crate::automation::classification::{Assessment, assess};
use crate::automation::rules::Ruleset;
use crate::desk::open::Desk;
use crate::domain::customer::Customer;
use crate::domain::fold;
use crate::domain::ids::{CustomerId, TicketRef};
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::report::Report;
use crate::report::answers::Answers;
use crate::report::classification::Classes;
use crate::report::facts::{FactsBuilder, Tickets, stays};
use crate::store::find::{self, Found};
use crate::store::scan::{Gather, scan};
use crate::store::{customers, responses};
use crate::time::clocks::{Evaluator, Policies, UnknownYears, measures};
use crate::time::{Calendar, Instant};

/// What a report is computed from.
pub struct Gathered {
    /// The tickets.
    pub tickets: Tickets,
    /// What customers answered.
    pub answers: Answers,
    /// How the rules do.
    pub classes: Classes,
    /// The tickets for which the filter holds, where there is one.
    pub only: HashSet<TicketRef>,
    /// The files that could not be read.
    pub invalid: Vec<Problem>,
    /// The years in which due times lie, and whose holidays are not known.
    pub unknown: UnknownYears,
}

struct Worker<'a> {
    evaluator: Evaluator<'a>,
    calendar: &'a Calendar,
    as_of: Instant,
    moment: Moment,
    /// The desk whose stages the tickets walk, where they are asked for.
    walks: Option<&'a Desk>,
    builder: FactsBuilder,
    assessor: Option<&'a Assessor>,
    assessed: Vec<(TicketRef, Assessment)>,
    filter: Option<&'a Sources<'a>>,
    only: Vec<TicketRef>,
    invalid: Vec<Problem>,
}

/// The rules and the customers that they ask about.
struct Assessor {
    rules: Ruleset,
    customers: HashMap<String, Customer>,
}

impl Assessor {
    fn read(desk: &Desk) -> Result<Self> {
        let rules = ruling::rules(desk)?;
        Ok(Self { rules, customers: customers_of(desk)? })
    }

    fn assess(&self, ticket: &Ticket) -> Assessment {
        let customer = ticket.head.customer.as_ref().and_then(|id| self.customers.get(id.as_str()));
        assess(&self.rules, ticket, customer)
    }
}

/// The customers of a desk, by number.
fn customers_of(desk: &Desk) -> Result<HashMap<String, Customer>> {
    let customers = customers::all(&desk.root)?.into_iter().map(|known| known.customer);
    Ok(customers.map(|customer| (customer.id.clone(), customer)).collect())
}

/// Adds to tickets what they have by their customers.
pub fn introduce(desk: &Desk, tickets: &mut Tickets) -> Result<()> {
    let customers = customers_of(desk)?;
    tickets.introduce(|customer, attribute| customers.get(customer)?.get(attribute.code()));
    Ok(())
}

/// Reads the desk as it was at `as_of`, and which tickets are `wanted` where not all are.
pub fn gather(
    desk: &Desk,
    policies: &Policies,
    as_of: Instant,
    report: &Report,
    wanted: Option<&Wanted<'_>>,
) -> Result<Gathered> {
    let assessor = report.needs_classes.then(|| Assessor::read(desk)).transpose()?;
    let files = find::all(&desk.root)?;
    let tiers = Tiers::read(desk, policies)?;
    let tier = |customer: &CustomerId| tiers.of(customer);
    let calendar = policies.calendar_at(as_of).unwrap_or_else(|| Arc::new(Calendar::always()));
    let filter = wanted.map(Sources::read).transpose()?;
    let make = || Worker {
        evaluator: Evaluator::new(policies, as_of, &tier),
        calendar: &calendar,
        as_of,
        moment: desk.settings.zone.to_local(as_of),
        walks: report.needs_stages.then_some(desk),
        builder: FactsBuilder::default(),
        assessor: assessor.as_ref(),
        assessed: Vec::new(),
        filter: filter.as_ref(),
        only: Vec::new(),
        invalid: Vec::new(),
    };
    let (mut builders, mut invalid, mut only) = (Vec::new(), Vec::new(), HashSet::new());
    let (mut classes, mut unknown) = (Classes::default(), UnknownYears::new());
    for worker in scan(&desk.root, &files, make) {
        unknown.extend(worker.evaluator.unknown_years().iter().cloned());
        builders.push(worker.builder);
        only.extend(worker.only);
        classes.assessments.extend(worker.assessed.into_iter().map(|(of, found)| ((of.number, of.key), found)));
        invalid.extend(worker.invalid);
    }
    let clocks = policies.clocks().iter().map(|clock| clock.name().clone()).collect();
    let tickets = Tickets::merge(clocks, builders);
    let mut answers = Answers::default();
    classes.rules = assessor.map(|assessor| assessor.rules);
    if report.needs_answers {
        let responses = responses::all(&desk.root)?;
        invalid.extend(responses.invalid);
        answers = Answers::gather(&tickets, responses.stored.into_iter().map(|stored| stored.response), as_of);
    }
    Ok(Gathered { tickets, answers, classes, only, invalid, unknown })
}

impl Gather for Worker<'_> {
    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        let Some(ticket) = fold::into_past(ticket, self.moment) else { return self.builder.skip_unborn() };
        if let Some(assessor) = self.assessor {
            let of = TicketRef { number: ticket.head.id.clone(), key: found.reference.key };
            self.assessed.push((of, assessor.assess(&ticket)));
        }
        let measures = measures(&ticket, self.calendar, self.as_of);
        let readings = self.evaluator.read(&ticket);
        self.builder.add(found.reference.key, &ticket, &measures, readings);
        if let Some(process) = self.walks.map(|desk| desk.process_of(&ticket.head)) {
            self.builder.walked(stays(&process.route.walk(&ticket), process.first, self.calendar, self.as_of));
        }
        if let Some(filter) = self.filter {
            let of = TicketRef { number: ticket.head.id.clone(), key: found.reference.key };
            self.only.extend(filter.row(&mut self.evaluator, found, ticket).map(|_| of));
        }
    }

    fn invalid(&mut self, _: &Found, problem: Problem) {
        self.invalid.push(problem);
    }
}
