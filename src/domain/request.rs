//! What was asked for and not answered yet: more time, or a higher handler.
use super::act::{Act, Entry};
use super::duplicate;
use super::ids::{Code, MemberId, TeamId, Text};
use super::member::Roster;
use super::ticket::{Head, Ticket};

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
    for entry in duplicate::standing(&ticket.history) {
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

/// The act that moves a ticket up: to the team and member that are said (the team of a member who works
/// in one only need not be said; a team alone means its lead), else to the lead of its team. `None` when there is no lead,
/// or the lead has it.
pub fn escalation(
    head: &Head,
    roster: &Roster,
    (team, to): (Option<TeamId>, Option<MemberId>),
    reason: Option<Text>,
) -> Option<Act> {
    if let (Some(team), None) = (&team, &to) {
        let lead = roster.lead(team)?.clone();
        return Some(Act::Escalated { team: Some(team.clone()), to: Some(lead), level: None, reason });
    }
    if to.is_some() {
        let only = to.as_ref().and_then(|to| roster.only_team(to)).filter(|only| head.team.as_ref() != Some(only));
        return Some(Act::Escalated { team: team.or_else(|| only.cloned()), to, level: None, reason });
    }
    let lead = roster.lead(head.team.as_ref()?).filter(|lead| head.assignee.as_ref() != Some(lead))?;
    Some(Act::Escalated { team: None, to: Some(lead.clone()), level: None, reason })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::member::{Member, Team};
    use crate::domain::moment;

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

    /// Whose team and who a ticket of tech goes to, which `assignee` has, when it moves up to `whom`.
    fn goes(assignee: Option<&str>, whom: (Option<&str>, Option<&str>)) -> Option<(Option<String>, Option<String>)> {
        let in_teams =
            |teams: &[&str]| Member { teams: teams.iter().map(|team| (*team).into()).collect(), ..Member::default() };
        let roster = Roster {
            members: [("li", in_teams(&["tech"])), ("chen", in_teams(&["ops"])), ("wang", in_teams(&["tech", "ops"]))]
                .map(|(id, member)| (id.into(), member))
                .into(),
            teams: [("tech".into(), Team { lead: Some("li".into()), ..Team::default() })].into(),
        };
        let mut head = Head::new("T1".into(), moment::read("2026-10-28T09:00:00+08:00").unwrap());
        (head.team, head.assignee) = (Some("tech".into()), assignee.map(Into::into));
        match escalation(&head, &roster, (whom.0.map(Into::into), whom.1.map(Into::into)), None)? {
            Act::Escalated { team, to, .. } => Some((team.map(|team| team.to_string()), to.map(|to| to.to_string()))),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_ticket_moves_up_to_whom_it_is_said_else_to_the_lead() {
        let place = |team: Option<&str>, to: Option<&str>| Some((team.map(str::to_owned), to.map(str::to_owned)));
        assert_eq!(goes(Some("wang"), (None, None)), place(None, Some("li")));
        assert_eq!(goes(Some("li"), (None, None)), None, "the lead has it");
        assert_eq!(goes(None, (None, Some("chen"))), place(Some("ops"), Some("chen")), "who works in one team only");
        assert_eq!(goes(None, (None, Some("wang"))), place(None, Some("wang")));
        assert_eq!(goes(None, (None, Some("li"))), place(None, Some("li")), "the team stays");
        assert_eq!(goes(Some("wang"), (Some("tech"), None)), place(Some("tech"), Some("li")), "a team's lead");
        assert_eq!(goes(Some("wang"), (Some("ops"), None)), None, "nobody leads it");
        assert_eq!(goes(None, (Some("tech"), Some("chen"))), place(Some("tech"), Some("chen")));
    }
}
