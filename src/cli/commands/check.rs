//! `check`: everything that is wrong with the desk's files.
mod views;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form;
use crate::cli::input::InputFault;
use crate::cli::{holidays, output, present, setup};
use crate::desk::check::private::{FOLDERS, Guard};
use crate::desk::check::{Checked, Finding, Severity, check, mend};
use crate::desk::open::{self, Desk};
use crate::fault::Result;
use crate::faults;
use crate::git;
use crate::render::Format;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::service::keeper::Keeper;
use crate::store::writer::Writer;
use crate::store::{disk, find, transaction};
use crate::time::Instant;

faults! {
    /// Why files are not checked.
    pub enum CheckUsage {
        "usage-file-elsewhere" => Elsewhere { path: String },
    }
}

/// Look for everything that is wrong with the desk's files; exit code 3 when there is something
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets check\n  tickets check --fix\n  \
                        tickets check $(git diff --cached --name-only --diff-filter=ACMR)")]
pub struct Check {
    /// Check these files only, such as those of a commit
    #[arg(value_name = "FILE", conflicts_with = "fix")]
    files: Vec<PathBuf>,
    /// Mend what is safe: heads, folders, double numbers and what refers to them, tickets in two files
    #[arg(long)]
    fix: bool,
    /// Write it in this form
    #[arg(long, value_name = "FORMAT", value_parser = form::format_parser())]
    format: Option<Format>,
}

impl Check {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let root = open::discover(&context.start())?;
        let only = self.only(context, &root)?;
        let was_pending = transaction::is_pending(&root);
        let writer = self.lock(context, &root)?;
        if writer.is_some() && was_pending {
            context.tell("check-recovered", &[]);
        }
        let (mut done, mut checked) = match writer.as_ref().filter(|_| self.fix) {
            Some(writer) => {
                setup::warn(context, &root);
                mended(context, writer)
            }
            None => (Vec::new(), check(&root, only.as_ref(), &guards(&root), context.latest())),
        };
        drop(writer);
        done.append(&mut checked.findings);
        let wants_views = only.is_none_or(|only| only.contains(Path::new(views::FILE)));
        let desk = Desk::open(root).ok();
        if wants_views && let Some(desk) = &desk {
            done.extend(views::findings(context, desk));
        }
        self.show(context, &done, &checked)?;
        if let Some(desk) = &desk {
            tell_holidays(context, desk);
        }
        let clean = done.iter().all(|finding| finding.severity == Severity::Mended);
        Ok(if clean { Exit::Done } else { Exit::Findings })
    }

    /// The lock, so that no transaction is seen half done. Where nothing can be written it is done without.
    fn lock(&self, context: &Context, root: &Path) -> Result<Option<Writer>> {
        match context.lock_at(root) {
            Ok(writer) => Ok(Some(writer)),
            Err(problem) if self.fix || !CONTINUED.contains(&problem.code()) => Err(problem),
            Err(problem) => {
                let cause = present::sentence(&problem, context.language);
                context.tell("check-unlocked", &[("cause", &cause)]);
                Ok(None)
            }
        }
    }

    /// The files that were named, relative to the desk; `None` when there are none.
    fn only(&self, context: &Context, root: &Path) -> Result<Option<BTreeSet<PathBuf>>> {
        if self.files.is_empty() {
            return Ok(None);
        }
        let root = disk::real(root)?.unwrap_or_else(|| root.to_owned());
        let relative = |file: &PathBuf| {
            let path = file.display().to_string();
            let real = disk::real(&context.environment.dir.join(file))?;
            let real = real.ok_or_else(|| InputFault::NoFile { path: path.clone() })?;
            Ok(real.strip_prefix(&root).map(Path::to_owned).map_err(|_| CheckUsage::Elsewhere { path })?)
        };
        self.files.iter().map(relative).collect::<Result<_>>().map(Some)
    }

    fn show(&self, context: &Context, findings: &[Finding], checked: &Checked) -> Result<()> {
        if let Some(format) = self.format {
            return output::data(&form::text(context, &(), &table(context, findings, format), format));
        }
        for finding in findings {
            let kind = word(context, finding.severity);
            output::line(&format!("{}\n", present::told(&kind, &finding.problem, context.language)))?;
        }
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count().to_string();
        let args = [
            ("tickets", &*checked.tickets.to_string()),
            ("responses", &checked.responses.to_string()),
            ("errors", &count(Severity::Error)),
            ("warnings", &count(Severity::Warning)),
        ];
        let clean = findings.iter().all(|finding| finding.severity == Severity::Mended);
        output::line(&context.say(if clean { "check-clean" } else { "check-found" }, &args))
    }
}

