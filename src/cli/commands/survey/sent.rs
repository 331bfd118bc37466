//! `survey sent`: record that a survey went out.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::perform::{Target, perform};
use crate::desk::vocabulary::List;
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::domain::survey;
use crate::fault::Result;
use crate::faults;
use crate::service::chosen;
use crate::service::deed::Scene;

faults! {
    /// Why a survey needs a reason to be sent by hand.
    pub enum SentFault {
        "survey-sent-already" => Already { id: String, at: String },
        "survey-sent-by-hand" => ByHand { id: String },
    }
}

/// Record that the survey about resolved or closed tickets went out
#[derive(Debug, Args)]
pub struct Sent {
    #[command(flatten)]
    target: Target,
    /// How it was sent (default: the channel that the customer chose, else the ticket's)
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
    /// Why it was sent by hand; required when one was sent already, and where surveys go out by themselves
    #[arg(short, long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Sent {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let reason = self.reason.as_deref().map(input::checked).transpose()?;
        perform(context, &self.target, |scene| {
            survey::require_result(scene.ticket, scene.at)?;
            require_reason(scene, reason.as_ref())?;
            let channel = scene.code(List::Channel, self.channel.as_deref())?;
            let channel = match channel {
                None => chosen::channel(&scene.desk.root, &scene.ticket.head)?,
                given => given,
            };
            let channel = channel.or_else(|| scene.ticket.head.channel.clone());
            Ok(Act::SurveySent { channel, reason: reason.clone() })
        })
    }
}

/// To ask once more, or where the desk asks by itself, takes a reason.
fn require_reason(scene: &Scene<'_>, reason: Option<&Text>) -> Result<(), SentFault> {
    let id = || scene.ticket.head.id.to_string();
    match survey::sent_at(scene.ticket) {
        _ if reason.is_some() => Ok(()),
        Some(at) => Err(SentFault::Already { id: id(), at: scene.desk.settings.zone.write(at.into()) }),
        None if scene.desk.survey.send.is_some() => Err(SentFault::ByHand { id: id() }),
        None => Ok(()),
    }
}
