//! What a desk may keep for some of its members, and who they are.
use std::collections::BTreeMap;

use serde::Deserialize;

use super::ids::{MemberId, TeamId, Text};
use super::member::Roster;

/// The role that everybody has.
pub const ANY: &str = "any";

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Permission {
    /// To grant or refuse more time, and so to take it.
    ApproveExtension,
    /// To grant or refuse an escalation, and so to escalate.
    ApproveEscalation,
    /// To give somebody else's ticket to another.
    ReassignOthers,
    /// To give back a ticket that is assigned to somebody else.
    DeclineOthers,
    /// To resolve somebody else's ticket, or to close it before it is resolved, whatever for.
    ResolveOthers,
    /// To let somebody else's ticket wait.
    WaitOthers,
    /// To change type, category or priority.
    Classify,
    /// To check a solution inside the desk, or to send it back.
    Verify,
    /// To close a ticket as solved that nobody verified.
    CloseUnverified,
    /// To own a plan that is released with an iteration.
    OwnIteration,
}

impl Permission {
    /// Its key in `config/roles.yaml`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ApproveExtension => "approve-extension",
            Self::ApproveEscalation => "approve-escalation",
            Self::ReassignOthers => "reassign-others",
            Self::DeclineOthers => "decline-others",
            Self::ResolveOthers => "resolve-others",
            Self::WaitOthers => "wait-others",
            Self::Classify => "classify",
            Self::Verify => "verify",
            Self::CloseUnverified => "close-unverified",
            Self::OwnIteration => "own-iteration",
        }
    }
}

/// The roles that have each permission. One that is not listed is everybody's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grants(BTreeMap<Permission, Vec<Text>>);

impl FromIterator<(Permission, Vec<Text>)> for Grants {
    fn from_iter<I: IntoIterator<Item = (Permission, Vec<Text>)>>(grants: I) -> Self {
        Self(grants.into_iter().collect())
    }
}

impl Grants {
    /// The permissions that are listed, with their roles.
    pub fn listed(&self) -> impl Iterator<Item = (Permission, &[Text])> {
        self.0.iter().map(|(permission, roles)| (*permission, roles.as_slice()))
    }

    /// Whether a member may do something with a ticket of `team`.
    pub fn allow(&self, permission: Permission, member: &MemberId, team: Option<&TeamId>, roster: &Roster) -> bool {
        let Some(roles) = self.0.get(&permission) else { return true };
        roles.iter().any(|role| role == ANY || roster.has_role(member, role, team))
    }

    /// Who may do something with a ticket of `team`.
    pub fn members<'r>(&self, permission: Permission, team: Option<&TeamId>, roster: &'r Roster) -> Vec<&'r MemberId> {
        roster.members.keys().filter(|member| self.allow(permission, member, team, roster)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::member::{Member, Team};

    fn roster() -> Roster {
        let member = |role: &str| Member { roles: vec![role.to_owned()], ..Member::default() };
        let team = Team { name: "Tech".to_owned(), lead: Some("li".into()) };
        Roster {
            members: [("li", "agent"), ("wang", "supervisor"), ("zhao", "agent")]
                .map(|(id, role)| (id.into(), member(role)))
                .into(),
            teams: [("tech".into(), team)].into(),
        }
    }

    #[test]
    fn a_permission_is_for_roles_for_the_lead_or_for_everybody() {
        let roster = roster();
        let names = |roles: &[&str], team: Option<&str>| {
            let roles = roles.iter().map(|role| Text::from(*role)).collect();
            let grants: Grants = [(Permission::Verify, roles)].into_iter().collect();
            let team = team.map(TeamId::from);
            let members = grants.members(Permission::Verify, team.as_ref(), &roster);
            members.into_iter().map(MemberId::as_str).collect::<Vec<_>>()
        };
        assert_eq!(names(&["supervisor", "lead"], Some("tech")), ["li", "wang"]);
        assert_eq!(names(&["supervisor", "lead"], None), ["wang"]);
        assert_eq!(names(&["any"], None), ["li", "wang", "zhao"]);
        assert!(names(&[], Some("tech")).is_empty());
        assert_eq!(Grants::default().members(Permission::Verify, None, &roster).len(), 3);
    }
}
