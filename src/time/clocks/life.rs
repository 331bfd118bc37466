//! A ticket's history made ready for its clocks.
use std::borrow::Cow;

use super::event::{Events, StageEvents};
use super::pauses::Pauses;
use super::target::Aspects;
use crate::domain::act::{Act, Entry};
use crate::domain::ids::{ClockName, TeamId};
use crate::domain::status::Status;
use crate::domain::ticket::{Head, Ticket};
use crate::domain::transition::{self, Lead};
use crate::domain::{collaboration, duplicate, fold};
use crate::time::Instant;
use crate::time::working::Pause;

/// In an `approved` act: what was approved is an extension.
const EXTENSION: &str = "extension";

/// Where a ticket's life stands, as far as clocks care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Open,
    Waiting,
    Resolved,
    Closed,
}

impl Phase {
    /// Whether no work is owed any more.
    pub(super) const fn is_over(self) -> bool {
        matches!(self, Self::Resolved | Self::Closed)
    }

    /// The phase that an act leads to.
    pub(super) const fn after(self, act: &Act) -> Self {
        match (transition::lead(act.kind()), act) {
            (Lead::To(Status::Waiting), _) => Self::Waiting,
            (Lead::To(Status::Resolved), _) => Self::Resolved,
            (Lead::To(Status::Closed), _) => Self::Closed,
            (Lead::To(_) | Lead::Named | Lead::Handler, _)
            | (Lead::NamedOrStay, Act::Escalated { to: Some(_), .. }) => Self::Open,
            // What it undoes is left out with it.
            (Lead::Stay | Lead::NamedOrStay | Lead::Said, _) => self,
        }
    }
}

/// Whether an act hands the ticket over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Handover {
    None,
    ToMember,
    /// To a team's pool, or back.
    ToNobody,
}

impl Handover {
    /// As the fold of the history says: to escalate without naming a member leaves the handler.
    const fn by(act: &Act) -> Self {
        match act {
            Act::Assigned { to: Some(_), .. }
            | Act::Transferred { to: Some(_), .. }
            | Act::Escalated { to: Some(_), .. } => Self::ToMember,
            Act::Assigned { .. } | Act::Transferred { .. } | Act::Declined { .. } => Self::ToNobody,
            _ => Self::None,
        }
    }
}

/// One act, as clocks see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// When; never before the ticket's creation.
    pub(super) at: Instant,
    pub(super) events: Events,
    /// The phase it leads to.
    pub(super) phase: Phase,
    pub(super) handover: Handover,
    /// Whether it gives the ticket to another team.
    pub(super) to_team: bool,
    /// How many entries of the history have happened, this one included.
    pub(super) applied: usize,
}

/// A wait; [`Instant::MAX`] ends one that goes on.
#[derive(Debug, Clone, Copy)]
struct Wait {
    from: Instant,
    to: Instant,
    /// The place of its entry.
    entry: usize,
}

/// The buffers of a life, kept from ticket to ticket.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    steps: Vec<Step>,
    waits: Vec<Wait>,
}

/// A ticket's life up to an instant.
pub(super) struct Life<'a> {
    ticket: &'a Ticket,
    steps: &'a [Step],
    waits: &'a [Wait],
    /// How many entries lead to what of the head the targets look at.
    settled: usize,
}

/// The ticket with its history in the order of time and nothing in it twice, as imports and merges
/// done by hand may leave it, and without what was undone by `as_of`; almost always the ticket itself.
pub(super) fn tidy(ticket: &Ticket, as_of: Instant) -> Cow<'_, Ticket> {
    let history = &ticket.history;
    let undone = duplicate::undone(history, |entry| Instant::from(entry.at) <= as_of);
    let is_tidy = |place: usize| history[place - 1].at <= history[place].at && !is_repeated(history, place);
    if undone.is_empty() && (1..history.len()).all(is_tidy) {
        return Cow::Borrowed(ticket);
    }
    let standing = history.iter().enumerate().filter(|(place, _)| !undone.contains(place));
    let mut sorted: Vec<_> = standing.map(|(_, entry)| entry.clone()).collect();
    sorted.sort_by_key(|entry| entry.at);
    let once = (0..sorted.len()).filter(|place| !is_repeated(&sorted, *place)).map(|place| sorted[place].clone());
    Cow::Owned(Ticket { head: ticket.head.clone(), history: once.collect() })
}

/// Whether an entry says again what one before it said of the same second.
fn is_repeated(history: &[Entry], place: usize) -> bool {
    let entry = &history[place];
    history[..place].iter().rev().take_while(|before| before.at == entry.at).any(|before| before == entry)
}

