//! Joining what others sent with what was done here, and settling what both did.
use std::fs::File;
use std::path::PathBuf;

use super::{Leveller, SyncFault};
use crate::cli::commands::check;
use crate::cli::commit::{files, turn};
use crate::cli::{output, present};
use crate::desk::check::Finding;
use crate::desk::settings::Join;
use crate::fault::{Problem, Result};
use crate::git::join::{Ended, JoinFault};
use crate::git::repository::Repository;
use crate::git::state::Operation;
use crate::service::mend::{Outcome, mend};
use crate::store::writer::Writer;

impl Leveller<'_> {
    /// Takes in the commit `theirs`; what is wrong with the desk after that.
    pub(super) fn join(&self, theirs: Option<&str>) -> Result<Vec<Finding>> {
        let Some(theirs) = theirs else { return self.findings(None) };
        let distance = self.repository.distance(theirs)?;
        if distance.theirs == 0 {
            return if distance.ours == 0 { Ok(Vec::new()) } else { self.findings(Some(theirs)) };
        }
        self.repository.base(theirs, &self.upstream.shown())?;
        let _turn = turn(&self.root)?;
        match (distance.ours, self.way) {
            (0, _) => self.go_on(theirs),
            (_, Join::Merge) => self.merge(theirs),
            (ours, Join::Rebase) => self.rebase(theirs, ours),
        }
    }

    /// Nothing was done here.
    fn go_on(&self, theirs: &str) -> Result<Vec<Finding>> {
        let writer = self.context.lock_at(&self.root)?;
        let ended = self.repository.go_on(theirs, writer.share()?)?;
        if !ended.is_done() {
            return Err(self.failed(ended));
        }
        self.settle(writer)
    }

    /// Finishes a merge that an earlier run, or a person, began.
    pub(super) fn finish_merge(&self) -> Result<()> {
        let _turn = turn(&self.root)?;
        let writer = self.context.lock_at(&self.root)?;
        let left = self.left_in_conflict(&writer)?;
        if !left.is_empty() {
            return Err(SyncFault::Kept { operation: Operation::Merge, files: left.join(", ") }.into());
        }
        self.conclude(writer, "MERGE_HEAD").map(drop)
    }

    fn merge(&self, theirs: &str) -> Result<Vec<Finding>> {
        let writer = self.context.lock_at(&self.root)?;
        let ended = self.repository.merge(theirs, writer.share()?)?;
        if self.repository.under_way() != Some(Operation::Merge) {
            return Err(self.failed(ended));
        }
        let left = self.left_in_conflict(&writer)?;
        if !left.is_empty() {
            return Err(self.give_up(Operation::Merge, &writer, &left));
        }
        let concluded = self.conclude(writer, theirs);
        if concluded.is_err() && !self.keeps {
            // Whoever writes now keeps what they write: git gives up only on what it merged itself.
            let writer = self.context.lock_at(&self.root)?;
            self.take_back(Operation::Merge, &writer)?;
        }
        concluded
    }

    /// Commits a merge in which nothing is in conflict, with what it made to settle.
    fn conclude(&self, writer: Writer, theirs: &str) -> Result<Vec<Finding>> {
        let base = self.repository.base(theirs, &self.upstream.shown())?;
        let incoming = self.repository.files_between(Some(&base), theirs)?;
        let findings = check::settle(self.context, &writer);
        let changed = self.own_changes()?.changes.into_iter().map(|change| change.path).collect::<Vec<_>>();
        self.repository.stage(&changed)?;
        self.context.touched.take();
        // Hooks may want the desk to themselves.
        drop(writer);
        let what = files(incoming.iter().map(PathBuf::as_path), self.settings.language);
        let args = [("theirs", &*self.upstream.shown()), ("what", &what.subject)];
        let message = self.settings.language.say("sync-merge", &args);
        self.repository.commit_staged(&message)?;
        Ok(findings)
    }

    fn rebase(&self, theirs: &str, ours: usize) -> Result<Vec<Finding>> {
        let writer = self.context.lock_at(&self.root)?;
        let mut ended = self.repository.rebase(theirs, writer.share()?)?;
        // Each of our commits may meet a conflict, and one that is empty after that needs a step more.
        for _ in 0..2 * ours {
            if self.repository.under_way().is_none() {
                break;
            }
            let left = self.left_in_conflict(&writer)?;
            if !left.is_empty() {
                return Err(self.give_up(Operation::Rebase, &writer, &left));
            }
            ended = self.repository.rebase_on(writer.share()?)?;
        }
        if self.repository.under_way().is_some() {
            return Err(self.give_up(Operation::Rebase, &writer, &[]));
        }
        if ended.is_done() { self.settle(writer) } else { Err(self.failed(ended)) }
    }

    /// Settles the desk, and commits that.
    fn settle(&self, writer: Writer) -> Result<Vec<Finding>> {
        let findings = check::settle(self.context, &writer);
        drop(writer);
        let status = self.repository.changed(&self.context.touched.take())?;
        if !status.changes.is_empty() {
            self.commit(&status)?;
        }
        Ok(findings)
    }

    /// Mends what is in conflict; the files that a person must settle, with the reasons told.
    fn left_in_conflict(&self, writer: &Writer) -> Result<Vec<String>> {
        for outcome in mend(writer, &self.repository, None)? {
            if let Outcome::Left { problem, .. } = outcome {
                let kind = self.context.language.word("conflict");
                output::tell(&present::told(kind, &problem, self.context.language));
            }
        }
        let left = self.repository.in_conflict()?;
        Ok(left.iter().map(|path| path.display().to_string()).collect())
    }

    /// Takes back what cannot be settled, or leaves it to whoever wants it.
    fn give_up(&self, operation: Operation, writer: &Writer, left: &[String]) -> Problem {
        let files = left.join(", ");
        if self.keeps {
            return SyncFault::Kept { operation, files }.into();
        }
        match self.take_back(operation, writer) {
            Ok(()) => SyncFault::Conflict { theirs: self.upstream.shown(), files }.into(),
            Err(problem) => problem,
        }
    }

    fn take_back(&self, operation: Operation, writer: &Writer) -> Result<()> {
        let abort: fn(&Repository, File) -> Result<Ended> = match operation {
            Operation::Rebase => Repository::abort_rebase,
            _ => Repository::abort_merge,
        };
        self.context.touched.take();
        let ended = abort(&self.repository, writer.share()?)?;
        if ended.is_done() { Ok(()) } else { Err(self.failed(ended)) }
    }

    /// What git refused.
    fn failed(&self, ended: Ended) -> Problem {
        JoinFault::Failed { theirs: self.upstream.shown(), words: ended.words }.into()
    }
}
