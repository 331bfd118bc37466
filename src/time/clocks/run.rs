//! When an instance of a clock starts, stops, ends and goes on.
use super::event::Events;
use super::life::{Life, Phase, Step};
use super::policy::{Clock, Rule};
use super::spec::Per;
use super::target::{Target, TierOf};
use crate::domain::act::ActKind;
use crate::domain::ids::TeamId;
use crate::time::Instant;
use crate::time::working::Pause;

/// One instance of a clock on a ticket.
#[derive(Debug)]
pub(super) struct Run<'p> {
    pub(super) rule: &'p Rule,
    pub(super) start: Instant,
    /// Absent while it runs.
    pub(super) halt: Option<Halt>,
    /// When it was stopped for the first time.
    pub(super) first_stop: Option<Instant>,
    /// Until when the act allows that started it, where the target is what that says.
    pub(super) until: Option<Instant>,
    /// Until when an approved extension lets it run.
    pub(super) extended: Option<Instant>,
    /// The place of the team that works along, when it is that one's.
    pub(super) collaborator: Option<usize>,
}

/// The end of an instance, for the time being.
#[derive(Debug, Clone, Copy)]
pub(super) struct Halt {
    pub(super) at: Instant,
    /// Whether the promise was kept, late or in time; otherwise it came to nothing.
    pub(super) stopped: bool,
    /// How many entries of the history had happened to the ticket it is judged by.
    pub(super) applied: usize,
}

/// Follows one clock through a ticket's life, for each team that works along when it is theirs. `gaps` is a
/// buffer; `done` gets each instance in the order of their ends, with the stretches in which work was over.
pub(super) fn follow<'p>(
    clock: &'p Clock,
    life: &Life<'_>,
    tier_of: &TierOf<'_>,
    gaps: &mut Vec<Pause>,
    mut done: impl FnMut(&Run<'p>, &[Pause]),
) {
    Follower::new(clock, life, tier_of, gaps, &mut done).follow();
    if clock.is_per_collaborator() {
        for collaborator in life.collaborators().into_iter().enumerate() {
            let mut follower = Follower::new(clock, life, tier_of, gaps, &mut done);
            follower.collaborator = Some(collaborator);
            follower.follow();
        }
    }
}

struct Follower<'p, 'b, 't, F> {
    clock: &'p Clock,
    life: &'b Life<'b>,
    tier_of: &'b TierOf<'t>,
    /// The team that works along, and its place, when it is that one's.
    collaborator: Option<(usize, &'b TeamId)>,
    run: Option<Run<'p>>,
    /// Whether it ran before; per handler or team, since the last handover.
    used: bool,
    /// Whether it would have started, had the ticket been one that it is for.
    called: bool,
    /// Whether the ticket was one that it is for.
    matched: bool,
    gaps: &'b mut Vec<Pause>,
    done: F,
}

