//! What a desk expects of people's acts beyond the status they meet: one place for all of them.
use std::collections::BTreeMap;

use super::act::Act;
use super::field::Field;
use super::ids::{Code, MemberId, TeamId};
use super::member::Roster;
use super::permission::{Grants, Permission};
use super::request::Matter;
use super::status::Status;
use super::ticket::Ticket;
use super::verb::verb;
use crate::{faults, near};

/// The reason of closing a ticket that was resolved.
pub const SOLVED: &str = "solved";
/// The kind of plan that is released with an iteration.
pub const ITERATION: &str = "iteration";
/// The party that a customer's message answers for.
pub const CUSTOMER: &str = "customer";

faults! {
    /// Why an act is not this person's, or not yet possible.
    pub enum RuleFault {
        "accept-not-yours" => NotYours { id: String, assignee: MemberId, actor: MemberId },
        "assign-same" => Same { id: String, assignee: MemberId },
        "assign-reason-missing" => Reason { id: String, assignee: MemberId },
        "member-outside" => Outside { member: String, team: TeamId, members: String },
        "act-lacks" => Lacks { id: String, act: &'static str, key: String },
        "close-unconfirmed" => Unconfirmed { id: String },
        "role-missing" => Role { id: String, member: MemberId, permission: &'static str, members: String },
        "role-nobody" => Nobody { id: String, permission: &'static str },
    }
}

/// The desk's choices among the rules.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// Whether a ticket is closed as solved only after the customer confirmed.
    pub close_needs_confirmation: bool,
    /// The keys that acts must have, by the act's code.
    pub required: &'a BTreeMap<Code, Vec<Code>>,
    /// Which roles may do what.
    pub grants: &'a Grants,
    /// Who has the roles.
    pub roster: &'a Roster,
}

impl Rules<'_> {
    /// Refuses an act on a ticket as it stands that is not `by`'s, or lacks what it needs.
    pub fn require(self, ticket: &Ticket, by: &MemberId, act: &Act) -> Result<(), RuleFault> {
        let id = || ticket.head.id.to_string();
        match (act, taken_from(ticket.head.assignee.as_ref(), by, act).cloned()) {
            (Act::Accepted { .. }, Some(assignee)) => {
                Err(RuleFault::NotYours { id: id(), assignee, actor: by.clone() })
            }
            (Act::Assigned { team, to: Some(to), .. } | Act::Transferred { team, to: Some(to), .. }, _)
                if ticket.head.assignee.as_ref() == Some(to)
                    && (team.is_none() || *team == ticket.head.team)
                    && !by.is_automatic() =>
            {
                Err(RuleFault::Same { id: id(), assignee: to.clone() })
            }
            (_, Some(assignee)) => Err(RuleFault::Reason { id: id(), assignee }),
            (Act::Closed { reason, .. }, _)
                if self.close_needs_confirmation && reason.as_str() == SOLVED && !is_confirmed(ticket) =>
            {
                Err(RuleFault::Unconfirmed { id: id() })
            }
            _ => {
                if let Some((permission, member)) = needed(ticket, by, act) {
                    self.permit(ticket, member, permission)?;
                }
                self.require_inside(by, act)?;
                self.complete(ticket, by, act)
            }
        }
    }

    /// Refuses to give something to a team and to somebody who does not work in it.
    fn require_inside(self, by: &MemberId, act: &Act) -> Result<(), RuleFault> {
        let (Act::Assigned { team: Some(team), to: Some(to), .. }
        | Act::Transferred { team: Some(team), to: Some(to), .. }
        | Act::Escalated { team: Some(team), to: Some(to), .. }
        | Act::Involved { team, to: Some(to), .. }) = act
        else {
            return Ok(());
        };
        if by.is_automatic() || self.roster.is_in(to, team) {
            return Ok(());
        }
        let called = |id: &MemberId| near::called(id.as_str(), self.roster.name(id));
        let members: Vec<_> = self.roster.members.keys().filter(|id| self.roster.is_in(id, team)).map(called).collect();
        let members = near::join(members.iter().map(String::as_str));
        Err(RuleFault::Outside { member: called(to), team: team.clone(), members })
    }

    /// Refuses an act of a person that lacks a key which the desk wants.
    fn complete(self, ticket: &Ticket, by: &MemberId, act: &Act) -> Result<(), RuleFault> {
        let kind = act.kind();
        let Some(required) = self.required.get(kind.code()).filter(|_| !by.is_automatic()) else { return Ok(()) };
        let given = act.keys();
        let lacks = |key: &&Code| !given.iter().any(|(known, _)| *known == key.as_str());
        required.iter().find(lacks).map_or(Ok(()), |key| {
            let act = verb(kind).unwrap_or(kind.code());
            Err(RuleFault::Lacks { id: ticket.head.id.to_string(), act, key: key.to_string() })
        })
    }

    /// Whether a member may do something with a ticket. The [automatic actors](MemberId::is_automatic)
    /// do what the desk's configuration says, and may.
    pub fn allow(self, ticket: &Ticket, member: &MemberId, permission: Permission) -> bool {
        member.is_automatic() || self.grants.allow(permission, member, ticket.head.team.as_ref(), self.roster)
    }

    fn permit(self, ticket: &Ticket, member: &MemberId, permission: Permission) -> Result<(), RuleFault> {
        if self.allow(ticket, member, permission) {
            return Ok(());
        }
        let members = self.grants.members(permission, ticket.head.team.as_ref(), self.roster);
        let (id, permission) = (ticket.head.id.to_string(), permission.code());
        if members.is_empty() {
            return Err(RuleFault::Nobody { id, permission });
        }
        let names: Vec<_> = members.iter().map(|id| near::called(id.as_str(), self.roster.name(id))).collect();
        let members = near::join(names.iter().map(String::as_str));
        Err(RuleFault::Role { id, member: member.clone(), permission, members })
    }
}

/// The permission that an act takes, and who must have it.
fn needed<'a>(ticket: &Ticket, by: &'a MemberId, act: &'a Act) -> Option<(Permission, &'a MemberId)> {
    let assignee = ticket.head.assignee.as_ref();
    let is_others = assignee.is_some_and(|assignee| assignee != by);
    let permission = match act {
        Act::Assigned { to, .. } | Act::Transferred { to, .. } if is_others && to.as_ref() != assignee => {
            Permission::ReassignOthers
        }
        Act::Declined { .. } if is_others => Permission::DeclineOthers,
        Act::Resolved { .. } if is_others => Permission::ResolveOthers,
        Act::Closed { .. } if is_others && ticket.head.status.is_unresolved() => Permission::ResolveOthers,
        Act::Waiting { .. } if is_others => Permission::WaitOthers,
        Act::Escalated { .. } => Permission::ApproveEscalation,
        Act::Approved { what, .. } | Act::Rejected { what, .. } => match Matter::of(what)? {
            Matter::Extension => Permission::ApproveExtension,
            Matter::Escalation => Permission::ApproveEscalation,
        },
        Act::Classified { .. } | Act::Edited { field: Field::Type | Field::Category | Field::Priority, .. } => {
            Permission::Classify
        }
        Act::Verified { .. } | Act::SentBack { .. } => Permission::Verify,
        Act::Closed { reason, .. } if reason.as_str() == SOLVED && !is_verified(ticket) => Permission::CloseUnverified,
        Act::Planned { kind: Some(kind), to: Some(owner), .. } if kind.as_str() == ITERATION => {
            return Some((Permission::OwnIteration, owner));
        }
        _ => return None,
    };
    Some((permission, by))
}

