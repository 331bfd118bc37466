//! Transcripts, run as written: every ```` ```console ```` block of a document, in one directory. Where
//! output is shown, that is what the command prints; `…` at the end of a line stands for its rest. A
//! block whose language is followed by a path, such as ```` ```yaml desk.yaml ````, is that file.
use std::fs;
use std::path::Path;
use std::process::Command;

use super::document;

/// A document and the world it is run in.
struct Tour {
    document: &'static str,
    now: &'static str,
    lang: &'static str,
}

/// What a document does to its directory.
enum Step {
    File { path: String, text: String },
    Run { command: String, shown: Vec<String> },
}

/// The fenced blocks of a document: what follows the fence, and the lines.
pub(super) fn blocks(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut blocks: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match (inside, line.strip_prefix("```"), blocks.last_mut()) {
            (false, Some(info), _) => {
                blocks.push((info, Vec::new()));
                inside = true;
            }
            (true, Some(_), _) => inside = false,
            (true, None, Some((_, lines))) => lines.push(line),
            _ => {}
        }
    }
    blocks
}

fn steps(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for (info, lines) in blocks(text) {
        if info == "console" {
            steps.extend(commands(&lines));
        } else if let Some((_, path)) = info.split_once(' ') {
            steps.push(Step::File { path: path.to_owned(), text: lines.join("\n") + "\n" });
        }
    }
    steps
}

fn commands(lines: &[&str]) -> Vec<Step> {
    let mut steps = Vec::new();
    for line in lines {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push(Step::Run { command: command.to_owned(), shown: Vec::new() }),
            (None, Some(Step::Run { shown, .. })) => shown.push((*line).to_owned()),
            _ => panic!("output before any command: {line}"),
        }
    }
    steps
}

impl Tour {
    fn take(&self) {
        let home = tempfile::tempdir().unwrap();
        let mut dir = home.path().display().to_string();
        let steps = steps(&document(self.document));
        assert!(steps.len() > 8, "{}: where are the transcripts?", self.document);
        for step in steps {
            match step {
                Step::File { path, text } => write(&Path::new(&dir).join(path), &text),
                Step::Run { command, shown } => {
                    let (printed, after) = self.run(Path::new(&dir), home.path(), &command);
                    if !shown.is_empty() {
                        self.assert_shown(&command, &shown, &printed);
                    }
                    dir = after;
                }
            }
        }
    }

    /// Runs a command in the shell; what it printed, and the directory it ended in.
    fn run(&self, dir: &Path, home: &Path, command: &str) -> (String, String) {
        let bin = Path::new(env!("CARGO_BIN_EXE_tickets")).parent().unwrap().display().to_string();
        let path = format!("{bin}:{}", std::env::var("PATH").unwrap());
        let script = format!("{{ {command}; }} 2>&1 && pwd > \"$HOME/pwd\"");
        let mut shell = Command::new("bash");
        shell.args(["-c", &script]).current_dir(dir).env_clear().envs([
            ("PATH", path.as_str()),
            ("HOME", home.to_str().unwrap()),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("TICKETS_NOW", self.now),
            ("TICKETS_USER", "wang"),
            ("LANG", self.lang),
        ]);
        if self.document.starts_with("README") {
            // Its reader is known to git, and is nobody of the desk.
            let roles = ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"];
            shell.envs(roles.map(|role| (role, "reader")));
        }
        let output = shell.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{}: `{command}` failed:\n{text}", self.document);
        (text, fs::read_to_string(home.join("pwd")).unwrap().trim().to_owned())
    }

    fn assert_shown(&self, command: &str, shown: &[String], printed: &str) {
        let lines: Vec<_> = printed.lines().map(str::trim_end).collect();
        assert_eq!(lines.len(), shown.len(), "{}: `{command}` printed\n{printed}", self.document);
        for (line, shown) in lines.iter().zip(shown) {
            let matches = shown.strip_suffix('…').map_or(line == shown, |beginning| line.starts_with(beginning));
            assert!(matches, "{}: `{command}` shows\n{shown}\nand printed\n{printed}", self.document);
        }
    }
}

