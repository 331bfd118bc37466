//! `extend`: more time for a clock, or the request for it.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::domain::permission::Permission;
use crate::fault::Result;
use crate::service::deed::Scene;
use crate::service::{heading, request};

/// Ask for more time; whoever may grant it takes it at once. A request alone changes no clock
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    tickets extend CS202610280001 --clock resolution --until '2026-10-30 18:00' --reason 'the supplier ships on Friday'")]
pub struct Extend {
    #[command(flatten)]
    target: Target,
    /// The clock that is to run longer
    #[arg(long, value_name = "CLOCK")]
    clock: String,
    /// When it is to be due
    #[arg(long, value_name = "TIME")]
    until: String,
    /// Why
    #[arg(short, long, value_name = "TEXT")]
    reason: String,
}

impl Extend {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let reason = input::checked(&self.reason)?;
        perform(context, &self.target, |scene| self.act(scene, &reason))
    }

    fn act(&self, scene: &Scene<'_>, reason: &Text) -> Result<Act> {
        let policies = scene.desk.policies()?;
        let clock = policies.clocks()[heading::clock(scene.desk, &policies, &self.clock)?].name().clone();
        let until = request::until(scene, &clock, &self.until)?;
        if scene.may(Permission::ApproveExtension) {
            return request::extension(scene, &clock, until, Some(reason.clone()));
        }
        request::require_extension(scene, &clock, until)?;
        Ok(Act::ExtensionRequested { clock, until, reason: reason.clone() })
    }
}
