//! Reads the clocks of tickets, one ticket after another.
use std::collections::BTreeSet;

use super::life::{self, Buffers, Life};
use super::policy::Policies;
use super::reading::{Reader, Reading};
use super::run;
use super::target::{Aspects, TierOf};
use crate::domain::ticket::Ticket;
use crate::time::Instant;
use crate::time::working::Pause;

/// Reads clocks at one instant. It keeps its buffers from ticket to ticket: make one per thread.
pub struct Evaluator<'a> {
    policies: &'a Policies,
    as_of: Instant,
    tier_of: &'a TierOf<'a>,
    aspects: Aspects,
    life: Buffers,
    gaps: Vec<Pause>,
    pauses: Vec<Pause>,
    readings: Vec<Reading>,
    unknown: UnknownYears,
}

/// Years whose holidays a calendar does not know though due times lie in them, each with the calendar's file.
pub type UnknownYears = BTreeSet<(String, i32)>;

impl<'a> Evaluator<'a> {
    /// For readings at `as_of`; what happened later is not looked at. `tier_of` gives the service
    /// level of a customer, for targets that ask for it.
    pub fn new(policies: &'a Policies, as_of: Instant, tier_of: &'a TierOf<'a>) -> Self {
        Self {
            policies,
            as_of,
            tier_of,
            aspects: policies.aspects(),
            life: Buffers::default(),
            gaps: Vec::new(),
            pauses: Vec::new(),
            readings: Vec::new(),
            unknown: UnknownYears::new(),
        }
    }

    /// The years of all readings so far whose holidays are not known.
    pub fn unknown_years(&self) -> &UnknownYears {
        &self.unknown
    }

    /// What the clocks do.
    pub(super) const fn policies(&self) -> &'a Policies {
        self.policies
    }

    /// What the clocks of a ticket show, clock by clock, the instances of a clock in order. None for
    /// a clock that never started, nor for a ticket that did not exist yet.
    ///
    /// The whole ticket may be passed, in any order of its history.
    pub fn read(&mut self, ticket: &Ticket) -> &[Reading] {
        self.readings.clear();
        let tidy = life::tidy(ticket, self.as_of);
        let asked = (self.aspects, &self.policies.stages);
        if let Some(life) = Life::read(&tidy, self.as_of, asked, &mut self.life) {
            let mut reader = Reader { life: &life, as_of: self.as_of, tier_of: self.tier_of, pauses: &mut self.pauses };
            for (place, clock) in self.policies.clocks.iter().enumerate() {
                let (readings, unknown) = (&mut self.readings, &mut self.unknown);
                run::follow(clock, &life, self.tier_of, &mut self.gaps, |run, gaps| {
                    let reading = reader.read(place, run, gaps);
                    let calendar = run.rule.calendar();
                    let year = reading.due.and_then(|due| calendar.uncovered_year(reading.start, due));
                    unknown.extend(year.map(|year| (calendar.file().unwrap_or_default().to_owned(), year)));
                    readings.push(reading);
                });
            }
        }
        &self.readings
    }
}
