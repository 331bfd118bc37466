//! The policies, resolved: what every clock does, in each version.
use std::sync::Arc;

use super::event::{Events, StageEvents};
use super::life::{Handover, Phase, Step};
use super::pauses::Pauses;
use super::spec::Per;
use super::target::{self, Aspects, Condition, Target, TierOf};
use crate::domain::act::ActKind;
use crate::domain::ids::{ClockName, Code, Text};
use crate::domain::status::Status;
use crate::domain::ticket::Head;
use crate::domain::transition;
use crate::time::{Calendar, Instant};

const DAY_SECONDS: i64 = 24 * 3600;
/// A day doubled so often is longer than any promise: 22 years.
const DOUBLINGS: usize = 13;

/// All clocks of a desk.
#[derive(Debug, Default)]
pub struct Policies {
    pub(super) clocks: Vec<Clock>,
    pub(super) waits: Vec<Wait>,
    pub(super) stages: StageEvents,
    /// The calendars of the versions themselves, by their beginning.
    pub(super) calendars: Vec<(Instant, Option<Arc<Calendar>>)>,
}

/// What happens to a wait that nobody answers.
#[derive(Debug)]
pub struct Wait {
    /// Whether it is for the customer's confirmation of what is resolved.
    pub unconfirmed: bool,
    pub(super) parties: Vec<Text>,
    /// The working seconds that it may take, unless the wait itself says until when.
    pub after: i64,
    /// The calendar whose open time counts.
    pub calendar: Arc<Calendar>,
    /// Whom to tell.
    pub notify: Vec<Text>,
    /// What becomes of the ticket, when anything does.
    pub then: Option<WaitEnd>,
}

/// What becomes of a ticket whose wait nobody answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitEnd {
    /// Work goes on.
    Resume,
    /// It is closed, for this reason.
    Close(Code),
}

impl Wait {
    /// Whether it is about a wait for somebody.
    pub fn is_for(&self, party: Option<&Code>) -> bool {
        self.parties.is_empty() || party.is_some_and(|party| self.parties.iter().any(|known| known == party.as_str()))
    }
}

impl Policies {
    /// The clocks; a [`Reading`](super::Reading) names its clock by the place in this list. Those of
    /// the newest version come first, in the order of the file.
    pub fn clocks(&self) -> &[Clock] {
        &self.clocks
    }

    /// What happens to waits that nobody answers; of several that fit, the first.
    pub fn waits(&self) -> &[Wait] {
        &self.waits
    }

    /// What working time means to the desk at an instant: the calendar of the policies in force, else that of their
    /// first clock.
    pub fn calendar_at(&self, at: Instant) -> Option<Arc<Calendar>> {
        let of_version = self.calendars.iter().rev().find(|(since, _)| *since <= at);
        let of_clock = || self.clocks.iter().find_map(|clock| clock.rule_at(at)).map(|rule| Arc::clone(&rule.calendar));
        of_version.and_then(|(_, calendar)| calendar.clone()).or_else(of_clock)
    }

    /// The place of a clock.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.clocks.iter().position(|clock| clock.name.as_str() == name)
    }

    /// How long before an instant a ticket can have been closed, so that a clock which goes on after that has something to
    /// set off then: in seconds, all day and night; somewhat more than it takes.
    pub fn afterglow(&self, at: Instant) -> i64 {
        let rules = self.clocks.iter().flat_map(|clock| &clock.versions).filter_map(|version| version.rule.as_ref());
        rules.filter(|rule| !rule.ends_in(Phase::Closed)).map(|rule| rule.reaches_back(at)).max().unwrap_or_default()
    }

    /// Whether any target depends on the customer's service level.
    pub fn ask_for_tier(&self) -> bool {
        self.aspects().has_tier()
    }

    /// What the targets look at.
    pub(super) fn aspects(&self) -> Aspects {
        let rules = self.clocks.iter().flat_map(|clock| &clock.versions).filter_map(|version| version.rule.as_ref());
        rules.fold(Aspects::default(), |all, rule| all.and(rule.target.aspects()).and(target::aspects(&rule.when)))
    }
}

