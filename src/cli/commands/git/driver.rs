//! `git merge-driver`: what git calls for each file that both sides changed.
//!
//! It opens no desk: which kind of file it is, its path tells, and git waits for every file.
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::InputFault;
use crate::cli::{help, output, present};
use crate::fault::{Place, Problem, Result};
use crate::faults;
use crate::git::textual::{self, Sides};
use crate::merge::{self, Merged, markers};
use crate::store::{disk, layout, yaml};
use crate::text::Language;

faults! {
    /// Why a file is merged by its lines only.
    pub enum DriverFault {
        "merge-no-file-of-a-desk" => Elsewhere {},
    }
}

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
    /// How many characters a marker has where lines are in conflict
    #[arg(long, value_name = "COUNT", default_value_t = textual::MARKER)]
    marker_size: u16,
}

/// The three versions, as git wrote them down.
struct Versions {
    base: Vec<u8>,
    ours: Vec<u8>,
    theirs: Vec<u8>,
}

impl Versions {
    /// The texts that they are; `None` when one of them is none.
    fn texts(&self) -> Option<[&str; 3]> {
        let text = |bytes| std::str::from_utf8(bytes).ok();
        Some([text(&self.base)?, text(&self.ours)?, text(&self.theirs)?])
    }
}

impl MergeDriver {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let dir = context.environment.dir.clone();
        let read = |file: &Path| {
            let missing = || InputFault::NoFile { path: file.display().to_string() };
            Ok::<_, Problem>(disk::read(&dir.join(file))?.ok_or_else(missing)?)
        };
        let versions = Versions { base: read(&self.base)?, ours: read(&self.ours)?, theirs: read(&self.theirs)? };
        match merged(&self.path, &versions) {
            Ok(merged) => {
                disk::overwrite(&dir.join(&self.ours), merged.text.as_bytes())?;
                Ok(self.tell_conflicts(context, &merged.conflicts))
            }
            Err(refusal) => self.merge_lines(context, &refusal),
        }
    }

    fn tell_conflicts(&self, context: &Context, fields: &[String]) -> Exit {
        if fields.is_empty() {
            return Exit::Done;
        }
        let language = self.language(context);
        let path = self.path.display().to_string();
        for field in fields {
            let key = if field == merge::WHOLE { "merge-conflict-lines" } else { "merge-conflict" };
            output::tell(&language.say(key, &[("path", &path), ("field", field)]));
        }
        let hint = language.say("merge-conflict.hint", &[("path", &path)]);
        output::tell(&present::labelled(language.word("hint"), &hint, language));
        Exit::Failed
    }

    /// What git would have done without a driver; always a conflict, for a person must look at it.
    fn merge_lines(&self, context: &Context, refusal: &Refusal) -> Result<Exit> {
        let language = self.language(context);
        let path = self.path.display().to_string();
        output::tell(&present::problem(&refusal.problem, language));
        output::tell(&language.say(refusal.side.unwrap_or("merge-by-lines"), &[("path", &path)]));
        let dir = &context.environment.dir;
        if let Some(whole) = &refusal.whole {
            disk::overwrite(&dir.join(&self.ours), whole.as_bytes())?;
            return Ok(Exit::Failed);
        }
        let sides = Sides { base: &self.base, ours: &self.ours, theirs: &self.theirs };
        // Of what is no text our side stays, as git does with binary files.
        if let Ok(lines) = textual::merge(dir, sides, self.marker_size) {
            disk::overwrite(&dir.join(&self.ours), &lines)?;
        }
        Ok(Exit::Failed)
    }

    /// The language of the desk, which need not stand where git calls us.
    fn language(&self, context: &Context) -> Language {
        let desk = layout::split(&self.path).map(|(desk, _)| context.environment.dir.join(desk));
        let named = context.globals.lang;
        named.or_else(|| help::language_of(&desk?)).unwrap_or(context.language)
    }
}

/// Why a file is not merged by what it means.
struct Refusal {
    /// The message that names the side at fault, when one of them is.
    side: Option<&'static str>,
    problem: Problem,
    /// All versions as they are, when they must not be mixed.
    whole: Option<String>,
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self { side: None, problem, whole: None }
    }
}

fn merged(path: &Path, versions: &Versions) -> Result<Merged, Refusal> {
    let (_, inside) = layout::split(path).ok_or_else(|| elsewhere(path))?;
    let refused = |problem: Problem| culprit(path, versions).unwrap_or_else(|| problem.in_file(path).into());
    let [base, ours, theirs] = versions.texts().ok_or_else(|| refused(elsewhere(path)))?;
    let merged = merge::merge(&inside, Some(base).filter(|base| !base.is_empty()), ours, theirs);
    merged.map_err(|problem| match problem.code() {
        // Merged by lines, two tickets would become one.
        "merge-two-tickets" => {
            let whole = Some(markers::whole(base, ours, theirs));
            Refusal { side: None, problem: problem.in_file(path), whole }
        }
        _ => refused(problem),
    })
}

fn elsewhere(path: &Path) -> Problem {
    Problem::from(DriverFault::Elsewhere {}).at(Place::whole(path.to_owned()))
}

/// The side that cannot be read, and where in it.
fn culprit(path: &Path, versions: &Versions) -> Option<Refusal> {
    let sides = [
        ("merge-ours-malformed", &versions.ours),
        ("merge-theirs-malformed", &versions.theirs),
        ("merge-base-malformed", &versions.base),
    ];
    sides.into_iter().find_map(|(side, bytes)| {
        let problem = readable(path, bytes).err()?;
        Some(Refusal { side: Some(side), problem, whole: None })
    })
}

fn readable(path: &Path, bytes: &[u8]) -> Result<()> {
    let text = disk::text_of(path, bytes.to_vec())?;
    yaml::read_value(&text).map(drop).map_err(|problem| problem.in_file(path))
}
