//! How a command ended.
use std::process::Command;
use std::time::Duration;

/// How a command ended.
#[derive(Debug)]
pub struct Outcome {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Outcome {
    /// Standard output of a command that must have worked.
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.out
    }

    /// Standard error of a command that must have ended with `code`, which is never a panic.
    #[track_caller]
    pub fn failed(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        self.err
    }
}

/// What asks for the findings of a desk, for [`Outcome::findings`].
pub const CHECK: [&str; 3] = ["check", "--format", "csv"];

impl Outcome {
    /// The codes of what `check` found, in its order.
    #[track_caller]
    pub fn findings(self) -> Vec<String> {
        let Self { code, out, err } = self;
        assert!(matches!(code, Some(0 | 3)), "{code:?} {err}");
        let codes: Vec<_> = out.lines().skip(1).filter_map(|line| line.split(',').nth(1)).map(str::to_owned).collect();
        assert_eq!(code == Some(0), codes.is_empty());
        codes
    }
}

/// Runs a command to its end, with `input` on its standard input.
pub fn outcome(command: Command, input: &str) -> Outcome {
    let output =
        assert_cmd::Command::from_std(command).timeout(Duration::from_mins(1)).write_stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Outcome { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}
