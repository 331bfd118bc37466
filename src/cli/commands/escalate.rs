//! `escalate`: move a ticket up, or ask for it.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::deed::{Target, perform};
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::whom::Perhaps;
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::domain::permission::Permission;
use crate::domain::request::{Matter, pending};
use crate::fault::Result;
use crate::faults;
use crate::service::deed::Scene;
use crate::service::request;

faults! {
    /// Why nothing is asked for.
    pub enum EscalateFault {
        "escalate-pending" => Pending { id: String },
    }
}

/// Move a ticket up to a higher handler; whoever may not decide that asks for it
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets escalate CS202610280001 --reason 'promised for noon'\n  \
    tickets escalate CS202610280001 --reason 'second complaint' --progress 'logs were read' \
    --demand 'a database specialist' --to wang")]
pub struct Escalate {
    #[command(flatten)]
    target: Target,
    /// Why
    #[arg(short, long, value_name = "TEXT")]
    reason: String,
    /// What was done so far
    #[arg(long, value_name = "TEXT")]
    progress: Option<Text>,
    /// What is needed
    #[arg(long, value_name = "TEXT")]
    demand: Option<Text>,
    #[command(flatten)]
    whom: Perhaps,
}

impl Escalate {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let reason = input::checked(&self.reason)?;
        perform(context, &self.target, |scene| self.acts(scene, &reason))
    }

    /// The request is recorded also by whoever decides, when it says more than the escalation can.
    fn acts(&self, scene: &Scene<'_>, reason: &Text) -> Result<Vec<Act>> {
        let (team, to) = self.whom.ids(scene.desk)?;
        let (progress, demand) = (self.progress.clone(), self.demand.clone());
        let says_more = progress.is_some() || demand.is_some();
        let asked =
            Act::EscalationRequested { team: team.clone(), to: to.clone(), reason: reason.clone(), progress, demand };
        if !scene.may(Permission::ApproveEscalation) {
            if pending(scene.ticket).iter().any(|(matter, _)| *matter == Matter::Escalation) {
                return Err(EscalateFault::Pending { id: scene.ticket.head.id.to_string() }.into());
            }
            return Ok(vec![asked]);
        }
        let escalated = request::escalation(scene, (team, to), Some(reason.clone()))?;
        Ok(if says_more { vec![asked, escalated] } else { vec![escalated] })
    }
}
