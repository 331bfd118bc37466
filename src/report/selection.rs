//! Which tickets a report counts.
use super::facts::{Facts, Tickets};
use super::question::{Event, Question};
use super::table::Frame;
use crate::time::Instant;

/// A counted ticket.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen<'a> {
    /// Its place in [`Tickets::facts`].
    pub(super) place: usize,
    /// Its facts.
    pub(super) facts: &'a Facts,
    /// When the event that selected it happened.
    pub(super) at: Instant,
}

/// Something counted: it belongs to a ticket and to an instant.
pub(super) trait Member {
    /// The ticket.
    fn facts(&self) -> &Facts;
    /// The instant that puts it into a day, a week, a month …
    fn at(&self) -> Instant;
}

impl Member for Chosen<'_> {
    fn facts(&self) -> &Facts {
        self.facts
    }

    fn at(&self) -> Instant {
        self.at
    }
}

/// The tickets of a question, and how many it left out.
pub(super) struct Selection<'a> {
    pub(super) chosen: Vec<Chosen<'a>>,
    unborn: usize,
    outside: usize,
    without_event: usize,
    others: usize,
}

impl<'a> Selection<'a> {
    /// The tickets whose event lies in the period.
    pub(super) fn of(tickets: &'a Tickets, question: &Question<'_>) -> Self {
        let mut selection =
            Self { chosen: Vec::new(), unborn: tickets.unborn, outside: 0, without_event: 0, others: 0 };
        for (place, facts) in tickets.facts.iter().enumerate() {
            match happened(facts, question.event) {
                _ if !question.is_about(facts) => selection.others += 1,
                Some(at) if question.covers(at) => selection.chosen.push(Chosen { place, facts, at }),
                Some(_) => selection.outside += 1,
                None => selection.without_event += 1,
            }
        }
        selection
    }

    /// The frame of a report on these tickets.
    pub(super) fn frame(&self, question: &Question<'_>) -> Frame {
        let mut frame = question.frame(self.chosen.len());
        frame.exclude("not-created-yet", self.unborn);
        frame.exclude("outside-period", self.outside);
        frame.exclude("not-done-yet", self.without_event);
        frame.exclude("filtered", self.others);
        frame
    }
}

fn happened(facts: &Facts, event: Event) -> Option<Instant> {
    match event {
        Event::Created => Some(facts.created),
        Event::Resolved => facts.settled,
        Event::Closed => facts.closed,
    }
}
