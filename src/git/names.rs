//! Names that are given on other branches and in sibling work trees.
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;

use super::process::Git;

/// How long a question may take: a name that is found too late is a double number, which is settled.
const PATIENCE: Duration = Duration::from_secs(2);

/// The files that some branch, remote-tracking branch, tag or stash added below `folders` of the desk and
/// that are not in the history of `HEAD`, in no order; their folders are as git has them. `since` is
/// the day before which nothing of interest was committed. One run of git, however many branches there
/// are; nothing when git is missing, fails, or takes longer than two seconds.
pub fn on_branches(desk: &Path, folders: &[PathBuf], since: Option<NaiveDate>) -> Vec<PathBuf> {
    // A clock may be wrong, and a day begins earlier elsewhere.
    let since = since.and_then(|day| Some(format!("--since={}T00:00:00Z", day.pred_opt()?.pred_opt()?)));
    let folders: Vec<_> = folders.iter().map(|folder| folder.to_string_lossy()).collect();
    let mut args = vec!["-c", "log.showSignature=false", "log"];
    args.extend(since.as_deref());
    args.extend(["--ignore-missing", "--all", "--not", "HEAD"]);
    // With its parents each, as a merge can settle double numbers too.
    args.extend(["-m", "--no-renames", "--diff-filter=A", "--name-only", "--no-ext-diff", "--format=", "-z", "--"]);
    args.extend(folders.iter().map(AsRef::as_ref));
    let bytes = Git::new(desk, &args).env("GIT_NO_LAZY_FETCH", "1").bytes_within(PATIENCE).unwrap_or_default();
    names(&bytes).map(PathBuf::from).collect()
}

/// The desk as it stands in the other work trees of its repository. `desk` is absolute and holds no
/// link. Nothing when git is missing, fails, or takes too long.
pub fn siblings(desk: &Path) -> Vec<PathBuf> {
    let list = Git::new(desk, &["worktree", "list", "--porcelain", "-z"]).bytes_within(PATIENCE).unwrap_or_default();
    let tops = names(&list).filter_map(|line| line.strip_prefix("worktree ")).map(Path::new);
    let tops: Vec<_> = tops.collect();
    let ours = tops.iter().filter(|top| desk.starts_with(top)).max_by_key(|top| top.as_os_str().len());
    let Some((ours, inside)) = ours.and_then(|top| Some((*top, desk.strip_prefix(top).ok()?))) else {
        return Vec::new();
    };
    tops.iter().filter(|top| **top != ours).map(|top| top.join(inside)).collect()
}

/// The entries of an answer that are text.
fn names(bytes: &[u8]) -> impl Iterator<Item = &str> {
    let entries = bytes.split(|byte| *byte == 0);
    entries.filter_map(|entry| std::str::from_utf8(entry).ok()).map(str::trim_ascii_start)
}
