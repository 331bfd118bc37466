//! `reject`: refuse what was asked for.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::domain::ids::Code;
use crate::fault::Result;
use crate::service::request::{self, MATTERS};

/// Refuse the open request, with a reason
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets reject CS202610280001 --reason 'the customer waits since Monday'")]
pub struct Reject {
    #[command(flatten)]
    target: Target,
    /// Why
    #[arg(short, long, value_name = "TEXT")]
    reason: String,
    /// Which request, when two are open: extension or escalation
    #[arg(long, value_name = "WHAT", value_parser = MATTERS, hide_possible_values = true)]
    what: Option<String>,
}

impl Reject {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let reason = input::checked(&self.reason)?;
        perform(context, &self.target, |scene| {
            let (matter, _) = request::meant(scene, self.what.as_deref())?;
            Ok(Act::Rejected { what: Code::from(matter.code()), reason: reason.clone() })
        })
    }
}
