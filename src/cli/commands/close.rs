//! `close`: end a ticket; its file goes to the archive.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::deed::{Target, perform};
use crate::cli::exit::Exit;
use crate::cli::input::Message;
use crate::desk::vocabulary::List;
use crate::domain::act::Act;
use crate::domain::ids::Code;
use crate::domain::rule::SOLVED;
use crate::domain::status::Status;
use crate::fault::Result;
use crate::service::deed::Scene;
use crate::{faults, near};

faults! {
    /// Why a ticket is not closed.
    pub enum CloseFault {
        "close-reason-missing" => Reason { known: String },
    }
}

/// Close tickets with a reason; their files go to the archive
#[derive(Debug, Args)]
pub struct Close {
    #[command(flatten)]
    target: Target,
    /// Why: a code of the desk, such as solved (the default for a resolved ticket) or duplicate
    #[arg(short, long, value_name = "REASON")]
    reason: Option<String>,
    #[command(flatten)]
    message: Message,
}

impl Close {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let text = self.message.given()?;
        perform(context, &self.target, |scene| Ok(Act::Closed { reason: self.reason(scene)?, text: text.clone() }))
    }

    fn reason(&self, scene: &Scene<'_>) -> Result<Code> {
        // Of a closed ticket no reason is asked: it cannot be closed again, which the act says.
        let over = matches!(scene.ticket.head.status, Status::Resolved | Status::Closed);
        let reason = self.reason.as_deref().or_else(|| over.then_some(SOLVED));
        scene.code(List::CloseReason, reason)?.ok_or_else(|| {
            let known = scene.desk.vocabulary.close_reasons.iter().map(|word| word.code.as_str());
            CloseFault::Reason { known: known.collect::<Vec<_>>().join(near::SEPARATOR) }.into()
        })
    }
}
