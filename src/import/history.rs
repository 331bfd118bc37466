//! From the acts that an export tells of to a history that holds together: pure.
//!
//! Exports tell of a ticket what its own system allowed: acts out of order, several at one second, several closings,
//! work on a closed ticket. The history is put in the order of time, and where the ticket's status does not allow an
//! act its content is noted instead, so that nothing is lost and the head is the fold of the history.
use super::mapping::Impossible;
use crate::domain::act::{Act, ActKind, Entry};
use crate::domain::fold;
use crate::domain::status::Status;
use crate::domain::ticket::{Head, Ticket};
use crate::domain::transition::{self, Lead};
use std::collections::VecDeque;
use std::fmt::Write;

/// An act that an export tells of.
#[derive(Debug, Clone)]
pub struct Told {
    /// Who did what when.
    pub entry: Entry,
    /// What tells the order of acts of one second.
    pub order: Order,
    /// What becomes of it when the status does not allow it.
    pub impossible: Impossible,
    /// Whether it only stands in for acts that are left out.
    pub is_fallback: bool,
}

/// The order of acts of one second: those of the ticket's row, but for its end, come before the events.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// By its place among the acts of the row.
    Row(usize),
    /// By a number in the event, or by its line.
    Number(i64),
    /// By a text in the event.
    Text(String),
    /// An end that the row tells of, by its place among the acts of the row.
    End(usize),
}

/// A ticket with its whole history, and what it took to make it one.
#[derive(Debug, Clone)]
pub struct Settled {
    /// The ticket.
    pub ticket: Ticket,
    /// Acts that were not possible, whose content is noted.
    pub noted: usize,
    /// Acts that were not possible, and stand as they are.
    pub kept: usize,
    /// Acts whose time moved by a few seconds, to that of the act they go with.
    pub moved: usize,
}

/// The history of `opened`, which has only its opening yet. Acts no further apart than `together` seconds happened at
/// once.
pub fn settle(opened: Ticket, told: Vec<Told>, together: u32) -> Settled {
    let (stand_ins, mut told): (Vec<_>, Vec<_>) = told.into_iter().partition(|told| told.is_fallback);
    sort(&mut told);
    for stand_in in stand_ins {
        if is_left_out(&opened.head, &told, stand_in.entry.act.kind()) {
            told.push(stand_in);
            sort(&mut told);
        }
    }
    let (told, moved) = in_order(opened.head.clone(), told.into(), together.into());
    let is_early = early_ends(&told);
    let mut settled = Settled { ticket: opened, noted: 0, kept: 0, moved };
    for (told, is_early) in told.into_iter().zip(is_early) {
        settled.take(told, is_early);
    }
    settled
}

fn sort(told: &mut [Told]) {
    told.sort_by(|one, other| (one.entry.at, &one.order).cmp(&(other.entry.at, &other.order)));
}

/// Whether acts leave out one of a kind: none is of it or, when it resolves or closes, they do not get so far.
fn is_left_out(opening: &Head, told: &[Told], kind: ActKind) -> bool {
    let mut head = opening.clone();
    for told in told {
        fold::apply(&mut head, &told.entry);
    }
    let is_unfinished = match transition::lead(kind) {
        Lead::To(Status::Closed) => head.status != Status::Closed,
        Lead::To(Status::Resolved) => head.status.is_unresolved(),
        _ => false,
    };
    is_unfinished || told.iter().all(|told| told.entry.act.kind() != kind)
}

/// The acts in the order in which they were possible, and how many of them were moved in time.
fn in_order(mut head: Head, mut told: VecDeque<Told>, together: i64) -> (Vec<Told>, usize) {
    let mut ordered: Vec<Told> = Vec::with_capacity(told.len());
    let mut moved = 0;
    while let Some(place) = next(&told, head.status, together)
        && let Some(mut next) = told.remove(place)
    {
        if next.is_fallback && !is_possible(&next, head.status) {
            continue; // the ticket is there already
        }
        if let Some(before) = ordered.last().filter(|before| next.entry.at < before.entry.at) {
            next.entry.at = before.entry.at;
            moved += 1;
        }
        fold::apply(&mut head, &next.entry);
        ordered.push(next);
    }
    (ordered, moved)
}

/// The place of the act that comes next: when the status does not allow the first, another of its time that it allows
/// and that changes it.
fn next(told: &VecDeque<Told>, status: Status, together: i64) -> Option<usize> {
    let first = told.front()?;
    if is_possible(first, status) {
        return Some(0);
    }
    let at_once = told.iter().take_while(|next| (next.entry.at - first.entry.at).num_seconds() <= together);
    let changes = |told: &Told| transition::lead(told.entry.act.kind()) != Lead::Stay;
    Some(at_once.into_iter().position(|told| is_possible(told, status) && changes(told)).unwrap_or_default())
}

fn is_possible(told: &Told, status: Status) -> bool {
    transition::is_allowed(told.entry.act.kind(), status)
}

/// Which acts resolve or close a ticket too early: of several with no reopening between them the last one counts.
fn early_ends(told: &[Told]) -> Vec<bool> {
    let (mut is_resolved, mut is_closed) = (false, false);
    let mut early = vec![false; told.len()];
    for (told, early) in told.iter().zip(&mut early).rev() {
        match told.entry.act.kind() {
            ActKind::Resolved => *early = std::mem::replace(&mut is_resolved, true),
            // What is told to be resolved once it is closed does not count.
            ActKind::Closed if !is_closed => (is_closed, is_resolved) = (true, false),
            ActKind::Closed => *early = true,
            ActKind::Reopened | ActKind::SentBack | ActKind::Unmerged => (is_resolved, is_closed) = (false, false),
            _ => {}
        }
    }
    early
}

impl Settled {
    /// Adds an act to the history, or notes its content.
    fn take(&mut self, mut told: Told, is_early: bool) {
        let is_possible = is_possible(&told, self.ticket.head.status);
        if (is_early || !is_possible) && told.impossible == Impossible::Note {
            if told.is_fallback {
                return; // it was needed for nothing
            }
            told.entry.act = noted(&told.entry.act);
            self.noted += 1;
        } else if !is_possible {
            self.kept += 1;
        }
        fold::apply(&mut self.ticket.head, &told.entry);
        self.ticket.history.push(told.entry);
    }
}

/// The content of an act as a remark: `closed (reason: solved)`.
fn noted(act: &Act) -> Act {
    let mut text = act.kind().code().to_owned();
    let keys: Vec<_> = act.keys().into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
    if !keys.is_empty() {
        // Writing to memory does not fail.
        let _ = write!(text, " ({})", keys.join("; "));
    }
    Act::Noted { text: text.into() }
}

#[cfg(test)]
mod tests;
