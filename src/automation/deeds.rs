//! What the desk does by itself, and what it is decided from.
use super::audience::{Audience, People};
use crate::domain::act::{Act, Entry};
use crate::domain::fold;
use crate::domain::ids::{CLOCK, ClockName, Code, Text};
use crate::domain::moment::Moment;
use crate::domain::ticket::{Head, Ticket};
use crate::domain::trigger::Trigger;
use crate::time::Zone;
use crate::time::clocks::Policies;

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
    /// The desk's language.
    pub words: &'a dyn Words,
}

/// The sentences that stand in tickets.
pub trait Words {
    /// Why a ticket is moved: a clock, and when it was due.
    fn late(&self, clock: &ClockName, due: Moment) -> Text;
    /// Why a wait is over: for whom it was, and since when.
    fn unanswered(&self, party: Option<&Code>, since: Moment) -> Text;
}

/// Something that was set off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// What is recorded.
    pub entry: Entry,
    /// The promise: a clock's name, `waiting` or `survey`.
    pub promise: Text,
    /// How far it had run: `80%`, `+2h`, `breach`.
    pub rung: Option<Text>,
    /// When it was or is due.
    pub due: Option<Moment>,
}

impl Deed {
    /// What a promise sets off; none when it was done.
    pub(super) fn of(ticket: &Ticket, at: Moment, trigger: &Trigger<'_>, due: Moment, acts: Vec<Act>) -> Vec<Self> {
        let text = trigger.text();
        if ticket.history.iter().any(|entry| entry.trigger.as_ref() == Some(&text)) {
            return Vec::new();
        }
        let deed = |act| Self {
            entry: Entry { trigger: Some(text.clone()), ..Entry::new(at, CLOCK.into(), act) },
            promise: trigger.promise.into(),
            rung: trigger.rung.map(|(at, _)| at.into()),
            due: Some(due),
        };
        acts.into_iter().map(deed).collect()
    }
}

/// Everything that is set off on a ticket: what `next` finds is done before it looks again, as it may change
/// what is promised. It must not find again what the history says was done.
pub fn all(ticket: &Ticket, mut next: impl FnMut(&Ticket) -> Vec<Deed>) -> Vec<Deed> {
    let mut ticket = ticket.clone();
    let mut deeds = Vec::new();
    loop {
        let more = next(&ticket);
        if more.is_empty() {
            return deeds;
        }
        for deed in more {
            fold::apply(&mut ticket.head, &deed.entry);
            ticket.history.push(deed.entry.clone());
            deeds.push(deed);
        }
    }
}

/// Somebody was told.
pub(super) fn told(what: &str, to: Text) -> Act {
    Act::Notified { what: what.into(), to: Some(to), channel: None }
}

/// Everybody whom the words mean, once each; none when nobody is meant.
pub(super) fn recipients(words: &[Text], head: &Head, people: People<'_>) -> Option<Text> {
    let mut names: Vec<Text> = Vec::new();
    for word in words {
        let meant = match people.meant(word, head) {
            Audience::Team(team) => vec![team.as_str().into()],
            Audience::Members(members) => members.iter().map(|member| member.as_str().into()).collect(),
            Audience::Unknown => return None,
        };
        for name in meant {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    (!names.is_empty()).then(|| names.join(", ").into())
}
