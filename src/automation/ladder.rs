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

use std::borrow::Cow;

use super::deeds::{Deed, World, recipients, told};
use super::moving::{self, Place};
use crate::domain::act::{Act, ActKind};
use crate::domain::field::Field;
use crate::domain::ids::{ClockName, TeamId, Text};
use crate::domain::moment::Moment;
use crate::domain::ticket::{Head, Ticket};
use crate::domain::trigger::Trigger;
use crate::domain::{collaboration, fold};
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
    /// The team that works along, when the promise is that one's.
    collaborator: Option<&'a TeamId>,
    /// What whoever is told is told of.
    what: &'static str,
}

/// What to do next at `at`, by what the clocks show then: of what was reached and not done yet, what was
/// reached first.
pub fn next(ticket: &Ticket, at: Moment, world: World<'_>, readings: &[Reading]) -> Vec<Deed> {
    let mut reached: Vec<_> = readings.iter().flat_map(|reading| reached(world.policies, ticket, reading)).collect();
    reached.sort_by_key(|reached| std::cmp::Reverse(reached.ago));
    let mut deeds = reached.iter().map(|reached| deed(ticket, at, world, reached));
    deeds.find(|deeds| !deeds.is_empty()).unwrap_or_default()
}

fn reached<'a>(policies: &'a Policies, ticket: &'a Ticket, reading: &'a Reading) -> Vec<Reached<'a>> {
    let runs = reading.stop.is_none() && !reading.stands && reading.state != State::NotApplicable;
    let (Some(target), Some(due), true) = (reading.target, reading.due, runs) else { return Vec::new() };
    let Some(clock) = policies.clocks().get(reading.clock) else { return Vec::new() };
    let ladder = clock.rule_at(reading.start).map_or(&[][..], |rule| rule.rungs());
    let collaborator = reading.collaborator.and_then(|place| collaboration::teams(ticket).get(place).copied());
    let reached = ladder.iter().map(|rung| {
        let seconds = rung.seconds(target);
        let what = if seconds > target {
            BREACH
        } else if seconds == 0 {
            REMINDER
        } else {
            WARNING
        };
        let ago = reading.spent.working - seconds;
        Reached { clock: clock.name(), reading, rung, due, ago, collaborator, what }
    });
    reached.filter(|reached| reached.ago >= 0).collect()
}

fn deed(ticket: &Ticket, at: Moment, world: World<'_>, reached: &Reached<'_>) -> Vec<Deed> {
    let Reached { reading, rung, .. } = reached;
    let local = |at| world.zone.to_local(at);
    let due = local(reached.due);
    let trigger = Trigger {
        promise: reached.clock.as_str(),
        of: reached.collaborator.map(TeamId::as_str),
        rung: Some((rung.name.as_str(), rung.action.verb())),
        to: None,
        since: local(reading.start),
        until: reading.due.filter(|_| reading.extended).map(local),
    };
    let head = concerned(ticket, reached.collaborator);
    let deeds = Deed::of(ticket, at, &trigger, due, act(&head, world, reached, due).into_iter().collect());
    match &rung.action {
        Action::Notify(words) if deeds.is_empty() && reached.collaborator.is_none() => {
            catch_up(ticket, at, world, (reached, words, &trigger))
        }
        _ => deeds,
    }
}

/// The head that the words are about: that of the ticket, or as it is for a team that works along.
fn concerned<'t>(ticket: &'t Ticket, collaborator: Option<&TeamId>) -> Cow<'t, Head> {
    match collaborator {
        Some(team) => Cow::Owned(collaboration::head_for(ticket, team)),
        None => Cow::Borrowed(&ticket.head),
    }
}

/// Tells whoever is meant since the ticket has a team, when it had none as the others were told.
fn catch_up(
    ticket: &Ticket,
    at: Moment,
    world: World<'_>,
    (reached, words, trigger): (&Reached<'_>, &[Text], &Trigger<'_>),
) -> Vec<Deed> {
    let text = trigger.text();
    let Some(place) = ticket.history.iter().position(|entry| entry.trigger.as_ref() == Some(&text)) else {
        return Vec::new();
    };
    if ticket.history[place..].iter().all(|entry| entry.act.team().is_none()) {
        return Vec::new();
    }
    let then = fold::before(ticket, place);
    let meant = |head: &Head| recipients(words, head, world.people);
    let (before, now) = (meant(&then), meant(&ticket.head));
    let knows = |name: &str| before.as_deref().is_some_and(|before| before.split(", ").any(|known| known == name));
    let missed: Vec<_> = now.iter().flat_map(|now| now.split(", ")).filter(|name| !knows(name)).collect();
    if then.team.is_some() || missed.is_empty() {
        return Vec::new();
    }
    let missed = Text::from(missed.join(", "));
    let trigger = Trigger { to: Some(&missed), ..trigger.clone() };
    let due = world.zone.to_local(reached.due);
    Deed::of(ticket, at, &trigger, due, vec![told(reached.what, missed.clone())])
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
    if reached.collaborator.is_some() || moving::stays(head, kind, &place) {
        return Some(tell(place.name()));
    }
    let (Place { word, team, to }, reason) = (place, Some(world.words.late(reached.clock, due)));
    Some(match kind {
        ActKind::Escalated => Act::Escalated { team, to, level: Some(word), reason },
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
