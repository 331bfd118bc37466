//! A desk in a temporary directory, and the program run in it.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;
use tickets::domain::fold;
use tickets::domain::ticket::Ticket;
use tickets::store::file::TicketFile;
use tickets::store::find;

/// A mapping for `id,title,type,priority,opened` and what a test adds.
pub const MAPPING: &str = "
time: {zone: Europe/Amsterdam}
fields: {external: id, title: title, type: type, priority: priority, created: opened}
";

/// A new desk of its own.
pub struct Desk(TempDir);

/// How the program ended and what it said.
pub struct Outcome {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Outcome {
    /// The figures of the summary, as JSON has them.
    pub fn figures(&self) -> BTreeMap<String, serde_json::Value> {
        let table: serde_json::Value = serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("{}", self.err));
        let rows = table["rows"].as_array().unwrap();
        rows.iter().map(|row| (row["figure"].as_str().unwrap().to_owned(), row["value"].clone())).collect()
    }

    /// Some of the figures, in the order asked for.
    pub fn counts<const N: usize>(&self, names: [&str; N]) -> [u64; N] {
        let figures = self.figures();
        names.map(|name| figures[name].as_u64().unwrap())
    }
}

impl Desk {
    pub fn new(zone: &str) -> Self {
        let desk = Self(TempDir::new().unwrap());
        let made = desk.run(&["init", ".", "--no-git", "--timezone", zone]);
        assert_eq!(made.code, 0, "{}", made.err);
        desk
    }

    pub fn root(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file beside the desk's own.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.root().join(name), bytes).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        let output = Command::new(env!("CARGO_BIN_EXE_tickets"))
            .args(arguments)
            .current_dir(self.root())
            .env("TICKETS_NOW", "2026-10-28T09:00:00+08:00")
            .env("TICKETS_SEED", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Outcome { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Imports `rows` by `mapping`, with more arguments.
    pub fn import(&self, mapping: &str, rows: impl AsRef<[u8]>, more: &[&str]) -> Outcome {
        self.file("map.yaml", mapping);
        self.file("rows.csv", rows);
        self.run(&[&["import", "csv", "rows.csv", "--map", "map.yaml", "--format", "json"], more].concat())
    }

    /// The files of all tickets, relative to the desk.
    pub fn paths(&self) -> Vec<PathBuf> {
        find::all(self.root()).unwrap().into_iter().map(|found| found.path).collect()
    }

    /// All tickets, by their ids in the other system. Of every one the head is the fold of the history.
    pub fn tickets(&self) -> BTreeMap<String, Ticket> {
        let ticket = |path: PathBuf| {
            let ticket = TicketFile::read(self.root(), &path).unwrap().ticket().unwrap();
            assert_eq!(fold::differences(&ticket), [], "{}", path.display());
            assert!(ticket.history.is_sorted_by_key(|entry| entry.at), "{}", path.display());
            (ticket.head.external.clone().unwrap().to_string(), ticket)
        };
        self.paths().into_iter().map(ticket).collect()
    }
}

/// A history as `HH:MM act`.
pub fn acts(ticket: &Ticket) -> Vec<String> {
    let line =
        |entry: &tickets::domain::act::Entry| format!("{} {}", entry.at.format("%H:%M"), entry.act.kind().code());
    ticket.history.iter().map(line).collect()
}