/// Warns when open tickets are due, or it is, in a year whose holidays are not known. What keeps that from being looked
/// at is among the findings.
fn tell_holidays(context: &Context, desk: &Desk) {
    let Ok(keeper) = Keeper::open(desk, context.now(desk)) else { return };
    let Ok(files) = find::open(&desk.root) else { return };
    keeper.gather(&files, |_, ticket| {
        keeper.readings(ticket, keeper.as_of);
        Vec::<()>::new()
    });
    let now = Instant::from(keeper.as_of);
    let mut unknown = keeper.unknown_years();
    if let Some(calendar) = keeper.policies.calendar_at(now) {
        let year = calendar.uncovered_year(now, now.plus(1));
        unknown.extend(year.map(|year| (calendar.file().unwrap_or_default().to_owned(), year)));
    }
    holidays::tell_unknown(context, &unknown);
}

/// Mends what is safe: what was done, and what is found after that.
fn mended(context: &Context, writer: &Writer) -> (Vec<Finding>, Checked) {
    let root = writer.root();
    let guards = guards(root);
    mend::all(writer, || check(root, None, &guards, context.latest()))
}

/// Mends what is safe; what is wrong after that.
pub(super) fn settle(context: &Context, writer: &Writer) -> Vec<Finding> {
    let (mut done, checked) = mended(context, writer);
    done.retain(|finding| finding.severity != Severity::Mended);
    done.extend(checked.findings);
    done
}

/// What is wrong with the desk at `root`; with `only`, with those files of it.
pub(super) fn look(context: &Context, root: &Path, only: Option<&BTreeSet<PathBuf>>) -> Vec<Finding> {
    check(root, only, &guards(root), context.latest()).findings
}

/// What keeps a command from locking the desk without telling that another one writes.
const CONTINUED: [&str; 6] =
    ["read-only", "file-unwritable", "file-unreadable", "lock-failed", "disk-full", "journal-unreadable"];

/// What git says about the folders that it must not hold; nothing outside a work tree.
fn guards(root: &Path) -> Vec<Guard> {
    if !git::clone::is_work_tree(root) {
        return Vec::new();
    }
    let guard = |folder| Guard {
        folder,
        is_tracked: git::clone::tracks(root, Path::new(folder)),
        is_ignored: git::clone::ignores(root, &Path::new(folder).join("file")),
    };
    FOLDERS.map(guard).to_vec()
}

fn word(context: &Context, severity: Severity) -> String {
    context.language.find(&format!("severity.{}", severity.code())).unwrap_or_default().to_owned()
}

/// For programs file, line and column stand apart.
fn table(context: &Context, findings: &[Finding], format: Format) -> Table {
    let keys: &[(&str, Shape)] = if format.is_machine() {
        &[
            ("severity", Shape::Text),
            ("code", Shape::Text),
            ("file", Shape::Text),
            ("line", Shape::Number),
            ("column", Shape::Number),
            ("finding", Shape::Text),
            ("remedy", Shape::Text),
        ]
    } else {
        &[("severity", Shape::Text), ("file", Shape::Text), ("finding", Shape::Text), ("remedy", Shape::Text)]
    };
    let columns = keys.iter().map(|(key, shape)| Column::new(key, *shape)).collect();
    let rows = findings.iter().map(|finding| row(context, finding, format.is_machine())).collect();
    Table { id: "findings", columns, rows, frame: None }
}

fn row(context: &Context, finding: &Finding, is_machine: bool) -> Vec<Cell> {
    let file = finding.file().display().to_string();
    let (line, column) = finding.problem.place().map_or((0, 0), |place| (place.line, place.column));
    let sentence = Cell::text(Some(&present::sentence(&finding.problem, context.language)));
    let remedy = Cell::text(present::hint(&finding.problem, context.language).as_deref());
    let severity = Cell::code("severity", Some(finding.severity.code()));
    let place = |place| if line == 0 { Cell::Absent } else { Cell::count(place) };
    if is_machine {
        let code = Cell::text(Some(finding.problem.code()));
        return vec![severity, code, Cell::text(Some(&file)), place(line), place(column), sentence, remedy];
    }
    let file = if line == 0 { file } else { format!("{file}:{line}:{column}") };
    vec![severity, Cell::text(Some(&file)), sentence, remedy]
}
