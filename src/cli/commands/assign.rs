//! `assign`: give a ticket to a member, a team or both.
use clap::{ArgGroup, Args};

use crate::cli::context::Context;
use crate::cli::deed::{Target, perform};
use crate::cli::exit::Exit;
use crate::domain::act::Act;
use crate::domain::ids::{MemberId, Text};
use crate::fault::Result;
use crate::faults;

faults! {
    /// Why a ticket is not assigned.
    pub enum AssignFault {
        "assign-reason-missing" => Reason { id: String, assignee: MemberId },
    }
}

/// Give tickets to a member, a team or both
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("whom").args(["to", "team"]).required(true).multiple(true))]
pub struct Assign {
    #[command(flatten)]
    target: Target,
    /// The member
    #[arg(long, value_name = "MEMBER")]
    to: Option<String>,
    /// The team
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Why; required when somebody else has the ticket
    #[arg(short, long, value_name = "TEXT")]
    reason: Option<Text>,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    note: Option<Text>,
}

impl Assign {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        perform(context, &self.target, |scene| {
            let to = self.to.as_deref().map(|to| scene.desk.roster.member_called(to)).transpose()?;
            let named = self.team.as_deref().map(|team| scene.desk.roster.team_called(team)).transpose()?;
            let team = named.map(|(team, _)| team.clone()).or_else(|| only_team(scene.ticket.head.team.as_ref(), to));
            let to = to.map(|(to, _)| to.clone());
            match &scene.ticket.head.assignee {
                Some(assignee) if to.as_ref() != Some(assignee) && self.reason.is_none() => {
                    let id = scene.ticket.head.id.to_string();
                    Err(AssignFault::Reason { id, assignee: assignee.clone() }.into())
                }
                _ => Ok(Act::Assigned { team, to, reason: self.reason.clone(), note: self.note.clone() }),
            }
        })
    }
}

/// The team of a member who works in one only, when the ticket is with no team of theirs.
fn only_team(
    current: Option<&crate::domain::ids::TeamId>,
    to: Option<(&MemberId, &crate::domain::member::Member)>,
) -> Option<crate::domain::ids::TeamId> {
    let (_, member) = to?;
    match member.teams.as_slice() {
        [team] if current != Some(team) => Some(team.clone()),
        _ => None,
    }
}
