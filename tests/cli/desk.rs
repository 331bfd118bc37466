//! A desk in a temporary directory, and the program run in it.
use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::files::Files;
use crate::outcome::CHECK;
pub use crate::outcome::{Outcome, outcome};

/// The present, unless a test says otherwise.
pub const NOW: &str = "2026-10-28T09:00:00+08:00";

/// A desk that is removed with the value.
pub struct Desk {
    files: Files,
    _dir: TempDir,
}

impl Deref for Desk {
    type Target = Files;

    fn deref(&self) -> &Files {
        &self.files
    }
}

impl Desk {
    /// A new desk in English, outside git, in the time zone of Shanghai, without rules and
    /// assignment, for any category and industry, where nobody is asked before a ticket is closed: a ticket is what a test
    /// makes of it.
    pub fn new() -> Self {
        let desk = Self::laid_down(&["--lang", "en"]);
        for name in ["rules", "assignment"] {
            fs::remove_file(desk.path(format!("config/{name}.yaml"))).unwrap();
        }
        desk.admit_any("categories");
        desk.admit_any("industries");
        desk.replace("desk.yaml", "close_needs_confirmation: true", "close_needs_confirmation: false");
        desk
    }

    /// Lets any code be one of a list of the vocabulary.
    fn admit_any(&self, list: &str) {
        let text = self.read("config/vocabulary.yaml");
        let (before, after) = text.split_once(&format!("\n{list}:")).unwrap();
        let lines = after.lines().skip(1).skip_while(|line| line.starts_with('-'));
        let rest = lines.collect::<Vec<_>>().join("\n");
        self.write("config/vocabulary.yaml", format!("{before}\n{list}: []\n{rest}\n"));
    }

    /// A new desk outside git, in the time zone of Shanghai, with everything that `init` lays down.
    pub fn laid_down(options: &[&str]) -> Self {
        let dir = TempDir::new().unwrap();
        let desk = Self { files: Files { root: dir.path().to_owned() }, _dir: dir };
        desk.run(&[&["init", "--no-git", "--timezone", "Asia/Shanghai"], options].concat()).done();
        desk
    }

    /// Its directory.
    pub fn root(&self) -> &Path {
        &self.files.root
    }

    /// The program with arguments, in an environment that holds nothing else.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickets"));
        command.args(args).current_dir(self.root()).env_clear();
        command.envs([
            ("PATH", std::env::var("PATH").unwrap_or_default().as_str()),
            ("HOME", "/nonexistent"),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_SYSTEM", "/dev/null"),
            ("TICKETS_NOW", NOW),
            ("TICKETS_SEED", "1"),
            ("TICKETS_USER", "wang"),
        ]);
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, args: &[&str]) -> Outcome {
        outcome(self.command(args), "")
    }

    /// Opens a ticket; its number.
    pub fn open(&self, title: &str) -> String {
        self.run(&["new", title, "--type", "technical", "-q"]).done().trim().to_owned()
    }

    /// The codes of what `check` finds, in its order.
    #[track_caller]
    pub fn findings(&self) -> Vec<String> {
        self.run(&CHECK).findings()
    }
}