/// Whom `act` takes a ticket from without a word: it is theirs, and goes to, or is taken by, another.
pub fn taken_from<'m>(assignee: Option<&'m MemberId>, by: &MemberId, act: &Act) -> Option<&'m MemberId> {
    let assignee = assignee?;
    let is_taken = match act {
        Act::Accepted { .. } => assignee != by,
        Act::Assigned { to, reason: None, .. } => to.as_ref() != Some(assignee),
        _ => false,
    };
    is_taken.then_some(assignee)
}

/// Whether the customer confirmed what it was last resolved by.
pub fn is_confirmed(ticket: &Ticket) -> bool {
    since_turn(ticket).any(|act| matches!(act, Act::Confirmed { .. }))
}

/// Whether what it was last resolved by was verified.
fn is_verified(ticket: &Ticket) -> bool {
    since_turn(ticket).any(|act| matches!(act, Act::Verified { .. }))
}

/// The acts since it was last resolved, or came back: what was said of a solution before is no longer true.
fn since_turn(ticket: &Ticket) -> impl Iterator<Item = &Act> {
    let acts = ticket.history.iter().rev().map(|entry| &entry.act);
    acts.take_while(|act| !matches!(act, Act::Resolved { .. } | Act::Reopened { .. } | Act::SentBack { .. }))
}

