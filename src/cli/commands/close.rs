//! `close`: end a ticket; its file goes to the archive.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::Message;
use crate::cli::perform::{Target, perform};
use crate::desk::vocabulary::List;
use crate::domain::act::Act;
use crate::domain::ids::{Code, Text};
use crate::domain::rule::{SOLVED, is_confirmed};
use crate::domain::status::Status;
use crate::fault::Result;
use crate::service::deed::Scene;
use crate::{faults, near};

faults! {
    /// Why a ticket is not closed.
    pub enum CloseFault {
        "close-reason-missing" => Reason { known: String },
        "close-unresolved" => Unresolved { id: String },
    }
}

/// Close tickets with a reason; their files go to the archive
#[derive(Debug, Args)]
#[command(after_help = "Closing as solved what nobody resolved yet resolves it first: the message says how.\n\n\
    Examples:\n  tickets close CS202610280001 --confirmed --channel phone\n  \
    tickets close CS202610280001 --confirmed -m 'explained the refund on the phone'\n  \
    tickets close CS202610280001 --reason withdrawn")]
pub struct Close {
    #[command(flatten)]
    target: Target,
    /// Why: a code of the desk, such as solved (the default for a ticket that is resolved or confirmed) or duplicate
    #[arg(short, long, value_name = "REASON")]
    reason: Option<String>,
    /// The customer confirmed that it is solved: that is recorded, too
    #[arg(long)]
    confirmed: bool,
    /// How the customer confirmed it
    #[arg(long, value_name = "CHANNEL", requires = "confirmed")]
    channel: Option<String>,
    #[command(flatten)]
    message: Message,
}

impl Close {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let text = self.message.given()?;
        perform(context, &self.target, |scene| self.acts(scene, text.clone()))
    }

    /// What leads to the end, and the end: a solution that nobody told yet, and the customer's word.
    fn acts(&self, scene: &Scene<'_>, mut text: Option<Text>) -> Result<Vec<Act>> {
        let reason = self.reason(scene)?;
        let mut acts = Vec::new();
        if reason.as_str() == SOLVED && scene.ticket.head.status.is_unresolved() {
            let unresolved = || CloseFault::Unresolved { id: scene.ticket.head.id.to_string() };
            acts.push(Act::Resolved { result: None, evidence: None, text: text.take().ok_or_else(unresolved)? });
        }
        if self.confirmed && (!acts.is_empty() || !is_confirmed(scene.ticket)) {
            acts.push(Act::Confirmed { channel: scene.code(List::Channel, self.channel.as_deref())?, note: None });
        }
        acts.push(Act::Closed { reason, text });
        Ok(acts)
    }

    fn reason(&self, scene: &Scene<'_>) -> Result<Code> {
        // Of a closed ticket no reason is asked: it cannot be closed again, which the act says.
        let over = self.confirmed || matches!(scene.ticket.head.status, Status::Resolved | Status::Closed);
        let reason = self.reason.as_deref().or_else(|| over.then_some(SOLVED));
        scene.code(List::CloseReason, reason)?.ok_or_else(|| {
            let known = scene.desk.vocabulary.close_reasons.iter().map(|word| word.code.as_str());
            CloseFault::Reason { known: known.collect::<Vec<_>>().join(near::SEPARATOR) }.into()
        })
    }
}
