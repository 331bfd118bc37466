//! What a clone knows of itself: who works in it, its lane, what it keeps.
use std::path::Path;

use super::process::Git;
use super::setup::LANE;
use crate::domain::number::NumberFormat;
use crate::fault::Result;

/// Whether git can be run at all; the fault says that it cannot.
pub fn require() -> Result<()> {
    Git::alone(Path::new("."), &["--version"]).text().map(drop)
}

/// Makes `dir` a repository, whatever repository stands around it.
pub fn init(dir: &Path) -> Result<()> {
    Git::alone(dir, &["init", "--quiet"]).text().map(drop)
}

/// The `user.email` that a commit in `dir` would carry; `None` without git or without one.
pub fn user_email(dir: &Path) -> Option<String> {
    config(dir, "user.email")
}

/// The `user.name` and `user.email` that a commit in `dir` would carry.
pub fn user(dir: &Path) -> Option<(String, String)> {
    Some((config(dir, "user.name")?, user_email(dir)?))
}

/// The name of this clone's lane, for numbers that never collide; `None` when the format has no
/// lane or the clone was given none.
pub fn lane_of(dir: &Path, format: &NumberFormat) -> Option<String> {
    if format.has_lane() { config(dir, LANE) } else { None }
}

/// The value of a setting of git; `None` without git, without the setting, or when it is empty.
fn config(dir: &Path, key: &str) -> Option<String> {
    Git::new(dir, &["config", "--get", key]).text().ok().filter(|value| !value.is_empty())
}

/// Whether `dir` is in a work tree of git.
pub fn is_work_tree(dir: &Path) -> bool {
    Git::new(dir, &["rev-parse", "--is-inside-work-tree"]).text().is_ok_and(|answer| answer == "true")
}

/// Whether a directory belongs to a repository without files of its own.
pub fn is_bare(dir: &Path) -> bool {
    Git::new(dir, &["rev-parse", "--is-bare-repository"]).text().is_ok_and(|answer| answer == "true")
}

/// Whether git leaves `path`, relative to `dir`, out of commits.
pub fn ignores(dir: &Path, path: &Path) -> bool {
    Git::new(dir, &["check-ignore", "--quiet", "--no-index", "--", &path.to_string_lossy()]).text().is_ok()
}

/// Whether git keeps anything below `path`, relative to `dir`.
pub fn tracks(dir: &Path, path: &Path) -> bool {
    Git::new(dir, &["ls-files", "-z", "--", &path.to_string_lossy()]).bytes().is_ok_and(|files| !files.is_empty())
}
