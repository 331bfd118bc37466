//! What a work tree is in the middle of, where its `HEAD` is, what changed in it.
use std::fmt;
use std::path::{Path, PathBuf};

use super::repository::Repository;
use crate::fault::Result;
use crate::faults;

faults! {
    /// Why a work tree is in no state to do something.
    pub enum StateFault {
        "git-under-way" => UnderWay { operation: Operation },
        "git-detached" => Detached {},
        "git-index-locked" => Locked { path: String },
    }
}

/// What git was asked for and has not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// `git merge`.
    Merge,
    /// `git rebase`, also `git am`.
    Rebase,
    /// `git cherry-pick`.
    CherryPick,
    /// `git revert`.
    Revert,
}

impl Operation {
    /// What each leaves in the directory of git while it is under way. A rebase picks commits, so it is
    /// looked for first.
    const TRACES: [(&str, Self); 5] = [
        ("rebase-merge", Self::Rebase),
        ("rebase-apply", Self::Rebase),
        ("MERGE_HEAD", Self::Merge),
        ("CHERRY_PICK_HEAD", Self::CherryPick),
        ("REVERT_HEAD", Self::Revert),
    ];
}

impl fmt::Display for Operation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Merge => "merge",
            Self::Rebase => "rebase",
            Self::CherryPick => "cherry-pick",
            Self::Revert => "revert",
        })
    }
}

/// A work tree beside its last commit.
#[derive(Debug, Default)]
pub struct Status {
    /// The branch; `None` when `HEAD` is detached.
    pub branch: Option<String>,
    /// The last commit; `None` before the first.
    pub commit: Option<String>,
    /// What changed.
    pub changes: Vec<Change>,
}

/// A file that is not as the last commit has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it is, relative to the desk; `..` leads out of it.
    pub path: PathBuf,
    /// How it changed.
    pub kind: Kind,
}

/// How a file changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Git does not know it.
    Untracked,
    /// Two sides of a merge are not settled in it.
    Unmerged,
    /// Git knows it: what changed in the index, and in the work tree since; `.` where nothing did, `D`
    /// where it was removed.
    Tracked {
        /// In the index.
        staged: char,
        /// In the work tree.
        unstaged: char,
    },
}

impl Repository {
    /// What is under way.
    pub fn under_way(&self) -> Option<Operation> {
        let left = |(trace, _): &&(&str, Operation)| self.git_dir.join(trace).exists();
        Operation::TRACES.iter().find(left).map(|(_, operation)| *operation)
    }

    /// The lock that another git holds while it changes the index.
    pub(super) fn index_lock(&self) -> PathBuf {
        self.git_dir.join("index.lock")
    }

    /// What changed below `paths`, relative to the desk; below the top of the work tree when there are
    /// none. Files that git ignores are left out.
    pub fn status(&self, paths: &[&Path]) -> Result<Status> {
        let mut args: Vec<_> = ["--no-optional-locks", "--literal-pathspecs", "status"].into();
        args.extend(["--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--no-renames", "--"]);
        let paths: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
        args.extend(paths.iter().map(AsRef::as_ref));
        let bytes = self.git(&args).bytes()?;
        let mut status = Status::default();
        for line in String::from_utf8_lossy(&bytes).split('\0') {
            self.note(&mut status, line);
        }
        Ok(status)
    }

    fn note(&self, status: &mut Status, line: &str) {
        let Some((mark, rest)) = line.split_once(' ') else { return };
        let field = |place: usize| rest.splitn(place + 1, ' ').nth(place).unwrap_or_default();
        let (kind, path) = match mark {
            "#" => return note_head(status, rest),
            "?" => (Kind::Untracked, rest),
            // XY, sub, four modes, three names; then the path, which may hold spaces.
            "u" => (Kind::Unmerged, field(9)),
            // XY, sub, three modes, two names.
            "1" => (tracked(rest), field(7)),
            _ => return,
        };
        status.changes.push(Change { path: self.seen_from_desk(Path::new(path)), kind });
    }

    /// A path that git gave relative to the top of the work tree.
    fn seen_from_desk(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.prefix)
            .map_or_else(|_| self.prefix.iter().map(|_| Path::new("..")).chain([path]).collect(), Path::to_owned)
    }
}

fn note_head(status: &mut Status, header: &str) {
    match header.split_once(' ') {
        Some(("branch.oid", name)) => status.commit = Some(name.to_owned()).filter(|name| name != "(initial)"),
        Some(("branch.head", name)) => status.branch = Some(name.to_owned()).filter(|name| name != "(detached)"),
        _ => {}
    }
}

fn tracked(fields: &str) -> Kind {
    let mut letters = fields.chars();
    let mut letter = || letters.next().unwrap_or('.');
    Kind::Tracked { staged: letter(), unstaged: letter() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_says_of_a_work_tree_is_read() {
        let repository = Repository::at("/top/desk", "desk/");
        let mut status = Status::default();
        for line in [
            "# branch.oid 1234",
            "# branch.head main",
            "# branch.upstream origin/main",
            "1 .M N... 100644 100644 100644 aa bb desk/tickets/a b.yaml",
            "1 D. N... 100644 000000 000000 aa 00 desk/tickets/c.yaml",
            "u UU N... 100644 100644 100644 100644 aa bb cc desk/tickets/d e.yaml",
            "? other/f g",
            "",
        ] {
            repository.note(&mut status, line);
        }
        assert_eq!((status.commit.as_deref(), status.branch.as_deref()), (Some("1234"), Some("main")));
        let change = |path: &str, kind| Change { path: path.into(), kind };
        assert_eq!(
            status.changes,
            [
                change("tickets/a b.yaml", Kind::Tracked { staged: '.', unstaged: 'M' }),
                change("tickets/c.yaml", Kind::Tracked { staged: 'D', unstaged: '.' }),
                change("tickets/d e.yaml", Kind::Unmerged),
                change("../other/f g", Kind::Untracked),
            ]
        );
    }

    #[test]
    fn a_head_that_is_on_no_branch_or_has_no_commit_is_told() {
        let mut status = Status::default();
        note_head(&mut status, "branch.oid (initial)");
        note_head(&mut status, "branch.head (detached)");
        assert_eq!((status.commit, status.branch), (None, None));
    }
}
