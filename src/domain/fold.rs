//! The head as the fold of the history.
//!
//! Fields set when the ticket was opened stand in no act; the earliest change of a field tells what
//! it was before. So a ticket can be unwound to its opening and replayed to any instant.
use super::act::{Act, Entry};
use super::field::Field;
use super::ids::{MemberId, Text};
use super::moment::Moment;
use super::status::Status;
use super::ticket::{Head, Ticket, split_tags};
use super::transition::{self, Lead};

/// A head key that does not say what the history says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The key.
    pub key: &'static str,
    /// What the head says.
    pub head: Option<Text>,
    /// What the history says.
    pub history: Option<Text>,
}

/// The head as it was at the opening, before any act changed it.
pub fn opening(ticket: &Ticket) -> Head {
    let mut head = ticket.head.clone();
    head.status = Status::New;
    head.team = None;
    head.assignee = None;
    for entry in ticket.history.iter().rev() {
        if let Act::Classified { field, from, .. } | Act::Edited { field, from, .. } = &entry.act {
            unwind(&mut head, *field, from.as_deref());
        }
    }
    head
}

fn unwind(head: &mut Head, field: Field, from: Option<&str>) {
    if !field.is_long_text() {
        // A malformed old value of a date leaves the field as it is: `check` reports the entry.
        let _ = head.set(field, from);
    }
}

/// Whether an entry comes to nothing where work `is_over`: the rules or the clocks moved a ticket that was resolved or
/// closed already, as happens when two clones act at once. Nobody decided that its work goes on.
pub fn is_moot(entry: &Entry, is_over: bool) -> bool {
    is_over && entry.by.is_desk() && transition::lead(entry.act.kind()) != Lead::Stay
}

/// Applies one entry to a head.
pub fn apply(head: &mut Head, entry: &Entry) {
    if is_moot(entry, !head.status.is_unresolved()) {
        return;
    }
    match &entry.act {
        Act::Classified { field, from, to, .. } | Act::Edited { field, from, to, .. } => {
            change(head, *field, from.as_deref(), to.as_deref());
        }
        Act::Assigned { team, to, .. } | Act::Transferred { team, to, .. } => {
            head.team = team.clone().or_else(|| head.team.take());
            head.assignee.clone_from(to);
        }
        Act::Escalated { team, to, .. } => {
            head.team = team.clone().or_else(|| head.team.take());
            head.assignee = to.clone().or_else(|| head.assignee.take());
        }
        Act::Accepted { .. } => head.assignee = Some(entry.by.clone()),
        Act::Declined { .. } => head.assignee = None,
        _ => {}
    }
    head.status = next_status(head, &entry.act);
}

/// Adds an entry to a ticket, and changes its head as the entry says.
pub fn happen(ticket: &mut Ticket, entry: Entry) {
    apply(&mut ticket.head, &entry);
    ticket.history.push(entry);
}

fn change(head: &mut Head, field: Field, from: Option<&str>, to: Option<&str>) {
    match field {
        Field::Steps | Field::Description => {}
        Field::Tags => merge_tags(&mut head.tags, from, to),
        _ => {
            // As in `unwind`: a malformed date changes nothing here.
            let _ = head.set(field, to);
        }
    }
}

