//! One commit for what a command changed, when the desk or the person wants it.
//!
//! What a command does stands in the files before git is asked: whatever git or a hook says, it is done.
mod message;

use std::path::{Path, PathBuf};
use std::time::Duration;

use inquire::Confirm;

use super::context::Context;
use super::exit::Exit;
use super::{output, present};
use crate::desk::open::{discover, roster, settings};
use crate::desk::settings::{Commit, Settings};
use crate::fault::{Problem, Result};
use crate::git::repository::Repository;
use crate::git::state::Status;
use crate::render::sanitize;
use crate::store::layout;
use crate::store::lock::Lock;

pub use message::{Done, Message, files};

/// What keeps a commit from being made now and is no failure of the command: the next one takes in
/// what this one leaves.
const PASSING: [&str; 4] = ["git-missing", "git-no-repository", "git-under-way", "git-detached"];

/// How long another command may be committing.
const PATIENCE: Duration = Duration::from_mins(1);

/// Commits what the command changed; how it ends.
pub fn conclude(context: &Context, exit: Exit) -> Exit {
    if context.touched.borrow().is_empty() {
        return exit;
    }
    let Ok((root, settings)) = desk(context) else { return exit };
    let outcome = match mode(context, &settings) {
        Commit::Off => return exit,
        wish => commit(context, &root, &settings, wish),
    };
    let Err(problem) = outcome else { return exit };
    let is_passing = PASSING.contains(&problem.code());
    tell(context, &problem, is_passing);
    if is_passing || exit != Exit::Done { exit } else { Exit::Failed }
}

fn desk(context: &Context) -> Result<(PathBuf, Settings)> {
    let root = discover(&context.start())?;
    let settings = settings(&root)?;
    Ok((root, settings))
}

/// What is wanted: by the options of this command, else by the desk.
fn mode(context: &Context, settings: &Settings) -> Commit {
    match (context.globals.commit, context.globals.no_commit) {
        (true, _) => Commit::Auto,
        (_, true) => Commit::Off,
        _ => settings.commit,
    }
}

fn commit(context: &Context, root: &Path, settings: &Settings, wish: Commit) -> Result<()> {
    let repository = Repository::around(root)?;
    let look = || -> Result<_> {
        let status = repository.changed(&context.touched.borrow())?;
        Ok((message(context, &repository, root, settings, &status)?, status))
    };
    if wish == Commit::Ask {
        let (message, status) = look()?;
        // Nobody waits for somebody who thinks about it.
        if status.changes.is_empty() || !asked(context, &message, &status) {
            return Ok(());
        }
    }
    let _turn = turn(root)?;
    let (message, status) = look()?;
    if status.changes.is_empty() { Ok(()) } else { repository.commit_only(&status, &message.to_string()) }
}

/// Waits until no other command of this clone commits.
pub fn turn(root: &Path) -> Result<Lock> {
    Lock::acquire(&root.join(layout::COMMIT_LOCK), &format!("process {}", std::process::id()), PATIENCE)
}

fn message(
    context: &Context,
    repository: &Repository,
    root: &Path,
    settings: &Settings,
    status: &Status,
) -> Result<Message> {
    let deeds = context.deeds.borrow();
    let mut message = match deeds.as_slice() {
        [] => files(status.changes.iter().map(|change| change.path.as_path()), settings.language),
        deeds => message::deeds(deeds, settings.language),
    };
    let is_named = context.globals.actor.is_some() || context.environment.variable("TICKETS_USER").is_some();
    if let Some(done) = deeds.first().filter(|_| is_named) {
        let email = repository.author_email().unwrap_or_default();
        let is_theirs = roster(root)?.by_email(&email) == Some(&done.by);
        message.acted_by = Some(done.by.clone()).filter(|_| !is_theirs);
    }
    Ok(message)
}

/// Asks whoever sits there; tells what to type when nobody does.
fn asked(context: &Context, message: &Message, status: &Status) -> bool {
    let args = [("message", message.subject.as_str())];
    if !context.environment.stdin_is_terminal {
        context.tell("commit-left", &[("command", &status.command(&message.subject))]);
        return false;
    }
    let language = context.language;
    let word = |yes| language.word(if yes { "flag.yes" } else { "flag.no" }).to_owned();
    let question = context.say("commit-ask", &args);
    let asked = Confirm::new(&question).with_default(true).with_formatter(&word);
    let asked = asked.with_error_message(language.word("ask-yes-or-no")).prompt();
    // Whoever turns away from the question has not said yes.
    asked.unwrap_or(false)
}

/// Tells that the change stands and the commit does not: first in the words of git and its hooks.
pub fn tell(context: &Context, problem: &Problem, is_passing: bool) {
    tell_words(problem);
    if is_passing {
        let sentence = present::sentence(problem, context.language);
        context.tell("commit-passed-over", &[("cause", &sentence)]);
    } else {
        output::tell(&present::problem(problem, context.language));
    }
}

/// The words of git and its hooks, as they stand.
pub fn tell_words(problem: &Problem) {
    let args = problem.args();
    if let Some((_, words)) = args.iter().find(|(name, words)| *name == "words" && !words.is_empty()) {
        output::tell(&sanitize::lines(words));
    }
}
