//! `script check`: whether the standard replies can be used.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::{output, present};
use crate::desk::check::texts;
use crate::fault::Result;

/// Check the standard replies: codes, placeholders, and whether they can be filled
#[derive(Debug, Args)]
pub struct Check {}

impl Check {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let mut findings = Vec::new();
        texts::scripts(&desk.root, &desk.vocabulary, &desk.policies()?, &mut findings);
        for finding in &findings {
            output::tell(&present::problem(&finding.problem, context.language));
        }
        Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
    }
}
