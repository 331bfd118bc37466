//! The repository around a desk.
use std::path::{Path, PathBuf};

use super::GitFault;
use super::process::Git;
use crate::fault::{Problem, Result};

/// A repository with a desk in its work tree. Paths given to git and got from it are relative to the
/// desk, never to the top of the work tree.
#[derive(Debug, Clone)]
pub struct Repository {
    /// The desk.
    desk: PathBuf,
    /// The desk as seen from the top of the work tree; empty when it is the top.
    pub prefix: PathBuf,
    /// The top of the work tree.
    pub top: PathBuf,
    /// What git keeps for this work tree alone: its `HEAD`, its index.
    pub git_dir: PathBuf,
    /// What all work trees share: objects, branches, configuration.
    pub common_dir: PathBuf,
    /// Whether older history was left out of the clone.
    pub is_shallow: bool,
}

/// What git, speaking English, says where there is no repository, or one without a work tree.
const NOWHERE: [&str; 2] = ["not a git repository", "must be run in a work tree"];

impl Repository {
    /// The repository around `desk`.
    ///
    /// # Errors
    /// `git-missing`, `git-no-repository` when the desk stands in no work tree, or `git-refused`, such as
    /// for a repository that is somebody else's.
    pub fn around(desk: &Path) -> Result<Self> {
        const QUESTION: [&str; 7] = [
            "rev-parse",
            "--path-format=absolute",
            "--show-prefix",
            "--show-toplevel",
            "--git-dir",
            "--git-common-dir",
            "--is-shallow-repository",
        ];
        let none = || GitFault::NoRepository { dir: desk.display().to_string() };
        let refused = |problem: Problem| match problem.downcast_ref() {
            Some(GitFault::Failed { cause, .. }) if !NOWHERE.iter().any(|words| cause.contains(words)) => {
                let cause = cause.lines().next().unwrap_or_default().to_owned();
                GitFault::Refused { dir: desk.display().to_string(), cause }.into()
            }
            Some(GitFault::Missing {}) => problem,
            _ => none().into(),
        };
        let answer = Git::new(desk, &QUESTION).text().map_err(refused)?;
        let mut lines = answer.lines();
        let mut path = || lines.next().map(PathBuf::from).ok_or_else(none);
        let (prefix, top, git_dir, common_dir) = (path()?, path()?, path()?, path()?);
        let is_shallow = lines.next() == Some("true");
        Ok(Self { desk: desk.to_owned(), prefix, top, git_dir, common_dir, is_shallow })
    }

    /// A run of git in the desk, whose words people read or whose hooks are run.
    pub(super) fn for_people(&self, args: &[&str]) -> Git {
        Git::for_people(&self.desk, args)
    }

    /// A run of git in the desk.
    pub(super) fn git(&self, args: &[&str]) -> Git {
        Git::new(&self.desk, args)
    }

    /// A repository that is nowhere, for what is read from git's answers.
    #[cfg(test)]
    pub(super) fn at(top: &str, prefix: &str) -> Self {
        let top = PathBuf::from(top);
        let git_dir = top.join(".git");
        Self {
            desk: top.join(prefix),
            prefix: prefix.into(),
            common_dir: git_dir.clone(),
            git_dir,
            top,
            is_shallow: false,
        }
    }
}