impl<'a> Life<'a> {
    /// The life of a [tidy](tidy) ticket up to `as_of` (inclusive); `None` when it did not exist yet.
    pub(super) fn read(
        ticket: &'a Ticket,
        as_of: Instant,
        (aspects, stages): (Aspects, &StageEvents),
        buffers: &'a mut Buffers,
    ) -> Option<Self> {
        let Buffers { steps, waits } = buffers;
        steps.clear();
        waits.clear();
        let created = Instant::from(ticket.head.created);
        if created > as_of {
            return None;
        }
        steps.push(Step::creation(created));
        let (mut phase, mut team) = (Phase::Open, None);
        for (place, entry) in ticket.history.iter().enumerate() {
            let at = Instant::from(entry.at).max(created);
            if at > as_of {
                break;
            }
            // The head says when it was created, and nothing is created twice.
            if matches!(entry.act, Act::Created { .. }) || fold::is_moot(entry, phase.is_over()) {
                continue;
            }
            let named = entry.act.team();
            let to_team = named.is_some() && named != team;
            team = named.or(team);
            let step = Step { to_team, events: Events::of_entry(entry, stages), ..Step::of(entry, at, phase, place) };
            note_wait(waits, &step, phase, &entry.act);
            phase = step.phase;
            steps.push(step);
        }
        let settled =
            ticket.history.iter().rposition(|entry| aspects.change_with(&entry.act)).map_or(0, |place| place + 1);
        Some(Self { ticket, steps, waits, settled })
    }

    pub(super) const fn steps(&self) -> &'a [Step] {
        self.steps
    }

    /// How many entries of the history have happened.
    pub(super) fn applied(&self) -> usize {
        self.steps.last().map_or(0, |step| step.applied)
    }

    /// The head after the first `applied` entries of the history, as far as targets look at it.
    pub(super) fn head_after(&self, applied: usize) -> Cow<'a, Head> {
        if applied >= self.settled {
            return Cow::Borrowed(&self.ticket.head);
        }
        let mut head = fold::opening(self.ticket);
        self.ticket.history[..applied].iter().for_each(|entry| fold::apply(&mut head, entry));
        Cow::Owned(head)
    }

    /// The teams that work along.
    pub(super) fn collaborators(&self) -> Vec<&'a TeamId> {
        collaboration::teams(self.ticket)
    }

    /// The act of a step; none of the creation.
    fn act(&self, step: &Step) -> Option<&'a Act> {
        Some(&self.ticket.history.get(step.applied.checked_sub(1)?)?.act)
    }

    /// A step as a team sees it that works along: what concerns another one is nothing to it.
    pub(super) fn seen_by(&self, team: &TeamId, step: &Step) -> Step {
        match self.act(step) {
            Some(Act::Involved { team: other, .. } | Act::Contributed { team: other, .. }) if other != team => {
                Step { events: Events::NONE, ..*step }
            }
            _ => *step,
        }
    }

    /// The instant by which something is expected that a step sets going.
    pub(super) fn until(&self, step: &Step) -> Option<Instant> {
        self.act(step)?.until().map(Instant::from)
    }

    /// Until when a step lets a clock run, when that is what it approves.
    pub(super) fn extension(&self, step: &Step, clock: &ClockName) -> Option<Instant> {
        match self.act(step)? {
            Act::Approved { what, clock: Some(named), until: Some(until), .. }
                if what.as_str() == EXTENSION && named == clock =>
            {
                Some(Instant::from(*until))
            }
            _ => None,
        }
    }

    /// The waits that make a clock stand still, in order; [`Instant::MAX`] ends one that goes on.
    pub(super) fn waits(&self, pauses: &Pauses) -> impl Iterator<Item = Pause> {
        let party = |wait: &Wait| match &self.ticket.history[wait.entry].act {
            Act::Waiting { party, .. } => party.as_ref(),
            _ => None,
        };
        self.waits.iter().filter(move |wait| pauses.include(party(wait))).map(|wait| (wait.from, wait.to))
    }
}

impl Step {
    const fn creation(at: Instant) -> Self {
        let events = Events::of(crate::domain::act::ActKind::Created);
        Self { at, events, phase: Phase::Open, handover: Handover::None, to_team: false, applied: 0 }
    }

    fn of(entry: &Entry, at: Instant, before: Phase, place: usize) -> Self {
        Self {
            at,
            events: Events::NONE,
            phase: before.after(&entry.act),
            handover: Handover::by(&entry.act),
            to_team: false,
            applied: place + 1,
        }
    }
}

/// Ends the wait that an act ends, and begins the one it begins.
fn note_wait(waits: &mut Vec<Wait>, step: &Step, before: Phase, act: &Act) {
    let begins = matches!(act, Act::Waiting { .. });
    if before == Phase::Waiting
        && (begins || step.phase != Phase::Waiting)
        && let Some(wait) = waits.last_mut()
    {
        wait.to = step.at;
    }
    if begins {
        waits.push(Wait { from: step.at, to: Instant::MAX, entry: step.applied - 1 });
    }
}
