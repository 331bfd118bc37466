//! When an instance of a clock starts, stops, ends and goes on.
use super::event::Events;
use super::life::{Life, Phase, Step};
use super::policy::{Clock, Rule};
use super::target::TierOf;
use crate::domain::act::ActKind;
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
    /// Until when an approved extension lets it run.
    pub(super) extended: Option<Instant>,
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

/// Follows one clock through a ticket's life. `gaps` is a buffer; `done` gets each instance in the
/// order of their ends, with the stretches in which work was over.
pub(super) fn follow<'p>(
    clock: &'p Clock,
    life: &Life<'_>,
    tier_of: &TierOf<'_>,
    gaps: &mut Vec<Pause>,
    done: impl FnMut(&Run<'p>, &[Pause]),
) {
    let mut follower = Follower { clock, life, tier_of, run: None, used: false, called: false, gaps, done };
    let mut before = Phase::Open;
    for step in life.steps() {
        follower.go_on(step, before);
        follower.extend(step);
        follower.halt(step, before);
        follower.start(step);
        before = step.phase;
    }
    follower.finish();
}

struct Follower<'p, 'b, 't, F> {
    clock: &'p Clock,
    life: &'b Life<'b>,
    tier_of: &'b TierOf<'t>,
    run: Option<Run<'p>>,
    /// Whether it ran before; per handler or team, since the last handover.
    used: bool,
    /// Whether it would have started, had the ticket been one that it is for.
    called: bool,
    gaps: &'b mut Vec<Pause>,
    done: F,
}

impl<'p, F: FnMut(&Run<'p>, &[Pause])> Follower<'p, '_, '_, F> {
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
    }

    fn halt(&mut self, step: &Step, before: Phase) {
        let comes_back = before.is_over() && !step.phase.is_over();
        if comes_back && self.clock.rule_at(step.at).is_some_and(Rule::follows) {
            self.used = false;
        }
        let is_left = self.run.as_ref().is_some_and(|run| !self.applies(run.rule, step));
        let Some(run) = self.running() else { return };
        let is_over = step.phase != before && run.rule.ends_in(step.phase) || run.rule.follows() && comes_back;
        let is_stopped = step.events.meets(run.rule.stops);
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
        let is_free = self.run.is_none() && (rule.repeats || !self.used);
        let is_called =
            rule.starts_at(step) || self.called && !step.events.meets(rule.stops) && !rule.ends_in(step.phase);
        self.called = is_free && is_called && !self.applies(rule, step);
        if is_free && is_called && !self.called {
            self.gaps.clear();
            self.used = true;
            self.run = Some(Run { rule, start: step.at, halt: None, first_stop: None, extended: None });
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
