//! `escalate`: move a ticket up, or ask for it.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::perform::{Target, perform};
use crate::cli::whom::Perhaps;
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::domain::permission::Permission;
use crate::domain::request::{Matter, pending};
use crate::fault::Result;
use crate::service::deed::Scene;
use crate::service::request;
use crate::{faults, near};

faults! {
    /// Why nothing is asked for.
    pub enum EscalateFault {
        "escalate-pending" => Pending { id: String },
        "escalate-there" => There { id: String, whom: String },
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
        if let Some(whom) = already_with(scene, &escalated) {
            return Err(EscalateFault::There { id: scene.ticket.head.id.to_string(), whom }.into());
        }
        Ok(if says_more { vec![asked, escalated] } else { vec![escalated] })
    }
}

/// Whom an escalation would move a ticket to who has it anyway.
fn already_with(scene: &Scene<'_>, act: &Act) -> Option<String> {
    let Act::Escalated { team, to, .. } = act else { return None };
    let head = &scene.ticket.head;
    let is_there = (to.is_none() || *to == head.assignee) && (team.is_none() || *team == head.team);
    let member = || to.as_ref().map(|to| near::called(to.as_str(), scene.desk.roster.name(to)));
    let team = || team.as_ref().map(ToString::to_string);
    is_there.then(|| member().or_else(team))?
}
