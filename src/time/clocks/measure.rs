//! Times and counts that need no policy.
use super::life::{self, Phase};
use super::reading::{Finish, Spent};
use crate::domain::act::{Act, Entry};
use crate::domain::ids::MemberId;
use crate::domain::ticket::Ticket;
use crate::time::working::Pause;
use crate::time::{Calendar, Instant};

/// What happened to a ticket up to an instant, measured from its creation. No wait is taken off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measures {
    /// The first public message by a member after the creation.
    pub first_response: Option<Finish>,
    /// The first time it was resolved.
    pub first_resolution: Option<Finish>,
    /// The last time it was resolved, less the time it was resolved or closed before; absent while
    /// it is not resolved, or no longer.
    pub full_resolution: Option<Finish>,
    /// Public messages by members.
    pub replies: u32,
    /// How often it was reopened.
    pub reopenings: u32,
    /// How often it was transferred, or taken from a member who had it.
    pub handovers: u32,
}

impl Measures {
    /// Whether it is resolved with exactly one public message and was never reopened.
    pub const fn is_first_contact(&self) -> bool {
        self.full_resolution.is_some() && self.replies == 1 && self.reopenings == 0
    }
}

/// Measures a ticket at `as_of` (inclusive); all is absent or 0 for one that did not exist yet.
pub fn measures(ticket: &Ticket, calendar: &Calendar, as_of: Instant) -> Measures {
    let ticket = life::tidy(ticket, as_of);
    let created = Instant::from(ticket.head.created);
    if created > as_of {
        return Measures::default();
    }
    let mut meter = Meter {
        calendar,
        created,
        phase: Phase::Open,
        over_since: created,
        gaps: Vec::new(),
        handler: None,
        found: Measures::default(),
    };
    for entry in ticket.history.iter().take_while(|entry| Instant::from(entry.at) <= as_of) {
        meter.take(entry);
    }
    meter.found
}

struct Meter<'a> {
    calendar: &'a Calendar,
    created: Instant,
    phase: Phase,
    over_since: Instant,
    gaps: Vec<Pause>,
    handler: Option<&'a MemberId>,
    found: Measures,
}

impl<'a> Meter<'a> {
    fn take(&mut self, entry: &'a Entry) {
        let at = Instant::from(entry.at).max(self.created);
        if entry.is_response() {
            self.found.replies += 1;
            self.found.first_response = self.found.first_response.or_else(|| Some(self.finish(at, &[])));
        }
        self.follow_phase(&entry.act, at);
        self.follow_handler(entry);
    }

    fn follow_phase(&mut self, act: &Act, at: Instant) {
        let after = self.phase.after(act);
        if after.is_over() && !self.phase.is_over() {
            self.over_since = at;
        } else if self.phase.is_over() && !after.is_over() {
            self.gaps.push((self.over_since, at));
            self.found.full_resolution = None;
        }
        self.phase = after;
        match act {
            Act::Resolved { .. } => self.resolve(at),
            Act::Reopened { .. } => self.found.reopenings += 1,
            _ => {}
        }
    }

    fn resolve(&mut self, at: Instant) {
        self.found.first_resolution = self.found.first_resolution.or_else(|| Some(self.finish(at, &[])));
        self.found.full_resolution = self.found.full_resolution.or_else(|| Some(self.finish(at, &self.gaps)));
    }

    fn follow_handler(&mut self, entry: &'a Entry) {
        let next = match &entry.act {
            Act::Assigned { to, .. } | Act::Transferred { to, .. } => to.as_ref(),
            Act::Escalated { to: Some(to), .. } => Some(to),
            Act::Accepted { .. } => Some(&entry.by),
            Act::Declined { .. } => return self.handler = None,
            _ => return,
        };
        let taken = self.handler.is_some() && self.handler != next;
        self.found.handovers += u32::from(taken || matches!(entry.act, Act::Transferred { .. }));
        self.handler = next;
    }

    fn finish(&self, at: Instant, gaps: &[Pause]) -> Finish {
        Finish { at, spent: Spent::between(self.calendar, self.created, at, gaps) }
    }
}
