//! What happened to one ticket between two states of the desk.
use std::path::Path;

use super::acts::{self, Item};
use super::head;
use super::version::Version;
use crate::domain::ids::{Number, TicketRef};
use crate::domain::status::Status;

pub use super::head::Edit;

/// What became of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It is new.
    Opened,
    /// It was there and is.
    Changed,
    /// Its file is gone.
    Deleted,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening<'a> {
    /// The file is gone: a ticket is closed, never deleted.
    Deleted,
    /// An act that the history had is gone.
    Removed(Item<'a>),
    /// An act of the history says something else.
    Altered {
        /// What it said.
        before: Item<'a>,
        /// What it says.
        after: Item<'a>,
    },
    /// A head key was changed without an act.
    Head(Edit),
    /// It got another number.
    Renumbered {
        /// The old one.
        from: &'a Number,
        /// The new one.
        to: &'a Number,
    },
    /// Its file stands in another folder, and no act says why.
    Moved {
        /// Where it stood.
        from: &'a Path,
        /// Where it stands.
        to: &'a Path,
    },
    /// An act.
    Did(Item<'a>),
    /// The file is written differently: comments, unknown keys, order, form.
    Rewritten,
}

/// What happened to one ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// Number and key, as they are now.
    pub reference: &'a TicketRef,
    /// The ticket as it is now; as it was, when it is gone.
    pub version: &'a Version,
    /// What became of it.
    pub kind: Kind,
    /// What must be shouted, then the rest; acts in the order of the file.
    pub happenings: Vec<Happening<'a>>,
}

impl Kind {
    /// Its code in machine formats.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Changed => "changed",
            Self::Deleted => "deleted",
        }
    }
}

impl Happening<'_> {
    /// Its code in machine formats.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Deleted => "deleted",
            Self::Removed(_) => "act-removed",
            Self::Altered { .. } => "act-altered",
            Self::Head(_) => "head-changed",
            Self::Renumbered { .. } => "renumbered",
            Self::Moved { .. } => "moved",
            Self::Did(_) => "act",
            Self::Rewritten => "rewritten",
        }
    }

    /// Whether history is append-only and this is not: a reviewer must not overlook it.
    pub const fn is_shouted(&self) -> bool {
        matches!(self, Self::Deleted | Self::Removed(_) | Self::Altered { .. } | Self::Head(_))
    }
}

impl<'a> Change<'a> {
    /// What happened from `before` to `after`; `None` when there is neither.
    pub fn between(before: Option<&'a Version>, after: Option<&'a Version>) -> Option<Self> {
        match (before, after) {
            (Some(before), Some(after)) => Some(Self::new(after, Kind::Changed, changed(before, after))),
            (None, Some(after)) => Some(Self::new(after, Kind::Opened, opened(after))),
            (Some(before), None) => Some(Self::new(before, Kind::Deleted, vec![Happening::Deleted])),
            (None, None) => None,
        }
    }

    fn new(version: &'a Version, kind: Kind, happenings: Vec<Happening<'a>>) -> Self {
        Self { reference: &version.reference, version, kind, happenings }
    }

    /// Whether there is anything that must be shouted.
    pub fn is_shouted(&self) -> bool {
        self.happenings.iter().any(Happening::is_shouted)
    }
}

fn opened(after: &Version) -> Vec<Happening<'_>> {
    let edits = head::edits(&[], after).into_iter().map(Happening::Head);
    edits.chain(after.items().into_iter().map(Happening::Did)).collect()
}

fn changed<'a>(before: &'a Version, after: &'a Version) -> Vec<Happening<'a>> {
    let acts = acts::compare(&before.items(), &after.items());
    let mut happenings: Vec<_> = acts.removed.into_iter().map(Happening::Removed).collect();
    happenings.extend(acts.altered.into_iter().map(|(before, after)| Happening::Altered { before, after }));
    happenings.extend(head::edits(&[before], after).into_iter().map(Happening::Head));
    let (from, to) = (&before.ticket.head.id, &after.ticket.head.id);
    if from != to {
        happenings.push(Happening::Renumbered { from, to });
    }
    if before.path.parent() != after.path.parent() && is_closed(before) == is_closed(after) {
        happenings.push(Happening::Moved { from: &before.path, to: &after.path });
    }
    happenings.extend(acts.added.into_iter().map(Happening::Did));
    if happenings.is_empty() {
        happenings.push(Happening::Rewritten);
    }
    happenings
}

fn is_closed(version: &Version) -> bool {
    version.ticket.head.status == Status::Closed
}

#[cfg(test)]
mod tests;
