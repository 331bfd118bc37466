//! Whom a word of the configuration means: a role towards the ticket, a member, a team, or a role of the
//! roster.
use crate::domain::ids::{MemberId, TeamId};
use crate::domain::member::{LEAD, Member, Roster};
use crate::domain::ticket::Head;

/// Whoever has the ticket; while nobody has it, the lead of its team.
pub const HANDLER: &str = "handler";
/// Whoever is on duty: of the ticket's team, else of the desk.
pub const ON_DUTY: &str = "on-duty";

/// Between words of which the first counts that means anybody: `lead or supervisor`.
const OR: &str = " or ";

/// The words of which the first counts that means anybody.
pub fn alternatives(words: &str) -> impl Iterator<Item = &str> {
    words.split(OR).map(str::trim)
}

/// The words that mean somebody by the ticket, not by the roster.
pub const WORDS: [&str; 3] = [HANDLER, LEAD, ON_DUTY];

/// The people of a desk, at an instant.
#[derive(Clone, Copy)]
pub struct People<'a> {
    /// Everybody.
    pub roster: &'a Roster,
    /// Whether a member is on duty.
    pub on_duty: &'a dyn Fn(&MemberId) -> bool,
    /// Whether that can be told: a rota that cannot be read is mended, and what waits for it comes late rather than never.
    pub is_rota_known: bool,
}

/// Whom a word means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// A whole team.
    Team(TeamId),
    /// Members; none when nobody is meant now.
    Members(Vec<MemberId>),
    /// Whoever is on duty, when that cannot be told.
    Unknown,
}

impl People<'_> {
    /// Whom words mean for a ticket: of several with `or` between them, the first that means anybody.
    pub fn meant(self, words: &str, head: &Head) -> Audience {
        self.meant_by(self.choose(words, head), head)
    }

    /// Of several words with `or` between them, the first that means anybody for a ticket.
    pub fn choose<'w>(self, words: &'w str, head: &Head) -> &'w str {
        let nobody = Audience::Members(Vec::new());
        alternatives(words).find(|word| self.meant_by(word, head) != nobody).unwrap_or(words)
    }

    fn meant_by(self, word: &str, head: &Head) -> Audience {
        let lead = || self.lead(head.team.as_ref());
        match word {
            HANDLER => Audience::Members(head.assignee.clone().or_else(lead).into_iter().collect()),
            LEAD => Audience::Members(lead().into_iter().collect()),
            ON_DUTY if !self.is_rota_known => Audience::Unknown,
            ON_DUTY => Audience::Members(self.among(head, |id, _| (self.on_duty)(id))),
            _ => match (self.roster.members.get_key_value(word), self.roster.teams.get_key_value(word)) {
                (Some((member, _)), _) => Audience::Members(vec![member.clone()]),
                (None, Some((team, _))) => Audience::Team(team.clone()),
                (None, None) => Audience::Members(self.among(head, |_, member| member.has_role(word))),
            },
        }
    }

    /// Who leads a team.
    pub fn lead(self, team: Option<&TeamId>) -> Option<MemberId> {
        self.roster.lead(team?).cloned()
    }

    /// The members for whom it holds: those of the ticket's team, else all.
    fn among(self, head: &Head, holds: impl Fn(&MemberId, &Member) -> bool) -> Vec<MemberId> {
        let all = || self.roster.members.iter().filter(|(id, member)| holds(id, member));
        let is_near = |member: &Member| head.team.as_ref().is_some_and(|team| member.teams.contains(team));
        let near: Vec<_> = all().filter(|(_, member)| is_near(member)).map(|(id, _)| id.clone()).collect();
        if near.is_empty() { all().map(|(id, _)| id.clone()).collect() } else { near }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::automation::ladder::testing::{head, roster};

    fn meant(word: &str, team: Option<&str>, assignee: Option<&str>) -> String {
        let roster = roster();
        let mut head = head();
        (head.team, head.assignee) = (team.map(Into::into), assignee.map(Into::into));
        let people = People { roster: &roster, on_duty: &|id| id.as_str() == "zhao", is_rota_known: true };
        match people.meant(word, &head) {
            Audience::Team(team) => format!("team {team}"),
            Audience::Members(members) => members.iter().map(MemberId::as_str).collect::<Vec<_>>().join(" "),
            Audience::Unknown => panic!("the rota is known"),
        }
    }

    #[test]
    fn a_word_means_somebody_by_the_ticket_or_by_the_roster() {
        assert_eq!(meant("handler", Some("tech"), Some("zhao")), "zhao");
        assert_eq!(meant("handler", Some("tech"), None), "li");
        assert_eq!(meant("handler", None, None), "");
        assert_eq!(meant("lead", Some("tech"), Some("zhao")), "li");
        assert_eq!(meant("on-duty", Some("tech"), None), "zhao");
        assert_eq!(meant("on-duty", Some("service"), None), "zhao");
        assert_eq!(meant("zhao", None, None), "zhao");
        assert_eq!(meant("tech", None, None), "team tech");
        assert_eq!(meant("nobody", Some("tech"), None), "");
    }

    #[test]
    fn of_words_with_or_between_them_the_first_counts_that_means_anybody() {
        assert_eq!(meant("lead or supervisor", Some("tech"), None), "li");
        assert_eq!(meant("lead or supervisor", None, None), "wang");
        assert_eq!(meant("lead or on-duty or supervisor", None, None), "zhao");
        assert_eq!(meant("lead or nobody", None, None), "");
    }

    #[test]
    fn of_a_role_those_of_the_tickets_team_are_meant_when_there_are_any() {
        assert_eq!(meant("agent", Some("tech"), None), "li zhao");
        assert_eq!(meant("agent", Some("service"), None), "chen");
        assert_eq!(meant("supervisor", Some("tech"), None), "wang");
    }
}
