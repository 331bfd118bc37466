//! Revisions, and the files that differ between two of them.
use std::path::PathBuf;

use super::GitFault;
use super::object::ObjectId;
use super::raw;
use super::repository::Repository;
use crate::fault::Result;
use crate::near;

/// Two states of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The commit of the older one; git's empty tree when there is no commit yet.
    pub old: ObjectId,
    /// The commit of the newer one; `None` is the work tree.
    pub new: Option<ObjectId>,
}

/// A file of the desk at one end of a [`Span`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Where it stands, relative to the desk.
    pub path: PathBuf,
    /// Its content; `None` is what the work tree holds.
    pub blob: Option<ObjectId>,
}

/// A file that differs; without `old` it was added, without `new` it was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// As it was.
    pub old: Option<Side>,
    /// As it became.
    pub new: Option<Side>,
}

/// How many names of a repository a misspelt revision is compared with.
const COMPARED: usize = 1000;

impl Repository {
    /// What `revisions` names: `A..B`; `A...B`, from where they parted to `B`; `A`, from there to the
    /// work tree; nothing, from the last commit to the work tree. A side that is left out is `HEAD`.
    ///
    /// # Errors
    /// `git-revision-unknown`, `git-revision-shallow`, `git-no-common-commit`.
    pub fn span(&self, revisions: Option<&str>) -> Result<Span> {
        let Some(text) = revisions else {
            return Ok(Span { old: self.last_commit()?.map_or_else(|| self.empty_tree(), Ok)?, new: None });
        };
        if let Some((old, new)) = text.split_once("...") {
            return Ok(Span { old: self.parting(old, new)?, new: Some(self.commit(new)?) });
        }
        match text.split_once("..") {
            Some((old, new)) => Ok(Span { old: self.commit(old)?, new: Some(self.commit(new)?) }),
            None => Ok(Span { old: self.commit(text)?, new: None }),
        }
    }

    /// The commit of a revision; `HEAD` when it is empty.
    ///
    /// # Errors
    /// `git-no-commit` for the `HEAD` of a repository without one, `git-revision-unknown`, and
    /// `git-revision-shallow` where the clone may only lack it.
    pub fn commit(&self, revision: &str) -> Result<ObjectId> {
        let revision = if revision.is_empty() { "HEAD" } else { revision };
        self.peel(revision).ok_or_else(|| self.unknown(revision).into())
    }

    /// The commit that is checked out; `None` when there is none yet.
    pub fn last_commit(&self) -> Result<Option<ObjectId>> {
        Ok(self.peel("HEAD"))
    }

    fn peel(&self, revision: &str) -> Option<ObjectId> {
        let commit = format!("{revision}^{{commit}}");
        self.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).text().ok()
    }

    fn empty_tree(&self) -> Result<ObjectId> {
        String::from_utf8(self.git(&["hash-object", "-t", "tree", "--stdin"]).fed(b"")?)
            .map(|id| id.trim().to_owned())
            .map_err(|cause| {
                GitFault::Failed { command: "git hash-object".to_owned(), cause: cause.to_string() }.into()
            })
    }

    fn unknown(&self, revision: &str) -> GitFault {
        if revision == "HEAD" {
            return GitFault::NoCommit {};
        }
        let revision = revision.to_owned();
        if self.is_shallow {
            return GitFault::Shallow { revision };
        }
        let count = format!("--count={COMPARED}");
        let names = self.git(&["for-each-ref", &count, "--sort=-creatordate", "--format=%(refname:short)"]).text();
        let near = near::list(&revision, names.unwrap_or_default().lines());
        GitFault::Revision { revision, near }
    }

    /// The commit from which two revisions parted.
    fn parting(&self, old: &str, new: &str) -> Result<ObjectId> {
        let ends = [self.commit(old)?, self.commit(new)?];
        let parting = self.git(&["merge-base", "--end-of-options", &ends[0], &ends[1]]).text();
        let lacks = |_| match (old.to_owned(), new.to_owned()) {
            (old, new) if self.is_shallow => GitFault::Shallow { revision: format!("{old}...{new}") },
            (old, new) => GitFault::Apart { old, new },
        };
        Ok(parting.map_err(lacks)?)
    }

    /// The files of the desk that differ. In the work tree files that git does not know yet count as
    /// added, unless it ignores them.
    pub fn changes(&self, span: &Span) -> Result<Vec<Change>> {
        let mut args =
            vec!["diff", "--raw", "-z", "--no-abbrev", "-M", "-l400", "--relative", "--no-ext-diff", &span.old];
        args.extend(span.new.as_deref());
        args.push("--");
        let answer = self.git(&args).bytes()?;
        let mut changes: Vec<_> = raw::records(&answer).filter_map(change).collect();
        // A file of an unfinished merge is named twice.
        changes.dedup_by(|one, other| one.new.is_some() && one.new == other.new);
        if span.new.is_none() {
            changes.extend(self.untracked()?);
        }
        Ok(changes)
    }

    fn untracked(&self) -> Result<Vec<Change>> {
        let answer = self.git(&["ls-files", "--others", "--exclude-standard", "-z"]).bytes()?;
        let names = answer.split(|&byte| byte == 0).filter(|name| !name.is_empty());
        let side = |name| Side { path: raw::path(name), blob: None };
        Ok(names.map(|name| Change { old: None, new: Some(side(name)) }).collect())
    }
}

fn change(record: raw::Record) -> Option<Change> {
    let raw::Record { olds, new, is_present, path, target } = record;
    let old = olds.into_iter().next()?.map(|blob| Side { path: path.clone(), blob: Some(blob) });
    let new = is_present.then(|| Side { path: target.unwrap_or(path), blob: new });
    (old.is_some() || new.is_some()).then_some(Change { old, new })
}
