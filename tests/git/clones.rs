//! A desk in a repository, and clones of it.
use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::files::Files;
use crate::outcome::CHECK;
pub use crate::outcome::{Outcome, outcome};

/// The present, unless a test says otherwise.
pub const NOW: &str = "2026-10-28T09:00:00+08:00";

/// A directory that holds one bare repository, `hub.git`, and the clones of it.
pub struct Clones {
    dir: TempDir,
}

/// One clone, or one repository of its own.
#[derive(Debug, Clone)]
pub struct Repo {
    /// The work tree, which is the desk.
    files: Files,
    /// Who works in it: the member of that name.
    pub member: String,
}

impl Deref for Repo {
    type Target = Files;

    fn deref(&self) -> &Files {
        &self.files
    }
}

impl Clones {
    /// A hub with a new desk in it: English, Shanghai time, the driver's attributes committed.
    pub fn new() -> Self {
        let clones = Self { dir: scratch() };
        let hub = clones.path("hub.git");
        git_in(clones.dir.path(), "wang", &["init", "-q", "--bare", "-b", "main", hub.to_str().unwrap()]).done();
        let first = clones.empty("first");
        first.run(&["init", "--lang", "en", "--timezone", "Asia/Shanghai"]).done();
        first.git(&["add", "--all"]);
        first.git(&["commit", "-q", "-m", "A desk"]);
        first.git(&["remote", "add", "origin", hub.to_str().unwrap()]);
        first.git(&["push", "-q", "-u", "origin", "main"]);
        clones
    }

    /// The path of a name in the directory.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A new repository where nothing stands yet; wang works in it.
    pub fn empty(&self, name: &str) -> Repo {
        let repo = Repo::of(self.path(name), "wang");
        fs::create_dir(&repo.root).unwrap();
        repo.git(&["init", "-q", "-b", "main"]);
        repo
    }

    /// The repository in which the desk was laid down; wang works in it.
    pub fn first(&self) -> Repo {
        Repo::of(self.path("first"), "wang")
    }

    /// A new clone of the hub for `member`, set up for merging.
    pub fn join(&self, member: &str) -> Repo {
        self.join_as(member, member)
    }

    /// A new clone of the hub called `name`, in which `member` works, set up for merging.
    pub fn join_as(&self, name: &str, member: &str) -> Repo {
        let repo = Repo { member: member.to_owned(), ..self.join_bare(name) };
        repo.run(&["git", "setup"]).done();
        repo
    }

    /// A new clone of the hub for `member`, as `git clone` leaves it.
    pub fn join_bare(&self, member: &str) -> Repo {
        let root = self.path(member);
        let hub = self.path("hub.git");
        git_in(self.dir.path(), member, &["clone", "-q", hub.to_str().unwrap(), root.to_str().unwrap()]).done();
        Repo::of(root, member)
    }
}

impl Repo {
    /// The repository at `root`, in which `member` works.
    pub fn of(root: PathBuf, member: &str) -> Self {
        Self { files: Files { root }, member: member.to_owned() }
    }

    /// The program with arguments at [`NOW`], in an environment that holds nothing else.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickets"));
        command.args(args);
        hermetic(&mut command, &self.root, &self.member);
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, args: &[&str]) -> Outcome {
        outcome(self.command(args), "")
    }

    /// Runs the program to its end at another time, such as `2026-10-28T09:30:00+08:00`.
    pub fn run_at(&self, now: &str, args: &[&str]) -> Outcome {
        let mut command = self.command(args);
        command.env("TICKETS_NOW", now);
        outcome(command, "")
    }

    /// Opens a ticket at a time; its number.
    pub fn open_at(&self, now: &str, title: &str) -> String {
        self.run_at(now, &["new", title, "--type", "technical", "--no-rules", "-q"]).done().trim().to_owned()
    }

    /// Runs git, which must work.
    #[track_caller]
    pub fn git(&self, args: &[&str]) -> String {
        self.try_git(args).done()
    }

    /// Runs git.
    pub fn try_git(&self, args: &[&str]) -> Outcome {
        git_in(&self.root, &self.member, args)
    }

    /// Git with arguments, in an environment that holds nothing else.
    pub fn git_command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.args(args);
        hermetic(&mut command, &self.root, &self.member);
        command
    }

    /// Fetches what another clone has committed, as `FETCH_HEAD`.
    #[track_caller]
    pub fn fetch(&self, other: &Self) {
        self.git(&["fetch", "-q", other.root.to_str().unwrap(), "HEAD"]);
    }

    /// Merges what another clone has committed.
    #[track_caller]
    pub fn merge(&self, other: &Self) {
        self.fetch(other);
        self.git(&["merge", "-q", "--no-edit", "FETCH_HEAD"]);
    }

    /// Commits everything.
    #[track_caller]
    pub fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    /// The codes of what `check` finds, in its order.
    #[track_caller]
    pub fn findings(&self) -> Vec<String> {
        self.run(&CHECK).findings()
    }
}

/// A directory in memory where there is one: these tests are about what is written, and flushing it to a disk
/// would take most of their time.
fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap()
}

fn git_in(dir: &Path, member: &str, args: &[&str]) -> Outcome {
    let mut command = Command::new("git");
    command.args(args);
    hermetic(&mut command, dir, member);
    command.envs([("GIT_AUTHOR_DATE", NOW), ("GIT_COMMITTER_DATE", NOW)]);
    outcome(command, "")
}

/// An environment of its own: a fixed clock, the member as git's user, the program on the path.
fn hermetic(command: &mut Command, dir: &Path, member: &str) {
    let bin = Path::new(env!("CARGO_BIN_EXE_tickets")).parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(bin).chain(std::env::split_paths(&path))).unwrap();
    let email = format!("{member}@example.com");
    command.current_dir(dir).env_clear().env("PATH", path);
    command.envs([
        ("HOME", "/nonexistent"),
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_SYSTEM", "/dev/null"),
        ("GIT_AUTHOR_NAME", member),
        ("GIT_AUTHOR_EMAIL", &email),
        ("GIT_COMMITTER_NAME", member),
        ("GIT_COMMITTER_EMAIL", &email),
        ("TICKETS_NOW", NOW),
        ("TICKETS_USER", member),
    ]);
}