impl<'p, 'b, 't, F: FnMut(&Run<'p>, &[Pause])> Follower<'p, 'b, 't, F> {
    fn new(clock: &'p Clock, life: &'b Life<'b>, tier_of: &'b TierOf<'t>, gaps: &'b mut Vec<Pause>, done: F) -> Self {
        let (used, called, matched) = (false, false, false);
        Self { clock, life, tier_of, collaborator: None, run: None, used, called, matched, gaps, done }
    }

    fn follow(mut self) {
        let mut before = Phase::Open;
        for step in self.life.steps() {
            let step = &self.see(step);
            self.go_on(step, before);
            self.extend(step);
            self.halt(step, before);
            self.start(step);
            before = step.phase;
        }
        self.finish();
    }

    /// A step as this clock sees it.
    fn see(&mut self, step: &Step) -> Step {
        let mut seen = match self.collaborator {
            Some((_, team)) => self.life.seen_by(team, step),
            None => *step,
        };
        if let Some(rule) = self.clock.rule_at(step.at).filter(|rule| rule.starts.meets(Events::MATCHED)) {
            let matches = self.applies(rule, step);
            if matches && !std::mem::replace(&mut self.matched, matches) {
                seen.events = seen.events.and(Events::MATCHED);
            }
            self.matched = matches;
        }
        seen
    }

    /// Lets an instance that halted with the work go on when the ticket comes back.
    fn go_on(&mut self, step: &Step, before: Phase) {
        let Some(run) = &mut self.run else { return };
        let Some(halt) = run.halt else { return };
        if run.rule.hands_over(step) {
            return self.finish();
        }
        let was_over = |phase: Phase| if halt.stopped { phase.is_over() } else { phase == Phase::Closed };
        if was_over(before) && !was_over(step.phase) {
            self.gaps.push((halt.at, step.at));
            run.halt = None;
        }
    }

    fn extend(&mut self, step: &Step) {
        let (clock, life) = (self.clock, self.life);
        if step.events.meets(Events::of(ActKind::Approved))
            && let Some(run) = self.running()
        {
            run.extended = life.extension(step, &clock.name).or(run.extended);
        }
        if let Some(run) = self.running()
            && run.until.is_some()
            && step.events.meets(run.rule.starts)
        {
            // What is asked for besides may be wanted earlier.
            run.until = run.until.into_iter().chain(life.until(step)).min();
        }
    }

    fn halt(&mut self, step: &Step, before: Phase) {
        let comes_back = before.is_over() && !step.phase.is_over();
        if comes_back && self.clock.rule_at(step.at).is_some_and(Rule::follows) {
            self.used = false;
        }
        let is_left = self.run.as_ref().is_some_and(|run| !self.applies(run.rule, step));
        let Some(run) = self.running() else { return };
        let is_over = step.phase != before && run.rule.ends_in(step.phase) || run.rule.follows() && comes_back;
        let is_stopped = step.events.meets(run.rule.stops) || is_left && run.rule.stops.meets(Events::UNMATCHED);
        if is_stopped {
            run.halt = Some(Halt { at: step.at, stopped: true, applied: step.applied });
            run.first_stop = run.first_stop.or(Some(step.at));
        } else if is_left || is_over || run.rule.hands_over(step) {
            // Judged as the ticket was before: a handover may change the team, and with it the target.
            run.halt = Some(Halt { at: step.at, stopped: false, applied: step.applied.saturating_sub(1) });
        }
        if run.halt.is_some() && (is_left || !run.may_go_on(step)) {
            self.finish();
            if is_left && !is_stopped {
                // Should the ticket become one that it is for again, it starts anew.
                (self.called, self.used) = (true, false);
            }
        }
    }

    fn start(&mut self, step: &Step) {
        let Some(rule) = self.clock.rule_at(step.at) else { return };
        if rule.hands_over(step) {
            (self.used, self.called) = (false, false);
        }
        let is_theirs = (rule.per == Per::Collaborator) == self.collaborator.is_some();
        let is_free = is_theirs && self.run.is_none() && (rule.repeats || !self.used);
        let is_called =
            rule.starts_at(step) || self.called && !step.events.meets(rule.stops) && !rule.ends_in(step.phase);
        let until = if rule.target == Target::Until { self.life.until(step) } else { None };
        let is_promised = rule.target != Target::Until || until.is_some();
        let is_called = is_called && is_promised;
        self.called = is_free && is_called && !self.applies(rule, step);
        if is_free && is_called && !self.called {
            self.gaps.clear();
            self.used = true;
            let collaborator = self.collaborator.map(|(place, _)| place);
            let start = step.at;
            self.run = Some(Run { rule, start, halt: None, first_stop: None, until, extended: None, collaborator });
        }
    }

    /// Whether a clock is for the ticket as a step leaves it.
    fn applies(&self, rule: &Rule, step: &Step) -> bool {
        rule.when.is_empty() || rule.applies(&self.life.head_after(step.applied), self.tier_of)
    }

    fn finish(&mut self) {
        if let Some(run) = self.run.take() {
            (self.done)(&run, self.gaps);
        }
    }

    fn running(&mut self) -> Option<&mut Run<'p>> {
        self.run.as_mut().filter(|run| run.halt.is_none())
    }
}

impl Run<'_> {
    /// Whether an instance that a step halted goes on if the ticket comes back: when it halted
    /// because work was over, and each stretch of work is not a promise of its own.
    fn may_go_on(&self, step: &Step) -> bool {
        let stopped = self.halt.is_some_and(|halt| halt.stopped);
        let is_one = !self.rule.repeats && !self.rule.follows();
        is_one && if stopped { step.events.meets(Events::ENDINGS) } else { self.rule.lasts() }
    }
}
