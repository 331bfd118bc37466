//! The samples of hooks, as they are.
use std::fs;
use std::path::Path;

use super::{EVENING, ONE, TWO, hook, hub, two};
use crate::clones::Repo;

fn sample(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/hooks").join(name)).unwrap()
}

fn break_one(repo: &Repo) {
    repo.replace(repo.file(ONE), "did: created", "did: noted, text: x");
}

#[test]
fn before_a_commit_its_files_are_checked() {
    let (_clones, wang, _) = two();
    hook(&wang.root.join(".git"), "pre-commit", &sample("pre-commit"));
    wang.run_at("2026-10-28T09:10:00+08:00", &["new", "Login fails", "--type", "technical", "--no-rules", "--commit"])
        .done();
    wang.write("a b\n.txt", "no file of the desk\n");
    wang.commit("A file with a strange name");
    break_one(&wang);
    wang.git(&["add", "--all"]);
    let refused = wang.try_git(&["commit", "-qm", "By hand"]);
    assert!(refused.code == Some(1) && refused.err.contains("the history begins with `noted`"), "{refused:?}");
    // Only the files of the commit count.
    wang.git(&["reset", "-q"]);
    wang.run_at("2026-10-28T09:11:00+08:00", &["note", TWO, "-m", "x", "--commit"]).done();
    wang.git(&["restore", "tickets"]);
    // A ticket of somebody who left is a warning, and that refuses nothing.
    wang.run_at("2026-10-28T09:12:00+08:00", &["assign", ONE, "--to", "zhao", "--commit"]).done();
    wang.replace("config/team.yaml", "  zhao:", "  zhou:");
    wang.commit("Zhao left");
    wang.run_at("2026-10-28T09:13:00+08:00", &["note", ONE, "-m", "x", "--commit"]).done();
    assert_eq!(wang.run_at(EVENING, &["check", wang.file(ONE).to_str().unwrap()]).code, Some(3));
}

#[test]
fn before_a_push_is_taken_what_it_brings_is_checked() {
    let (clones, wang, li) = two();
    hook(&clones.path("hub.git"), "pre-receive", &sample("pre-receive"));
    wang.run_at("2026-10-28T09:10:00+08:00", &["note", ONE, "-m", "x"]).done();
    wang.run(&["sync"]).done();
    wang.git(&["push", "-q", "origin", "HEAD:refs/heads/other"]);
    li.run(&["sync"]).done();
    break_one(&li);
    li.commit("By hand");
    let sent = hub(&clones, "main");
    let refused = li.try_git(&["push", "-q"]);
    assert!(refused.code == Some(1) && refused.err.contains("the history begins with `noted`"), "{refused:?}");
    assert_eq!(hub(&clones, "main"), sent);
    assert_eq!(li.try_git(&["push", "-q", "origin", "HEAD:refs/heads/new"]).code, Some(1));
    li.git(&["push", "-q", "origin", "--delete", "other"]);
    li.git(&["revert", "--no-edit", "HEAD"]);
    li.git(&["push", "-q"]);
}
