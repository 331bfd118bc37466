//! What reports know of a ticket: about 400 bytes with four clocks, so that a hundred thousand fit
//! into little memory.
mod build;
mod reading;
mod stay;

pub use build::FactsBuilder;
pub use reading::{Course, Reading};
pub use stay::{Stay, stays};

use super::dimension::Attribute;
use super::names::{Interner, Symbol};
use crate::domain::ids::{ClockName, Key, Number};
use crate::domain::status::Status;
use crate::time::Instant;
use crate::time::clocks::{Finish, Measures};

/// A ticket as it was at the report's instant.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Its number.
    pub number: Number,
    /// Its key.
    pub key: Key,
    /// Numbers it had before.
    pub formerly: Box<[Number]>,
    /// Its id in the system it was imported from.
    pub external: Option<Box<str>>,
    /// Its status.
    pub status: Status,
    /// The values of [`Attribute::ALL`], in that order.
    attributes: [Option<Symbol>; Attribute::ALL.len()],
    /// When it was created.
    pub created: Instant,
    /// Since when it has been resolved or closed; none while work is owed.
    pub settled: Option<Instant>,
    /// When it was closed; none while it is not.
    pub closed: Option<Instant>,
    /// When its surveys went out, in order: the first after it was resolved or closed, and the first each time that
    /// it had come back since. What is sent again before that reminds of the same survey.
    pub surveys: Box<[Instant]>,
    /// Stretches `[resolved or closed, taken up again)`, in order.
    pub rests: Box<[(Instant, Instant)]>,
    /// How long things took.
    pub times: Times,
    /// Public messages by members.
    pub replies: u32,
    /// How often it was reopened.
    pub reopenings: u32,
    /// How often it was transferred, or taken from one member and given to another.
    pub handovers: u32,
    /// The articles that replies gave, by first use.
    pub articles: Box<[Given]>,
    /// What its clocks show, clock by clock.
    pub readings: Box<[Reading]>,
    /// The process stages it was in.
    pub stays: Box<[Stay]>,
}

/// An article that replies gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// Its slug.
    pub article: Symbol,
    /// How often.
    pub times: u32,
    /// Whether the ticket was resolved or closed afterwards and stayed so.
    pub helped: bool,
}

/// How long things took since the creation; none where it did not come to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Times {
    /// To the first public message by a member.
    pub first_response: Option<Took>,
    /// To the first resolution.
    pub first_resolution: Option<Took>,
    /// To the resolution that still stands, less the time it was resolved or closed before.
    pub full_resolution: Option<Took>,
}

/// A length of time in seconds; what is longer than 136 years is 136 years.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Took {
    /// Of working time.
    pub working: u32,
    /// Of real time.
    pub calendar: u32,
}

/// Seconds in four bytes.
fn seconds(seconds: i64) -> u32 {
    u32::try_from(seconds.max(0)).unwrap_or(u32::MAX)
}

impl From<&Measures> for Times {
    fn from(measures: &Measures) -> Self {
        let took =
            |finish: Finish| Took { working: seconds(finish.spent.working), calendar: seconds(finish.spent.real) };
        Self {
            first_response: measures.first_response.map(took),
            first_resolution: measures.first_resolution.map(took),
            full_resolution: measures.full_resolution.map(took),
        }
    }
}

impl Facts {
    /// The value of an attribute.
    pub const fn attribute(&self, attribute: Attribute) -> Option<Symbol> {
        self.attributes[attribute as usize]
    }

    /// Whether it was resolved at least once.
    pub const fn was_resolved(&self) -> bool {
        self.times.first_resolution.is_some()
    }

    /// The survey that an answer given at `at` is about: the last that was sent until then, else the first; where none
    /// was sent, one for each time that the ticket was resolved or closed.
    pub fn survey_of(&self, at: Instant) -> usize {
        if self.surveys.is_empty() {
            return self.rests.iter().filter(|(_, resumed)| *resumed <= at).count();
        }
        self.surveys.partition_point(|sent| *sent <= at).saturating_sub(1)
    }

    /// Whether it is resolved with exactly one public reply and was never reopened.
    pub const fn is_first_contact(&self) -> bool {
        self.times.full_resolution.is_some() && self.replies == 1 && self.reopenings == 0
    }
}

/// The tickets of a report, by creation, number and key: the same whatever thread read which.
#[derive(Debug, Default)]
pub struct Tickets {
    /// Their facts.
    pub facts: Vec<Facts>,
    /// The names behind the symbols.
    pub names: Interner,
    /// The clocks of the policies, in their order.
    pub clocks: Vec<ClockName>,
    /// How many did not exist yet.
    pub unborn: usize,
}

impl Tickets {
    /// Puts together what several threads read with the same policies, whose clocks these are.
    pub fn merge(clocks: Vec<ClockName>, builders: impl IntoIterator<Item = FactsBuilder>) -> Self {
        let mut parts = builders.into_iter().map(|builder| builder.tickets);
        let mut all = Self { clocks, ..parts.next().unwrap_or_default() };
        parts.for_each(|part| all.absorb(part));
        all.facts.sort_unstable_by(|one, other| {
            (one.created, &one.number, one.key).cmp(&(other.created, &other.number, other.key))
        });
        all
    }

    fn absorb(&mut self, other: Self) {
        let translate = self.names.absorb(&other.names);
        self.unborn += other.unborn;
        let own = self.facts.len();
        pour(other.facts, &mut self.facts);
        for facts in &mut self.facts[own..] {
            facts.attributes = facts.attributes.map(|symbol| symbol.map(&translate));
            facts.articles.iter_mut().for_each(|given| given.article = translate(given.article));
        }
    }

    /// Adds what the tickets have by their customers: `of` gives a customer's value of an attribute.
    pub fn introduce<'c>(&mut self, of: impl Fn(&str, Attribute) -> Option<&'c str>) {
        for facts in &mut self.facts {
            let Some(customer) = facts.attribute(Attribute::Customer) else { continue };
            for attribute in Attribute::OF_CUSTOMER {
                let value = of(self.names.name(customer), attribute);
                facts.attributes[attribute as usize] = value.map(|value| self.names.intern(value));
            }
        }
    }

    /// The name of a ticket's value.
    pub fn value(&self, facts: &Facts, attribute: Attribute) -> Option<&str> {
        facts.attribute(attribute).map(|symbol| self.names.name(symbol))
    }

    /// The name of a clock.
    pub fn clock(&self, reading: &Reading) -> &str {
        self.clocks.get(usize::from(reading.clock)).map_or("", ClockName::as_str)
    }
}

/// Moves all of `from` to the end of `into`, in any order, and gives its memory back on the way: the facts of a million
/// tickets are never there one and a half times.
fn pour<T>(mut from: Vec<T>, into: &mut Vec<T>) {
    const AT_ONCE: usize = 4096;
    into.reserve_exact(from.len());
    while !from.is_empty() {
        into.extend(from.drain(from.len().saturating_sub(AT_ONCE)..));
        from.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests;
