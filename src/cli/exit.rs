//! Exit codes, as `--help` documents them.
use crate::fault::Problem;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Something failed.
    Failed = 1,
    /// The command was not understood.
    Usage = 2,
    /// It worked, and there are findings: breaches, problems.
    Findings = 3,
}

/// What a user typed is wrong, rather than what the desk holds.
const USAGE: [&str; 11] = [
    "usage-",
    "query-",
    "duration-",
    "moment-",
    "period-",
    "sort-",
    "preset-",
    "column-",
    "dimension-",
    "field-unknown",
    "zone-",
];

impl Exit {
    /// How a command ends that meets `problem`.
    pub fn of(problem: &Problem) -> Self {
        let in_file = problem.place().is_some_and(|place| place.file.extension().is_some());
        if !in_file && USAGE.iter().any(|prefix| problem.code().starts_with(prefix)) {
            Self::Usage
        } else {
            Self::Failed
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
