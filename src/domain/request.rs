//! What was asked for and not answered yet: more time, or a higher handler.
use super::act::{Act, Entry};
use super::ids::Code;
use super::ticket::Ticket;

/// What can be asked for; its code is `what` of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// More time for a clock.
    Extension,
    /// A higher handler.
    Escalation,
}

impl Matter {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Extension, Self::Escalation];

    /// Its code in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Extension => "extension",
            Self::Escalation => "escalation",
        }
    }

    /// The matter of a code; `None` for what a newer version asks for.
    pub fn of(code: &Code) -> Option<Self> {
        Self::ALL.into_iter().find(|matter| matter.code() == code.as_str())
    }
}

/// The open requests of a ticket, at most one for each matter: a later one takes the place of an
/// earlier one, an answer or an escalation settles it, and the end of the work ends all.
pub fn pending(ticket: &Ticket) -> Vec<(Matter, &Entry)> {
    let mut open: Vec<(Matter, &Entry)> = Vec::new();
    for entry in &ticket.history {
        match &entry.act {
            Act::ExtensionRequested { .. } => ask(&mut open, Matter::Extension, entry),
            Act::EscalationRequested { .. } => ask(&mut open, Matter::Escalation, entry),
            Act::Approved { what, .. } | Act::Rejected { what, .. } => settle(&mut open, Matter::of(what)),
            Act::Escalated { .. } => settle(&mut open, Some(Matter::Escalation)),
            Act::Resolved { .. } | Act::Closed { .. } => open.clear(),
            _ => {}
        }
    }
    open
}

fn ask<'t>(open: &mut Vec<(Matter, &'t Entry)>, matter: Matter, entry: &'t Entry) {
    settle(open, Some(matter));
    open.push((matter, entry));
}

fn settle(open: &mut Vec<(Matter, &Entry)>, matter: Option<Matter>) {
    open.retain(|(known, _)| Some(*known) != matter);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment;
    use crate::domain::ticket::Head;

    fn open(acts: &[&Act]) -> Vec<(Matter, usize)> {
        let at = moment::read("2026-10-28T09:00:00+08:00").unwrap();
        let history: Vec<_> = acts.iter().map(|act| Entry::new(at, "li".into(), (*act).clone())).collect();
        let ticket = Ticket { head: Head::new("T1".into(), at), history };
        let place = |entry: &Entry| ticket.history.iter().position(|known| std::ptr::eq(known, entry)).unwrap();
        pending(&ticket).into_iter().map(|(matter, entry)| (matter, place(entry))).collect()
    }

    #[test]
    fn the_latest_request_of_a_matter_is_open_until_it_is_answered() {
        let until = moment::read("2026-10-30T09:00:00+08:00").unwrap();
        let time = Act::ExtensionRequested { clock: "resolution".into(), until, reason: "x".into() };
        let help = Act::EscalationRequested { team: None, to: None, reason: "x".into(), progress: None, demand: None };
        let approved = |what: &str| Act::Approved { what: what.into(), clock: None, until: None, note: None };
        let escalated = Act::Escalated { team: None, to: None, level: None, reason: None };
        let resolved = Act::Resolved { result: None, evidence: None, text: "x".into() };
        assert_eq!(open(&[&time, &help, &time]), [(Matter::Escalation, 1), (Matter::Extension, 2)]);
        assert_eq!(open(&[&time, &help, &approved("extension")]), [(Matter::Escalation, 1)]);
        assert_eq!(open(&[&time, &help, &escalated, &approved("budget")]), [(Matter::Extension, 0)]);
        assert!(open(&[&time, &help, &resolved]).is_empty());
        assert_eq!(open(&[&time, &approved("extension"), &time]), [(Matter::Extension, 2)]);
    }
}
