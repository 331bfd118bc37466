//! A desk in a temporary directory, and the program run in it.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

pub use crate::outcome::{Outcome, outcome};

/// The present, unless a test says otherwise.
pub const NOW: &str = "2026-10-28T09:00:00+08:00";

/// A desk that is removed with the value.
pub struct Desk {
    dir: TempDir,
}

impl Desk {
    /// A new desk in English, outside git, in the time zone of Shanghai, without rules and
    /// assignment, for any category and industry: a ticket is what a test opens.
    pub fn new() -> Self {
        let desk = Self { dir: TempDir::new().unwrap() };
        desk.run(&["init", "--no-git", "--lang", "en", "--timezone", "Asia/Shanghai"]).done();
        for name in ["rules", "assignment"] {
            fs::remove_file(desk.path(format!("config/{name}.yaml"))).unwrap();
        }
        desk.admit_any("categories");
        desk.admit_any("industries");
        desk
    }

    /// Lets any code be one of a list of the vocabulary.
    fn admit_any(&self, list: &str) {
        let text = self.read("config/vocabulary.yaml");
        let (before, after) = text.split_once(&format!("\n{list}:")).unwrap();
        let lines = after.lines().skip(1).skip_while(|line| line.starts_with('-'));
        let rest: String = lines.map(|line| format!("{line}\n")).collect();
        self.write("config/vocabulary.yaml", format!("{before}\n{list}: []\n{rest}"));
    }

    /// Its directory.
    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    /// The path of a file of it.
    pub fn path(&self, file: impl AsRef<Path>) -> PathBuf {
        self.root().join(file)
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

    /// The one file in `tickets/` whose name begins with `number`, relative to the desk.
    pub fn file(&self, number: &str) -> PathBuf {
        let mut found = self.files().into_keys().filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(number) && name.ends_with(".yaml") && !path.starts_with("surveys")
        });
        let file = found.next().unwrap_or_else(|| panic!("no file of {number}"));
        assert_eq!(found.next(), None, "one file of {number}");
        file
    }

    /// The text of a file of it.
    pub fn read(&self, file: impl AsRef<Path>) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    /// Writes a file of it, and the directories it needs.
    pub fn write(&self, file: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Changes a text of a file of it.
    #[track_caller]
    pub fn replace(&self, file: impl AsRef<Path>, from: &str, to: &str) {
        let text = self.read(&file);
        assert!(text.contains(from), "{from} in {text}");
        self.write(file, text.replacen(from, to, 1));
    }

    /// All files and their bytes, without the program's local state.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut dirs = vec![self.root().to_owned()];
        while let Some(dir) = dirs.pop() {
            for entry in fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                let inside = path.strip_prefix(self.root()).unwrap().to_owned();
                if inside.starts_with(".tickets") || inside.starts_with(".git") {
                    continue;
                }
                if path.is_dir() {
                    dirs.push(path);
                } else {
                    files.insert(inside, fs::read(&path).unwrap());
                }
            }
        }
        files
    }

    /// The codes of what `check` finds, in its order.
    #[track_caller]
    pub fn findings(&self) -> Vec<String> {
        let Outcome { code, out, err } = self.run(&["check", "--format", "csv"]);
        assert!(matches!(code, Some(0 | 3)), "{code:?} {err}");
        let codes: Vec<_> = out.lines().skip(1).filter_map(|line| line.split(',').nth(1)).map(str::to_owned).collect();
        assert_eq!(code == Some(0), codes.is_empty());
        codes
    }
}
