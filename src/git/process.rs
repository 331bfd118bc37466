//! Running git: its arguments, its standard input, what it wrote.
#![expect(clippy::disallowed_methods, reason = "this is the home of git")]
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use super::GitFault;
use crate::fault::Result;

/// Where the repository is when a hook of git has called us.
const REPOSITORY_VARIABLES: [&str; 3] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"];

/// How a run of git ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// What it and its hooks told people, without the line end.
    pub words: String,
}

impl Ended {
    fn of(output: &Output) -> Self {
        Self { code: output.status.code(), words: String::from_utf8_lossy(&output.stderr).trim().to_owned() }
    }

    /// Whether it succeeded.
    pub fn is_done(&self) -> bool {
        self.code == Some(0)
    }
}

/// One run of git in a directory.
#[derive(Debug)]
pub(super) struct Git(Command);

impl Git {
    /// In the repository around `dir`, or the one whose hook has called us.
    pub(super) fn new(dir: &Path, args: &[&str]) -> Self {
        let mut git = Self::for_people(dir, args);
        git.0.env("LC_ALL", "C");
        git
    }

    /// As [`Self::new`], for what runs hooks and what people read: in the language they have set.
    pub(super) fn for_people(dir: &Path, args: &[&str]) -> Self {
        let mut command = Command::new("git");
        command.arg("-C").arg(dir).args(args);
        Self(command)
    }

    /// In `dir`'s own repository, also when a hook of another one has called us.
    pub(super) fn alone(dir: &Path, args: &[&str]) -> Self {
        let mut git = Self::new(dir, args);
        for variable in REPOSITORY_VARIABLES {
            git.0.env_remove(variable);
        }
        git
    }

    /// With an environment variable of its own.
    pub(super) fn env(mut self, name: &str, value: &str) -> Self {
        self.0.env(name, value);
        self
    }

    /// With a lock of ours as its standard input, so that a git that outlives us still holds it.
    pub(super) fn holding(mut self, lock: File) -> Self {
        self.0.stdin(lock);
        self
    }

    /// Out of reach of the keys that interrupt us: half a merge would be worse than a late one. It cannot
    /// ask for anything.
    pub(super) fn undisturbed(mut self) -> Self {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut self.0, 0);
        self
    }

    /// With nothing on its standard input.
    pub(super) fn without_input(mut self) -> Self {
        self.0.stdin(Stdio::null());
        self
    }

    /// Runs to the end; how it ended.
    pub(super) fn ended(mut self) -> Result<Ended> {
        Ok(Ended::of(&self.0.output().map_err(|_| GitFault::Missing {})?))
    }

    /// Runs to the end with `input` on its standard input; how it ended.
    pub(super) fn ended_fed(mut self, input: &[u8]) -> Result<Ended> {
        Ok(Ended::of(&self.feed(input)?))
    }

    /// Runs to the end; whether it succeeded.
    pub(super) fn succeeds(self) -> Result<bool> {
        Ok(self.without_input().ended()?.is_done())
    }

    /// Runs to the end; what it wrote, without the line end.
    pub(super) fn text(self) -> Result<String> {
        Ok(String::from_utf8_lossy(&self.bytes()?).trim_end().to_owned())
    }

    /// Runs to the end; what it wrote.
    pub(super) fn bytes(mut self) -> Result<Vec<u8>> {
        self.0.stdin(Stdio::null());
        let output = self.0.output().map_err(|_| GitFault::Missing {})?;
        self.judge(output)
    }

    /// Runs to the end; what it wrote when it ended well, or with a code that is `expected`.
    pub(super) fn bytes_or(mut self, expected: impl Fn(i32) -> bool) -> Result<Vec<u8>> {
        self.0.stdin(Stdio::null());
        let output = self.0.output().map_err(|_| GitFault::Missing {})?;
        if output.status.code().is_some_and(expected) { Ok(output.stdout) } else { self.judge(output) }
    }

    /// Runs to the end with `input` on its standard input, which it reads before it writes anything, but
    /// no longer than `limit`; what it wrote. `None` when it is missing, failed or was too slow.
    pub(super) fn bytes_within(mut self, limit: Duration, input: &[u8]) -> Option<Vec<u8>> {
        self.0.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = self.0.spawn().ok()?;
        // A git that ends early closes the pipe; its exit code says why.
        child.stdin.take().map(|mut stdin| stdin.write_all(input));
        let mut stdout = child.stdout.take()?;
        let (answer, answered) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = stdout.read_to_end(&mut bytes);
            answer.send(read.map(|_| bytes))
        });
        let bytes = answered.recv_timeout(limit);
        if bytes.is_err() {
            child.kill().ok()?;
        }
        let is_done = child.wait().is_ok_and(|status| status.success());
        bytes.ok()?.ok().filter(|_| is_done)
    }

    /// Runs to the end with `input` on its standard input; what it wrote.
    pub(super) fn fed(mut self, input: &[u8]) -> Result<Vec<u8>> {
        let output = self.feed(input)?;
        self.judge(output)
    }

    /// The input is written beside the reading, so neither side waits for the other.
    fn feed(&mut self, input: &[u8]) -> Result<Output> {
        self.0.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.0.spawn().map_err(|_| GitFault::Missing {})?;
        let stdin = child.stdin.take();
        let output = std::thread::scope(|scope| {
            // A git that ends early closes the pipe; its exit code says why.
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
            child.wait_with_output()
        });
        Ok(output.map_err(|_| GitFault::Missing {})?)
    }

    fn judge(&self, output: Output) -> Result<Vec<u8>> {
        if output.status.success() {
            return Ok(output.stdout);
        }
        let cause = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        let args: Vec<_> = self.0.get_args().skip(2).map(std::ffi::OsStr::to_string_lossy).collect();
        Err(GitFault::Failed { command: format!("git {}", args.join(" ")), cause }.into())
    }
}
