//! The only caller of git.
#![expect(clippy::disallowed_methods, reason = "this is the home of git")]
use std::path::Path;
use std::process::{Command, Stdio};

use crate::domain::moment::{self, Moment};
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
    finish(git(dir, args))
}

/// Runs a command to its end; what it wrote.
fn finish(mut command: Command) -> Result<String> {
    let output = command.output().map_err(|_| GitFault::Missing {})?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
    }
    let cause = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    let args: Vec<_> = command.get_args().skip(2).map(std::ffi::OsStr::to_string_lossy).collect();
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

/// Makes `dir` a repository, whatever repository stands around it.
pub fn init(dir: &Path) -> Result<()> {
    run_alone(git(dir, &["init", "--quiet"])).map(drop)
}

/// Whether git can be run at all; the fault says that it cannot.
pub fn require() -> Result<()> {
    run_alone(git(Path::new("."), &["--version"])).map(drop)
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
    run_alone(git(dir, &["add", "--all", "--", "."]))?;
    let mut commit = git(dir, &["-c", "commit.gpgsign=false", "commit", "--quiet", "--no-verify", "-m", message]);
    let at = moment::write(author.at);
    for role in ["AUTHOR", "COMMITTER"] {
        commit.env(format!("GIT_{role}_NAME"), author.name).env(format!("GIT_{role}_EMAIL"), author.email);
        commit.env(format!("GIT_{role}_DATE"), &at);
    }
    run_alone(commit).map(drop)
}

/// Runs git in its directory's own repository, also when a hook of another one has called us.
fn run_alone(mut command: Command) -> Result<String> {
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(variable);
    }
    finish(command)
}