/// The picture at the top of a README is what the demo shows: its lines, in their order.
fn assert_picture(tour: &Tour) {
    let home = tempfile::tempdir().unwrap();
    let (printed, _) = tour.run(home.path(), home.path(), "tickets demo demo --no-git");
    let text = document(tour.document);
    let (_, picture) = blocks(&text).into_iter().find(|(info, _)| *info == "text").unwrap();
    let mut printed = printed.lines().map(str::trim_end);
    for line in picture {
        assert!(printed.any(|printed| printed == line), "{}: the demo does not show\n{line}", tour.document);
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn the_page_on_rules_works_as_written() {
    Tour { document: "docs/rules.md", now: "2026-10-28T09:30:00+08:00", lang: "en_GB.UTF-8" }.take();
}

#[test]
fn the_chinese_page_on_rules_works_as_written() {
    Tour { document: "docs/rules.zh-CN.md", now: "2026-10-28T09:30:00+08:00", lang: "zh_CN.UTF-8" }.take();
}

#[test]
fn the_page_on_alerts_works_as_written() {
    Tour { document: "docs/alerts.md", now: "2026-10-28T09:00:00+08:00", lang: "en_GB.UTF-8" }.take();
}

#[test]
fn the_chinese_page_on_alerts_works_as_written() {
    Tour { document: "docs/alerts.zh-CN.md", now: "2026-10-28T09:00:00+08:00", lang: "zh_CN.UTF-8" }.take();
}

#[test]
fn the_readme_works_as_written() {
    Tour { document: "README.md", now: "2026-10-28T09:30:00+00:00", lang: "en_GB.UTF-8" }.take();
}

#[test]
fn the_chinese_readme_works_as_written() {
    Tour { document: "README.zh-CN.md", now: "2026-10-28T09:30:00+08:00", lang: "zh_CN.UTF-8" }.take();
}

#[test]
fn the_pictures_are_real() {
    assert_picture(&Tour { document: "README.md", now: "2026-11-20T17:00:00+00:00", lang: "en_GB.UTF-8" });
    assert_picture(&Tour { document: "README.zh-CN.md", now: "2026-11-20T17:00:00+08:00", lang: "zh_CN.UTF-8" });
}

#[test]
fn the_examples_of_clocks_work_as_written() {
    Tour { document: "docs/clocks.md", now: "2026-10-30T18:00:00+08:00", lang: "en_GB.UTF-8" }.take();
}

#[test]
fn the_chinese_examples_of_clocks_work_as_written() {
    Tour { document: "docs/clocks.zh-CN.md", now: "2026-10-30T18:00:00+08:00", lang: "zh_CN.UTF-8" }.take();
}

#[test]
fn the_examples_of_figures_work_as_written() {
    Tour { document: "docs/figures.md", now: "2026-10-30T18:00:00+08:00", lang: "en_GB.UTF-8" }.take();
}

#[test]
fn the_chinese_examples_of_figures_work_as_written() {
    Tour { document: "docs/figures.zh-CN.md", now: "2026-10-30T18:00:00+08:00", lang: "zh_CN.UTF-8" }.take();
}

#[test]
fn the_examples_of_the_format_work_as_written() {
    Tour { document: "docs/format.md", now: "2026-10-28T18:00:00+00:00", lang: "en_GB.UTF-8" }.take();
}

#[test]
fn the_chinese_examples_of_the_format_work_as_written() {
    Tour { document: "docs/format.zh-CN.md", now: "2026-10-28T18:00:00+08:00", lang: "zh_CN.UTF-8" }.take();
}

#[test]
fn the_page_on_assignment_works_as_written() {
    Tour { document: "docs/assignment.md", now: "2026-10-28T09:30:00+08:00", lang: "en_GB.UTF-8" }.take();
}

#[test]
fn the_chinese_page_on_assignment_works_as_written() {
    Tour { document: "docs/assignment.zh-CN.md", now: "2026-10-28T09:30:00+08:00", lang: "zh_CN.UTF-8" }.take();
}

#[test]
fn the_page_on_promises_works_as_written() {
    Tour { document: "docs/promises.md", now: "2026-10-28T18:00:00+08:00", lang: "en_GB.UTF-8" }.take();
}

#[test]
fn the_chinese_page_on_promises_works_as_written() {
    Tour { document: "docs/promises.zh-CN.md", now: "2026-10-28T18:00:00+08:00", lang: "zh_CN.UTF-8" }.take();
}

#[test]
fn the_page_on_roles_works_as_written() {
    Tour { document: "docs/roles.md", now: "2026-10-28T10:00:00+00:00", lang: "en_GB.UTF-8" }.take();
}

#[test]
fn the_chinese_page_on_roles_works_as_written() {
    Tour { document: "docs/roles.zh-CN.md", now: "2026-10-28T10:00:00+08:00", lang: "zh_CN.UTF-8" }.take();
}

#[test]
fn the_page_on_replies_works_as_written() {
    Tour { document: "docs/replies.md", now: "2026-10-28T10:00:00+00:00", lang: "en_GB.UTF-8" }.take();
}

#[test]
fn the_chinese_page_on_replies_works_as_written() {
    Tour { document: "docs/replies.zh-CN.md", now: "2026-10-28T10:00:00+08:00", lang: "zh_CN.UTF-8" }.take();
}

#[test]
fn the_page_on_knowledge_works_as_written() {
    Tour { document: "docs/knowledge.md", now: "2026-10-28T10:00:00+00:00", lang: "en_GB.UTF-8" }.take();
}

#[test]
fn the_chinese_page_on_knowledge_works_as_written() {
    Tour { document: "docs/knowledge.zh-CN.md", now: "2026-10-28T10:00:00+08:00", lang: "zh_CN.UTF-8" }.take();
}

#[test]
fn the_examples_of_git_work_as_written() {
    Tour { document: "docs/git.md", now: "2026-10-28T10:00:00+08:00", lang: "en_GB.UTF-8" }.take();
}

#[test]
fn the_chinese_examples_of_git_work_as_written() {
    Tour { document: "docs/git.zh-CN.md", now: "2026-10-28T10:00:00+08:00", lang: "zh_CN.UTF-8" }.take();
}
