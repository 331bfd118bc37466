//! `git setup`: what a clone needs.
use std::fs;
use std::path::Path;

use super::clones::{Clones, Outcome, Repo};

const ATTRIBUTES: &str = "tickets/*.yaml text=auto eol=lf merge=tickets";
const COMMAND: &str = "tickets git merge-driver %O %A %B %P";

fn driver(repo: &Repo) -> String {
    repo.try_git(&["config", "--get", "merge.tickets.driver"]).out.trim().to_owned()
}

fn note(repo: &Repo, number: &str) -> Outcome {
    repo.run(&["note", number, "-m", "Seen"])
}

#[test]
fn init_makes_a_clone_ready_and_setup_finds_nothing_to_do() {
    let clones = Clones::new();
    let first = clones.first();
    assert_eq!(driver(&first), COMMAND);
    assert!(first.read(".gitattributes").contains(ATTRIBUTES));
    let config = first.read(".git/config");
    let outcome = first.run(&["git", "setup"]);
    assert_eq!((outcome.out.as_str(), outcome.err.as_str()), ("this clone was set up already\n", ""));
    assert_eq!(first.read(".git/config"), config);
    first.run(&["git", "setup", "--check"]).done();
}

#[test]
fn a_bare_clone_is_told_once_a_command_what_it_lacks() {
    let clones = Clones::new();
    let repo = clones.join_bare("li");
    let opened = repo.run(&["new", "a", "--type", "technical", "-q"]);
    assert!(opened.err.contains("`tickets git setup`"), "{}", opened.err);
    let number = opened.done().trim().to_owned();
    let outcome = repo.run(&["note", &number, &number[..number.len() - 1], "-m", "Seen"]);
    assert_eq!(outcome.err.matches("tickets git setup").count(), 1, "{}", outcome.err);
    let lacking = repo.run(&["git", "setup", "--check", "--format", "csv"]);
    assert!(lacking.failed(3).is_empty());
    assert_eq!(driver(&repo), "");
    let told = repo.run(&["git", "setup"]).done();
    assert!(told.contains("set `merge.directoryRenames` to `false`") && told.contains("is set up"), "{told}");
    assert_eq!(note(&repo, &number).err, "");
}

#[test]
fn settings_of_the_user_serve_too_and_a_higher_limit_stays() {
    let clones = Clones::new();
    let repo = clones.join_bare("li");
    repo.git(&["config", "merge.renameLimit", "20000"]);
    repo.git(&["config", "merge.tickets.driver", "elsewhere"]);
    repo.run(&["git", "setup"]).done();
    assert_eq!(repo.git(&["config", "--get-all", "merge.renameLimit"]), "20000\n");
    assert_eq!(repo.git(&["config", "--get-all", "merge.tickets.driver"]), format!("{COMMAND}\n"));
    let number = repo.open_at("2026-10-28T08:00:00+08:00", "a");
    repo.git(&["config", "--remove-section", "merge.tickets"]);
    repo.write("mine", "[merge \"tickets\"]\n\tdriver = tickets git merge-driver %O %A %B %P\n");
    let mut command = repo.command(&["note", &number, "-m", "x"]);
    command.env("GIT_CONFIG_GLOBAL", repo.root.join("mine"));
    assert_eq!(super::clones::outcome(command, "").err, "");
}

#[test]
fn other_attributes_stay_and_a_runner_changes_nothing_in_its_checkout() {
    let clones = Clones::new();
    let repo = clones.first();
    repo.write(".gitattributes", "*.png binary\n");
    repo.commit("Attributes of another kind");
    repo.git(&["config", "--remove-section", "merge.tickets"]);
    assert_eq!(repo.run(&["git", "setup", "--ci"]).done(), "");
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
    assert_eq!(driver(&repo), COMMAND);
    let asked = repo.git(&["check-attr", "merge", "--", "archive/2026/10/T1-00000.yaml"]);
    assert!(asked.ends_with("merge: tickets\n"), "{asked}");
    let outcome = repo.run(&["git", "setup"]);
    assert!(outcome.err.contains("commit `.gitattributes`"), "{}", outcome.err);
    assert!(repo.read(".gitattributes").starts_with("*.png binary\n"));
}

