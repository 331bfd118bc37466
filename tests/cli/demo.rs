//! The demonstration: real commands, real files, a real repository.
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::desk::{NOW, Outcome, outcome};

fn run(dir: &Path, args: &[&str]) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tickets"));
    command.args(args).current_dir(dir).env_clear().envs([
        ("PATH", std::env::var("PATH").unwrap_or_default().as_str()),
        ("HOME", "/nonexistent"),
        ("TMPDIR", dir.join("tmp").to_str().unwrap()),
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_SYSTEM", "/dev/null"),
        ("TICKETS_NOW", NOW),
        ("TICKETS_SEED", "1"),
    ]);
    outcome(command, "")
}

fn git(dir: &Path, args: &[&str]) -> String {
    let output = Command::new("git").arg("-C").arg(dir).args(args).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn it_plays_in_a_repository_of_its_own_and_the_same_every_time() {
    let dir = TempDir::new().unwrap();
    git(dir.path(), &["init", "--quiet"]);
    let shown = run(dir.path(), &["demo"]).done();
    for part in [
        "── Wed 2026-10-21 ──",
        "$ tickets report sla\n",
        "75.0%",
        "I had to report the same fault twice.",
        "cd tickets-demo",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let desk = dir.path().join("tickets-demo");
    assert_eq!(git(&desk, &["status", "--porcelain"]), "");
    assert_eq!(git(dir.path(), &["ls-files"]), "");
    let authors = git(&desk, &["shortlog", "--summary", "--email", "HEAD"]);
    for member in ["Li Na <li@example.com>", "Wang Fang <wang@example.com>", "Zhao Lei <zhao@example.com>"] {
        assert!(authors.contains(member), "{authors}");
    }
    let dates = git(&desk, &["log", "--reverse", "--format=%at"]);
    assert!(dates.lines().is_sorted());
    assert!(!git(&desk, &["log", "-p"]).contains("Emma Clarke <"), "contacts stay out of git");
    assert!(!git(&desk, &["log", "-p"]).contains("+44 7700 900123"), "contacts stay out of git");
    assert_eq!(run(&desk, &["check"]).code, Some(0));
    let twin = run(dir.path(), &["demo", "twin"]).done().replace("twin", "tickets-demo");
    assert!(twin == shown, "{twin}");
    assert_eq!(git(&dir.path().join("twin"), &["rev-parse", "HEAD"]), git(&desk, &["rev-parse", "HEAD"]));
}

#[test]
fn it_tells_the_same_in_chinese() {
    let dir = TempDir::new().unwrap();
    let shown = run(dir.path(), &["--lang", "zh-CN", "demo"]).done();
    for part in ["── 周三 2026-10-21 ──", "同一个故障报了两次才修好。", "75.0%", "服务时限达标情况"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(dir.path().join("tickets-demo/surveys/2026/10").is_dir());
}

#[test]
fn it_never_writes_where_something_is() {
    let dir = TempDir::new().unwrap();
    std::fs::create_dir_all(dir.path().join("full/x")).unwrap();
    std::fs::create_dir_all(dir.path().join("tickets-demo/x")).unwrap();
    let told = run(dir.path(), &["demo", "full"]).failed(1);
    assert!(told.contains("`full` is there already"), "{told}");
    let shown = run(dir.path(), &["demo", "--no-git"]).done();
    let place = dir.path().join("tmp/tickets-demo-1");
    assert!(shown.contains(&format!("cd {}", place.display())) && place.join("desk.yaml").exists(), "{shown}");
    assert!(!place.join(".git").exists());
}
