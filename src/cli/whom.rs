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
        ids(desk, self.team.as_deref(), self.to.as_deref())
    }
}

/// A member, a team, both or neither.
#[derive(Debug, Clone, Default, Args)]
pub struct Perhaps {
    /// The member
    #[arg(long, value_name = "MEMBER")]
    to: Option<String>,
    /// The team
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
}

impl Perhaps {
    /// Their ids: of ids or names that the desk knows.
    pub fn ids(&self, desk: &Desk) -> Result<(Option<TeamId>, Option<MemberId>)> {
        ids(desk, self.team.as_deref(), self.to.as_deref())
    }

    /// The option that was given, when one was.
    pub fn option(&self) -> Option<&'static str> {
        self.to.as_ref().map(|_| "--to").or_else(|| self.team.as_ref().map(|_| "--team"))
    }
}

fn ids(desk: &Desk, team: Option<&str>, to: Option<&str>) -> Result<(Option<TeamId>, Option<MemberId>)> {
    let to = to.map(|to| desk.roster.member_called(to)).transpose()?;
    let team = team.map(|team| desk.roster.team_called(team)).transpose()?;
    Ok((team.map(|(id, _)| id.clone()), to.map(|(id, _)| id.clone())))
}
