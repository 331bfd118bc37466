//! Setting a clone up for merging, and saying so where that was not done.
use std::path::{Path, PathBuf};

use super::context::Context;
use super::{output, present};
use crate::fault::Result;
use crate::git::attributes;
use crate::git::repository::Repository;
use crate::git::setup::{self, Setting};
use crate::store::disk;

/// What the file of attributes is called in a directory.
const ATTRIBUTES: &str = ".gitattributes";

/// The name of this program.
const PROGRAM: &str = "tickets";

/// For whom a clone is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// A person, who commits what is added to the desk.
    Person,
    /// A machine, in whose checkout nothing may change.
    Runner,
}

/// What a clone lacks for merging.
pub struct Missing {
    /// The repository around the desk.
    pub repository: Repository,
    /// How git will call this program.
    pub program: String,
    /// The settings to make.
    pub settings: Vec<Setting>,
    /// The file of attributes to write, as people call it, and its text.
    pub attributes: Option<Attributes>,
}

/// A file of attributes that lacks lines.
pub struct Attributes {
    /// Where it is.
    pub path: PathBuf,
    /// What it must hold.
    text: String,
}

impl Missing {
    /// What the clone around the desk at `root` lacks.
    pub fn of(context: &Context, root: &Path, whom: Whom) -> Result<Self> {
        let repository = Repository::around(root)?;
        let program = program(context)?;
        let settings = repository.lacks(setup::settings(&program));
        let attributes = missing_attributes(root, &repository, whom)?;
        Ok(Self { repository, program, settings, attributes })
    }

    /// Whether it lacks nothing.
    pub fn is_nothing(&self) -> bool {
        self.settings.is_empty() && self.attributes.is_none()
    }

    /// Whether git will look for this program on the path.
    pub fn is_on_path(&self) -> bool {
        self.program == PROGRAM
    }

    /// Supplies it.
    pub fn supply(&self) -> Result<()> {
        if let Some(Attributes { path, text }) = &self.attributes {
            disk::write(path, text.as_bytes())?;
        }
        self.settings.iter().try_for_each(|setting| self.repository.set(setting))
    }
}

/// The attributes stand in the desk, for every clone; where the desk does not have them, those of a
/// runner stand beside git's configuration.
fn missing_attributes(root: &Path, repository: &Repository, whom: Whom) -> Result<Option<Attributes>> {
    let completed = |path: PathBuf, prefix: &str| -> Result<Option<Attributes>> {
        let known = disk::read_text(&path)?.unwrap_or_default();
        Ok(attributes::completed(&known, prefix).map(|text| Attributes { path, text }))
    };
    let own = completed(root.join(ATTRIBUTES), "")?;
    if whom == Whom::Person || own.is_none() {
        return Ok(own);
    }
    let real = disk::real(root)?.unwrap_or_else(|| root.to_owned());
    let below = real.strip_prefix(&repository.top).unwrap_or(Path::new(""));
    let prefix: String = below.iter().map(|part| [&*part.to_string_lossy(), "/"].concat()).collect();
    completed(repository.common_dir.join("info").join("attributes"), &prefix)
}

/// How git calls this program: by its name when the path leads to it, else by where it is.
fn program(context: &Context) -> Result<String> {
    let Some(own) = context.environment.program().map(|own| disk::real(&own)).transpose()?.flatten() else {
        return Ok(PROGRAM.to_owned());
    };
    let path = context.environment.variable("PATH").unwrap_or_default();
    let name = format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX);
    let first = std::env::split_paths(&path).map(|dir| dir.join(&name)).find(|file| disk::exists(file));
    let is_first = first.is_some_and(|first| disk::real(&first).is_ok_and(|first| first.as_ref() == Some(&own)));
    Ok(if is_first { PROGRAM.to_owned() } else { own.display().to_string() })
}

/// Tells a person whose command writes, once, that merges of this clone would not be by what the files mean.
/// It costs no run of git where a clone is set up as `git setup` does it.
pub fn warn(context: &Context, root: &Path) {
    if let Some(common) = common_dir(root)
        && !(has_attributes(root, &common) && has_driver(root, &common))
        && !context.warned.replace(true)
    {
        let hint = present::labelled(
            context.language.word("hint"),
            &context.say("git-setup-lacking.hint", &[]),
            context.language,
        );
        context.tell("git-setup-lacking", &[]);
        output::tell(&hint);
    }
}

/// What all work trees of the repository around `dir` share; `None` when there is no repository.
fn common_dir(dir: &Path) -> Option<PathBuf> {
    let dir = disk::real(dir).ok()??;
    let git = dir.ancestors().map(|dir| dir.join(".git")).find(|git| disk::exists(git))?;
    if disk::is_dir(&git) {
        return Some(git);
    }
    // A linked work tree, or a submodule, names its directory in a file.
    let named = |file: &Path, prefix: &str| {
        let text = disk::read_text(file).ok()??;
        Some(PathBuf::from(text.trim_end().strip_prefix(prefix)?))
    };
    let own = git.parent()?.join(named(&git, "gitdir: ")?);
    Some(named(&own.join("commondir"), "").map_or_else(|| own.clone(), |common| own.join(common)))
}

fn has_attributes(root: &Path, common: &Path) -> bool {
    holds(&root.join(ATTRIBUTES), "merge=tickets") || holds(&common.join("info").join("attributes"), "merge=tickets")
}

/// A driver may also be set for the user or the machine: only git knows all of its files.
fn has_driver(root: &Path, common: &Path) -> bool {
    holds(&common.join("config"), "[merge \"tickets\"]")
        || Repository::around(root).is_ok_and(|found| found.has_driver())
}

fn holds(file: &Path, words: &str) -> bool {
    disk::read_text(file).ok().flatten().is_some_and(|text| text.contains(words))
}
