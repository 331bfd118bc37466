//! `sync`: keep the desk level with the one that others share.
//!
//! Every step leaves a state from which the next run goes on, so it may be killed at any time: what is
//! committed stays committed, a merge that is under way is finished, and a push happened or did not.
mod join;
mod own;
mod tally;

use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use clap::Args;

use self::tally::Tally;
use super::check;
use crate::cli::commit::tell_words;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::Form;
use crate::cli::setup::{Missing, Whom};
use crate::cli::{output, present};
use crate::desk::check::{Finding, Severity};
use crate::desk::open;
use crate::desk::settings::{Join, Settings};
use crate::fault::{Problem, Result};
use crate::faults;
use crate::git::join::JoinFault;
use crate::git::remote::{Prompts, RemoteFault, Upstream};
use crate::git::repository::Repository;
use crate::git::state::{Operation, StateFault};
use crate::store::layout;
use crate::store::lock::Lock;

faults! {
    /// Why the desk is not level with the one that others share. What was committed stays so.
    pub enum SyncFault {
        "sync-vanished" => Vanished { path: String },
        "sync-unmerged" => Unmerged { files: String },
        "sync-conflict" => Conflict { theirs: String, files: String },
        "sync-conflict-kept" => Kept { operation: Operation, files: String },
        "sync-unsound" => Unsound { count: usize, theirs: String },
        "sync-restless" => Restless { theirs: String, attempts: usize },
    }
}

/// Commit, fetch, merge, settle, check and push: level this desk with the one that others share
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets sync\n  tickets sync --dry-run\n  tickets sync origin main --rebase")]
pub struct Sync {
    /// The remote (default: the branch's own, else `origin` or the only one)
    #[arg(value_name = "REMOTE")]
    remote: Option<String>,
    /// The branch there (default: the branch's own, else the one of the same name)
    #[arg(value_name = "BRANCH")]
    branch: Option<String>,
    #[command(flatten)]
    way: Way,
    /// Leave a merge that cannot be settled for you to mend, instead of taking it back
    #[arg(long)]
    keep: bool,
    /// Only fetch, and say what would be done
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    form: Form,
}

/// How two lines of commits are joined.
#[derive(Debug, Clone, Copy, Args)]
struct Way {
    /// Join what others sent by a merge (the default, unless desk.yaml says `sync: rebase`)
    #[arg(long, conflicts_with = "rebase")]
    merge: bool,
    /// Put what was done here on top of what others sent
    #[arg(long)]
    rebase: bool,
}

impl Way {
    /// What is asked for, else what the desk is used to.
    fn or(self, usual: Join) -> Join {
        match (self.merge, self.rebase) {
            (true, _) => Join::Merge,
            (_, true) => Join::Rebase,
            _ => usual,
        }
    }
}

/// How often the remote may move while we work before we give up.
const ATTEMPTS: usize = 12;

/// The longest wait before the second attempt, in milliseconds; each later one may take longer.
const PAUSE: u64 = 150;

/// How long another sync of this clone may take.
const PATIENCE: Duration = Duration::from_secs(10);

impl Sync {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let root = open::discover(&context.start())?;
        // What a killed command left is finished first.
        drop(context.lock_at(&root)?);
        let settings = open::settings(&root)?;
        let _only = Lock::acquire(&root.join(layout::SYNC_LOCK), &format!("process {}", std::process::id()), PATIENCE)?;
        let pauses = (1..ATTEMPTS as u64).map(|attempt| context.random() % (PAUSE * attempt)).collect();
        let leveller = self.leveller(context, root, settings)?;
        let tally = if self.dry_run { leveller.look() } else { leveller.level(pauses) };
        context.touched.take();
        match tally {
            Ok(tally) => tally.show(context, &leveller, &self.form).map(|()| Exit::Done),
            Err(problem) if matches!(problem.downcast_ref(), Some(SyncFault::Unsound { .. })) => {
                output::tell(&present::problem(&problem, context.language));
                Ok(Exit::Findings)
            }
            Err(problem) => {
                tell_words(&problem);
                Err(problem)
            }
        }
    }

    fn leveller<'a>(&self, context: &'a Context, root: PathBuf, settings: Settings) -> Result<Leveller<'a>> {
        let repository = Repository::around(&root)?;
        // A merge is finished; nothing else may be under way, and in a rebase there is no branch.
        if let Some(operation) = repository.under_way().filter(|operation| *operation != Operation::Merge) {
            return Err(StateFault::UnderWay { operation }.into());
        }
        let upstream = repository.upstream(self.remote.as_deref(), self.branch.as_deref())?;
        let way = self.way.or(settings.sync);
        let prompts = if context.environment.stdin_is_terminal { Prompts::Allowed } else { Prompts::Forbidden };
        Ok(Leveller { context, root, settings, repository, upstream, prompts, way, keeps: self.keep })
    }
}

