//! `script check`: whether the standard replies can be used.
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::{output, present};
use crate::desk::check::texts;
use crate::fault::Result;

/// Runs it.
pub(super) fn run(context: &Context) -> Result<Exit> {
    let desk = context.desk()?;
    let mut findings = Vec::new();
    texts::scripts(&desk.root, &desk.vocabulary, &desk.policies()?, &mut findings);
    for finding in &findings {
        output::tell(&present::problem(&finding.problem, context.language));
    }
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
}
