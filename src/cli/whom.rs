//! To whom a ticket is given.
use clap::Args;

use crate::desk::open::Desk;
use crate::domain::ids::{MemberId, TeamId};
use crate::fault::Result;

/// A member, a team or both.
#[derive(Debug, Clone, Default, Args)]
#[group(id = "whom", required = true, multiple = true)]
pub struct Whom {
    /// The member
    #[arg(long, value_name = "MEMBER")]
    to: Option<String>,
    /// The team
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
}

impl Whom {
    /// Their ids: of ids or names that the desk knows.
    pub fn ids(&self, desk: &Desk) -> Result<(Option<TeamId>, Option<MemberId>)> {
        let to = self.to.as_deref().map(|to| desk.roster.member_called(to)).transpose()?;
        let team = self.team.as_deref().map(|team| desk.roster.team_called(team)).transpose()?;
        Ok((team.map(|(id, _)| id.clone()), to.map(|(id, _)| id.clone())))
    }
}
