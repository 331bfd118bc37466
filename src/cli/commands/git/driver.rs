//! `git merge-driver`: what git calls for each file that both sides changed.
use std::path::PathBuf;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::fault::Result;

/// Merge one file by what it means; git calls this
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  git config merge.tickets.driver 'tickets git merge-driver %O %A %B %P'")]
pub struct MergeDriver {
    /// The version that both sides grew from; empty when there is none
    #[arg(value_name = "FILE")]
    base: PathBuf,
    /// Our version; the merged one is written over it
    #[arg(value_name = "FILE")]
    ours: PathBuf,
    /// Their version
    #[arg(value_name = "FILE")]
    theirs: PathBuf,
    /// Where the file stands, from the top of the work tree
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// How many characters a conflict marker has
    #[arg(long, value_name = "COUNT")]
    marker_size: Option<u16>,
}

impl MergeDriver {
    /// Runs it.
    pub fn run(self, _context: &mut Context) -> Result<Exit> {
        let _ = (self.base, self.ours, self.theirs, self.path, self.marker_size);
        Ok(Exit::Done)
    }
}
