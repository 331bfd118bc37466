//! The real environment, read once: the clock, variables, terminals, randomness.
#![expect(clippy::disallowed_methods, reason = "this is the home of the environment")]
use std::env;
use std::io::IsTerminal;
use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::fault::Result;
use crate::faults;

faults! {
    /// Why the clock is not what somebody said.
    pub enum ClockFault {
        "usage-now-malformed" => Now { now: String },
    }
}

/// The variable that stands in for the clock.
const NOW: &str = "TICKETS_NOW";

/// Everything a command may know of the world around it.
#[derive(Debug)]
pub struct Environment {
    /// The present instant, in whole seconds.
    pub now: DateTime<Utc>,
    /// The working directory.
    pub dir: PathBuf,
    /// Makes keys and random numbers.
    pub random: fastrand::Rng,
    /// Whether standard input is a person.
    pub stdin_is_terminal: bool,
    /// Whether standard output is a person.
    pub stdout_is_terminal: bool,
    /// The width of the terminal, in columns; `None` when output is not one.
    pub width: Option<usize>,
    /// The height of the terminal, in lines; `None` when output is not one.
    pub height: Option<usize>,
    variables: fn(&str) -> Option<String>,
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

impl Environment {
    /// Reads the environment. `TICKETS_NOW` (RFC 3339) and `TICKETS_SEED` stand in for the clock
    /// and the randomness, so that what is shown can be repeated.
    pub fn read() -> std::io::Result<Self> {
        let stdout_is_terminal = std::io::stdout().is_terminal();
        let columns = variable("COLUMNS").and_then(|columns| columns.parse().ok());
        Ok(Self {
            now: now(),
            dir: env::current_dir()?,
            random: variable("TICKETS_SEED")
                .and_then(|seed| seed.parse().ok())
                .map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed),
            stdin_is_terminal: std::io::stdin().is_terminal(),
            stdout_is_terminal,
            width: columns.or_else(|| stdout_is_terminal.then(terminal_width).flatten()),
            height: stdout_is_terminal.then(terminal_height).flatten(),
            variables: variable,
        })
    }

    /// Refuses a `TICKETS_NOW` that is no time: what would be written then would bear another one than was meant.
    pub fn require_clock(&self) -> Result<()> {
        match self.variable(NOW) {
            Some(now) if DateTime::parse_from_rfc3339(&now).is_err() => Err(ClockFault::Now { now }.into()),
            _ => Ok(()),
        }
    }

    /// Takes the present instant anew.
    pub fn look_at_the_clock(&mut self) {
        self.now = now();
    }

    /// Where temporary files go.
    pub fn temporary(&self) -> PathBuf {
        env::temp_dir()
    }

    /// The file that this program runs from; `None` when the system does not tell.
    pub fn program(&self) -> Option<PathBuf> {
        env::current_exe().ok()
    }

    /// Where to look for the desk: the directory that is named, `TICKETS_DESK`, the working directory.
    pub fn start(&self, named: Option<PathBuf>) -> PathBuf {
        let named = named.or_else(|| self.variable("TICKETS_DESK").map(PathBuf::from));
        named.map_or_else(|| self.dir.clone(), |dir| self.dir.join(dir))
    }

    /// The value of a variable; `None` when it is unset or empty.
    pub fn variable(&self, name: &str) -> Option<String> {
        (self.variables)(name)
    }
}

fn now() -> DateTime<Utc> {
    let given = variable(NOW).and_then(|now| DateTime::parse_from_rfc3339(&now).ok());
    let now = given.map_or_else(|| DateTime::from(std::time::SystemTime::now()), |now| now.to_utc());
    DateTime::from_timestamp(now.timestamp(), 0).unwrap_or(now)
}

fn terminal_height() -> Option<usize> {
    terminal_size::terminal_size().map(|(_, height)| usize::from(height.0))
}

fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}
