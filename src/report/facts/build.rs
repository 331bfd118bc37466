//! From a ticket to its facts.
use super::super::dimension::Attribute;
use super::super::names::Symbol;
use super::{Facts, Given, Stay, Tickets, Times};
use crate::domain::act::Act;
use crate::domain::duplicate;
use crate::domain::ids::Key;
use crate::domain::status::Status;
use crate::domain::ticket::{Head, Ticket};
use crate::domain::transition::{self, Lead};
use crate::time::Instant;
use crate::time::clocks::{Measures, Reading};

/// Collects the facts of the tickets that one thread reads.
#[derive(Debug, Default)]
pub struct FactsBuilder {
    pub(super) tickets: Tickets,
}

impl FactsBuilder {
    /// Notes a ticket that did not exist yet at the report's instant.
    pub fn skip_unborn(&mut self) {
        self.tickets.unborn += 1;
    }

    /// Adds a ticket as it was at the report's instant, with what was measured and what its clocks
    /// showed then.
    pub fn add(&mut self, key: Key, ticket: &Ticket, measures: &Measures, readings: &[Reading]) {
        let story = Story::of(ticket);
        let articles = self.articles(ticket, &story);
        let Head { id, formerly, external, status, created, .. } = &ticket.head;
        let facts = Facts {
            number: id.clone(),
            key,
            formerly: formerly.as_slice().into(),
            external: external.as_deref().map(Into::into),
            status: *status,
            attributes: self.attributes(&ticket.head),
            created: Instant::from(*created),
            settled: story.settled,
            closed: story.closed.filter(|_| *status == Status::Closed),
            surveys: story.surveys.into(),
            rests: story.rests.into(),
            times: Times::from(measures),
            replies: measures.replies,
            reopenings: measures.reopenings,
            handovers: measures.handovers,
            articles,
            readings: readings.iter().map(Into::into).collect(),
            stays: Box::default(),
        };
        self.tickets.facts.push(facts);
    }

    /// Adds the process stages that the ticket added last was in.
    pub fn walked(&mut self, stays: Box<[Stay]>) {
        if let Some(facts) = self.tickets.facts.last_mut() {
            facts.stays = stays;
        }
    }

    fn attributes(&mut self, head: &Head) -> [Option<Symbol>; Attribute::ALL.len()] {
        let names = &mut self.tickets.names;
        Attribute::ALL.map(|attribute| value(head, attribute).map(|name| names.intern(name)))
    }

    fn articles(&mut self, ticket: &Ticket, story: &Story) -> Box<[Given]> {
        let mut given: Vec<Given> = Vec::new();
        for entry in &ticket.history {
            let Act::Replied { article: Some(slug), .. } = &entry.act else { continue };
            let article = self.tickets.names.intern(slug);
            match given.iter_mut().find(|given| given.article == article) {
                Some(given) => given.times = given.times.saturating_add(1),
                None => given.push(Given { article, times: 1, helped: story.is_settled_since(entry.at.into()) }),
            }
        }
        given.into()
    }
}

fn value(head: &Head, attribute: Attribute) -> Option<&str> {
    match attribute {
        Attribute::Priority => Some(head.priority.as_str()),
        Attribute::Type => Some(head.kind.as_str()),
        Attribute::Category => head.category.as_ref().map(AsRef::as_ref),
        Attribute::Team => head.team.as_ref().map(AsRef::as_ref),
        Attribute::Assignee => head.assignee.as_ref().map(AsRef::as_ref),
        Attribute::Channel => head.channel.as_ref().map(AsRef::as_ref),
        Attribute::Product => head.product.as_deref(),
        Attribute::Customer => head.customer.as_ref().map(AsRef::as_ref),
        Attribute::Source => head.source.as_ref().map(AsRef::as_ref),
        // The customer has them: see `Tickets::introduce`.
        Attribute::Industry | Attribute::Region | Attribute::Tier => None,
    }
}

/// When work was owed, and when things happened that reports go by.
#[derive(Default)]
struct Story {
    settled: Option<Instant>,
    closed: Option<Instant>,
    surveys: Vec<Instant>,
    /// Whether a survey was sent since it came back.
    is_asked: bool,
    rests: Vec<(Instant, Instant)>,
}

impl Story {
    fn of(ticket: &Ticket) -> Self {
        let mut story = Self::default();
        for entry in duplicate::standing(&ticket.history) {
            let at = Instant::from(entry.at);
            match &entry.act {
                Act::Closed { .. } => story.closed = Some(at),
                Act::SurveySent { .. } if !std::mem::replace(&mut story.is_asked, true) => story.surveys.push(at),
                _ => {}
            }
            story.settle(&entry.act, at);
        }
        story.surveys.sort_unstable();
        story
    }

    /// Whether the work was done at some time from `at` on, and never taken up again after `at`.
    fn is_settled_since(&self, at: Instant) -> bool {
        let resumed = self.rests.last().is_some_and(|(_, resumed)| *resumed > at);
        !resumed && self.settled.is_some_and(|settled| settled >= at)
    }

    /// Follows whether work is owed, as the fold follows the status.
    fn settle(&mut self, act: &Act, at: Instant) {
        let settles = match (transition::lead(act.kind()), act) {
            (Lead::To(status), _) => !status.is_unresolved(),
            (Lead::NamedOrStay, Act::Escalated { to: Some(_), .. }) | (Lead::Named | Lead::Handler, _) => false,
            // What it undoes is left out with it.
            (Lead::Stay | Lead::NamedOrStay | Lead::Said, _) => return,
        };
        match (self.settled, settles) {
            (None, true) => self.settled = Some(at),
            (Some(from), false) => {
                self.rests.push((from, at));
                self.is_asked = false;
                self.settled = None;
            }
            _ => {}
        }
    }
}
