//! `wording`: vague words in a text.
use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::wording::point_out;
use crate::desk::open;
use crate::fault::Result;

/// Look for words that promise nothing certain
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets wording check answer.txt\n  echo 'Done asap' | tickets wording check")]
pub struct Wording {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Point out the vague words of a text; exit with 3 when there are any
    Check {
        /// The text; `-` is standard input
        #[arg(value_name = "FILE", default_value = "-")]
        file: PathBuf,
    },
}

impl Wording {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let Action::Check { file } = self.action;
        let wording = open::wording(&desk.root)?;
        let found = point_out(context, &wording, None, &file, &input::file(&file)?)?;
        Ok(if found.is_empty() { Exit::Done } else { Exit::Findings })
    }
}
