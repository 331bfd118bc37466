//! What a report is asked.
use std::collections::{BTreeMap, HashSet};

use super::dimension::Dimension;
use super::facts::Facts;
use super::table::Frame;
use crate::domain::ids::{Code, Text, TicketRef};
use crate::domain::kin::REPEAT_WINDOW;
use crate::domain::survey::Scale;
use crate::time::clocks::State;
use crate::time::{Instant, Zone};

/// What a report is asked.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// The instant at which the desk is looked at; the facts are those of this instant.
    pub as_of: Instant,
    /// The first instant of the period.
    pub since: Option<Instant>,
    /// The first instant after the period.
    pub until: Option<Instant>,
    /// What must have happened in the period for a ticket to be counted.
    pub event: Event,
    /// The breakdown, coarsest first.
    pub by: Vec<Dimension>,
    /// Of the groups of the breakdown, only so many: those with the most members of each period.
    pub top: Option<usize>,
    /// Only these tickets; all without them.
    pub only: Option<&'a HashSet<TicketRef>>,
    /// Which clocks.
    pub filter: Filter,
    /// The desk's time zone: periods are cut and instants shown in it.
    pub zone: &'a Zone,
    /// The desk's order of codes.
    pub order: &'a Order,
    /// The desk's settings.
    pub settings: &'a Settings,
}

/// What selects a ticket for a period. A satisfaction report goes by the survey and a flow by each
/// event itself, whatever is set here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Event {
    /// Its creation.
    #[default]
    Created,
    /// Its resolution that still stands (or its closing, when it was closed without one).
    Resolved,
    /// Its closing that still stands.
    Closed,
}

/// Which clocks to report and to list; all when empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this name.
    pub clock: Option<Text>,
    /// Of lists, in this state.
    pub state: Option<State>,
}

impl Filter {
    /// Whether it lets a clock of this name through.
    pub fn takes_clock(&self, name: &str) -> bool {
        self.clock.as_ref().is_none_or(|wanted| wanted == name)
    }
}

/// The desk's order of its codes, by kind of label (`priority`, `type`, `clock` …): known codes in
/// that order, then the others by name.
#[derive(Debug, Clone, Default)]
pub struct Order(BTreeMap<&'static str, Vec<Text>>);

impl Order {
    /// Sets the order of a kind.
    #[must_use]
    pub fn with<'a>(mut self, kind: &'static str, codes: impl IntoIterator<Item = &'a str>) -> Self {
        self.0.insert(kind, codes.into_iter().map(Into::into).collect());
        self
    }

    /// The codes of a kind, in order.
    pub fn codes(&self, kind: &str) -> &[Text] {
        self.0.get(kind).map_or(&[], Vec::as_slice)
    }

    /// The place of a code; unknown ones share the last.
    pub fn rank(&self, kind: &str, code: &str) -> usize {
        let codes = self.codes(kind);
        codes.iter().position(|known| known == code).unwrap_or(codes.len())
    }
}

/// The desk's settings for reports.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the classes of age end, in days of 24 hours, ascending: `[1, 3]` is under one day, one
    /// to under three, three and over.
    pub ageing: Vec<u32>,
    /// For how many seconds after a counted ticket the same customer's same problem is a repeat.
    pub repeat_window: i64,
    /// The survey's dimensions, in the order of the questionnaire.
    pub dimensions: Vec<Code>,
    /// The survey's scale.
    pub scale: Scale,
    /// The process stages, in their order; where tickets walk several processes, those of one after the other.
    pub stages: Vec<StageTarget>,
}

/// A process stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageTarget {
    /// The process it belongs to, where tickets walk several.
    pub process: Option<Text>,
    /// Its code.
    pub code: Code,
    /// How many seconds of working time it should take at most.
    pub target: Option<i64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ageing: vec![1, 3, 7, 14, 30],
            repeat_window: REPEAT_WINDOW,
            dimensions: Vec::new(),
            scale: Scale { min: 1, max: 5 },
            stages: Vec::new(),
        }
    }
}

impl Question<'_> {
    /// Whether an instant lies in the period.
    pub fn covers(&self, at: Instant) -> bool {
        self.since.is_none_or(|since| since <= at) && self.until.is_none_or(|until| at < until)
    }

    /// Whether it is about a ticket.
    pub fn is_about(&self, facts: &Facts) -> bool {
        let reference = || TicketRef { number: facts.number.clone(), key: facts.key };
        self.only.is_none_or(|only| only.contains(&reference()))
    }

    /// The frame of a report that counted so many.
    pub(super) fn frame(&self, counted: usize) -> Frame {
        let local = |at| self.zone.to_local(at);
        Frame {
            as_of: local(self.as_of),
            since: self.since.map(local),
            until: self.until.map(local),
            counted: counted as u64,
            excluded: Vec::new(),
        }
    }
}
