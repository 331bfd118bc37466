//! What promises set off when nobody keeps them: warnings, levels and breaches.
//!
//! Every rung is climbed once. What was done says which promise set it off and how far it had run
//! ([`Trigger`]), so that whoever looks later, also in another clone, knows that it was done. An approved
//! extension is a new promise. A rung that is not reached while the clock runs is never climbed: what was
//! kept, came to nothing or stands still sets nothing off.
#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;

use super::deeds::{Deed, World, recipients, told};
use super::moving::{self, Place};
use crate::domain::act::{Act, ActKind};
use crate::domain::field::Field;
use crate::domain::ids::{ClockName, Text};
use crate::domain::moment::Moment;
use crate::domain::ticket::{Head, Ticket};
use crate::domain::trigger::Trigger;
use crate::time::Instant;
use crate::time::clocks::{Action, Policies, Reading, Rung, State};

/// In `notified`: a promise was made.
pub const REMINDER: &str = "reminder";
/// In `notified`: a promise is running out.
pub const WARNING: &str = "warning";
/// In `notified`: a promise was not kept.
pub const BREACH: &str = "breach";

/// A rung that was reached.
struct Reached<'a> {
    clock: &'a ClockName,
    reading: &'a Reading,
    rung: &'a Rung,
    due: Instant,
    /// Working seconds since it was reached.
    ago: i64,
    /// What whoever is told is told of.
    what: &'static str,
}

/// What to do next at `at`, by what the clocks show then: of what was reached and not done yet, what was
/// reached first.
pub fn next(ticket: &Ticket, at: Moment, world: World<'_>, readings: &[Reading]) -> Vec<Deed> {
    let mut reached: Vec<_> = readings.iter().flat_map(|reading| reached(world.policies, reading)).collect();
    reached.sort_by_key(|reached| std::cmp::Reverse(reached.ago));
    let mut deeds = reached.iter().map(|reached| deed(ticket, at, world, reached));
    deeds.find(|deeds| !deeds.is_empty()).unwrap_or_default()
}

fn reached<'a>(policies: &'a Policies, reading: &'a Reading) -> Vec<Reached<'a>> {
    let runs = reading.stop.is_none() && !reading.stands && reading.state != State::NotApplicable;
    let (Some(target), Some(due), true) = (reading.target, reading.due, runs) else { return Vec::new() };
    let Some(clock) = policies.clocks().get(reading.clock) else { return Vec::new() };
    let ladder = clock.rule_at(reading.start).map_or(&[][..], |rule| rule.rungs());
    let reached = ladder.iter().map(|rung| {
        let seconds = rung.seconds(target);
        let what = if seconds >= target {
            BREACH
        } else if seconds == 0 {
            REMINDER
        } else {
            WARNING
        };
        Reached { clock: clock.name(), reading, rung, due, ago: reading.spent.working - seconds, what }
    });
    reached.filter(|reached| reached.ago >= 0).collect()
}

fn deed(ticket: &Ticket, at: Moment, world: World<'_>, reached: &Reached<'_>) -> Vec<Deed> {
    let Reached { reading, rung, .. } = reached;
    let local = |at| world.zone.to_local(at);
    let due = local(reached.due);
    let trigger = Trigger {
        promise: reached.clock.as_str(),
        rung: Some((rung.name.as_str(), rung.action.verb())),
        since: local(reading.start),
        until: reading.due.filter(|_| reading.extended).map(local),
    };
    Deed::of(ticket, at, &trigger, due, act(&ticket.head, world, reached, due).into_iter().collect())
}

/// The act of a rung; none when there is nobody whom it could concern, or nothing to change.
fn act(head: &Head, world: World<'_>, reached: &Reached<'_>, due: Moment) -> Option<Act> {
    let tell = |to: Text| told(reached.what, to);
    let (whom, kind) = match &reached.rung.action {
        Action::Notify(everybody) => return recipients(everybody, head, world.people).map(tell),
        Action::Priority(code) => return raise(head, world, code),
        Action::Escalate(whom) => (whom, ActKind::Escalated),
        Action::Reassign(whom) => (whom, ActKind::Assigned),
    };
    let place = moving::place(whom, head, world.people)?;
    if moving::stays(head, kind, &place) {
        return Some(tell(place.name()));
    }
    let (Place { team, to }, reason) = (place, Some(world.words.late(reached.clock, due)));
    Some(match kind {
        ActKind::Escalated => Act::Escalated { team, to, level: Some(whom.clone()), reason },
        _ => Act::Assigned { team, to, reason, note: None },
    })
}

/// Raises the priority; a ticket that is as urgent already is left alone.
fn raise(head: &Head, world: World<'_>, code: &Text) -> Option<Act> {
    let rank = |code: &str| (world.rank)(code);
    let is_more = rank(code)? > rank(head.priority.as_str()).unwrap_or(i64::MIN);
    let (field, from) = (Field::Priority, Some(head.priority.as_str().into()));
    is_more.then(|| Act::Edited { field, from, to: Some(code.clone()), note: None })
}
