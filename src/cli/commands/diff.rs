//! `diff`: what happened between two states of the desk, for a reviewer.
mod files;
mod gather;
mod json;
mod page;
mod rows;
mod words;

use std::path::{Component, Path, PathBuf};

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::telling::Teller;
use crate::cli::{form, output, present};
use crate::desk::open::Desk;
use crate::fault::Result;
use crate::git::repository::Repository;
use crate::render::Format;
use gather::Review;

use super::check::CheckUsage;

/// Tell what happened to each ticket between two revisions, or since the last commit
#[derive(Debug, Args)]
#[command(after_help = "What changes the past stands first: acts that are gone or altered, heads changed without \
    an act, tickets deleted.\n\n\
    Examples:\n  tickets diff\n  tickets diff HEAD~3\n  tickets diff origin/main...HEAD\n  \
    tickets diff origin/main...HEAD --format markdown --exit-code")]
pub struct Diff {
    /// `A..B` between two revisions; `A...B` from where they parted to B; `A` from there to the files as they are
    /// (default HEAD)
    #[arg(value_name = "REVISIONS")]
    revisions: Option<String>,
    /// Only what happened in this file or folder; give it once for each
    #[arg(long = "path", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// End with exit code 3 when the past was changed
    #[arg(long)]
    exit_code: bool,
    /// Write it in this form
    #[arg(long, value_name = "FORMAT", value_parser = form::format_parser())]
    format: Option<Format>,
}

impl Diff {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let as_of = context.as_of(&desk)?;
        let paths = self.inside(context, &desk)?;
        let repository = Repository::around(&desk.root)?;
        let review = gather::review(&desk, &repository, self.revisions.as_deref(), &paths, as_of)?;
        let teller = Teller { context, desk: &desk };
        match self.format {
            None => output::data(&page::text(teller, &review))?,
            Some(Format::Markdown) => output::data(&page::markdown(teller, &review))?,
            Some(Format::Json) => output::json(&json::document(&desk, &review))?,
            Some(format) => {
                let table = rows::table(teller, &review, format.is_machine());
                output::data(&form::text(context, &desk, &table, format))?;
            }
        }
        for unreadable in &review.unreadable {
            output::tell(&present::problem(&unreadable.problem, context.language));
        }
        Ok(self.exit(&review))
    }

    fn exit(&self, review: &Review) -> Exit {
        if !review.unreadable.is_empty() {
            Exit::Failed
        } else if self.exit_code && review.changes().any(|(_, change)| change.is_shouted()) {
            Exit::Findings
        } else {
            Exit::Done
        }
    }

    /// The paths that were named, relative to the desk. They need not exist: a file may be gone.
    fn inside(&self, context: &Context, desk: &Desk) -> Result<Vec<PathBuf>> {
        let dir = &context.environment.dir;
        let root = plain(&dir.join(&desk.root));
        let relative = |path: &PathBuf| {
            let whole = plain(&dir.join(path));
            let inside = whole.strip_prefix(&root).map(Path::to_owned);
            Ok(inside.map_err(|_| CheckUsage::Elsewhere { path: path.display().to_string() })?)
        };
        self.paths.iter().map(relative).collect()
    }
}

/// The path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}