#[test]
fn a_runner_needs_no_name_and_a_shallow_one_is_told() {
    let clones = Clones::new();
    let repo = clones.first();
    repo.git(&["commit", "-q", "--allow-empty", "-m", "Second"]);
    let root = clones.path("runner");
    let origin = format!("file://{}", repo.root.display());
    repo.git(&["clone", "-q", "--depth", "1", &origin, root.to_str().unwrap()]);
    let runner = Repo::of(root, "nobody");
    runner.git(&["checkout", "-q", "--detach"]);
    let mut command = runner.command(&["git", "setup", "--ci"]);
    for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "TICKETS_USER"] {
        command.env_remove(name);
    }
    let outcome = super::clones::outcome(command, "");
    assert!(outcome.err.contains("git fetch --unshallow"), "{outcome:?}");
    outcome.done();
    assert_eq!(driver(&runner), COMMAND);
}

#[test]
fn linked_work_trees_and_submodules_are_set_up_too() {
    let clones = Clones::new();
    let repo = clones.join_bare("li");
    let number = repo.open_at("2026-10-28T08:00:00+08:00", "a");
    repo.commit("A ticket");
    repo.git(&["worktree", "add", "-q", "../linked"]);
    let linked = Repo::of(clones.path("linked"), "li");
    assert!(note(&linked, &number).err.contains("tickets git setup"));
    linked.run(&["git", "setup"]).done();
    assert_eq!(driver(&repo), COMMAND);
    assert_eq!(note(&linked, &number).err, "");
    let outer = Repo::of(clones.path("outer"), "li");
    fs::create_dir(&outer.root).unwrap();
    outer.git(&["init", "-q"]);
    let origin = repo.root.to_str().unwrap();
    outer.git(&["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", origin, "desk"]);
    let inner = Repo::of(outer.root.join("desk"), "li");
    assert!(note(&inner, &number).err.contains("tickets git setup"));
    inner.run(&["git", "setup"]).done();
    assert_eq!((driver(&inner), driver(&outer)), (COMMAND.to_owned(), String::new()));
    assert_eq!(note(&inner, &number).err, "");
}

#[test]
fn a_desk_below_the_top_merges_in_its_own_language() {
    let clones = Clones::new();
    let top = clones.empty("a 库");
    let desk = Repo::of(top.root.join("服务 台"), &top.member);
    top.run(&["init", "服务 台", "--lang", "zh-CN", "--timezone", "Asia/Shanghai"]).done();
    assert!(Path::new(&desk.root.join(".gitattributes")).exists() && !top.root.join(".gitattributes").exists());
    let number = desk.open_at("2026-10-28T08:00:00+08:00", "支付失败");
    top.commit("一张工单");
    top.git(&["branch", "other"]);
    desk.run_at("2026-10-28T08:10:00+08:00", &["close", &number, "--reason", "duplicate"]).done();
    top.commit("关闭");
    top.git(&["checkout", "-q", "other"]);
    let file = desk.file(&number);
    desk.run_at("2026-10-28T08:20:00+08:00", &["note", &number, "-m", "备注"]).done();
    desk.replace(&file, "title: 支付失败", "title: 无法支付");
    top.commit("备注");
    top.git(&["checkout", "-q", "main"]);
    desk.replace(desk.file(&number), "title: 支付失败", "title: 付款失败");
    top.commit("标题");
    let outcome = top.try_git(&["merge", "-q", "--no-edit", "other"]);
    let told = outcome.failed(1);
    assert!(told.contains("冲突：双方都改动了 `服务 台/archive/2026/10/"), "{told}");
    let text = desk.read(desk.file(&number));
    assert!(text.contains("text: 备注") && text.contains("did: closed"), "{text}");
}

