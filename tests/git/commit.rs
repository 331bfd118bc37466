//! One commit for each command: exactly what it touched, and nothing is lost when git refuses.
use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::clones::{Clones, Repo, outcome};

const ONE: &str = "CS202610280001";
const TWO: &str = "CS202610280002";
const THREE: &str = "CS202610280003";

/// A desk that commits by itself, with an open ticket.
fn desk(clones: &Clones) -> Repo {
    let desk = clones.first();
    desk.write("desk.yaml", desk.read("desk.yaml") + "commit: auto\n");
    desk.commit("Commit by itself");
    desk.run(&["new", "Payment fails", "--type", "technical", "--no-rules"]).done();
    desk
}

/// The subject and the paths of the last commit.
fn last(desk: &Repo) -> (String, Vec<String>) {
    let shown = desk.git(&["show", "--no-renames", "--name-status", "--format=%s", "HEAD"]);
    let mut lines = shown.lines().filter(|line| !line.is_empty()).map(|line| line.replace('\t', " "));
    (lines.next().unwrap(), lines.collect())
}

fn subject(desk: &Repo) -> String {
    last(desk).0
}

fn commits(desk: &Repo) -> usize {
    desk.git(&["rev-list", "--count", "HEAD"]).trim().parse().unwrap()
}

fn is_clean(desk: &Repo) -> bool {
    desk.git(&["status", "--porcelain"]).is_empty()
}

fn hook(desk: &Repo, name: &str, script: &str) {
    let path = format!(".git/hooks/{name}");
    desk.write(&path, format!("#!/bin/sh\n{script}\n"));
    fs::set_permissions(desk.root.join(path), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_command_is_one_commit_of_what_it_touched() {
    let clones = Clones::new();
    let desk = desk(&clones);
    let file = desk.file(ONE).display().to_string();
    assert_eq!(last(&desk), (format!("{ONE} opened: Payment fails"), vec![format!("A {file}")]));
    desk.run(&["reply", ONE, "-m", "We look into it."]).done();
    assert_eq!(last(&desk), (format!("{ONE} replied: Payment fails"), vec![format!("M {file}")]));
    desk.run(&["close", ONE, "--reason", "duplicate"]).done();
    let archived = file.replace("tickets/", "archive/2026/10/");
    let moved = vec![format!("A {archived}"), format!("D {file}")];
    assert_eq!(last(&desk), (format!("{ONE} closed: Payment fails"), moved));
    desk.run(&["reopen", ONE, "-r", "again"]).done();
    desk.write("screen.png", [1]);
    desk.git(&["add", "screen.png"]);
    desk.run(&["attach", ONE, "-f", "screen.png"]).done();
    let key = file.trim_start_matches("tickets/").trim_end_matches(".yaml");
    let attached = vec![format!("A attachments/{key}/screen.png"), format!("M {file}")];
    assert_eq!(last(&desk), (format!("{ONE} attached: Payment fails"), attached));
    // `init`, the setting, and five commands.
    assert_eq!(commits(&desk), 7);
    assert_eq!(desk.git(&["status", "--porcelain"]), "A  screen.png\n");
}

#[test]
fn what_is_no_act_has_a_message_too() {
    let clones = Clones::new();
    let desk = desk(&clones);
    desk.run(&["customer", "add", "--name", "Wang", "--phone", "13812345678"]).done();
    assert_eq!(last(&desk), ("customers: C1001".to_owned(), vec!["A customers/C1001.yaml".to_owned()]));
    desk.replace(desk.file(ONE), "status: new", "status: waiting");
    desk.run(&["check", "--fix"]).done();
    // The head says again what the last commit says.
    assert_eq!(subject(&desk), "customers: C1001");
    desk.replace(desk.file(ONE), "status: new", "status: waiting");
    desk.commit("By hand");
    desk.run(&["check", "--fix"]).done();
    assert_eq!(subject(&desk), format!("tickets: {ONE}"));
    assert!(is_clean(&desk));
}

#[test]
fn many_tickets_are_counted_and_listed() {
    let clones = Clones::new();
    let desk = desk(&clones);
    desk.run(&["new", "Login fails", "--type", "technical", "--no-rules"]).done();
    desk.run(&["new", "No invoice", "--type", "technical", "--no-rules"]).done();
    desk.run(&["assign", ONE, TWO, THREE, "--to", "li"]).done();
    let message = desk.git(&["log", "-1", "--format=%B"]);
    let lines = [
        "3 tickets assigned",
        "",
        &format!("{ONE} assigned: Payment fails"),
        &format!("{TWO} assigned: Login fails"),
        &format!("{THREE} assigned: No invoice"),
    ];
    assert_eq!(message.trim().lines().collect::<Vec<_>>(), lines);
    // One that fails does not keep the others from their commit.
    desk.run(&["close", ONE, "CS202610289999", TWO, "--reason", "duplicate"]).failed(1);
    assert_eq!(subject(&desk), "2 tickets closed");
    assert!(is_clean(&desk));
}

#[test]
fn a_member_who_is_not_gits_user_is_named() {
    let clones = Clones::new();
    let desk = desk(&clones);
    desk.run(&["note", ONE, "-m", "x"]).done();
    assert_eq!(desk.git(&["log", "-1", "--format=%an %(trailers:only)"]).trim(), "wang");
    desk.run(&["--as", "li", "note", ONE, "-m", "x"]).done();
    assert_eq!(desk.git(&["log", "-1", "--format=%an %(trailers:only)"]).trim(), "wang Acted-by: li");
}

#[test]
fn what_else_changed_stays_as_it_is() {
    let clones = Clones::new();
    let desk = desk(&clones);
    desk.run(&["new", "Login fails", "--type", "technical", "--no-rules"]).done();
    desk.write("README.md", "mine\n");
    desk.write("notes.txt", "staged\n");
    desk.git(&["add", "notes.txt"]);
    desk.replace(desk.file(TWO), "title: Login fails", "title: Login failed");
    desk.write("new file", "untracked\n");
    let before = desk.git(&["status", "--porcelain"]);
    assert_eq!(before.lines().count(), 4);
    desk.run(&["note", ONE, "-m", "x"]).done();
    desk.run(&["new", "No invoice", "--type", "technical", "--no-rules"]).done();
    desk.run(&["close", THREE, "--reason", "duplicate"]).done();
    assert_eq!(desk.git(&["status", "--porcelain"]), before);
    assert_eq!(commits(&desk), 7);
}

#[test]
fn the_options_of_a_command_outweigh_the_desk() {
    let clones = Clones::new();
    let desk = desk(&clones);
    let before = commits(&desk);
    desk.run(&["--no-commit", "note", ONE, "-m", "x"]).done();
    assert_eq!((commits(&desk), is_clean(&desk)), (before, false));
    desk.replace("desk.yaml", "commit: auto", "commit: off");
    desk.commit("Off");
    desk.run(&["note", ONE, "-m", "y"]).done();
    assert!(!is_clean(&desk));
    desk.run(&["note", ONE, "-m", "z", "--commit"]).done();
    assert!(is_clean(&desk));
    assert!(desk.run(&["note", ONE, "-m", "z", "--commit", "--no-commit"]).failed(2).contains("--no-commit"));
}

#[test]
fn nobody_is_asked_where_nobody_sits() {
    let clones = Clones::new();
    let desk = desk(&clones);
    desk.replace("desk.yaml", "commit: auto", "commit: ask");
    desk.commit("Ask");
    let before = commits(&desk);
    let noted = desk.run(&["note", ONE, "-m", "it's x"]);
    assert_eq!((noted.code, commits(&desk)), (Some(0), before));
    let command = noted.err.split('`').nth(1).unwrap_or_else(|| panic!("{noted:?}"));
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", command]).current_dir(&desk.root).envs([
        ("GIT_AUTHOR_NAME", "wang"),
        ("GIT_AUTHOR_EMAIL", "wang@example.com"),
        ("GIT_COMMITTER_NAME", "wang"),
        ("GIT_COMMITTER_EMAIL", "wang@example.com"),
    ]);
    outcome(shell, "").done();
    assert_eq!(subject(&desk), format!("{ONE} noted: Payment fails"));
    assert!(is_clean(&desk));
}

