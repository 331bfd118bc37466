//! `git mend`: merges that were made without the driver.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::{form, output, present, setup};
use crate::desk::open;
use crate::fault::Result;
use crate::git::repository::Repository;
use crate::render::Format;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::service::mend::{MendFault, Outcome, mend};
use crate::store::disk;

/// Merge again, by what they mean, the files that git left in conflict
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets git mend\n  tickets git mend tickets/CS202610280001-k3x9z.yaml")]
pub struct Mend {
    /// Mend these files only
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write it in this form
    #[arg(long, value_name = "FORMAT", value_parser = form::format_parser())]
    format: Option<Format>,
}

impl Mend {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let root = open::discover(&context.start())?;
        let repository = Repository::around(&root)?;
        let only = self.only(context, &root)?;
        let writer = context.lock_at(&root)?;
        let outcomes = mend(&writer, &repository, only.as_ref())?;
        drop(writer);
        self.show(context, &outcomes)?;
        setup::warn(context, &root);
        let is_left = outcomes.iter().any(|outcome| matches!(outcome, Outcome::Left { .. }));
        Ok(if is_left { Exit::Failed } else { Exit::Done })
    }

    /// The files that were named, relative to the desk; they need not be on disk.
    fn only(&self, context: &Context, root: &Path) -> Result<Option<BTreeSet<PathBuf>>> {
        if self.files.is_empty() {
            return Ok(None);
        }
        let root = disk::real(root)?.unwrap_or_else(|| root.to_owned());
        let dir = disk::real(&context.environment.dir)?.unwrap_or_else(|| context.environment.dir.clone());
        let relative = |file: &PathBuf| {
            let path = dir.join(file);
            let foreign = || MendFault::Foreign { path: file.display().to_string() };
            Ok(path.strip_prefix(&root).map(Path::to_owned).map_err(|_| foreign())?)
        };
        self.files.iter().map(relative).collect::<Result<_>>().map(Some)
    }

    fn show(&self, context: &Context, outcomes: &[Outcome]) -> Result<()> {
        if let Some(format) = self.format {
            return output::data(&form::text(context, &(), &table(context, outcomes), format));
        }
        for outcome in outcomes {
            tell(context, outcome)?;
        }
        let mended = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Mended { .. })).count();
        let counts = [("mended", &*mended.to_string()), ("left", &(outcomes.len() - mended).to_string())];
        let end = if outcomes.is_empty() { "mend-nothing" } else { "mend-end" };
        output::line(&context.say(end, &counts))
    }
}

fn tell(context: &Context, outcome: &Outcome) -> Result<()> {
    match outcome {
        Outcome::Mended { path, from } if from.is_empty() => {
            output::line(&context.say("mend-done", &[("path", &path.display().to_string())]))
        }
        Outcome::Mended { path, from } => {
            let args = [("path", &*path.display().to_string()), ("from", &listed(from))];
            output::line(&context.say("mend-moved", &args))
        }
        Outcome::Left { problem, .. } => {
            output::tell(&present::told(context.language.word("conflict"), problem, context.language));
            Ok(())
        }
    }
}

fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

fn table(context: &Context, outcomes: &[Outcome]) -> Table {
    let columns = ["file", "state", "from", "code", "finding"].map(|key| Column::new(key, Shape::Text)).into();
    let row = |outcome: &Outcome| match outcome {
        Outcome::Mended { path, from } => {
            let from = Some(listed(from)).filter(|from| !from.is_empty());
            let path = path.display().to_string();
            vec![
                Cell::text(Some(&path)),
                Cell::text(Some("mended")),
                Cell::text(from.as_deref()),
                Cell::Absent,
                Cell::Absent,
            ]
        }
        Outcome::Left { path, problem } => {
            let (path, finding) = (path.display().to_string(), present::sentence(problem, context.language));
            let code = Cell::text(Some(problem.code()));
            vec![Cell::text(Some(&path)), Cell::text(Some("left")), Cell::Absent, code, Cell::text(Some(&finding))]
        }
    };
    Table { id: "mended", columns, rows: outcomes.iter().map(row).collect(), frame: None }
}
