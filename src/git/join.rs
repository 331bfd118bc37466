//! Joining two lines of commits: merging, rebasing, and giving up on either.
use std::collections::BTreeSet;
use std::fs::File;
use std::path::PathBuf;

pub use super::process::Ended;
use super::process::Git;
use super::repository::Repository;
use crate::fault::Result;
use crate::faults;

faults! {
    /// Why two lines of commits cannot be joined.
    pub enum JoinFault {
        "join-unrelated" => Unrelated { theirs: String },
        "join-shallow" => Shallow { theirs: String },
        "join-failed" => Failed { theirs: String, words: String },
    }
}

/// How far two lines of commits have gone since they parted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Distance {
    /// Commits that only we have.
    pub ours: usize,
    /// Commits that only they have.
    pub theirs: usize,
}

/// How alike two files must be to be one that was moved. No setting of git says so for merges.
const PAIRING: &str = "-Xfind-renames=20%";

impl Repository {
    /// How far `HEAD` and the commit `theirs` have gone since they parted.
    pub fn distance(&self, theirs: &str) -> Result<Distance> {
        let range = format!("HEAD...{theirs}");
        let counts = self.git(&["rev-list", "--count", "--left-right", &range, "--"]).text()?;
        let mut counts = counts.split('\t').map(|count| count.parse().unwrap_or_default());
        let mut count = || counts.next().unwrap_or_default();
        Ok(Distance { ours: count(), theirs: count() })
    }

    /// How many commits `to` has that `from` has not; without `from` how many it has.
    pub fn commits_between(&self, from: Option<&str>, to: &str) -> Result<usize> {
        let range = from.map_or_else(|| to.to_owned(), |from| format!("{from}..{to}"));
        let count = self.git(&["rev-list", "--count", &range, "--"]).text()?;
        Ok(count.parse().unwrap_or_default())
    }

    /// The files in conflict, in the desk and outside of it, relative to the top of the work tree.
    pub fn in_conflict(&self) -> Result<BTreeSet<PathBuf>> {
        let listed = self.git(&["ls-files", "--unmerged", "--full-name", "-z", "--", ":/"]).bytes()?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        Ok(listed.split('\0').filter_map(|entry| Some(PathBuf::from(entry.split_once('\t')?.1))).collect())
    }

    /// Where `HEAD` and the commit `theirs` parted.
    ///
    /// # Errors
    /// `join-unrelated` when they never were one, `join-shallow` when this clone cannot know.
    pub fn base(&self, theirs: &str, shown: &str) -> Result<String> {
        let theirs_shown = || shown.to_owned();
        self.git(&["merge-base", "HEAD", theirs]).text().map_err(|_| {
            if self.is_shallow {
                JoinFault::Shallow { theirs: theirs_shown() }.into()
            } else {
                JoinFault::Unrelated { theirs: theirs_shown() }.into()
            }
        })
    }

    /// Goes on to the commit `theirs`, which holds all of ours. `lock` is held as long as git works.
    pub fn go_on(&self, theirs: &str, lock: File) -> Result<Ended> {
        self.joining(&["merge", "--quiet", "--ff-only", "--no-autostash", theirs])?.undisturbed().holding(lock).ended()
    }

    /// Merges the commit `theirs` into the work tree and the index, and commits nothing. A ticket that was
    /// closed is known again while a fifth of it is as it was. `lock` is held as long as git works.
    pub fn merge(&self, theirs: &str, lock: File) -> Result<Ended> {
        let args = ["merge", "--quiet", "--no-commit", "--no-ff", "--no-autostash", PAIRING, theirs];
        self.joining(&args)?.undisturbed().holding(lock).ended()
    }

    /// Puts our commits on top of the commit `theirs`. `lock` is held as long as git works.
    pub fn rebase(&self, theirs: &str, lock: File) -> Result<Ended> {
        self.joining(&["rebase", "--quiet", "--autostash", PAIRING, theirs])?.holding(lock).ended()
    }

    /// Goes on with a rebase whose conflicts are mended and staged. `lock` is held as long as git works.
    pub fn rebase_on(&self, lock: File) -> Result<Ended> {
        self.joining(&["-c", "core.editor=true", "rebase", "--continue"])?.holding(lock).ended()
    }

    /// Goes back to what was before the merge; what was never committed stays in the files.
    pub fn abort_merge(&self, lock: File) -> Result<Ended> {
        self.joining(&["merge", "--abort"])?.undisturbed().holding(lock).ended()
    }

    /// Goes back to what was before the rebase. Nothing may have been written meanwhile.
    pub fn abort_rebase(&self, lock: File) -> Result<Ended> {
        self.joining(&["rebase", "--abort"])?.holding(lock).ended()
    }

    fn joining(&self, args: &[&str]) -> Result<Git> {
        self.await_index()?;
        Ok(self.for_people(args))
    }

    /// The files of the desk that differ between two commits, relative to it; without `from` all that
    /// `to` has.
    pub fn files_between(&self, from: Option<&str>, to: &str) -> Result<Vec<PathBuf>> {
        let names = match from {
            Some(from) => self.git(&["diff", "--name-only", "--no-renames", "--relative", "-z", from, to, "--"]),
            None => self.git(&["ls-tree", "-r", "--name-only", "-z", to, "--"]),
        };
        let names = names.bytes()?;
        Ok(String::from_utf8_lossy(&names).split_terminator('\0').map(PathBuf::from).collect())
    }
}
