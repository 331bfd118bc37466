//! `progress`: what was done, what comes next, when it is expected to be complete.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::deed::{Target, perform};
use crate::cli::exit::Exit;
use crate::cli::input::Message;
use crate::cli::wording::Forced;
use crate::desk::wording::Use;
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::fault::Result;

/// Report progress: what was done, what comes next, when it will be complete
#[derive(Debug, Args)]
pub struct Progress {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    message: Message,
    #[command(flatten)]
    forced: Forced,
    /// What comes next
    #[arg(long, value_name = "TEXT")]
    next: Option<Text>,
    /// When it is expected to be complete
    #[arg(long, visible_alias = "eta", value_name = "TIME")]
    until: Option<String>,
}

impl Progress {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let text = self.message.text(context)?;
        let forced = self.forced.check(context, &context.desk()?, Use::Progress, &[&text, self.next.as_deref().unwrap_or_default()])?;
        perform(context, &self.target, |scene| {
            let until = scene.deadline(self.until.as_deref())?;
            let act = Act::Progressed { next: self.next.clone(), until, text: text.clone() };
            Ok([act].into_iter().chain(forced.clone()).collect::<Vec<_>>())
        })
    }
}
