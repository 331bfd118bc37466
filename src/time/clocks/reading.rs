//! What an instance of a clock shows.
use super::life::Life;
use super::policy::Rule;
use super::run::{Halt, Run};
use super::target::TierOf;
use crate::time::working::{self, Pause};
use crate::time::{Calendar, Instant};

/// Where a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// In time so far.
    Running,
    /// In time so far, and the target is nearly used up.
    Warned,
    /// In time so far, and standing still.
    Paused,
    /// Finished in time.
    Met,
    /// Finished late, or running past due.
    Missed,
    /// Nothing was promised, or it came to nothing in time.
    NotApplicable,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Running, Self::Warned, Self::Paused, Self::Met, Self::Missed, Self::NotApplicable];

    /// Its code in machine formats.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Warned => "warned",
            Self::Paused => "paused",
            Self::Met => "met",
            Self::Missed => "missed",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// A length of time, in whole seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spent {
    /// Inside the calendar's open time.
    pub working: i64,
    /// By any calendar: nights and holidays count.
    pub real: i64,
}

impl Spent {
    /// The time of `[from, to)` less `pauses`, which are disjoint.
    pub(super) fn between(calendar: &Calendar, from: Instant, to: Instant, pauses: &[Pause]) -> Self {
        let length = |from: Instant, to: Instant| (to.seconds() - from.seconds()).max(0);
        let stood: i64 = pauses.iter().map(|pause| length(pause.0.max(from), pause.1.min(to))).sum();
        Self { working: working::elapsed(calendar, from, to, pauses), real: length(from, to) - stood }
    }
}

/// A stop of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finish {
    /// When.
    pub at: Instant,
    /// The time used up until then.
    pub spent: Spent,
}

/// What one instance of a clock shows at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The clock's place in [`Policies::clocks`](super::Policies::clocks).
    pub clock: usize,
    /// Where the promise stands.
    pub state: State,
    /// When it started.
    pub start: Instant,
    /// When it stopped or came to nothing (the last time); absent while it runs.
    pub stop: Option<Instant>,
    /// The time used up, less pauses and the time the ticket was resolved or closed in between.
    pub spent: Spent,
    /// The first stop; it differs from the last when the ticket came back.
    pub first: Option<Finish>,
    /// The working seconds allowed; absent when nothing was promised.
    pub target: Option<i64>,
    /// The earliest instant at which the target is used up, going by the pauses so far; of a clock
    /// that stands still, as if it went on now. What was granted, when it was extended.
    pub due: Option<Instant>,
    /// Whether an approved extension replaced the due time.
    pub extended: bool,
    /// Whether it runs and stands still for a wait.
    pub stands: bool,
    /// Of a clock that each team has which works along: the place of its team among
    /// [`teams`](crate::domain::collaboration::teams).
    pub collaborator: Option<usize>,
}

impl Reading {
    /// Whether it still runs.
    pub fn runs(&self) -> bool {
        self.stop.is_none() && self.state != State::NotApplicable
    }

    /// Whether it runs past its target.
    pub fn is_overdue(&self) -> bool {
        self.state == State::Missed && self.stop.is_none()
    }

    /// The working seconds left of the target; overdue ones are negative.
    pub fn remaining(&self) -> Option<i64> {
        self.target.map(|target| target - self.spent.working)
    }
}

/// Reads instances of clocks.
pub(super) struct Reader<'a, 't> {
    pub(super) life: &'a Life<'a>,
    pub(super) as_of: Instant,
    pub(super) tier_of: &'a TierOf<'t>,
    /// A buffer: when an instance stood still, clipped to its end, disjoint.
    pub(super) pauses: &'a mut Vec<Pause>,
}

impl Reader<'_, '_> {
    /// What an instance shows; `gaps` are the stretches in which the work was over.
    pub(super) fn read(&mut self, clock: usize, run: &Run<'_>, gaps: &[Pause]) -> Reading {
        let end = run.halt.map_or(self.as_of, |halt| halt.at);
        let waits_now = self.collect_pauses(run, gaps, end);
        let spent = self.spent(run, end);
        let first = run.first_stop.map(|at| Finish { at, spent: self.spent(run, at) });
        let target = self.target(run);
        Reading {
            clock,
            state: state(run, spent.working, target, waits_now),
            start: run.start,
            stop: run.halt.map(|halt| halt.at),
            spent,
            first,
            target,
            due: target.and_then(|target| self.due(run, target)),
            extended: target.is_some() && run.extended.is_some(),
            stands: run.halt.is_none() && waits_now,
            collaborator: run.collaborator,
        }
    }

    /// Fills the buffer; returns whether the clock stands still at its end.
    fn collect_pauses(&mut self, run: &Run<'_>, gaps: &[Pause], end: Instant) -> bool {
        self.pauses.clear();
        let mut waits_now = false;
        for (from, to) in self.life.waits(&run.rule.pauses) {
            waits_now |= to == Instant::MAX;
            self.pauses.push((from, to.min(end)));
        }
        self.pauses.extend_from_slice(gaps);
        self.pauses.retain(|pause| pause.0 < pause.1);
        waits_now
    }

    fn spent(&self, run: &Run<'_>, to: Instant) -> Spent {
        Spent::between(&run.rule.calendar, run.start, to, self.pauses)
    }

    fn target(&self, run: &Run<'_>) -> Option<i64> {
        let applied = run.halt.map_or(self.life.applied(), |halt| halt.applied);
        let granted = |until| working::elapsed(&run.rule.calendar, run.start, until, self.pauses);
        let promised = match run.until {
            Some(until) => granted(until),
            None => run.rule.target.seconds(&self.life.head_after(applied), self.tier_of)?,
        };
        Some(run.extended.map_or(promised, granted))
    }

    fn due(&self, run: &Run<'_>, target: i64) -> Option<Instant> {
        run.extended.or(run.until).or_else(|| working::due(&run.rule.calendar, run.start, target, self.pauses).ok())
    }
}

fn state(run: &Run<'_>, elapsed: i64, target: Option<i64>, waits_now: bool) -> State {
    let Some(target) = target else { return State::NotApplicable };
    match run.halt {
        _ if elapsed > target => State::Missed,
        Some(Halt { stopped: true, .. }) => State::Met,
        Some(Halt { stopped: false, .. }) => State::NotApplicable,
        None if waits_now => State::Paused,
        None if is_warned(run.rule, elapsed, target) => State::Warned,
        None => State::Running,
    }
}

fn is_warned(rule: &Rule, elapsed: i64, target: i64) -> bool {
    rule.warn.is_some_and(|warn| elapsed >= warn.seconds(target))
}