/// Whom a ticket waits for; `None` when it does not wait, or nobody was named.
pub fn waits_for(ticket: &Ticket) -> Option<&Code> {
    if ticket.head.status != Status::Waiting {
        return None;
    }
    let mut acts = ticket.history.iter().rev().map(|entry| &entry.act);
    acts.find_map(|act| match act {
        Act::Waiting { party, .. } => Some(party.as_ref()),
        _ => None,
    })?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::Entry;
    use crate::domain::fold;
    use crate::domain::member::{Member, Team};
    use crate::domain::moment;
    use crate::domain::ticket::Head;

    fn ticket(acts: Vec<Act>) -> Ticket {
        let at = moment::read("2026-10-28T09:00:00+08:00").unwrap();
        let mut ticket = Ticket { head: Head::new("T1".into(), at), history: Vec::new() };
        for act in acts {
            let entry = Entry::new(at, "li".into(), act);
            fold::apply(&mut ticket.head, &entry);
            ticket.history.push(entry);
        }
        ticket
    }

    fn assigned(to: &str, reason: Option<&str>) -> Act {
        Act::Assigned { team: None, to: Some(to.into()), reason: reason.map(Into::into), note: None }
    }

    fn refused(ticket: &Ticket, by: &str, act: &Act) -> bool {
        refused_where(true, &Grants::default(), ticket, by, act)
    }

    fn refused_where(confirm: bool, grants: &Grants, ticket: &Ticket, by: &str, act: &Act) -> bool {
        let member = |role: &str| Member { roles: vec![role.to_owned()], ..Member::default() };
        let members = [("li", "agent"), ("wang", "supervisor"), ("zhao", "agent")];
        let mut members: BTreeMap<MemberId, _> = members.map(|(id, role)| (id.into(), member(role))).into();
        // li works in tech, and wang leads it.
        members.get_mut("li").unwrap().teams = vec!["tech".into()];
        let teams = [("tech".into(), Team { lead: Some("wang".into()), ..Team::default() })].into();
        let roster = Roster { members, teams };
        let required = BTreeMap::from([("sent-back".into(), vec!["until".into()])]);
        let rules = Rules { close_needs_confirmation: confirm, required: &required, grants, roster: &roster };
        rules.require(ticket, &by.into(), act).is_err()
    }

    fn for_supervisors(permission: Permission) -> Grants {
        [(permission, vec!["supervisor".into()])].into_iter().collect()
    }

    #[test]
    fn a_ticket_is_accepted_by_its_assignee_or_from_the_pool() {
        let accepted = Act::Accepted { note: None };
        assert!(refused(&ticket(vec![assigned("li", None)]), "zhao", &accepted));
        assert!(!refused(&ticket(vec![assigned("li", None)]), "li", &accepted));
        assert!(!refused(&ticket(Vec::new()), "zhao", &accepted));
    }

    #[test]
    fn a_team_is_named_with_somebody_who_works_in_it() {
        let to = |team: &str, to: &str| Act::Assigned {
            team: Some(team.into()),
            to: Some(to.into()),
            reason: None,
            note: None,
        };
        let refused = |by, act| refused(&ticket(Vec::new()), by, &act);
        assert_eq!(["li", "zhao", "wang"].map(|member| refused("wang", to("tech", member))), [false, true, false]);
        assert!(!refused("rules", to("tech", "zhao")));
        let help = |to: &str| Act::Involved { team: "tech".into(), to: Some(to.into()), until: None, text: "x".into() };
        assert_eq!(["li", "zhao"].map(|member| refused("wang", help(member))), [false, true]);
    }

    #[test]
    fn taking_a_ticket_from_somebody_needs_a_reason() {
        let with_li = ticket(vec![assigned("li", None)]);
        assert!(refused(&with_li, "wang", &assigned("zhao", None)));
        assert!(!refused(&with_li, "wang", &assigned("zhao", Some("away"))));
    }

    #[test]
    fn a_ticket_is_not_given_to_whom_it_is_with() {
        let with_li = ticket(vec![assigned("li", None)]);
        let to = |team: Option<&str>| Act::Transferred {
            team: team.map(Into::into),
            to: Some("li".into()),
            reason: "x".into(),
            until: None,
        };
        assert!(refused(&with_li, "li", &assigned("li", Some("x"))), "a promise of its handler does not begin anew");
        assert!(refused(&with_li, "li", &to(None)));
        assert!(!refused(&with_li, "li", &to(Some("tech"))), "with the ticket, they work in another team");
        assert!(!refused(&with_li, "rules", &assigned("li", None)));
    }

    #[test]
    fn solved_is_for_the_customer_to_say_where_the_desk_asks_for_it() {
        let resolved = || Act::Resolved { result: None, evidence: None, text: "x".into() };
        let confirmed = || Act::Confirmed { channel: None, note: None };
        let closed = |reason: &str| Act::Closed { reason: reason.into(), text: None };
        assert!(refused(&ticket(vec![resolved()]), "li", &closed(SOLVED)));
        assert!(refused(&ticket(vec![resolved(), confirmed(), resolved()]), "li", &closed(SOLVED)));
        assert!(!refused(&ticket(vec![resolved(), confirmed()]), "li", &closed(SOLVED)));
        let reopened = Act::Reopened { reason: "fails again".into(), until: None };
        assert!(refused(&ticket(vec![resolved(), confirmed(), reopened]), "li", &closed(SOLVED)), "they took it back");
        assert!(!refused(&ticket(vec![resolved()]), "li", &closed("duplicate")));
        assert!(!refused_where(false, &Grants::default(), &ticket(vec![resolved()]), "li", &closed(SOLVED)));
    }

    #[test]
    fn what_is_anothers_takes_a_permission_and_ones_own_does_not() {
        let with_li = ticket(vec![assigned("li", None)]);
        let resolved = Act::Resolved { result: None, evidence: None, text: "x".into() };
        let cases = [
            (Permission::ReassignOthers, assigned("wang", Some("away"))),
            (Permission::DeclineOthers, Act::Declined { reason: "x".into() }),
            (Permission::ResolveOthers, resolved),
        ];
        for (permission, act) in cases {
            let refused = |by| refused_where(false, &for_supervisors(permission), &with_li, by, &act);
            assert_eq!(["zhao", "li", "wang", "rules"].map(refused), [true, false, false, false], "{act:?}");
        }
    }

    #[test]
    fn a_permission_is_asked_of_whoever_needs_it() {
        let resolved = ticket(vec![Act::Resolved { result: None, evidence: None, text: "x".into() }]);
        let priority = Act::Edited { field: Field::Priority, from: None, to: Some("low".into()), note: None };
        let time = Act::Approved { what: "extension".into(), clock: None, until: None, note: None };
        let cases = [
            (Permission::Classify, priority),
            (Permission::ApproveExtension, time),
            (Permission::ApproveEscalation, Act::Rejected { what: "escalation".into(), reason: "x".into() }),
            (Permission::Verify, Act::Verified { note: None }),
            (Permission::CloseUnverified, Act::Closed { reason: SOLVED.into(), text: None }),
        ];
        for (permission, act) in cases {
            let refused = |by| refused_where(false, &for_supervisors(permission), &resolved, by, &act);
            assert_eq!(["li", "wang"].map(refused), [true, false], "{act:?}");
        }
        let plan = |to: &str| Act::Planned {
            kind: Some(ITERATION.into()),
            to: Some(to.into()),
            until: None,
            text: "x".into(),
        };
        let owns = |to| !refused_where(false, &for_supervisors(Permission::OwnIteration), &resolved, "li", &plan(to));
        assert_eq!(["li", "wang"].map(owns), [false, true]);
    }

    #[test]
    fn a_key_that_the_desk_wants_is_missed_in_what_people_do() {
        let resolved = ticket(vec![Act::Resolved { result: None, evidence: None, text: "x".into() }]);
        let sent_back = |until| Act::SentBack { reason: "x".into(), until };
        assert!(refused(&resolved, "li", &sent_back(None)));
        assert!(!refused(&resolved, "li", &sent_back(Some(resolved.head.created))));
        assert!(!refused(&resolved, "clock", &sent_back(None)));
    }

    #[test]
    fn work_on_anothers_ticket_is_not_ended_or_put_off_by_other_means() {
        let with_li = ticket(vec![assigned("li", None), Act::Accepted { note: None }]);
        let resolved = Act::Resolved { result: None, evidence: None, text: "x".into() };
        let done = ticket(vec![assigned("li", None), resolved]);
        let closed = Act::Closed { reason: "withdrawn".into(), text: None };
        let waiting = Act::Waiting { party: None, reason: None, until: None };
        let refused = |ticket, permission, by, act| refused_where(false, &for_supervisors(permission), ticket, by, act);
        for (permission, act) in [(Permission::ResolveOthers, &closed), (Permission::WaitOthers, &waiting)] {
            let by = ["zhao", "li", "wang", "clock"];
            assert_eq!(by.map(|by| refused(&with_li, permission, by, act)), [true, false, false, false], "{act:?}");
        }
        assert!(!refused(&done, Permission::ResolveOthers, "zhao", &closed), "the work is done");
    }

    #[test]
    fn a_verified_solution_is_closed_by_anybody() {
        let resolved = || Act::Resolved { result: None, evidence: None, text: "x".into() };
        let verified = ticket(vec![resolved(), Act::Verified { note: None }]);
        let again = ticket(vec![resolved(), Act::Verified { note: None }, resolved()]);
        let sent = Act::SentBack { reason: "fails again".into(), until: None };
        let sent_back = ticket(vec![resolved(), Act::Verified { note: None }, sent]);
        let closed = Act::Closed { reason: SOLVED.into(), text: None };
        let refused =
            |ticket| refused_where(false, &for_supervisors(Permission::CloseUnverified), ticket, "li", &closed);
        assert_eq!([&verified, &again, &sent_back].map(refused), [false, true, true]);
    }

    #[test]
    fn a_wait_names_its_party_while_it_lasts() {
        let waiting = || Act::Waiting { party: Some(CUSTOMER.into()), reason: None, until: None };
        assert_eq!(waits_for(&ticket(vec![waiting()])).map(Code::as_str), Some(CUSTOMER));
        assert_eq!(waits_for(&ticket(vec![waiting(), Act::Resumed { note: None }])), None);
    }
}
