//! Who works at the desk.
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ids::{AUTOMATIC, MemberId, TeamId};
use crate::fault::{Result, Step, Within as _};
use crate::{faults, near};

/// A member of the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// What people call them.
    pub name: String,
    /// The addresses they commit with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// The teams they work in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<TeamId>,
    /// What they may do: `agent`, `supervisor`, `lead` … as the desk names it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// What they know: categories, products and types of tickets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// How many open tickets they can carry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// The number that customers may be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employee: Option<String>,
}

impl Member {
    /// Whether a role is among theirs.
    pub fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|known| known == role)
    }
}

/// A team of the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// What people call it.
    pub name: String,
    /// Who leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<MemberId>,
}

/// The members and teams of a desk: `config/team.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// By id.
    #[serde(default)]
    pub members: BTreeMap<MemberId, Member>,
    /// By id.
    #[serde(default)]
    pub teams: BTreeMap<TeamId, Team>,
}

/// The role of whoever leads the team that something is about.
pub const LEAD: &str = "lead";

faults! {
    /// Why somebody or some team is not known.
    pub enum RosterFault {
        "member-unknown" => Member { member: String, nearest: String },
        "team-unknown" => Team { team: String, nearest: String },
        /// A member who could not be told from an automatic actor.
        "member-reserved" => Reserved { member: MemberId },
    }
}

impl Roster {
    /// Refuses members called as the automatic actors are.
    pub fn validate(&self) -> Result<()> {
        match self.members.keys().find(|id| id.is_automatic()) {
            None => Ok(()),
            Some(id) => {
                let fault = RosterFault::Reserved { member: id.clone() };
                Err(fault).within(Step::Name(id.to_string())).within("members")
            }
        }
    }

    /// An id that nobody has and no automatic actor: the one that is wanted, or the first that counts on from it.
    pub fn free_id(&self, wanted: &str) -> String {
        let is_free = |id: &String| {
            let id = MemberId::from(id.as_str());
            !self.members.contains_key(&id) && !self.teams.contains_key(id.as_str()) && !id.is_automatic()
        };
        let counted = (2_usize..).map(|count| format!("{wanted}{count}"));
        [wanted.to_owned()].into_iter().chain(counted).find(is_free).unwrap_or_else(|| wanted.to_owned())
    }

    /// The member of an id.
    pub fn member(&self, id: &str) -> Result<(&MemberId, &Member), RosterFault> {
        self.members.get_key_value(id).ok_or_else(|| RosterFault::Member {
            member: id.to_owned(),
            nearest: near::named(id, self.members.iter().map(|(id, member)| (id.as_str(), member.name.as_str()))),
        })
    }

    /// The member whom a person means: of an id, or of a name that nobody else has.
    pub fn member_called(&self, given: &str) -> Result<(&MemberId, &Member), RosterFault> {
        self.member(given).or_else(|fault| only(&self.members, given, |member| &member.name).ok_or(fault))
    }

    /// The team of an id.
    pub fn team(&self, id: &str) -> Result<(&TeamId, &Team), RosterFault> {
        self.teams.get_key_value(id).ok_or_else(|| RosterFault::Team {
            team: id.to_owned(),
            nearest: near::named(id, self.teams.iter().map(|(id, team)| (id.as_str(), team.name.as_str()))),
        })
    }

    /// The team that a person means: of an id, or of a name that no other team has.
    pub fn team_called(&self, given: &str) -> Result<(&TeamId, &Team), RosterFault> {
        self.team(given).or_else(|fault| only(&self.teams, given, |team| &team.name).ok_or(fault))
    }

    /// The roles that somebody has; that of leads is one where a team has a lead.
    pub fn roles(&self) -> BTreeSet<&str> {
        let own = self.members.values().flat_map(|member| &member.roles).map(String::as_str);
        own.chain(self.teams.values().any(|team| team.lead.is_some()).then_some(LEAD)).collect()
    }

    /// Whether a member has a role where something of a team is concerned: their own, or to lead that team.
    pub fn has_role(&self, member: &MemberId, role: &str, team: Option<&TeamId>) -> bool {
        let own = self.members.get(member).is_some_and(|member| member.has_role(role));
        own || role == LEAD && team.and_then(|team| self.lead(team)) == Some(member)
    }

    /// Who leads a team.
    pub fn lead(&self, team: &TeamId) -> Option<&MemberId> {
        self.teams.get(team)?.lead.as_ref()
    }

    /// The team of a member who works in one only.
    pub fn only_team(&self, member: &MemberId) -> Option<&TeamId> {
        match self.members.get(member)?.teams.as_slice() {
            [team] => Some(team),
            _ => None,
        }
    }

    /// Whether a member works in a team, or leads it.
    pub fn is_in(&self, member: &MemberId, team: &TeamId) -> bool {
        let works = |member: &Member| member.teams.contains(team);
        self.members.get(member).is_some_and(works) || self.lead(team) == Some(member)
    }

    /// The member who commits with `email`, in any case of letters.
    pub fn by_email(&self, email: &str) -> Option<&MemberId> {
        let has = |member: &Member| member.emails.iter().any(|known| known.eq_ignore_ascii_case(email));
        self.members.iter().find(|(_, member)| has(member)).map(|(id, _)| id)
    }

    /// Whether an entry may name this actor: a member or an automatic one.
    pub fn knows_actor(&self, id: &MemberId) -> bool {
        AUTOMATIC.contains(&id.as_str()) || self.members.contains_key(id)
    }

    /// What people call a member; the id of one who has left the roster.
    pub fn name<'a>(&'a self, id: &'a MemberId) -> &'a str {
        self.members.get(id).map_or(id.as_str(), |member| &member.name)
    }
}

/// The entry that has a name, when it is the only one. Nobody is called nothing.
fn only<'r, K, V>(known: &'r BTreeMap<K, V>, given: &str, name: impl Fn(&V) -> &String) -> Option<(&'r K, &'r V)> {
    let mut meant = known.iter().filter(|(_, value)| !given.is_empty() && name(value) == given);
    meant.next().filter(|_| meant.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster(names: [(&str, &str); 3]) -> Roster {
        let member = |name: &str| Member { name: name.to_owned(), ..Member::default() };
        Roster { members: names.map(|(id, name)| (id.into(), member(name))).into(), ..Roster::default() }
    }

    #[test]
    fn a_member_is_found_by_id_and_by_a_name_of_their_own() {
        let roster = roster([("li", "李娜"), ("zhao", "赵磊"), ("zhao2", "赵磊")]);
        let id = |given| roster.member_called(given).map(|(id, _)| id.as_str());
        assert_eq!(id("li").unwrap(), "li");
        assert_eq!(id("李娜").unwrap(), "li");
        assert_eq!(id("zhao2").unwrap(), "zhao2");
        assert!(id("赵磊").is_err(), "two people have it");
        assert!(super::tests::roster([("li", ""), ("zhao", "赵磊"), ("wang", "王伟")]).member_called("").is_err());
        assert!(id("Li").is_err() && roster.member("李娜").is_err());
    }
}
