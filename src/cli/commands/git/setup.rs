//! `git setup`: what a clone needs.
mod hook;

use std::path::Path;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::setup::{Missing, Whom};
use crate::cli::{form, output};
use crate::desk::open;
use crate::fault::Result;
use crate::git::repository::Repository;
use crate::git::setup::LANE;
use crate::render::Format;
use crate::report::table::{Cell, Column, Shape, Table};

/// Set this clone up, so that git merges the desk's files by what they mean
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets git setup\n  tickets git setup --check\n  tickets git setup --ci\n  \
                        tickets git setup --hooks --lane BJ")]
pub struct Setup {
    /// Change nothing in the checkout and say nothing: for a machine that merges or checks
    #[arg(long)]
    ci: bool,
    /// Only look: exit code 3 when something is missing
    #[arg(long)]
    check: bool,
    /// Have git check the desk's files before each commit; a hook that is there stays
    #[arg(long, conflicts_with = "check")]
    hooks: bool,
    /// Number the tickets of this clone in a lane of its own, where the number format has `{lane}`
    #[arg(long, value_name = "NAME", conflicts_with = "check")]
    lane: Option<String>,
    /// Write it in this form
    #[arg(long, value_name = "FORMAT", value_parser = form::format_parser())]
    format: Option<Format>,
}

impl Setup {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let root = open::discover(&context.start())?;
        let missing = Missing::of(context, &root, if self.ci { Whom::Runner } else { Whom::Person })?;
        if !self.check {
            missing.supply()?;
        }
        self.show(context, &missing)?;
        if let Some(lane) = &self.lane {
            reserve(context, &root, &missing.repository, lane)?;
        }
        if self.hooks {
            hook::install(context, &missing.repository)?;
        }
        Ok(if self.check && !missing.is_nothing() { Exit::Findings } else { Exit::Done })
    }

    fn show(&self, context: &Context, missing: &Missing) -> Result<()> {
        if self.ci && missing.repository.is_shallow {
            context.tell("git-setup-shallow", &[]);
        }
        if let Some(format) = self.format {
            let table = table(missing, if self.check { "missing" } else { "set" });
            return output::data(&form::text(context, &(), &table, format));
        }
        if self.ci && !self.check {
            return Ok(());
        }
        for (name, value) in parts(missing) {
            let key = if self.check { "git-setup-lacks" } else { "git-setup-set" };
            output::line(&context.say(key, &[("name", &name), ("value", &value)]))?;
        }
        let end = match (missing.is_nothing(), self.check) {
            (true, _) => "git-setup-complete",
            (false, true) => "git-setup-incomplete",
            (false, false) => "git-setup-done",
        };
        output::line(&context.say(end, &[]))?;
        advise(context, missing, self.check);
        Ok(())
    }
}

/// Reserves a lane for this clone. Its name must be able to stand in a number.
fn reserve(context: &Context, root: &Path, repository: &Repository, lane: &str) -> Result<()> {
    repository.set_lane(lane)?;
    context.tell("git-setup-set", &[("name", LANE), ("value", lane)]);
    if !open::settings(root)?.number.has_lane() {
        context.tell("git-setup-no-lane", &[]);
    }
    Ok(())
}

/// What is left for a person to do or to know.
fn advise(context: &Context, missing: &Missing, is_question: bool) {
    if is_question {
        return;
    }
    if missing.attributes.is_some() {
        context.tell("git-setup-commit", &[]);
    }
    if !missing.is_on_path() {
        context.tell("git-setup-path", &[("program", &missing.program)]);
    }
}

/// What the clone lacks: where, and what it must be.
fn parts(missing: &Missing) -> Vec<(String, String)> {
    let file = missing.attributes.iter().map(|file| (file.path.display().to_string(), "merge=tickets".to_owned()));
    let settings = missing.settings.iter().map(|setting| (setting.key.to_owned(), setting.value.clone()));
    file.chain(settings).collect()
}

fn table(missing: &Missing, state: &'static str) -> Table {
    let columns = ["name", "value", "state"].map(|key| Column::new(key, Shape::Text)).into();
    let row = |(name, value): (String, String)| {
        vec![Cell::text(Some(&name)), Cell::text(Some(&value)), Cell::text(Some(state))]
    };
    Table { id: "setup", columns, rows: parts(missing).into_iter().map(row).collect(), frame: None }
}