/// A clock: its name, and its rule in each version.
#[derive(Debug)]
pub struct Clock {
    pub(super) name: ClockName,
    /// By their beginning.
    pub(super) versions: Vec<Version>,
}

/// A clock in one version of the policies.
#[derive(Debug)]
pub(super) struct Version {
    pub(super) since: Instant,
    /// Absent when that version has no such clock.
    pub(super) rule: Option<Rule>,
}

impl Clock {
    /// Its name.
    pub const fn name(&self) -> &ClockName {
        &self.name
    }

    /// Its rule in the newest version; none when that has no such clock.
    pub fn newest(&self) -> Option<&Rule> {
        self.versions.last()?.rule.as_ref()
    }

    /// Whether each team that works along has one of its own, in any version.
    pub(super) fn is_per_collaborator(&self) -> bool {
        let mut rules = self.versions.iter().filter_map(|version| version.rule.as_ref());
        rules.any(|rule| rule.per == Per::Collaborator)
    }

    /// Its rule in the version in force at an instant.
    pub fn rule_at(&self, at: Instant) -> Option<&Rule> {
        let in_force = self.versions.iter().rev().find(|version| version.since <= at)?;
        in_force.rule.as_ref()
    }
}

/// What a clock does.
#[derive(Debug)]
pub struct Rule {
    pub(super) starts: Events,
    pub(super) stops: Events,
    pub(super) repeats: bool,
    pub(super) per: Per,
    pub(super) when: Vec<Condition>,
    pub(super) target: Target,
    pub(super) calendar: Arc<Calendar>,
    pub(super) pauses: Pauses,
    pub(super) warn: Option<Threshold>,
    pub(super) rungs: Vec<Rung>,
}

impl Rule {
    /// The calendar whose open time counts.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// What happens on the way to the target, when it is missed, and past it.
    pub fn rungs(&self) -> &[Rung] {
        &self.rungs
    }

    /// How many seconds before an instant it can have started to reach its target, or its last rung, then.
    fn reaches_back(&self, at: Instant) -> i64 {
        let target = self.target.longest();
        let working = self.rungs.iter().map(|rung| rung.seconds(target)).chain([target]).max().unwrap_or_default();
        let is_too_short = |back: &i64| self.calendar.open_seconds(at.plus(-back), at) < working;
        let mut longer = std::iter::successors(Some(DAY_SECONDS), |back| Some(back * 2)).take(DOUBLINGS);
        longer.find(|back| !is_too_short(back)).unwrap_or(DAY_SECONDS << DOUBLINGS)
    }

    /// Whether anything that stops it can happen while it runs.
    pub fn can_stop(&self) -> bool {
        let stops = |act: &&ActKind| self.stops.meets(Events::of(**act));
        let happens =
            |act: &ActKind| Status::ALL.into_iter().any(|at| self.runs_in(at) && transition::is_allowed(*act, at));
        let is_left = !self.when.is_empty() && self.stops.meets(Events::UNMATCHED);
        self.stops.meets(Events::EPILOGUE.and(Events::STAGES))
            || is_left
            || ActKind::ALL.iter().filter(stops).any(happens)
    }

    /// Whether it may run in a status.
    fn runs_in(&self, status: Status) -> bool {
        match status {
            Status::Closed => !self.ends_in(Phase::Closed) || self.starts.meets(Events::of(ActKind::Closed)),
            Status::Resolved => self.lasts() || self.starts.meets(Events::AFTERWARDS),
            _ => !self.follows(),
        }
    }

    /// Whether giving the ticket to somebody starts it anew.
    pub fn starts_with_moves(&self) -> bool {
        let moves = Events::of(ActKind::Assigned).and(Events::of(ActKind::Escalated));
        self.per != Per::Ticket && self.starts.meets(moves)
    }

    /// Whether it measures one wait of the customer, which a reopening prolongs. The others measure
    /// stretches of work: those are over when the work is.
    pub(super) fn lasts(&self) -> bool {
        !self.repeats && self.per == Per::Ticket
    }

