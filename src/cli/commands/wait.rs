//! `wait`: nothing can be done until somebody answers.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::perform::{Target, perform};
use crate::desk::vocabulary::List;
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::fault::Result;

/// Wait for the customer or a vendor; clocks that pause stand still
#[derive(Debug, Args)]
pub struct Wait {
    #[command(flatten)]
    target: Target,
    /// Whom the ticket waits for
    #[arg(long = "for", value_name = "PARTY", default_value = "customer")]
    party: String,
    /// What is missing
    #[arg(short, long, value_name = "TEXT")]
    reason: Option<Text>,
    /// Until when at most
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
}

impl Wait {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        perform(context, &self.target, |scene| {
            let until = scene.deadline(self.until.as_deref())?;
            let party = scene.code(List::Party, Some(&self.party))?;
            Ok(Act::Waiting { party, reason: self.reason.clone(), until })
        })
    }
}