#[test]
fn a_file_that_was_never_committed_is() {
    let clones = Clones::new();
    let desk = desk(&clones);
    desk.run(&["--no-commit", "new", "Login fails", "--type", "technical", "--no-rules"]).done();
    desk.run(&["note", TWO, "-m", "x"]).done();
    assert_eq!(subject(&desk), format!("{TWO} noted: Login fails"));
    desk.run(&["--no-commit", "new", "No invoice", "--type", "technical", "--no-rules"]).done();
    desk.run(&["close", THREE, "--reason", "duplicate"]).done();
    assert_eq!(subject(&desk), format!("{THREE} closed: No invoice"));
    assert!(is_clean(&desk));
}

#[test]
fn a_hook_that_refuses_keeps_the_commit_away_and_not_the_act() {
    let clones = Clones::new();
    let desk = desk(&clones);
    hook(&desk, "pre-commit", "echo no commits on Fridays >&2; exit 1");
    let before = commits(&desk);
    let told = desk.run(&["note", ONE, "-m", "kept"]).failed(1);
    assert!(told.contains("no commits on Fridays") && told.contains("git commit -m"), "{told}");
    assert!(desk.read(desk.file(ONE)).contains("kept"));
    let told = desk.run(&["new", "Login fails", "--type", "technical", "--no-rules"]).failed(1);
    assert!(told.contains("no commits on Fridays"), "{told}");
    assert_eq!(commits(&desk), before);
    // Nothing of the attempt stays in the index.
    let file = desk.file(TWO).display().to_string();
    let status = desk.git(&["status", "--porcelain"]);
    assert_eq!(status, format!(" M {}\n?? {file}\n", desk.file(ONE).display()));
    hook(&desk, "pre-commit", "exit 0");
    hook(&desk, "commit-msg", "echo 'Reviewed-by: a hook' >> \"$1\"");
    desk.run(&["note", ONE, "-m", "again"]).done();
    assert!(desk.git(&["log", "-1", "--format=%B"]).contains("Reviewed-by: a hook"));
    assert_eq!(desk.read(desk.file(ONE)).matches("kept").count(), 1);
}

