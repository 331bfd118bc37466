//! The only caller of git.
#![expect(clippy::disallowed_methods, reason = "this is the home of git")]
use std::path::Path;
use std::process::{Command, Stdio};

use crate::domain::number::NumberFormat;
use crate::fault::Result;
use crate::faults;

faults! {
    /// What git refused.
    pub enum GitFault {
        "git-missing" => Missing {},
        "git-failed" => Failed { command: String, cause: String },
    }
}

fn git(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(dir).args(args).env("LC_ALL", "C").stdin(Stdio::null());
    command
}

fn run(dir: &Path, args: &[&str]) -> Result<String> {
    let output = git(dir, args).output().map_err(|_| GitFault::Missing {})?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
    }
    let cause = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(GitFault::Failed { command: format!("git {}", args.join(" ")), cause }.into())
}

/// The `user.email` that a commit in `dir` would carry; `None` without git or without one.
pub fn user_email(dir: &Path) -> Option<String> {
    run(dir, &["config", "--get", "user.email"]).ok().filter(|email| !email.is_empty())
}

/// The `user.name` and `user.email` that a commit in `dir` would carry.
pub fn user(dir: &Path) -> Option<(String, String)> {
    let name = run(dir, &["config", "--get", "user.name"]).ok().filter(|name| !name.is_empty())?;
    Some((name, user_email(dir)?))
}

/// The name of this clone's lane, for numbers that never collide; `None` when the format has no
/// lane or the clone was given none.
pub fn lane_of(dir: &Path, format: &NumberFormat) -> Option<String> {
    if !format.has_lane() {
        return None;
    }
    run(dir, &["config", "--get", "tickets.lane"]).ok().filter(|lane| !lane.is_empty())
}

/// Whether `dir` is in a work tree of git.
pub fn is_work_tree(dir: &Path) -> bool {
    run(dir, &["rev-parse", "--is-inside-work-tree"]).is_ok_and(|answer| answer == "true")
}

/// Whether git leaves `path`, relative to `dir`, out of commits.
pub fn ignores(dir: &Path, path: &Path) -> bool {
    run(dir, &["check-ignore", "--quiet", "--no-index", "--", &path.to_string_lossy()]).is_ok()
}

/// Whether git keeps anything below `path`, relative to `dir`.
pub fn tracks(dir: &Path, path: &Path) -> bool {
    run(dir, &["ls-files", "-z", "--", &path.to_string_lossy()]).is_ok_and(|files| !files.is_empty())
}

/// Makes `dir` a repository.
pub fn init(dir: &Path) -> Result<()> {
    run(dir, &["init", "--quiet"]).map(drop)
}

/// Commits everything below `paths` with a message, as `author` (`Name <mail>`).
pub fn commit(dir: &Path, paths: &[&str], message: &str, author: &str) -> Result<()> {
    run(dir, &[&["add", "--all", "--"], paths].concat())?;
    let (name, email) = author.split_once(" <").unwrap_or((author, ""));
    let name = format!("user.name={name}");
    let email = format!("user.email={}", email.trim_end_matches('>'));
    let commit = ["-c", &name, "-c", &email, "-c", "commit.gpgsign=false", "commit", "--quiet", "-m", message, "--"];
    run(dir, &[&commit, paths].concat()).map(drop)
}

/// The last commits that touched a path, one line each.
pub fn log(dir: &Path, path: &Path) -> Result<String> {
    let path = path.display().to_string();
    run(dir, &["log", "--follow", "--date=short", "--format=%h %ad %an %s", "--", &path])
}
