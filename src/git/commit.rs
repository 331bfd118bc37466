//! Commits.
use std::path::Path;

use super::process::Git;
use crate::domain::moment::{self, Moment};
use crate::fault::Result;

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
