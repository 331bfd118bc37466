//! The teams that work along with the one that owns a ticket: each with its duty and deadline.
use super::act::{Act, Entry};
use super::ids::{MemberId, TeamId, Text};
use super::moment::Moment;
use super::ticket::{Head, Ticket};

/// What a collaborating team is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty<'t> {
    /// The team.
    pub team: &'t TeamId,
    /// Who does it, when somebody is named.
    pub to: Option<&'t MemberId>,
    /// What.
    pub text: &'t Text,
    /// By when.
    pub until: Option<Moment>,
    /// When it was done; absent while it is owed.
    pub done: Option<Moment>,
}

/// The duties of a ticket in the order they were given. What a team contributes ends everything it owed.
pub fn duties(ticket: &Ticket) -> Vec<Duty<'_>> {
    let mut duties: Vec<Duty<'_>> = Vec::new();
    for entry in &ticket.history {
        match &entry.act {
            Act::Involved { team, to, until, text } => {
                duties.push(Duty { team, to: to.as_ref(), text, until: *until, done: None });
            }
            Act::Contributed { team, .. } => {
                let owed = duties.iter_mut().filter(|duty| duty.team == team && duty.done.is_none());
                owed.for_each(|duty| duty.done = Some(entry.at));
            }
            _ => {}
        }
    }
    duties
}

/// Every team that was involved, once each, by when that was first.
pub fn teams(ticket: &Ticket) -> Vec<&TeamId> {
    let involved = |entry: &'_ Entry| matches!(entry.act, Act::Involved { .. });
    let mut entries: Vec<_> = ticket.history.iter().filter(|entry| involved(entry)).collect();
    entries.sort_by_key(|entry| entry.at);
    let mut teams = Vec::new();
    for entry in entries {
        if let Act::Involved { team, .. } = &entry.act
            && !teams.contains(&team)
        {
            teams.push(team);
        }
    }
    teams
}

/// The head as it is for a team that works along: with that team, and whoever of it is named.
pub fn head_for(ticket: &Ticket, team: &TeamId) -> Head {
    let owed = duties(ticket).into_iter().rfind(|duty| duty.team == team && duty.done.is_none());
    let assignee = owed.and_then(|duty| duty.to.cloned());
    Head { team: Some(team.clone()), assignee, ..ticket.head.clone() }
}

/// The teams that owe something, once each.
pub fn owing(ticket: &Ticket) -> Vec<&TeamId> {
    let mut teams = Vec::new();
    for duty in duties(ticket).into_iter().filter(|duty| duty.done.is_none()) {
        if !teams.contains(&duty.team) {
            teams.push(duty.team);
        }
    }
    teams
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment;

    #[test]
    fn a_team_owes_until_it_contributed() {
        let at = moment::read("2026-10-28T09:00:00+08:00").unwrap();
        let involved =
            |team: &str, text: &str| Act::Involved { team: team.into(), to: None, until: None, text: text.into() };
        let acts = [
            involved("ops", "logs"),
            involved("sales", "refund"),
            involved("ops", "capacity"),
            Act::Contributed { team: "ops".into(), text: "both done".into() },
            involved("ops", "again"),
        ];
        let history = acts.into_iter().map(|act| Entry::new(at, "li".into(), act)).collect();
        let ticket = Ticket { head: Head::new("T1".into(), at), history };
        let owed: Vec<_> =
            duties(&ticket).iter().map(|duty| (duty.text.as_str().to_owned(), duty.done.is_some())).collect();
        let expected = [("logs", true), ("refund", false), ("capacity", true), ("again", false)];
        assert_eq!(owed, expected.map(|(text, done)| (text.to_owned(), done)));
        assert_eq!(owing(&ticket).into_iter().map(TeamId::as_str).collect::<Vec<_>>(), ["sales", "ops"]);
    }
}
