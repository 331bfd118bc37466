//! When the customer is asked by itself.
use super::deeds::Deed;
use crate::domain::act::{Act, ActKind, Entry};
use crate::domain::ids::{Code, IMPORT};
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::domain::trigger::Trigger;

/// What runs out.
pub const PROMISE: &str = "survey";

/// When surveys go out by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// After which act: the one that says that work is over.
    pub on: ActKind,
    /// How many seconds after it, of real time.
    pub after: i64,
    /// How many seconds after it no more: nobody wants to be asked about what is long past.
    pub within: i64,
    /// The reasons of closing after which nobody is asked.
    pub except: Vec<Code>,
}

/// The survey that is due at `at`; it goes by the channel that the customer chose, else by the ticket's.
pub fn next(ticket: &Ticket, at: Moment, sending: &Sending, chosen: impl FnOnce() -> Option<Code>) -> Vec<Deed> {
    let Some(over) = awaited(ticket, sending) else { return Vec::new() };
    let passed = (at - over.at).num_seconds();
    if passed < sending.after || passed > sending.within {
        return Vec::new();
    }
    let trigger = Trigger::new(PROMISE, over.at);
    let due = over.at + chrono::TimeDelta::seconds(sending.after);
    let channel = chosen().or_else(|| ticket.head.channel.clone());
    let sent = Act::SurveySent { channel, reason: None };
    Deed::of(ticket, at, &trigger, due, vec![sent])
}

/// The act about which the customer is to be asked sooner or later: the last that says that work is over, when
/// the ticket has not come back, somebody is known to ask, and nobody asked.
pub fn awaited<'t>(ticket: &'t Ticket, sending: &Sending) -> Option<&'t Entry> {
    ticket.head.customer.as_ref()?;
    let place = ticket.history.iter().rposition(|entry| entry.act.kind() == sending.on)?;
    let since = &ticket.history[place + 1..];
    let is_settled = |entry: &Entry| {
        use ActKind::{Reopened, SentBack, SurveyAnswered, SurveySent, Unmerged};
        [Reopened, SentBack, SurveySent, SurveyAnswered, Unmerged].contains(&entry.act.kind())
    };
    let is_excepted =
        |entry: &Entry| matches!(&entry.act, Act::Closed { reason, .. } if sending.except.contains(reason));
    let over = &ticket.history[place];
    let is_wanted = over.by.as_str() != IMPORT && !since.iter().any(is_settled);
    (is_wanted && !ticket.history[place..].iter().any(is_excepted)).then_some(over)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::automation::ladder::testing::{head, moment};

    fn closed(reason: &str) -> Act {
        Act::Closed { reason: reason.into(), text: None }
    }

    /// Whether a survey goes out at a time, after these acts by li.
    fn goes_out(acts: &[(&str, Act)], at: &str) -> bool {
        let mut ticket = Ticket { head: head(), history: Vec::new() };
        (ticket.head.customer, ticket.head.channel) = (Some("C1".into()), Some("phone".into()));
        ticket.history.extend(acts.iter().map(|(at, act)| Entry::new(moment(at), "li".into(), act.clone())));
        let sending = Sending { on: ActKind::Closed, after: 300, within: 86400, except: vec!["duplicate".into()] };
        let deeds = next(&ticket, moment(at), &sending, || None);
        ticket.history.extend(deeds.iter().map(|deed| deed.entry.clone()));
        assert!(next(&ticket, moment(at), &sending, || None).is_empty(), "once");
        !deeds.is_empty()
    }

    #[test]
    fn it_goes_out_some_minutes_after_closing_and_not_days() {
        let solved = [("10-28T15:00", closed("solved"))];
        let at = ["10-28T15:04", "10-28T15:05", "10-29T15:00", "10-29T15:01"];
        assert_eq!(at.map(|at| goes_out(&solved, at)), [false, true, true, false]);
    }

    #[test]
    fn nobody_is_asked_twice_nor_about_what_came_back_or_was_excepted() {
        let sent = Act::SurveySent { channel: None, reason: Some("by hand".into()) };
        let back = Act::Reopened { reason: "no".into(), until: None };
        let closed = || ("10-28T15:00", closed("solved"));
        for acts in [
            vec![("10-28T15:00", super::tests::closed("duplicate"))],
            vec![closed(), ("10-28T15:01", sent.clone())],
            vec![closed(), ("10-28T15:01", back.clone())],
        ] {
            assert!(!goes_out(&acts, "10-28T16:00"), "{acts:?}");
        }
        let again =
            [closed(), ("10-28T15:01", sent), ("10-28T15:02", back), ("10-28T15:30", super::tests::closed("solved"))];
        assert!(goes_out(&again, "10-28T16:00"));
    }
}
