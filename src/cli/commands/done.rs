//! `done`: a team that works along did its part.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::Message;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::domain::collaboration::owing;
use crate::domain::ids::TeamId;
use crate::fault::Result;
use crate::service::deed::Scene;
use crate::{faults, near};

faults! {
    /// Why a team's part is not done.
    pub enum DoneFault {
        "done-not-owing" => NotOwing { id: String, team: String, owing: String },
        "done-nobody-owes" => NobodyOwes { id: String },
        "done-which-team" => Which { id: String, owing: String },
    }
}

/// Record that a team which works along did its part
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tickets done CS202610280001 --team ops -m 'The gateway refused the old certificate.'"
)]
pub struct Done {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    message: Message,
    /// The team (default: the one that owes something; of several, yours)
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
}

impl Done {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let text = self.message.text(context)?;
        perform(context, &self.target, |scene| {
            Ok(Act::Contributed { team: self.team(scene)?.clone(), text: text.clone() })
        })
    }

    fn team<'s>(&self, scene: &Scene<'s>) -> Result<&'s TeamId> {
        let roster = &scene.desk.roster;
        let id = scene.ticket.head.id.to_string();
        let teams = owing(scene.ticket);
        if teams.is_empty() {
            return Err(DoneFault::NobodyOwes { id }.into());
        }
        let listed = || teams.iter().map(|team| team.as_str()).collect::<Vec<_>>().join(near::SEPARATOR);
        if let Some(team) = &self.team {
            let (team, _) = roster.team_called(team)?;
            let known = teams.iter().copied().find(|known| *known == team);
            let fault = || DoneFault::NotOwing { id, team: team.to_string(), owing: listed() };
            return known.ok_or_else(|| fault().into());
        }
        let is_mine = |team: &&&TeamId| roster.members.get(scene.actor).is_some_and(|me| me.teams.contains(team));
        let mine: Vec<_> = teams.iter().filter(is_mine).copied().collect();
        match (teams.as_slice(), mine.as_slice()) {
            ([one], _) | (_, [one]) => Ok(one),
            _ => Err(DoneFault::Which { id, owing: listed() }.into()),
        }
    }
}
