//! Names that are given on other branches and in sibling work trees.
use std::path::{Path, PathBuf};
use std::time::Duration;

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
    let answer = Git::new(desk, &["worktree", "list", "--porcelain", "-z"]).bytes_within(PATIENCE, &[]);
    let answer = answer.unwrap_or_default();
    let mut tops: Vec<(&Path, Option<&str>)> = Vec::new();
    for line in entries(&answer) {
        match (line.split_once(' '), tops.last_mut()) {
            (Some(("worktree", top)), _) => tops.push((Path::new(top), None)),
            (Some(("HEAD", commit)), Some((_, head))) => *head = Some(commit).filter(|commit| !is_none(commit)),
            _ => {}
        }
    }
    let around = tops.iter().filter(|(top, _)| desk.starts_with(top)).max_by_key(|(top, _)| top.as_os_str().len());
    let Some((ours, head)) = around.copied() else { return Trees::default() };
    let inside = desk.strip_prefix(ours).unwrap_or(desk);
    let others = tops.iter().filter(|(top, _)| *top != ours);
    Trees { head: head.map(str::to_owned), siblings: others.map(|(top, _)| top.join(inside)).collect() }
}

/// What git writes where there is no commit yet.
fn is_none(commit: &str) -> bool {
    commit.bytes().all(|byte| byte == b'0')
}

/// The commits at which branches, remote-tracking branches and the stash end, and which were made at `since`
/// or later, in seconds since 1970. A stash has what it was made on and the files that git did not know as
/// its parents.
pub fn tips(desk: &Path, since: Option<i64>) -> Vec<String> {
    const FORMAT: &str =
        "--format=%(committerdate:unix) %(objectname) %(if:equals=refs/stash)%(refname)%(then)%(parent)%(end)%00";
    let args = ["for-each-ref", FORMAT, "refs/heads", "refs/remotes", "refs/stash"];
    let tips = Git::new(desk, &args).bytes_within(PATIENCE, &[]).unwrap_or_default();
    let is_recent = |made: &str| since.is_none_or(|since| made.parse().is_ok_and(|made: i64| made >= since));
    let ends = entries(&tips).filter_map(|tip| tip.split_once(' ')).filter(|(made, _)| is_recent(made));
    ends.flat_map(|(_, commits)| commits.split_ascii_whitespace()).map(str::to_owned).collect()
}

/// Above this many commits two runs of git share them: it reads a folder of each, and somebody waits.
const MANY: usize = 32;

/// The files below `folders` of the desk that the commits `tips` have and the commit `known` has not, in no
/// order; their folders are as git has them. Without `known` those that any of them has beyond the first,
/// and all of the first. Git is run once or twice, however many there are; `None` when there is no answer.
pub fn beyond(desk: &Path, known: Option<&str>, tips: &[&str], folders: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let Some(base) = known.or(tips.first().copied()) else { return Some(Vec::new()) };
    let folders: Vec<_> = folders.iter().map(|folder| folder.to_string_lossy()).collect();
    let folders: Vec<_> = folders.iter().map(AsRef::as_ref).collect();
    let (some, others) = tips.split_at(if tips.len() > MANY { tips.len() / 2 } else { 0 });
    let mut files = std::thread::scope(|scope| {
        let some = (!some.is_empty()).then(|| scope.spawn(|| added(desk, base, some, &folders)));
        let mut files = added(desk, base, others, &folders)?;
        if let Some(some) = some {
            files.extend(some.join().ok()??);
        }
        Some(files)
    })?;
    if known.is_none() {
        let mut args = vec!["ls-tree", "-r", "--full-name", "--name-only", "-z", base, "--"];
        args.extend(folders);
        files.extend(listed(desk, &args, &[])?);
    }
    Some(files)
}

/// The files below `folders` that any of `tips` has and `base` has not.
fn added(desk: &Path, base: &str, tips: &[&str], folders: &[&str]) -> Option<Vec<PathBuf>> {
    let mut args = vec!["diff-tree", "--stdin", "--no-commit-id", "-r", "--no-renames", "--diff-filter=A"];
    args.extend(["--name-only", "--no-ext-diff", "-z", "--"]);
    args.extend(folders);
    let mut pairs = String::new();
    // Each is compared as if it had grown from the base alone.
    for tip in tips {
        pairs.extend([tip, " ", base, "\n"]);
    }
    listed(desk, &args, pairs.as_bytes())
}

fn listed(desk: &Path, args: &[&str], input: &[u8]) -> Option<Vec<PathBuf>> {
    let git = Git::new(desk, args).env("GIT_NO_LAZY_FETCH", "1");
    let bytes = git.bytes_within(PATIENCE, input)?;
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
