//! Names that are given on other branches and in sibling work trees.
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;

use super::process::Git;

/// How long a question may take: a name that is found too late is a double number, which is settled.
const PATIENCE: Duration = Duration::from_secs(2);

/// The work trees of a repository, seen from a desk in one of them.
#[derive(Debug, Default)]
pub struct Trees {
    /// The commit that is checked out where the desk is; `None` when there is none yet.
    pub head: Option<String>,
    /// The desk as it stands in the other work trees.
    pub siblings: Vec<PathBuf>,
}

/// The work trees around `desk`, which is absolute and holds no link. Nothing when git is missing, fails,
/// or takes longer than two seconds, as with every question here.
pub fn trees(desk: &Path) -> Trees {
    let list = Git::new(desk, &["worktree", "list", "--porcelain", "-z"]).bytes_within(PATIENCE, &[]);
    let list = list.unwrap_or_default();
    let mut tops: Vec<(&Path, Option<&str>)> = Vec::new();
    for line in entries(&list) {
        match (line.split_once(' '), tops.last_mut()) {
            (Some(("worktree", top)), _) => tops.push((Path::new(top), None)),
            (Some(("HEAD", head)), Some(last)) => {
                last.1 = Some(head).filter(|head| head.bytes().any(|byte| byte != b'0'))
            }
            _ => {}
        }
    }
    let around = tops.iter().filter(|(top, _)| desk.starts_with(top)).max_by_key(|(top, _)| top.as_os_str().len());
    let Some((ours, head)) = around.copied() else { return Trees::default() };
    let inside = desk.strip_prefix(ours).unwrap_or(desk);
    let others = tops.iter().filter(|(top, _)| *top != ours);
    Trees { head: head.map(str::to_owned), siblings: others.map(|(top, _)| top.join(inside)).collect() }
}

/// The commits at which branches, remote-tracking branches and the stash end.
pub fn tips(desk: &Path) -> Vec<String> {
    let args = ["for-each-ref", "--format=%(objectname)%00", "refs/heads", "refs/remotes", "refs/stash"];
    let tips = Git::new(desk, &args).bytes_within(PATIENCE, &[]).unwrap_or_default();
    entries(&tips).filter(|tip| !tip.is_empty()).map(str::to_owned).collect()
}

/// The files that were added below `folders` of the desk in the history of `tips` and not in that of
/// `known`, in no order; their folders are as git has them. `since` is the day before which nothing of
/// interest was committed. One run of git, however many branches there are; `None` when there is no answer.
pub fn added<'t>(
    desk: &Path,
    tips: impl Iterator<Item = &'t str>,
    known: impl Iterator<Item = &'t str>,
    folders: &[PathBuf],
    since: Option<NaiveDate>,
) -> Option<Vec<PathBuf>> {
    // A clock may be wrong, and a day begins earlier elsewhere.
    let since = since.and_then(|day| Some(format!("--since={}T00:00:00Z", day.pred_opt()?.pred_opt()?)));
    let folders: Vec<_> = folders.iter().map(|folder| folder.to_string_lossy()).collect();
    let mut args = vec!["-c", "log.showSignature=false", "log", "--ignore-missing", "--stdin"];
    args.extend(since.as_deref());
    // A merge is compared with each of its parents: it can settle double numbers too.
    args.extend(["-m", "--no-renames", "--diff-filter=A", "--name-only", "--no-ext-diff", "--format=", "-z", "--"]);
    args.extend(folders.iter().map(AsRef::as_ref));
    let mut revisions = String::new();
    tips.for_each(|tip| _ = writeln!(revisions, "{tip}"));
    known.for_each(|tip| _ = writeln!(revisions, "^{tip}"));
    let git = Git::new(desk, &args).env("GIT_NO_LAZY_FETCH", "1");
    let bytes = git.bytes_within(PATIENCE, revisions.as_bytes())?;
    Some(entries(&bytes).filter(|name| !name.is_empty()).map(PathBuf::from).collect())
}

/// Whether the commit `earlier` is in the history of `later`.
pub fn is_in_history(desk: &Path, earlier: &str, later: &str) -> bool {
    earlier == later
        || Git::new(desk, &["merge-base", "--is-ancestor", earlier, later]).bytes_within(PATIENCE, &[]).is_some()
}

/// The entries of an answer that are text.
fn entries(bytes: &[u8]) -> impl Iterator<Item = &str> {
    let entries = bytes.split(|byte| *byte == 0);
    entries.filter_map(|entry| std::str::from_utf8(entry).ok()).map(str::trim_ascii_start)
}
