//! Acts that did not know of the one before: what two clones do at once.
//!
//! The fold lets the later act decide. A person should look at it: the later one might have been
//! done otherwise by somebody who had known.
use super::act::{Act, Entry};
use super::field::Field;
use super::fold;
use super::ids::{MemberId, Text};
use super::rule;
use super::ticket::{Head, Ticket};

/// An act that rests on what did not hold any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The entry's place in the history, from 0.
    pub index: usize,
    /// What it did not know.
    pub unaware: Unaware,
}

/// What an act did not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unaware {
    /// That the field had another value than the one it was changed from.
    Of {
        /// The field.
        field: Field,
        /// What it was changed from.
        from: Option<Text>,
        /// What it was then.
        was: Option<Text>,
    },
    /// That the ticket was somebody's: it was given to, or taken by, another without a reason.
    Whose(MemberId),
}

/// Every overlap of a history, in its order. Tags are sets and cannot overlap.
pub fn overlaps(ticket: &Ticket) -> Vec<Overlap> {
    let mut head = fold::opening(ticket);
    let mut found = Vec::new();
    for (index, entry) in ticket.history.iter().enumerate() {
        if !fold::is_moot(entry, !head.status.is_unresolved()) {
            found.extend(unaware(&head, entry).map(|unaware| Overlap { index, unaware }));
        }
        fold::apply(&mut head, entry);
    }
    found
}

fn unaware(head: &Head, entry: &Entry) -> Option<Unaware> {
    match &entry.act {
        Act::Edited { field, from, .. } | Act::Classified { field, from, .. } => {
            let was = head.get(*field);
            let differs = *field != Field::Tags && !field.is_long_text() && was != *from;
            differs.then(|| Unaware::Of { field: *field, from: from.clone(), was })
        }
        act => rule::taken_from(head.assignee.as_ref(), &entry.by, act).cloned().map(Unaware::Whose),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment;

    fn ticket(acts: Vec<(&str, Act)>) -> Ticket {
        let at = moment::read("2026-10-28T09:00:00+08:00").unwrap();
        let mut ticket = Ticket { head: Head::new("T1".into(), at), history: Vec::new() };
        ticket.head.priority = "high".into();
        for (by, act) in acts {
            let entry = Entry::new(at, by.into(), act);
            fold::apply(&mut ticket.head, &entry);
            ticket.history.push(entry);
        }
        ticket
    }

    fn priority(from: &str, to: &str) -> Act {
        Act::Edited { field: Field::Priority, from: Some(from.into()), to: Some(to.into()), note: None }
    }

    fn assigned(to: &str, reason: Option<&str>) -> Act {
        Act::Assigned { team: None, to: Some(to.into()), reason: reason.map(Into::into), note: None }
    }

    #[test]
    fn a_field_changed_twice_from_one_value_overlaps() {
        let found = overlaps(&ticket(vec![("li", priority("high", "urgent")), ("zhao", priority("high", "low"))]));
        let unaware = Unaware::Of { field: Field::Priority, from: Some("high".into()), was: Some("urgent".into()) };
        assert_eq!(found, [Overlap { index: 1, unaware }]);
        assert_eq!(overlaps(&ticket(vec![("li", priority("high", "low")), ("li", priority("low", "high"))])), []);
    }

    #[test]
    fn a_ticket_assigned_to_two_people_overlaps() {
        let found = overlaps(&ticket(vec![("wang", assigned("li", None)), ("rules", assigned("zhao", None))]));
        assert_eq!(found, [Overlap { index: 1, unaware: Unaware::Whose("li".into()) }]);
        let moved = vec![("wang", assigned("li", None)), ("wang", assigned("zhao", Some("li is away")))];
        assert_eq!(overlaps(&ticket(moved)), []);
        let taken = vec![("wang", assigned("li", None)), ("zhao", Act::Accepted { note: None })];
        assert_eq!(overlaps(&ticket(taken)).len(), 1);
    }
}
