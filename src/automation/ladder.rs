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

use super::audience::{Audience, People};
use crate::domain::act::{Act, ActKind, Entry};
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ids::{AUTOMATIC, ClockName, MemberId, TeamId, Text};
use crate::domain::moment::Moment;
use crate::domain::status::Status;
use crate::domain::ticket::{Head, Ticket};
use crate::domain::transition;
use crate::domain::trigger::Trigger;
use crate::time::clocks::{Action, Policies, Reading, Rung, State};
use crate::time::{Instant, Zone};

/// In `notified`: a promise was made.
pub const REMINDER: &str = "reminder";
/// In `notified`: a promise is running out.
pub const WARNING: &str = "warning";
/// In `notified`: a promise was not kept.
pub const BREACH: &str = "breach";

/// What decisions are made from.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The desk's promises.
    pub policies: &'a Policies,
    /// Its people.
    pub people: People<'a>,
    /// How urgent a priority is; the most urgent has the highest rank.
    pub rank: &'a dyn Fn(&str) -> Option<i64>,
    /// The desk's time zone.
    pub zone: &'a Zone,
    /// Why a ticket is moved: its clock, and when it was due.
    pub reason: &'a dyn Fn(&ClockName, Moment) -> Text,
}

/// Something that was set off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// What is recorded.
    pub entry: Entry,
    /// The promise: a clock's name.
    pub promise: Text,
    /// How far it had run: `80%`, `+2h`, `breach`.
    pub rung: Option<Text>,
    /// When it was or is due.
    pub due: Option<Moment>,
}

/// Who acts.
pub fn actor() -> MemberId {
    let [_, clock, _] = AUTOMATIC;
    clock.into()
}

/// What is set off on a ticket at `at`, in the order in which it came due: each deed is done before the
/// next is looked for, as it may change what is promised. `read` gives what the clocks of a ticket show.
pub fn climb(
    ticket: &Ticket,
    at: Moment,
    world: World<'_>,
    mut read: impl FnMut(&Ticket) -> Vec<Reading>,
) -> Vec<Deed> {
    let mut ticket = ticket.clone();
    let mut deeds = Vec::new();
    while let Some(deed) = next(&ticket, at, world, &read(&ticket)) {
        fold::apply(&mut ticket.head, &deed.entry);
        ticket.history.push(deed.entry.clone());
        deeds.push(deed);
    }
    deeds
}

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

/// What to do next: of what was reached and not done yet, what was reached first.
fn next(ticket: &Ticket, at: Moment, world: World<'_>, readings: &[Reading]) -> Option<Deed> {
    let mut reached: Vec<_> = readings.iter().flat_map(|reading| reached(world.policies, reading)).collect();
    reached.sort_by_key(|reached| std::cmp::Reverse(reached.ago));
    reached.iter().find_map(|reached| deed(ticket, at, world, reached))
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

fn deed(ticket: &Ticket, at: Moment, world: World<'_>, reached: &Reached<'_>) -> Option<Deed> {
    let trigger = trigger(reached, world.zone);
    if ticket.history.iter().any(|entry| entry.trigger.as_ref() == Some(&trigger)) {
        return None;
    }
    let due = world.zone.to_local(reached.due);
    let act = act(&ticket.head, world, reached, due)?;
    Some(Deed {
        entry: Entry { trigger: Some(trigger), ..Entry::new(at, actor(), act) },
        promise: reached.clock.as_str().into(),
        rung: Some(reached.rung.name.clone()),
        due: Some(due),
    })
}

fn trigger(reached: &Reached<'_>, zone: &Zone) -> Text {
    let Reached { reading, rung, .. } = reached;
    let until = reading.due.filter(|_| reading.extended).map(|until| zone.to_local(until));
    let rung = Some((rung.name.as_str(), rung.action.verb()));
    Trigger { promise: reached.clock.as_str(), rung, since: zone.to_local(reading.start), until }.text()
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
    let place = place(whom, head, world.people)?;
    if stays(head, kind, &place) {
        return Some(tell(place.name()));
    }
    let (Place { team, to }, reason) = (place, Some((world.reason)(reached.clock, due)));
    Some(match kind {
        ActKind::Escalated => Act::Escalated { team, to, level: Some(whom.clone()), reason },
        _ => Act::Assigned { team, to, reason, note: None },
    })
}

/// Somebody was told.
pub fn told(what: &str, to: Text) -> Act {
    Act::Notified { what: what.into(), to: Some(to), channel: None }
}

/// Everybody whom the words mean, once each; none when nobody is meant.
pub fn recipients(words: &[Text], head: &Head, people: People<'_>) -> Option<Text> {
    let mut names: Vec<Text> = Vec::new();
    for word in words {
        let meant = match people.meant(word, head) {
            Audience::Team(team) => vec![team.as_str().into()],
            Audience::Members(members) => members.iter().map(|member| member.as_str().into()).collect(),
        };
        for name in meant {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    (!names.is_empty()).then(|| names.join(", ").into())
}

/// Where a ticket is moved to.
struct Place {
    team: Option<TeamId>,
    to: Option<MemberId>,
}

impl Place {
    fn name(&self) -> Text {
        let member = self.to.as_ref().map(MemberId::as_str);
        member.or(self.team.as_ref().map(TeamId::as_str)).unwrap_or_default().into()
    }
}

/// Where a word means a ticket to go: to a team and its lead; to the member who has it already, or to the first
/// of those whom it means.
fn place(word: &str, head: &Head, people: People<'_>) -> Option<Place> {
    match people.meant(word, head) {
        Audience::Team(team) => Some(Place { to: people.lead(Some(&team)), team: Some(team) }),
        Audience::Members(members) => {
            let has_it = members.iter().find(|member| head.assignee.as_ref() == Some(member));
            let to = has_it.or(members.first())?.clone();
            let other = people.roster.only_team(&to).filter(|only| head.team.as_ref() != Some(only));
            Some(Place { team: other.cloned(), to: Some(to) })
        }
    }
}

/// Whether a ticket stays where it is: it waits or is not worked on any more, or it is there already. Then
/// whoever would get it is told.
fn stays(head: &Head, act: ActKind, place: &Place) -> bool {
    let is_there = match &place.to {
        Some(to) => head.assignee.as_ref() == Some(to),
        None => head.assignee.is_none() && head.team == place.team,
    };
    head.status == Status::Waiting || !transition::is_allowed(act, head.status) || is_there
}

/// Raises the priority; a ticket that is as urgent already is left alone.
fn raise(head: &Head, world: World<'_>, code: &Text) -> Option<Act> {
    let rank = |code: &str| (world.rank)(code);
    let is_more = rank(code)? > rank(head.priority.as_str()).unwrap_or(i64::MIN);
    let (field, from) = (Field::Priority, Some(head.priority.as_str().into()));
    is_more.then(|| Act::Edited { field, from, to: Some(code.clone()), note: None })
}
