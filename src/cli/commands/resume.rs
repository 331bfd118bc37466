//! `resume`: work goes on.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::fault::Result;

/// End a wait
#[derive(Debug, Args)]
pub struct Resume {
    #[command(flatten)]
    target: Target,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    note: Option<Text>,
}

impl Resume {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        perform(context, &self.target, |_| Ok(Act::Resumed { note: self.note.clone() }))
    }
}
