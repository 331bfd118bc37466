//! `assign`: give a ticket to a member, a team or both.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::deed::{Target, perform};
use crate::cli::exit::Exit;
use crate::cli::whom::Whom;
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::fault::Result;

/// Give tickets to a member, a team or both
#[derive(Debug, Args)]
pub struct Assign {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    whom: Whom,
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
            let (team, to) = self.whom.ids(scene.desk)?;
            let only = to.as_ref().and_then(|to| scene.desk.roster.only_team(to));
            let team = team.or_else(|| only.filter(|only| scene.ticket.head.team.as_ref() != Some(only)).cloned());
            Ok(Act::Assigned { team, to, reason: self.reason.clone(), note: self.note.clone() })
        })
    }
}
