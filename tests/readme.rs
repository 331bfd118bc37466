//! The README's tour, run as written: every ```` ```console ```` block, in one directory. Where the
//! README shows output, that is what the command prints; `…` at the end of a line stands for its rest.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test that runs the shell")]
use std::fs;
use std::path::Path;
use std::process::Command;

/// A command and the output that is shown below it.
struct Step {
    command: String,
    shown: Vec<String>,
}

fn steps(readme: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match (inside, line) {
            (false, "```console") => inside = true,
            (true, "```") => inside = false,
            (true, line) => match (line.strip_prefix("$ "), steps.last_mut()) {
                (Some(command), _) => steps.push(Step { command: command.to_owned(), shown: Vec::new() }),
                (None, Some(step)) => step.shown.push(line.to_owned()),
                (None, None) => panic!("output before any command: {line}"),
            },
            (false, _) => {}
        }
    }
    steps
}

/// Runs a command in the shell; what it printed, and the directory it ended in.
fn run(dir: &Path, home: &Path, command: &str) -> (String, String) {
    let bin = Path::new(env!("CARGO_BIN_EXE_tickets")).parent().unwrap().display().to_string();
    let path = format!("{bin}:{}", std::env::var("PATH").unwrap());
    let script = format!("{{ {command}; }} 2>&1 && pwd > \"$HOME/pwd\"");
    let mut shell = Command::new("bash");
    shell.args(["-c", &script]).current_dir(dir).env_clear().envs([
        ("PATH", path.as_str()),
        ("HOME", home.to_str().unwrap()),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("TICKETS_NOW", "2026-10-28T09:30:00+00:00"),
        ("TICKETS_SEED", "1"),
        ("TICKETS_USER", "wang"),
        ("LANG", "en_GB.UTF-8"),
    ]);
    let output = shell.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "`{command}` failed:\n{text}");
    (text, fs::read_to_string(home.join("pwd")).unwrap().trim().to_owned())
}

fn assert_shown(step: &Step, printed: &str) {
    let printed: Vec<_> = printed.lines().map(str::trim_end).collect();
    assert_eq!(printed.len(), step.shown.len(), "`{}` printed {printed:#?}", step.command);
    for (printed, shown) in printed.iter().zip(&step.shown) {
        match shown.strip_suffix('…') {
            Some(beginning) => assert!(printed.starts_with(beginning), "`{}`: {printed}", step.command),
            None => assert_eq!(printed, shown, "`{}`", step.command),
        }
    }
}

#[test]
fn the_tour_works_as_written() {
    let home = tempfile::tempdir().unwrap();
    let mut dir = home.path().display().to_string();
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let steps = steps(&readme);
    assert!(steps.len() > 20);
    for step in steps {
        let (printed, after) = run(Path::new(&dir), home.path(), &step.command);
        if !step.shown.is_empty() {
            assert_shown(&step, &printed);
        }
        dir = after;
    }
}
