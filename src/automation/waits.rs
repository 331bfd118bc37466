//! Waits that nobody answers.
use super::deeds::{Deed, World, recipients, told};
use crate::domain::act::{Act, Entry};
use crate::domain::ids::Code;
use crate::domain::moment::Moment;
use crate::domain::rule::is_confirmed;
use crate::domain::status::Status;
use crate::domain::ticket::Ticket;
use crate::domain::trigger::Trigger;
use crate::time::clocks::{Wait, WaitEnd};
use crate::time::{Instant, working};

/// What runs out.
pub const PROMISE: &str = "waiting";
/// In `notified`: a wait is over.
pub const WAITED: &str = "waited";

/// What is done about a wait that is over at `at`.
pub fn next(ticket: &Ticket, at: Moment, world: World<'_>) -> Vec<Deed> {
    let Some((wait, since, party, due)) = running(ticket, world) else { return Vec::new() };
    if at < due {
        return Vec::new();
    }
    let text = world.words.unanswered(party, since);
    let end = match &wait.then {
        Some(WaitEnd::Resume) => Some(Act::Resumed { note: Some(text) }),
        Some(WaitEnd::Close(reason)) => Some(Act::Closed { reason: reason.clone(), text: Some(text) }),
        None => None,
    };
    let tell = recipients(&wait.notify, &ticket.head, world.people).map(|to| told(WAITED, to));
    let trigger = Trigger::new(PROMISE, since);
    Deed::of(ticket, at, &trigger, due, end.into_iter().chain(tell).collect())
}

/// The rule for the present wait, since when it is, for whom, and when it is over.
fn running<'a>(ticket: &'a Ticket, world: World<'a>) -> Option<(&'a Wait, Moment, Option<&'a Code>, Moment)> {
    let unconfirmed = ticket.head.status == Status::Resolved && !is_confirmed(ticket);
    if ticket.head.status != Status::Waiting && !unconfirmed {
        return None;
    }
    let (since, party, until) = ticket.history.iter().rev().find_map(|entry| match entry {
        Entry { at, act: Act::Waiting { party, until, .. }, .. } if !unconfirmed => Some((*at, party.as_ref(), *until)),
        // Whoever is spoken with has the whole time again.
        Entry { at, act: Act::Resolved { .. } | Act::Received { .. } | Act::Replied { .. }, .. } if unconfirmed => {
            Some((*at, None, None))
        }
        _ => None,
    })?;
    let mut waits = world.policies.waits().iter().filter(|wait| wait.unconfirmed == unconfirmed);
    let wait = waits.find(|wait| wait.is_for(party))?;
    let over =
        || working::add(&wait.calendar, Instant::from(since), wait.after).ok().map(|due| world.zone.to_local(due));
    Some((wait, since, party, until.or_else(over)?))
}