#[test]
fn without_a_repository_it_is_told_and_nothing_fails() {
    let clones = Clones::new();
    let desk = desk(&clones);
    fs::rename(desk.root.join(".git"), clones.path("elsewhere")).unwrap();
    let noted = desk.run(&["note", ONE, "-m", "x"]);
    assert_eq!(noted.code, Some(0));
    assert!(noted.err.contains("not committed") && noted.err.contains("no git repository"), "{noted:?}");
}

#[test]
fn what_git_is_in_the_middle_of_is_not_disturbed() {
    let clones = Clones::new();
    let desk = desk(&clones);
    desk.git(&["switch", "-q", "-c", "other"]);
    desk.write("notes.txt", "theirs\n");
    desk.commit("Theirs");
    desk.git(&["switch", "-q", "main"]);
    desk.write("notes.txt", "ours\n");
    desk.commit("Ours");
    for (operation, begin) in [("merge", "merge"), ("rebase", "rebase"), ("cherry-pick", "cherry-pick")] {
        assert_eq!(desk.try_git(&[begin, "other"]).code, Some(1));
        let before = desk.git(&["rev-parse", "HEAD"]);
        let noted = desk.run(&["note", ONE, "-m", operation]);
        assert_eq!(noted.code, Some(0), "{noted:?}");
        assert!(noted.err.contains(&format!("a {operation} is under way")), "{noted:?}");
        assert!(desk.read(desk.file(ONE)).contains(&format!("text: {operation}")));
        assert_eq!(desk.git(&["rev-parse", "HEAD"]), before);
        desk.git(&["restore", "tickets"]);
        desk.git(&[operation, "--abort"]);
    }
    desk.git(&["switch", "-q", "--detach"]);
    let noted = desk.run(&["note", ONE, "-m", "x"]);
    assert_eq!(noted.code, Some(0));
    assert!(noted.err.contains("`HEAD` is on no branch"), "{noted:?}");
}

#[test]
fn a_first_commit_is_one_too() {
    let clones = Clones::new();
    let desk = desk(&clones);
    desk.git(&["switch", "-q", "--orphan", "fresh"]);
    desk.git(&["restore", "-q", "--source=main", "--worktree", "."]);
    desk.run(&["note", ONE, "-m", "x"]).done();
    assert_eq!(last(&desk), (format!("{ONE} noted: Payment fails"), vec![format!("A {}", desk.file(ONE).display())]));
}

#[test]
fn who_commits_must_be_known() {
    let clones = Clones::new();
    let desk = desk(&clones);
    desk.git(&["config", "user.useConfigOnly", "true"]);
    let mut command = desk.command(&["note", ONE, "-m", "kept"]);
    for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
        command.env_remove(name);
    }
    let told = outcome(command, "").failed(1);
    assert!(told.contains("who commits") && told.contains("user.email"), "{told}");
    assert!(desk.read(desk.file(ONE)).contains("kept"));
}

#[test]
fn an_index_that_stays_locked_is_told() {
    let clones = Clones::new();
    let desk = desk(&clones);
    desk.write(".git/index.lock", "");
    let told = desk.run(&["note", ONE, "-m", "kept"]).failed(1);
    assert!(told.contains("index.lock"), "{told}");
    assert!(desk.read(desk.file(ONE)).contains("kept"));
    fs::remove_file(desk.root.join(".git/index.lock")).unwrap();
    desk.run(&["note", ONE, "-m", "again"]).done();
    assert!(is_clean(&desk));
}

#[test]
fn commands_at_the_same_time_take_turns() {
    let clones = Clones::new();
    let desk = desk(&clones);
    let before = commits(&desk);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| desk.run(&["new", "At once", "--type", "technical", "--no-rules"]).done());
        }
    });
    assert_eq!(commits(&desk), before + 8);
    assert!(is_clean(&desk));
}

#[test]
fn a_desk_below_the_top_and_in_a_linked_work_tree_commits_alike() {
    let clones = Clones::new();
    let top = clones.first();
    top.run(&["init", "support/desk", "--lang", "zh-CN", "--timezone", "Asia/Shanghai"]).done();
    top.commit("A second desk");
    top.git(&["worktree", "add", "-q", "../linked", "-b", "linked"]);
    let desk = Repo::of(clones.path("linked/support/desk"), "wang");
    desk.write("desk.yaml", desk.read("desk.yaml") + "commit: auto\n");
    desk.run(&["new", "支付失败", "--type", "technical", "--no-rules"]).done();
    let (subject, files) = last(&desk);
    assert_eq!((subject.as_str(), files.len()), ("CS202610280001 新建：支付失败", 1));
    assert!(files[0].starts_with("A support/desk/tickets/CS202610280001-"), "{files:?}");
    assert_eq!(desk.git(&["status", "--porcelain"]), " M support/desk/desk.yaml\n");
}
