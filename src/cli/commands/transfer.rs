//! `transfer`: hand a ticket over.
use clap::{ArgGroup, Args};

use crate::cli::context::Context;
use crate::cli::deed::{Target, perform};
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::domain::act::Act;
use crate::fault::Result;

/// Hand a ticket over to a team or a member, with the reason and what is expected by when
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("whom").args(["to", "team"]).required(true).multiple(true))]
pub struct Transfer {
    #[command(flatten)]
    target: Target,
    /// The member
    #[arg(long, value_name = "MEMBER")]
    to: Option<String>,
    /// The team
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Why
    #[arg(short, long, value_name = "TEXT")]
    reason: String,
    /// By when it is expected
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
}

impl Transfer {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let reason = input::checked(&self.reason)?;
        perform(context, &self.target, |scene| {
            let until = scene.deadline(self.until.as_deref())?;
            let to = self.to.as_deref().map(|to| scene.desk.roster.member_called(to)).transpose()?;
            let team = self.team.as_deref().map(|team| scene.desk.roster.team_called(team)).transpose()?;
            let (to, team) = (to.map(|(to, _)| to.clone()), team.map(|(team, _)| team.clone()));
            Ok(Act::Transferred { team, to, reason: reason.clone(), until })
        })
    }
}
