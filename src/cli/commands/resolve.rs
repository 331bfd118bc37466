//! `resolve`: the handler says it is solved.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::Message;
use crate::cli::perform::{Target, perform};
use crate::cli::wording::Forced;
use crate::desk::wording::Use;
use crate::domain::act::Act;
use crate::domain::ids::{Code, Text};
use crate::fault::Result;

/// Say that it is solved, and how
#[derive(Debug, Args)]
pub struct Resolve {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    message: Message,
    #[command(flatten)]
    forced: Forced,
    /// How it ended, such as full or partial
    #[arg(long, value_name = "CODE")]
    result: Option<String>,
    /// What shows that it works: a test result, a link
    #[arg(long, value_name = "TEXT")]
    evidence: Option<Text>,
}

impl Resolve {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let text = self.message.text(context)?;
        let forced = self.forced.check(context, &context.desk()?, Use::Resolve, &[&text])?;
        let result = self.result.as_deref().map(Code::from);
        perform(context, &self.target, |_| {
            let act = Act::Resolved { result: result.clone(), evidence: self.evidence.clone(), text: text.clone() };
            Ok((act, forced.clone()))
        })
    }
}