    /// Whether it measures what is owed once work is over: it comes to nothing when the ticket comes back, and
    /// the next end of the work is a promise of its own.
    pub(super) const fn follows(&self) -> bool {
        // A stage that is said to be over concludes as the act does that ends it.
        let acts = self.starts.without(Events::STAGES);
        acts.meets(Events::CONCLUSIONS) && acts.is_within(Events::CONCLUSIONS)
    }

    /// Whether it cannot go on in a phase of the ticket's life. What only comes after closing is owed then too.
    pub(super) fn ends_in(&self, phase: Phase) -> bool {
        let is_epilogue = self.stops.is_within(Events::EPILOGUE);
        phase == Phase::Closed && !is_epilogue || phase == Phase::Resolved && !self.lasts()
    }

    /// Whether a step gives the ticket to whoever the clock measures next.
    pub(super) fn hands_over(&self, step: &Step) -> bool {
        match self.per {
            Per::Ticket | Per::Collaborator => false,
            Per::Handler => step.handover != Handover::None,
            Per::Team => step.to_team,
        }
    }

    /// Whether it is for tickets such as this one.
    pub(super) fn applies(&self, head: &Head, tier_of: &TierOf<'_>) -> bool {
        target::hold(&self.when, head, tier_of)
    }

    /// Whether it starts at a step of a ticket's life, if it is free to.
    pub(super) fn starts_at(&self, step: &Step) -> bool {
        let somebody = self.per != Per::Handler || step.handover != Handover::ToNobody;
        let in_time = !self.ends_in(step.phase) || step.events.meets(Events::AFTERWARDS);
        step.events.meets(self.starts) && somebody && in_time
    }
}

/// A point on the way to a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// When that share of the target is used up, in percent.
    Percent(u16),
    /// When only so many working seconds are left.
    Before(i64),
    /// So many working seconds after the target is used up.
    After(i64),
}

impl Threshold {
    /// The working seconds after which it is reached.
    pub fn seconds(self, target: i64) -> i64 {
        match self {
            Self::Percent(share) => target.saturating_mul(i64::from(share)).saturating_add(99).div_euclid(100),
            Self::Before(left) => target.saturating_sub(left).max(0),
            Self::After(past) => target.saturating_add(past),
        }
    }
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Tell roles, teams or members.
    Notify(Vec<Text>),
    /// Move it up to a role, a team or a member.
    Escalate(Text),
    /// Give it to a role, a team or a member.
    Reassign(Text),
    /// Set the priority.
    Priority(Text),
}

impl Action {
    /// To whom it gives the ticket, when it does.
    pub const fn destination(&self) -> Option<&Text> {
        match self {
            Self::Escalate(whom) | Self::Reassign(whom) => Some(whom),
            Self::Notify(_) | Self::Priority(_) => None,
        }
    }

    /// Its verb in `config/sla.yaml`.
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Notify(_) => "notify",
            Self::Escalate(_) => "escalate",
            Self::Reassign(_) => "reassign",
            Self::Priority(_) => "priority",
        }
    }
}

/// A thing to do at a point on the way to the target, or past it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// The point as it was written: `80%`, `30m`, `+2h`; [`Rung::BREACH`] when the target is missed.
    pub name: Text,
    /// The point; none when the target is missed.
    pub at: Option<Threshold>,
    /// What.
    pub action: Action,
}

impl Rung {
    /// The name of the point at which a target is missed.
    pub const BREACH: &'static str = "breach";

    /// The working seconds after which it is reached. A target that is met in its last second is not missed.
    pub fn seconds(&self, target: i64) -> i64 {
        self.at.map_or_else(|| target.saturating_add(1), |at| at.seconds(target))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_by_hand() {
        assert_eq!(Threshold::Percent(80).seconds(600), 480);
        assert_eq!(Threshold::Percent(80).seconds(7), 6); // 5.6 seconds are reached at the sixth
        assert_eq!(Threshold::Before(1800).seconds(7200), 5400);
        assert_eq!(Threshold::Before(1800).seconds(600), 0);
        assert_eq!(Threshold::After(1800).seconds(600), 2400);
        let breach = Rung { name: Rung::BREACH.into(), at: None, action: Action::Priority("urgent".into()) };
        assert_eq!(breach.seconds(600), 601);
    }
}
