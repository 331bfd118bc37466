//! What a desk expects of people's acts beyond the status they meet: one place for all of them.
use super::act::Act;
use super::ids::{Code, MemberId};
use super::status::Status;
use super::ticket::Ticket;
use crate::faults;

/// The reason of closing a ticket that was resolved.
pub const SOLVED: &str = "solved";
/// The party that a customer's message answers for.
pub const CUSTOMER: &str = "customer";

faults! {
    /// Why an act is not this person's, or not yet possible.
    pub enum RuleFault {
        "accept-not-yours" => NotYours { id: String, assignee: MemberId, actor: MemberId },
        "assign-reason-missing" => Reason { id: String, assignee: MemberId },
        "close-unconfirmed" => Unconfirmed { id: String },
    }
}

/// The desk's choices among the rules.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules {
    /// Whether a ticket is closed as solved only after the customer confirmed.
    pub close_needs_confirmation: bool,
}

impl Rules {
    /// Refuses an act on a ticket as it stands that is not `by`'s, or lacks what it needs.
    pub fn require(self, ticket: &Ticket, by: &MemberId, act: &Act) -> Result<(), RuleFault> {
        let id = || ticket.head.id.to_string();
        match (act, taken_from(ticket.head.assignee.as_ref(), by, act).cloned()) {
            (Act::Accepted { .. }, Some(assignee)) => {
                Err(RuleFault::NotYours { id: id(), assignee, actor: by.clone() })
            }
            (_, Some(assignee)) => Err(RuleFault::Reason { id: id(), assignee }),
            (Act::Closed { reason, .. }, _)
                if self.close_needs_confirmation && reason.as_str() == SOLVED && !is_confirmed(ticket) =>
            {
                Err(RuleFault::Unconfirmed { id: id() })
            }
            _ => Ok(()),
        }
    }
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

/// Whether the customer confirmed since it was last resolved.
fn is_confirmed(ticket: &Ticket) -> bool {
    let mut since = ticket.history.iter().rev().take_while(|entry| !matches!(entry.act, Act::Resolved { .. }));
    since.any(|entry| matches!(entry.act, Act::Confirmed { .. }))
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
    use crate::domain::moment;
    use crate::domain::ticket::Head;

    fn ticket(acts: Vec<Act>) -> Ticket {
        let at = moment::read("2026-10-28T09:00:00+08:00").unwrap();
        let mut ticket = Ticket { head: Head::new("T1".into(), at), history: Vec::new() };
        for act in acts {
            let entry = Entry { at, by: "li".into(), act };
            fold::apply(&mut ticket.head, &entry);
            ticket.history.push(entry);
        }
        ticket
    }

    fn assigned(to: &str, reason: Option<&str>) -> Act {
        Act::Assigned { team: None, to: Some(to.into()), reason: reason.map(Into::into), note: None }
    }

    fn refused(ticket: &Ticket, by: &str, act: &Act) -> bool {
        Rules { close_needs_confirmation: true }.require(ticket, &by.into(), act).is_err()
    }

    #[test]
    fn a_ticket_is_accepted_by_its_assignee_or_from_the_pool() {
        let accepted = Act::Accepted { note: None };
        assert!(refused(&ticket(vec![assigned("li", None)]), "zhao", &accepted));
        assert!(!refused(&ticket(vec![assigned("li", None)]), "li", &accepted));
        assert!(!refused(&ticket(Vec::new()), "zhao", &accepted));
    }

    #[test]
    fn taking_a_ticket_from_somebody_needs_a_reason() {
        let with_li = ticket(vec![assigned("li", None)]);
        assert!(refused(&with_li, "wang", &assigned("zhao", None)));
        assert!(!refused(&with_li, "wang", &assigned("zhao", Some("away"))));
        assert!(!refused(&with_li, "wang", &assigned("li", None)));
    }

    #[test]
    fn solved_is_for_the_customer_to_say_where_the_desk_asks_for_it() {
        let resolved = || Act::Resolved { result: None, evidence: None, text: "x".into() };
        let confirmed = || Act::Confirmed { channel: None, note: None };
        let closed = |reason: &str| Act::Closed { reason: reason.into(), text: None };
        assert!(refused(&ticket(vec![resolved()]), "li", &closed(SOLVED)));
        assert!(refused(&ticket(vec![resolved(), confirmed(), resolved()]), "li", &closed(SOLVED)));
        assert!(!refused(&ticket(vec![resolved(), confirmed()]), "li", &closed(SOLVED)));
        assert!(!refused(&ticket(vec![resolved()]), "li", &closed("duplicate")));
        let lenient = Rules::default().require(&ticket(vec![resolved()]), &"li".into(), &closed(SOLVED));
        assert!(lenient.is_ok());
    }

    #[test]
    fn a_wait_names_its_party_while_it_lasts() {
        let waiting = || Act::Waiting { party: Some(CUSTOMER.into()), reason: None, until: None };
        assert_eq!(waits_for(&ticket(vec![waiting()])).map(Code::as_str), Some(CUSTOMER));
        assert_eq!(waits_for(&ticket(vec![waiting(), Act::Resumed { note: None }])), None);
    }
}
