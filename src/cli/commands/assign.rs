//! `assign`: give a ticket to a member, a team or both.
use std::cell::RefCell;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::perform::{Target, perform};
use crate::cli::whom::Whom;
use crate::cli::{assigning, input};
use crate::desk::open::Desk;
use crate::domain::act::{Act, Entry};
use crate::domain::fold;
use crate::domain::ids::{RULES, Text};
use crate::fault::Result;
use crate::faults;
use crate::service::assigning::{Assigner, Pooled};
use crate::service::deed::Deed;

/// Give tickets to a member, a team or both
#[derive(Debug, Args)]
pub struct Assign {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    whom: Whom,
    /// The rules choose a member of the team: as config/assignment.yaml says, else the least loaded
    #[arg(long, group = "whom", conflicts_with = "to")]
    auto: bool,
    /// Why; required when somebody else has the ticket
    #[arg(short, long, value_name = "TEXT")]
    reason: Option<String>,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    note: Option<Text>,
}

faults! {
    /// Why nobody can be chosen.
    pub enum AssignFault {
        "usage-auto-team" => Team { id: String },
    }
}

impl Assign {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let reason = self.reason.as_deref().map(input::checked).transpose()?;
        if self.auto {
            return self.choose(context, reason.as_ref());
        }
        perform(context, &self.target, |scene| {
            let (team, to) = self.whom.ids(scene.desk)?;
            let only = to.as_ref().and_then(|to| scene.desk.roster.only_team(to));
            let team = team.or_else(|| only.filter(|only| scene.ticket.head.team.as_ref() != Some(only)).cloned());
            Ok(Act::Assigned { team, to, reason: reason.clone(), note: self.note.clone() })
        })
    }

    /// Why it is somebody, with the remark that was given.
    fn noted(&self, desk: &Desk, why: Text) -> Text {
        let given =
            self.note.as_ref().map(|note| [why.as_str(), note].join(desk.settings.language.word("list-semicolon")));
        given.map_or(why, Into::into)
    }

    /// Gives each ticket to the member whom the team's way of assigning chooses; the rules do it.
    fn choose(self, context: &mut Context, reason: Option<&Text>) -> Result<Exit> {
        let desk = context.desk()?;
        let assigner = RefCell::new(Assigner::new(&desk)?);
        let pooled = RefCell::new(Vec::new());
        let exit = perform(context, &self.target, |scene| {
            let mut assigner = assigner.borrow_mut();
            let (given, _) = self.whom.ids(scene.desk)?;
            let head = &scene.ticket.head;
            let number = || head.id.to_string();
            let team = given.clone().or_else(|| head.team.clone()).ok_or_else(|| AssignFault::Team { id: number() })?;
            let (to, note) = match assigner.choose(head, &team, scene.at.into())? {
                Ok((to, why)) => (Some(to), Some(self.noted(scene.desk, why))),
                Err(why) => {
                    pooled.borrow_mut().push(Pooled { number: head.id.clone(), team: team.clone(), why, at: scene.at });
                    (None, self.note.clone())
                }
            };
            // Nobody can take it: it stays where it is, unless the team is a new one.
            if to.is_none() && (given.is_none() || given == head.team) {
                return Ok(Deed::default());
            }
            let act = Act::Assigned {
                team: given.filter(|_| head.team.as_ref() != Some(&team)),
                to,
                reason: reason.cloned(),
                note,
            };
            let entry = Entry::new(scene.at, RULES.into(), act);
            let mut after = scene.ticket.clone();
            fold::happen(&mut after, entry.clone());
            assigner.remember(&after);
            Ok(Deed::from(vec![entry]))
        })?;
        assigning::tell(context, &assigner.into_inner(), &pooled.into_inner());
        Ok(exit)
    }
}