#[test]
fn closing_every_ticket_does_not_carry_a_new_one_away() {
    let clones = Clones::new();
    let wang = clones.join("wang");
    let numbers = ["a", "b", "c"].map(|title| wang.open_at("2026-10-28T08:00:00+08:00", title));
    wang.commit("Three tickets");
    wang.git(&["push", "-q"]);
    let li = clones.join("li");
    for number in &numbers {
        wang.run(&["close", number, "--reason", "duplicate"]).done();
    }
    wang.commit("All closed");
    let new = li.open_at("2026-10-28T08:30:00+08:00", "d");
    li.commit("One more");
    wang.git(&["pull", "-q", "--no-rebase", "--no-edit", li.root.to_str().unwrap(), "main"]);
    assert!(wang.file(&new).starts_with("tickets"));
    assert!(wang.file(&numbers[0]).starts_with("archive"));
}

#[test]
fn outside_git_it_says_so() {
    let clones = Clones::new();
    let repo = Repo::of(clones.path("plain"), "wang");
    fs::create_dir(&repo.root).unwrap();
    repo.run(&["init", "--no-git", "--lang", "en"]).done();
    assert!(repo.run(&["git", "setup"]).failed(1).contains("is in no git repository"));
    let number = repo.run(&["new", "a", "--type", "technical", "-q"]);
    assert_eq!(number.err, "");
}

#[test]
fn line_ends_of_a_checkout_never_change_what_is_stored() {
    let clones = Clones::new();
    let wang = clones.join("wang");
    let number = wang.open_at("2026-10-28T08:00:00+08:00", "a");
    wang.commit("A ticket");
    wang.git(&["push", "-q"]);
    let li = clones.join("li");
    li.git(&["config", "core.autocrlf", "true"]);
    li.git(&["rm", "-q", "--cached", "-r", "."]);
    li.git(&["reset", "-q", "--hard"]);
    let file = li.file(&number);
    assert!(!li.read(&file).contains('\r'));
    // An editor of another system leaves its own line ends: they stay on disk, and git keeps lines.
    li.write(&file, li.read(&file).replace('\n', "\r\n"));
    note(&li, &number).done();
    assert!(!li.read(&file).replace("\r\n", "").contains('\n'));
    let before = li.read(&file);
    li.commit("A note");
    assert_eq!(li.read(&file), before);
    assert_eq!(li.git(&["diff", "--numstat", "HEAD~1", "--", "tickets"]).split_whitespace().next(), Some("1"));
}

#[test]
fn a_hook_is_installed_where_there_is_none_and_a_lane_reserved() {
    let clones = Clones::new();
    let repo = clones.join("li");
    assert!(repo.run(&["git", "setup", "--lane", "a/b"]).failed(2).contains("`a/b` cannot stand in a number"));
    let told = repo.run(&["git", "setup", "--hooks", "--lane", "BJ"]);
    assert!(told.err.contains("desk.yaml has no `{lane}` yet"), "{told:?}");
    repo.replace("desk.yaml", "number: ", "number: '{lane}-{seq:3}' # ");
    let number = repo.run(&["new", "a", "--type", "technical", "-q"]).done().trim().to_owned();
    assert_eq!(number, "BJ-001");
    repo.commit("A ticket");
    repo.replace(repo.file(&number), "status: new", "status: closed");
    let refused = repo.try_git(&["commit", "-q", "-a", "-m", "Broken"]).failed(1);
    assert!(refused.contains("status"), "the hook is run: {refused}");
    repo.run(&["git", "setup", "--hooks"]).done();
    repo.write(".git/hooks/pre-commit", "#!/bin/sh\n");
    assert!(repo.run(&["git", "setup", "--hooks"]).failed(1).contains("another hook"));
    assert_eq!(repo.read(".git/hooks/pre-commit"), "#!/bin/sh\n");
}
