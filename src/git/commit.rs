//! Commits.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::process::{Ended, Git};
use super::repository::Repository;
use super::state::{Kind, StateFault, Status};
use crate::domain::moment::{self, Moment};
use crate::fault::{Problem, Result};
use crate::faults;

faults! {
    /// Why there is no commit. What was to be in it stays in the files.
    pub enum CommitFault {
        "commit-refused" => Refused { words: String, command: String },
        "commit-nobody" => Nobody { words: String, command: String },
    }
}

/// Who commits when.
#[derive(Debug, Clone, Copy)]
pub struct Author<'a> {
    /// Their name.
    pub name: &'a str,
    /// Their address.
    pub email: &'a str,
    /// When.
    pub at: Moment,
}

/// Commits everything in the repository `dir` that git does not ignore.
pub fn commit_all(dir: &Path, message: &str, author: Author<'_>) -> Result<()> {
    Git::alone(dir, &["add", "--all", "--", "."]).text()?;
    let mut commit =
        Git::alone(dir, &["-c", "commit.gpgsign=false", "commit", "--quiet", "--no-verify", "-m", message]);
    let at = moment::write(author.at);
    for role in ["AUTHOR", "COMMITTER"] {
        commit = commit
            .env(&format!("GIT_{role}_NAME"), author.name)
            .env(&format!("GIT_{role}_EMAIL"), author.email)
            .env(&format!("GIT_{role}_DATE"), &at);
    }
    commit.text().map(drop)
}

/// A list of paths as git reads it from standard input.
const LISTED: [&str; 2] = ["--pathspec-from-file=-", "--pathspec-file-nul"];

/// Above so many paths git is asked about all that is below their first folders.
const ASKED: usize = 500;

/// How long another git may hold the index, which editors do often and for moments.
const PATIENCE: Duration = Duration::from_secs(3);
const PAUSE: Duration = Duration::from_millis(20);

impl Repository {
    /// Those of `paths` that a commit would change, with the state they are in. A directory stands for
    /// all that is below it.
    pub fn changed(&self, paths: &BTreeSet<PathBuf>) -> Result<Status> {
        let folder = |path: &'_ PathBuf| path.iter().next().map(PathBuf::from);
        let folders: BTreeSet<_> = paths.iter().filter_map(folder).collect();
        let asked = if paths.len() > ASKED { &folders } else { paths };
        let mut status = self.status(&asked.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
        status.changes.retain(|change| change.path.ancestors().any(|part| paths.contains(part)));
        Ok(status)
    }

    /// Commits the changes of `status` as they are in the work tree, and nothing else: what is staged
    /// besides stays staged. Hooks and signing are as the clone has them.
    ///
    /// # Errors
    /// `git-under-way`, `git-detached`, `git-index-locked`, `commit-nobody` when git does not know who
    /// commits, `commit-refused` with the words of git or of a hook.
    pub fn commit_only(&self, status: &Status, message: &str) -> Result<()> {
        self.require_quiet()?;
        if status.branch.is_none() {
            return Err(StateFault::Detached {}.into());
        }
        let paths = |wanted: fn(Kind) -> bool| {
            let paths = status.changes.iter().filter(|change| wanted(change.kind));
            paths.map(|change| change.path.clone()).collect::<Vec<_>>()
        };
        let fresh = paths(|kind| kind == Kind::Untracked);
        // Git commits by path only what it knows.
        self.listed(&["add", "--intent-to-add"], &fresh)?;
        let args = ["commit", "--quiet", "--only", "--cleanup=whitespace", "-m", message];
        let committed = self.judge(self.with_list(&args, &paths(|_| true))?, || status.command(message));
        if committed.is_err() {
            self.listed(&["reset", "--quiet"], &fresh)?;
        }
        committed
    }

    /// Commits the index as it is, which ends a merge that is under way.
    ///
    /// # Errors
    /// As [`Self::commit_only`].
    pub fn commit_staged(&self, message: &str) -> Result<()> {
        self.await_index()?;
        let commit = self.for_people(&["commit", "--quiet", "--cleanup=whitespace", "-m", message]);
        self.judge(commit.without_input().ended()?, || "git commit".to_owned())
    }

    /// The address of the one who would commit, as git reckons it; `None` when it does not know.
    pub fn author_email(&self) -> Option<String> {
        let ident = self.git(&["var", "GIT_AUTHOR_IDENT"]).text().ok()?;
        Some(ident.split_once('<')?.1.split_once('>')?.0.to_owned())
    }

    /// Nothing is under way, and the index is free.
    fn require_quiet(&self) -> Result<()> {
        match self.under_way() {
            Some(operation) => Err(StateFault::UnderWay { operation }.into()),
            None => self.await_index(),
        }
    }

    /// Waits for another git that changes the index.
    pub(super) fn await_index(&self) -> Result<()> {
        let path = self.index_lock();
        let mut waited = Duration::ZERO;
        while path.exists() {
            if waited >= PATIENCE {
                return Err(StateFault::Locked { path: path.display().to_string() }.into());
            }
            sleep(PAUSE);
            waited += PAUSE;
        }
        Ok(())
    }

    fn judge(&self, ended: Ended, command: impl FnOnce() -> String) -> Result<()> {
        if ended.is_done() {
            return Ok(());
        }
        let path = self.index_lock();
        let words = ended.words;
        Err(if path.exists() {
            Problem::from(StateFault::Locked { path: path.display().to_string() })
        } else if self.git(&["var", "GIT_COMMITTER_IDENT"]).succeeds()? {
            CommitFault::Refused { words, command: command() }.into()
        } else {
            CommitFault::Nobody { words, command: command() }.into()
        })
    }

    fn listed(&self, args: &[&str], paths: &[PathBuf]) -> Result<()> {
        if paths.is_empty() {
            return Ok(());
        }
        let args = [&["--literal-pathspecs"], args, &LISTED].concat();
        self.git(&args).fed(&list(paths)).map(drop)
    }

    fn with_list(&self, args: &[&str], paths: &[PathBuf]) -> Result<Ended> {
        let args = [&["--literal-pathspecs"], args, &LISTED].concat();
        self.for_people(&args).ended_fed(&list(paths))
    }
}

/// How many paths are named in a command to paste.
const NAMED: usize = 6;

impl Status {
    /// What a person would type to commit the changes.
    pub fn command(&self, message: &str) -> String {
        let paths: Vec<_> = self.changes.iter().map(|change| change.path.to_string_lossy()).collect();
        let folders = || paths.iter().filter_map(|path| path.split('/').next()).collect::<BTreeSet<_>>();
        let named: Vec<_> = match paths.len() {
            0..=NAMED => paths.iter().map(|path| shell(path)).collect(),
            _ => folders().into_iter().map(shell).collect(),
        };
        let subject = message.lines().next().unwrap_or_default();
        format!("git add {0} && git commit -m {1} {0}", named.join(" "), shell(subject))
    }
}

/// A word as the shell takes it.
fn shell(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=:@".contains(c);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

/// Paths as git reads them: each ended by a zero byte.
fn list(paths: &[PathBuf]) -> Vec<u8> {
    paths.iter().flat_map(|path| [path.as_os_str().as_encoded_bytes(), b"\0"].concat()).collect()
}
