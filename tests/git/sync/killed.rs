//! A sync that dies at any moment is gone on with by the next: no act is lost, none is there twice.
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{ONE, TWO, two};
use crate::clones::Repo;

/// How often to kill: few by default, as many as `TICKETS_KILLS` says in a long run.
fn kills() -> usize {
    std::env::var("TICKETS_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(12)
}

/// Waits until no git that a killed command began is at work any more.
fn settle_down(repo: &Repo) {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(5) && is_at_work(&repo.root) {
        sleep(Duration::from_millis(5));
    }
}

/// Whether some process works in the directory.
fn is_at_work(root: &Path) -> bool {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    processes.filter_map(|process| fs::read_link(process.path().join("cwd")).ok()).any(|dir| dir.starts_with(root))
}

/// The texts of the notes in all tickets.
fn notes(repo: &Repo) -> Vec<String> {
    let texts = repo.files().into_values().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let mut notes: Vec<_> = texts
        .flat_map(|text| text.lines().filter(|line| line.contains("did: noted")).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    notes.sort();
    notes
}

#[test]
fn a_sync_that_was_killed_is_gone_on_with() {
    let (_clones, wang, li) = two();
    wang.open_at("2026-10-28T09:01:00+08:00", "Login fails");
    wang.run(&["sync"]).done();
    li.run(&["sync"]).done();
    let mut random = fastrand::Rng::with_seed(3);
    let mut written = BTreeSet::new();
    let mut duration = Duration::from_millis(400);
    for round in 0..kills() {
        for (repo, seconds) in [(&wang, 0), (&li, 1)] {
            let text = format!("by {} in {round}", repo.member);
            let now = format!("2026-10-28T1{}:{:02}:0{seconds}+08:00", round / 60 % 10, round % 60);
            let id = [ONE, TWO][random.usize(..2)];
            repo.run_at(&now, &["note", id, "-m", &text]).done();
            written.insert(text);
        }
        wang.run_at("2026-10-29T09:00:00+08:00", &["sync"]).done();
        let way = ["--merge", "--rebase"][usize::from(random.u8(..4) == 0)];
        let mut command = li.command(&["sync", way]);
        command.env("TICKETS_NOW", "2026-10-29T09:00:00+08:00").stdout(Stdio::null()).stderr(Stdio::null());
        let started = Instant::now();
        let mut child = command.spawn().unwrap();
        sleep(duration.mul_f64(random.f64()));
        // It may end before it is killed.
        let was_running = child.try_wait().unwrap().is_none();
        let _ = child.kill();
        child.wait().unwrap();
        if !was_running {
            duration = started.elapsed();
        }
        if random.bool() {
            settle_down(&li);
        }
        li.run_at("2026-10-29T09:00:00+08:00", &["sync"]).done();
        wang.run_at("2026-10-29T09:00:00+08:00", &["sync"]).done();
        assert_eq!(wang.files(), li.files(), "round {round}");
        assert_eq!(notes(&li).len(), written.len(), "round {round}");
    }
    let all = notes(&li).join("\n");
    assert!(written.iter().all(|text| all.contains(text.as_str())));
    assert_eq!(li.run_at("2026-10-29T09:00:00+08:00", &["check"]).code, Some(0));
}