/// What levels two desks.
struct Leveller<'a> {
    context: &'a Context,
    root: PathBuf,
    settings: Settings,
    repository: Repository,
    upstream: Upstream,
    prompts: Prompts,
    way: Join,
    /// Whether a merge that cannot be settled stays.
    keeps: bool,
}

impl Leveller<'_> {
    /// Says what would be done; only the remote's branch as it is seen here moves.
    fn look(&self) -> Result<Tally> {
        let own = self.own_changes()?;
        let theirs = self.repository.fetch(&self.upstream, self.prompts)?;
        let mut tally = Tally::new(self, theirs.as_deref())?;
        tally.see(self, theirs.as_deref())?;
        tally.to_commit = Some(own.changes.len());
        Ok(tally)
    }

    /// Levels them; what came in and went out.
    fn level(&self, pauses: Vec<u64>) -> Result<Tally> {
        self.set_up()?;
        if self.repository.under_way().is_some() {
            self.finish_merge()?;
        }
        let mut tally = None;
        for pause in pauses {
            self.commit_own()?;
            let theirs = self.repository.fetch(&self.upstream, self.prompts)?;
            let tally = tally.get_or_insert(Tally::new(self, theirs.as_deref())?);
            let findings = match self.join(theirs.as_deref()) {
                Err(problem) if self.is_overtaken(&problem)? => {
                    sleep(Duration::from_millis(pause));
                    continue;
                }
                joined => joined?,
            };
            tally.see(self, theirs.as_deref())?;
            if !tally.sends() {
                return Ok(std::mem::take(tally));
            }
            self.require_sound(findings, theirs.as_deref())?;
            if self.push(theirs.as_deref())? {
                return Ok(std::mem::take(tally));
            }
            sleep(Duration::from_millis(pause));
        }
        Err(SyncFault::Restless { theirs: self.upstream.shown(), attempts: ATTEMPTS }.into())
    }

    /// Whether git would not join because another command has written since our commit.
    fn is_overtaken(&self, problem: &Problem) -> Result<bool> {
        let is_refused = matches!(problem.downcast_ref(), Some(JoinFault::Failed { .. }));
        Ok(is_refused && self.repository.under_way().is_none() && !self.own_changes()?.changes.is_empty())
    }

    /// Sets the clone up for merging, when that was not done.
    fn set_up(&self) -> Result<()> {
        let missing = Missing::of(self.context, &self.root, Whom::Person)?;
        if !missing.is_nothing() {
            missing.supply()?;
            self.context.tell("sync-set-up", &[]);
        }
        Ok(())
    }

    /// Sends our commits; `false` when the remote moved meanwhile.
    fn push(&self, theirs: Option<&str>) -> Result<bool> {
        let pushed = self.repository.push(&self.upstream, self.prompts)?;
        if pushed.is_done() || self.repository.fetch(&self.upstream, self.prompts)?.as_deref() != theirs {
            return Ok(pushed.is_done());
        }
        Err(RemoteFault::Refused { remote: self.upstream.remote.clone(), words: pushed.words }.into())
    }

    /// Nothing that is wrong is sent. What is wrong elsewhere was so before.
    fn require_sound(&self, findings: Vec<Finding>, theirs: Option<&str>) -> Result<()> {
        let sent = self.repository.files_between(theirs, "HEAD")?;
        let is_error = |finding: &Finding| finding.severity == Severity::Error;
        let (ours, others): (Vec<_>, Vec<_>) =
            findings.into_iter().filter(is_error).partition(|finding| sent.iter().any(|path| path == finding.file()));
        if ours.is_empty() {
            if !others.is_empty() {
                self.context.tell("sync-others-unsound", &[("count", &others.len().to_string())]);
            }
            return Ok(());
        }
        for finding in &ours {
            output::tell(&present::told(self.context.language.word("error"), &finding.problem, self.context.language));
        }
        Err(SyncFault::Unsound { count: ours.len(), theirs: self.upstream.shown() }.into())
    }

    /// What is wrong with what is sent, when nothing came in.
    fn findings(&self, theirs: Option<&str>) -> Result<Vec<Finding>> {
        let sent = self.repository.files_between(theirs, "HEAD")?.into_iter().collect();
        let writer = self.context.lock_at(&self.root)?;
        let found = check::look(self.context, writer.root(), Some(&sent));
        if found.iter().all(|finding| finding.severity != Severity::Error) {
            return Ok(found);
        }
        // What a former number points to is known only when all are read.
        Ok(check::look(self.context, writer.root(), None))
    }
}