/// Tags are a set: an edit removes what it dropped and adds what it brought, so that two edits made
/// at once both hold.
fn merge_tags(tags: &mut Vec<Text>, from: Option<&str>, to: Option<&str>) {
    let (from, to) = (split_tags(from.unwrap_or_default()), split_tags(to.unwrap_or_default()));
    tags.retain(|tag| to.contains(tag) || !from.contains(tag));
    for tag in to {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
}

fn next_status(head: &Head, act: &Act) -> Status {
    match (transition::lead(act.kind()), act) {
        (Lead::To(status), _) => status,
        (Lead::NamedOrStay, Act::Escalated { to: Some(_), .. }) => Status::Assigned,
        (Lead::Said, Act::Unmerged { status, .. }) => *status,
        (Lead::Stay | Lead::NamedOrStay | Lead::Said, _) => head.status,
        (Lead::Named, _) if head.assignee.is_some() => Status::Assigned,
        (Lead::Handler, _) if head.assignee.is_some() => Status::InProgress,
        (Lead::Named | Lead::Handler, _) => Status::New,
    }
}

/// The head that the history gives.
pub fn fold(ticket: &Ticket) -> Head {
    let mut head = opening(ticket);
    for entry in &ticket.history {
        apply(&mut head, entry);
    }
    head
}

/// The ticket as it was at `as_of` (inclusive); `None` when it did not exist yet. Long texts are
/// as they are today.
pub fn as_of(ticket: &Ticket, as_of: Moment) -> Option<Ticket> {
    if ticket.head.created > as_of {
        return None;
    }
    if ticket.last_at() <= as_of {
        return Some(ticket.clone());
    }
    let mut head = opening(ticket);
    let history: Vec<_> = ticket.history.iter().filter(|entry| entry.at <= as_of).cloned().collect();
    for entry in &history {
        apply(&mut head, entry);
    }
    Some(Ticket { head, history })
}

/// [`as_of`] of a ticket that is not needed as it is: what nothing happened to since is given back itself.
pub fn into_past(ticket: Ticket, instant: Moment) -> Option<Ticket> {
    if ticket.last_at() > instant { as_of(&ticket, instant) } else { Some(ticket) }
}

/// Where a ticket stood when it was closed the last time; `None` when it never was.
pub fn before_closing(ticket: &Ticket) -> Option<Status> {
    let closed = ticket.history.iter().rposition(|entry| matches!(entry.act, Act::Closed { .. }))?;
    Some(before(ticket, closed).status)
}

/// The head before the entry at a place of the history.
pub fn before(ticket: &Ticket, place: usize) -> Head {
    let mut head = opening(ticket);
    ticket.history.iter().take(place).for_each(|entry| apply(&mut head, entry));
    head
}

/// Where the head disagrees with its history.
pub fn differences(ticket: &Ticket) -> Vec<Difference> {
    let folded = fold(ticket);
    let head = &ticket.head;
    let mut found = Vec::new();
    let mut compare = |key, head: Option<Text>, history: Option<Text>| {
        if head != history {
            found.push(Difference { key, head, history });
        }
    };
    let status = |status: Status| Some(Text::const_new(status.code()));
    compare("status", status(head.status), status(folded.status));
    compare("team", text(head.team.as_ref()), text(folded.team.as_ref()));
    compare("assignee", text(head.assignee.as_ref()), text(folded.assignee.as_ref()));
    for field in Field::ALL.into_iter().filter(|field| !field.is_long_text()) {
        compare(field.code(), comparable(head, field), comparable(&folded, field));
    }
    found
}

fn text(id: Option<&impl AsRef<str>>) -> Option<Text> {
    id.map(|id| id.as_ref().into())
}

/// A field's text; tags in order, for their order says nothing.
pub fn comparable(head: &Head, field: Field) -> Option<Text> {
    if field != Field::Tags {
        return head.get(field);
    }
    let mut tags = head.tags.clone();
    tags.sort_unstable();
    (!tags.is_empty()).then(|| tags.join(", ").into())
}

/// An act that was not allowed in the status it met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The entry's place in the history, from 0.
    pub index: usize,
    /// Who did it.
    pub by: MemberId,
    /// The act.
    pub act: super::act::ActKind,
    /// The status it met.
    pub status: Status,
}

