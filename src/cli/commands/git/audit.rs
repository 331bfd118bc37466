//! `git audit`: whether the history is append-only and true.
mod addresses;
mod walk;

use std::path::PathBuf;

use clap::Args;

use crate::cli::context::{Context, SKEW_SECONDS};
use crate::cli::exit::Exit;
use crate::cli::{form, output, present};
use crate::desk::check::Severity;
use crate::fault::{Problem, Result};
use crate::faults;
use crate::git::repository::Repository;
use crate::render::Format;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::review::audit::Tolerance;
use crate::time::duration::Span;

faults! {
    /// Why nothing is audited.
    pub enum AuditUsage {
        "usage-tolerance" => Tolerance { text: String },
        "audit-cut-off" => CutOff { commit: String },
    }
}

/// Look whether each commit tells the truth: acts of its author, dated when they happened, nothing that was
/// committed before edited or removed; exit code 3 when not
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets git audit\n  tickets git audit origin/main..HEAD --tolerance 3d")]
pub struct Audit {
    /// The commits: `A..B` for those of B that A lacks, or all that lead to a revision (default HEAD)
    #[arg(value_name = "REVISIONS")]
    revisions: Option<String>,
    /// How long before its commit an act can be dated
    #[arg(long, value_name = "DURATION", default_value = "1d")]
    tolerance: Span,
    /// Write it in this form
    #[arg(long, value_name = "FORMAT", value_parser = form::format_parser())]
    format: Option<Format>,
}

/// Something that is not as it should be, and the commit that made it so.
struct Finding {
    severity: Severity,
    commit: String,
    author: String,
    file: Option<PathBuf>,
    problem: Problem,
}

impl Audit {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let unfixed = || AuditUsage::Tolerance { text: self.tolerance.to_string() };
        let before = self.tolerance.fixed_seconds().ok_or_else(unfixed)?;
        let repository = Repository::around(&desk.root)?;
        let tolerance = Tolerance { before, after: SKEW_SECONDS };
        let audited = walk::audit(&desk, &repository, self.revisions.as_deref().unwrap_or_default(), tolerance)?;
        self.show(context, &audited)?;
        Ok(if audited.findings.is_empty() { Exit::Done } else { Exit::Findings })
    }

    fn show(&self, context: &Context, audited: &walk::Audited) -> Result<()> {
        if let Some(format) = self.format {
            return output::data(&form::text(context, &(), &table(context, &audited.findings, format), format));
        }
        for Finding { severity, commit, problem, .. } in &audited.findings {
            let kind = context.language.find(&format!("severity.{}", severity.code())).unwrap_or_default();
            let sentence = present::sentence(problem, context.language);
            let told = context.say("audit-in", &[("commit", typed(commit)), ("finding", &sentence)]);
            output::line(&present::labelled(kind, &told, context.language))?;
        }
        let (commits, findings) = (audited.commits.to_string(), audited.findings.len().to_string());
        let key = if audited.findings.is_empty() { "audit-clean" } else { "audit-found" };
        output::line(&context.say(key, &[("commits", &commits), ("findings", &findings)]))
    }
}

/// So much of a commit's id as people type.
fn typed(commit: &str) -> &str {
    commit.get(..10).unwrap_or(commit)
}

fn table(context: &Context, findings: &[Finding], format: Format) -> Table {
    let keys =
        [("severity", true), ("code", false), ("commit", true), ("author", true), ("file", true), ("finding", true)];
    let keys = keys.into_iter().chain([("remedy", true)]).filter(|(_, is_shown)| *is_shown || format.is_machine());
    let columns = keys.map(|(key, _)| Column::new(key, Shape::Text)).collect();
    let rows = findings.iter().map(|finding| row(context, finding, format.is_machine())).collect();
    Table { id: "audit", columns, rows, frame: None }
}

fn row(context: &Context, finding: &Finding, is_machine: bool) -> Vec<Cell> {
    let Finding { severity, commit, author, file, problem } = finding;
    let mut row = vec![Cell::code("severity", Some(severity.code()))];
    row.extend(is_machine.then(|| Cell::text(Some(problem.code()))));
    row.extend([
        Cell::text(Some(if is_machine { commit } else { typed(commit) })),
        Cell::text(Some(author)),
        Cell::text(file.as_ref().map(|file| file.display().to_string()).as_deref()),
        Cell::text(Some(&present::sentence(problem, context.language))),
        Cell::text(present::hint(problem, context.language).as_deref()),
    ]);
    row
}
