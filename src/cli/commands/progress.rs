//! `progress`: what was done, what comes next, when it is expected to be complete.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::{self, Message};
use crate::cli::perform::{Target, perform};
use crate::cli::wording::Forced;
use crate::desk::wording::Use;
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::fault::Result;

/// Report progress: what was done, what comes next, when it will be complete
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    tickets progress CS202610280001 --done 'A certificate is ordered.' --next 'install it' --eta 16:00")]
pub struct Progress {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    message: Message,
    #[command(flatten)]
    forced: Forced,
    /// What was done: another name for `--message`
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["message", "file"])]
    done: Option<String>,
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
        let text = match &self.done {
            Some(done) => input::checked(done)?,
            None => self.message.text(context)?,
        };
        let texts = [text.as_ref(), self.next.as_deref().unwrap_or_default()];
        let forced = self.forced.check(context, &context.desk()?, Use::Progress, &texts)?;
        perform(context, &self.target, |scene| {
            let until = scene.deadline(self.until.as_deref())?;
            let act = Act::Progressed { next: self.next.clone(), until, text: text.clone() };
            Ok((act, forced.clone()))
        })
    }
}
