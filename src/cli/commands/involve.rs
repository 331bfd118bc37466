//! `involve`: another team works along.
use std::cell::RefCell;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::domain::collaboration::duties;
use crate::fault::Result;
use crate::faults;

faults! {
    /// Why a team is not involved.
    pub enum InvolveFault {
        "involve-own-team" => Own { id: String, team: String },
        "involve-twice" => Twice { id: String, team: String },
    }
}

/// Let another team work along, with its duty and deadline; the ticket stays where it is
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tickets involve CS202610280001 --team ops --duty 'read the logs of the gateway' --until 15:00\n  \
    tickets list --where 'collaborating = ops'"
)]
pub struct Involve {
    #[command(flatten)]
    target: Target,
    /// The team
    #[arg(long, value_name = "TEAM")]
    team: String,
    /// Who of it
    #[arg(long, value_name = "MEMBER")]
    to: Option<String>,
    /// What it is to do
    #[arg(long, value_name = "TEXT")]
    duty: String,
    /// By when
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
}

impl Involve {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let text = input::checked(&self.duty)?;
        let besides = RefCell::new(Vec::new());
        let exit = perform(context, &self.target, |scene| {
            let (team, _) = scene.desk.roster.team_called(&self.team)?;
            let to = self.to.as_deref().map(|to| scene.desk.roster.member_called(to)).transpose()?;
            if scene.ticket.head.team.as_ref() == Some(team) {
                return Err(InvolveFault::Own { id: scene.ticket.head.id.to_string(), team: team.to_string() }.into());
            }
            for duty in duties(scene.ticket).iter().filter(|duty| duty.team == team && duty.done.is_none()) {
                let (id, team) = (scene.ticket.head.id.to_string(), team.to_string());
                if *duty.text == text {
                    return Err(InvolveFault::Twice { id, team }.into());
                }
                besides.borrow_mut().push((id, team, duty.text.to_string()));
            }
            let until = scene.deadline(self.until.as_deref())?;
            Ok(Act::Involved { team: team.clone(), to: to.map(|(id, _)| id.clone()), until, text: text.clone() })
        })?;
        for (id, team, duty) in besides.into_inner() {
            context.tell("involve-besides", &[("id", &id), ("team", &team), ("duty", &duty)]);
        }
        Ok(exit)
    }
}
