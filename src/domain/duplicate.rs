//! Duplicates: tickets that tell of what their main ticket tells of.
use super::act::{Act, Entry};
use super::ids::{Code, TicketRef};
use super::ticket::Ticket;

/// The reason of closing a ticket that another one tells already.
pub const DUPLICATE: &str = "duplicate";
/// How a duplicate is linked to its main ticket.
pub const DUPLICATE_OF: &str = "duplicate-of";

/// The ticket that this one duplicates: the last that was said.
pub fn main_of(ticket: &Ticket) -> Option<&TicketRef> {
    ticket.links().into_iter().rev().find(|(kind, _)| kind.as_str() == DUPLICATE_OF).map(|(_, to)| to)
}

/// The places of the closings that were undone because the ticket was no duplicate, and of their undoing, among what
/// `happened`: it counts as if neither had been. Almost always none.
pub fn undone(history: &[Entry], happened: impl Fn(&Entry) -> bool) -> Vec<usize> {
    let mut undone = Vec::new();
    for (place, entry) in history.iter().enumerate().filter(|(_, entry)| happened(entry)) {
        if let Act::Unmerged { .. } = entry.act {
            let is_undone = |closed: &usize| matches!(history[*closed].act, Act::Closed { .. });
            let closed = (0..place).rev().find(|closed| is_undone(closed) && !undone.contains(closed));
            undone.extend(closed.into_iter().chain([place]));
        }
    }
    undone
}

/// The entries that count: all but those that were [undone].
pub fn standing(history: &[Entry]) -> impl Iterator<Item = &Entry> {
    let undone = undone(history, |_| true);
    history.iter().enumerate().filter(move |(place, _)| !undone.contains(place)).map(|(_, entry)| entry)
}

/// The tickets that duplicate this one.
pub fn duplicates_of(ticket: &Ticket) -> impl Iterator<Item = &TicketRef> {
    ticket.links().into_iter().filter(|(kind, _)| kind.as_str() == DUPLICATE).map(|(_, of)| of)
}

/// The act that links a ticket; `None` when it is linked so already.
pub fn link(ticket: &Ticket, kind: &str, to: &TicketRef) -> Option<Act> {
    let kind = Code::from(kind);
    let is_linked = ticket.links().contains(&(&kind, to));
    (!is_linked).then(|| Act::Linked { kind, to: to.clone() })
}

/// The act that unlinks a ticket; `None` when it is not linked so.
pub fn unlink(ticket: &Ticket, kind: &str, to: &TicketRef) -> Option<Act> {
    let kind = Code::from(kind);
    let is_linked = ticket.links().contains(&(&kind, to));
    is_linked.then(|| Act::Unlinked { kind, to: to.clone() })
}