/// Every contradiction of a history, as happens when two clones act at once. What [comes to nothing](is_moot) is none.
pub fn contradictions(ticket: &Ticket) -> Vec<Contradiction> {
    let mut head = opening(ticket);
    let mut found = Vec::new();
    for (index, entry) in ticket.history.iter().enumerate() {
        let (act, status) = (entry.act.kind(), head.status);
        let opens = index == 0 && matches!(entry.act, Act::Created { .. });
        if !opens && !transition::is_allowed(act, status) && !is_moot(entry, !status.is_unresolved()) {
            found.push(Contradiction { index, by: entry.by.clone(), act, status });
        }
        apply(&mut head, entry);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::Code;

    fn at(minute: u32) -> Moment {
        crate::domain::moment::read(&format!("2026-10-28T09:{minute:02}:00+08:00")).unwrap()
    }

    fn entry(minute: u32, by: &str, act: Act) -> Entry {
        Entry::new(at(minute), by.into(), act)
    }

    fn assigned(to: &str) -> Act {
        Act::Assigned { team: Some("tech".into()), to: Some(to.into()), reason: None, note: None }
    }

    fn edited(field: Field, from: Option<&str>, to: Option<&str>) -> Act {
        Act::Edited { field, from: from.map(Into::into), to: to.map(Into::into), note: None }
    }

    /// A ticket whose head says what its history says.
    fn ticket(acts: Vec<Entry>) -> Ticket {
        let created = entry(0, "wang", Act::Created { channel: None, text: None });
        let mut head = Head::new("T1".into(), at(0));
        head.priority = "high".into();
        let mut ticket = Ticket { head, history: std::iter::once(created).chain(acts).collect() };
        for entry in &ticket.history {
            apply(&mut ticket.head, entry);
        }
        ticket
    }

    #[test]
    fn a_life_is_folded() {
        let ticket = ticket(vec![
            entry(1, "rules", assigned("li")),
            entry(2, "li", Act::Accepted { note: None }),
            entry(3, "li", edited(Field::Priority, Some("high"), Some("urgent"))),
            entry(4, "li", Act::Waiting { party: None, reason: None, until: None }),
            entry(5, "li", Act::Resumed { note: None }),
            entry(6, "li", Act::Resolved { result: None, evidence: None, text: "done".into() }),
            entry(7, "wang", Act::Closed { reason: Code::from("solved"), text: None }),
        ]);
        assert_eq!((ticket.head.status, ticket.head.priority.as_str()), (Status::Closed, "urgent"));
        assert_eq!(opening(&ticket).priority.as_str(), "high");
        assert!(differences(&ticket).is_empty() && contradictions(&ticket).is_empty());
        let early = as_of(&ticket, at(2)).unwrap().head;
        assert_eq!((early.status, early.priority.as_str()), (Status::InProgress, "high"));
        assert_eq!(as_of(&ticket, at(0)).unwrap().head.assignee, None);
        assert!(as_of(&ticket, at(0) - chrono::TimeDelta::seconds(1)).is_none());
    }

    #[test]
    fn a_head_edited_by_hand_is_noticed() {
        let mut ticket = ticket(vec![entry(1, "li", edited(Field::Priority, Some("low"), Some("high")))]);
        ticket.head.priority = "urgent".into();
        ticket.head.assignee = Some("zhao".into());
        let keys: Vec<_> = differences(&ticket).into_iter().map(|difference| difference.key).collect();
        assert_eq!(keys, ["assignee", "priority"]);
    }

    #[test]
    fn tags_edited_at_once_both_hold() {
        let ticket = ticket(vec![
            entry(1, "li", edited(Field::Tags, None, Some("a"))),
            entry(2, "li", edited(Field::Tags, Some("a"), Some("a, b"))),
            entry(3, "wang", edited(Field::Tags, Some("a"), Some("c"))),
        ]);
        assert_eq!(ticket.head.tags, ["b", "c"]);
        assert!(differences(&ticket).is_empty());
    }

    #[test]
    fn declining_returns_to_the_pool_and_a_team_is_no_handler() {
        let to_team = Act::Transferred { team: Some("ops".into()), to: None, reason: "r".into(), until: None };
        let declined =
            ticket(vec![entry(1, "wang", assigned("li")), entry(2, "li", Act::Declined { reason: "busy".into() })]);
        assert_eq!((declined.head.status, declined.head.assignee), (Status::New, None));
        let moved = ticket(vec![entry(1, "wang", assigned("li")), entry(2, "li", to_team)]);
        assert_eq!((moved.head.status, moved.head.team.unwrap().as_str()), (Status::New, "ops"));
    }

    #[test]
    fn what_the_desk_does_to_a_ticket_whose_work_is_over_comes_to_nothing() {
        let resolved = || Act::Resolved { result: None, evidence: None, text: "done".into() };
        let closed = || Act::Closed { reason: "solved".into(), text: None };
        let escalated =
            || Act::Escalated { team: Some("ops".into()), to: Some("wang".into()), level: None, reason: None };
        for (end, status) in [(resolved(), Status::Resolved), (closed(), Status::Closed)] {
            for by in ["clock", "rules"] {
                for act in [assigned("zhao"), escalated(), Act::Resumed { note: None }, closed()] {
                    let ticket =
                        ticket(vec![entry(1, "li", assigned("li")), entry(2, "li", end.clone()), entry(3, by, act)]);
                    let head = &ticket.head;
                    assert_eq!((head.status, head.assignee.clone()), (status, Some("li".into())), "{by}");
                    assert_eq!(head.team, Some("tech".into()));
                    assert!(contradictions(&ticket).is_empty() && differences(&ticket).is_empty());
                }
            }
        }
        // A person decides, and so does what an import tells; what the desk did before stays.
        for (by, status) in [("wang", Status::Assigned), ("import", Status::Assigned), ("rules", Status::Resolved)] {
            let ticket = ticket(vec![
                entry(1, "clock", escalated()),
                entry(2, "li", resolved()),
                entry(3, by, assigned("zhao")),
            ]);
            assert_eq!(ticket.head.status, status, "{by}");
            assert_eq!(ticket.head.assignee, Some(if by == "rules" { "wang" } else { "zhao" }.into()));
        }
        // What changes no status counts: a field that was set, a survey that went out.
        let raised = edited(Field::Priority, Some("high"), Some("urgent"));
        assert_eq!(
            ticket(vec![entry(1, "li", resolved()), entry(2, "clock", raised)]).head.priority.as_str(),
            "urgent"
        );
    }

    #[test]
    fn acts_that_contradict_are_listed_with_the_status_they_met() {
        let ticket = ticket(vec![
            entry(1, "wang", Act::Closed { reason: "duplicate".into(), text: None }),
            entry(2, "li", Act::Accepted { note: None }),
        ]);
        let found = contradictions(&ticket);
        assert_eq!((found.len(), found[0].index, found[0].status), (1, 2, Status::Closed));
    }
}
