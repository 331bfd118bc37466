//! Numbers that two clones gave.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::clones::{Clones, Repo, outcome};

const EARLY: &str = "2026-10-28T08:01:00+08:00";
const LATE: &str = "2026-10-28T08:02:00+08:00";
const LATER: &str = "2026-10-28T08:03:00+08:00";
const ONE: &str = "CS202610280001";
const TWO: &str = "CS202610280002";
const THREE: &str = "CS202610280003";

/// A clone that has opened tickets and committed them.
fn clone(clones: &Clones, member: &str, tickets: &[(&str, &str)]) -> Repo {
    let repo = clones.join(member);
    for (at, title) in tickets {
        repo.open_at(at, title);
    }
    repo.commit(&format!("{member}'s tickets"));
    repo
}

fn fix(repo: &Repo) {
    let fixed = repo.run(&["check", "--fix"]);
    assert_eq!(fixed.code, Some(0), "{fixed:?}");
}

/// The numbers of the tickets, by their titles.
fn numbers(repo: &Repo) -> BTreeMap<String, String> {
    let listed = repo.run(&["list", "--all", "--format", "csv", "--columns", "title,number"]).done();
    listed
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .map(|(title, number)| (title.into(), number.into()))
        .collect()
}

fn titles(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(title, number)| ((*title).to_owned(), (*number).to_owned())).collect()
}

#[test]
fn clones_that_opened_tickets_at_once_settle_alike_each_for_itself() {
    let clones = Clones::new();
    let li = clone(&clones, "li", &[(LATE, "Li's")]);
    let zhao = clone(&clones, "zhao", &[(EARLY, "Zhao's"), (LATER, "Zhao's second")]);
    let wang = clone(&clones, "wang", &[(LATER, "Wang's")]);
    assert_eq!(numbers(&li)["Li's"], numbers(&wang)["Wang's"]);
    for (branch, clone) in [("li", &li), ("zhao", &zhao)] {
        wang.git(&["fetch", "-q", clone.root.to_str().unwrap(), &format!("HEAD:{branch}")]);
    }
    li.merge(&zhao);
    li.merge(&wang);
    zhao.merge(&wang);
    zhao.merge(&li);
    wang.git(&["merge", "-q", "--no-edit", "zhao", "li"]);
    for clone in [&li, &zhao, &wang] {
        fix(clone);
    }
    let expected = titles(&[("Li's", THREE), ("Zhao's", ONE), ("Zhao's second", TWO), ("Wang's", "CS202610280004")]);
    assert_eq!(numbers(&li), expected);
    assert_eq!(li.files(), zhao.files());
    assert_eq!(li.files(), wang.files());
}

#[test]
fn clones_that_settled_different_tickets_end_alike_when_they_meet() {
    let clones = Clones::new();
    let li = clone(&clones, "li", &[(LATE, "Li's")]);
    let zhao = clone(&clones, "zhao", &[(EARLY, "Zhao's")]);
    let wang = clone(&clones, "wang", &[(LATER, "Wang's")]);
    li.merge(&wang);
    fix(&li);
    li.commit("Settle");
    zhao.merge(&wang);
    fix(&zhao);
    zhao.commit("Settle");
    assert_eq!((&*numbers(&li)["Wang's"], &*numbers(&zhao)["Wang's"]), (TWO, TWO));
    li.merge(&zhao);
    fix(&li);
    li.commit("Settle");
    zhao.merge(&li);
    fix(&zhao);
    assert_eq!(li.files(), zhao.files());
    assert_eq!(numbers(&li), titles(&[("Zhao's", ONE), ("Wang's", TWO), ("Li's", THREE)]));
    assert!(li.read(li.file(THREE)).contains(&format!("formerly: [{ONE}]")));
}

#[test]
fn new_takes_no_number_of_another_branch_or_work_tree() {
    let clones = Clones::new();
    let repo = clones.first();
    repo.git(&["switch", "-q", "-c", "other"]);
    assert_eq!(repo.open_at(EARLY, "On a branch"), ONE);
    repo.run(&["customer", "add", "--name", "Ms Hu"]).done();
    repo.commit("A ticket and a customer");
    repo.git(&["switch", "-q", "main"]);
    assert_eq!(repo.open_at(EARLY, "On main"), TWO);
    assert_eq!(repo.run(&["customer", "add", "--name", "Mr Gu", "-q"]).done(), "C1002\n");
    let tree = Repo::of(clones.path("tree"), "li");
    repo.git(&["worktree", "add", "-q", "-b", "third", tree.root.to_str().unwrap(), "main"]);
    assert_eq!(tree.open_at(EARLY, "Not even committed"), THREE, "the work tree of `main` has the second");
    assert_eq!(repo.open_at(EARLY, "On main again"), "CS202610280004");
    // What is left behind by switching is elsewhere now, though it was this branch's own before.
    repo.commit("More tickets");
    repo.git(&["switch", "-q", "other"]);
    assert_eq!(repo.open_at(EARLY, "On the other branch again"), "CS202610280005");
    assert_eq!(repo.run(&["customer", "add", "--name", "Mr Ma", "-q"]).done(), "C1003\n");
    // What was fetched counts, also when nothing of it is merged.
    let li = clone(&clones, "li", &[(EARLY, "Li's")]);
    li.run(&["customer", "add", "--name", "Ms Hu", "--id", "H1"]).done();
    li.commit("A customer");
    li.git(&["push", "-q", "origin", "HEAD:li"]);
    let zhao = clones.join("zhao");
    assert_eq!(zhao.open_at(EARLY, "Zhao's"), TWO);
    let refused = zhao.run(&["customer", "add", "--name", "Mr Gu", "--id", "H1"]).failed(1);
    assert!(refused.contains("customer `H1` on another branch"), "{refused}");
    assert_eq!(zhao.open_at("2026-10-27T09:00:00+08:00", "Of another day"), "CS202610270001");
}

#[test]
fn branches_that_rest_since_before_the_month_of_a_number_hold_none_like_it() {
    let clones = Clones::new();
    let repo = clones.first();
    // The month began on 1 October; a week is left for clocks that differ and tickets dated ahead.
    for (moved, next) in [("2026-09-23T23:59:59Z", ONE), ("2026-09-24T00:00:00Z", TWO)] {
        repo.git(&["switch", "-q", "-C", "other", "main"]);
        assert_eq!(repo.open_at(EARLY, "On a branch"), ONE);
        repo.git(&["add", "--all"]);
        let mut commit = repo.git_command(&["commit", "-q", "-m", "A ticket"]);
        commit.env("GIT_COMMITTER_DATE", moved);
        outcome(commit, "").done();
        repo.git(&["switch", "-q", "main"]);
        assert_eq!(repo.open_at(EARLY, "On main"), next, "{moved}");
        fs::remove_file(repo.root.join(repo.file(next))).unwrap();
    }
}

#[test]
fn each_of_many_branches_counts() {
    let clones = Clones::new();
    let repo = clones.first();
    let branch = |name: &str, number: usize| {
        repo.git(&["switch", "-q", "-C", name, "main"]);
        repo.write(format!("tickets/CS20261028{number:04}-{number:05}.yaml"), "");
        repo.commit("A ticket");
        repo.git(&["switch", "-q", "main"]);
    };
    (0..40).for_each(|number| branch(&format!("branch-{number:02}"), number + 1));
    for (name, number) in [("branch-00", 50), ("branch-39", 60)] {
        branch(name, number);
        // What was seen is forgotten: all of them are looked at again.
        drop(fs::remove_dir_all(repo.root.join(".tickets")));
        assert_eq!(repo.open_at(EARLY, "On main"), format!("CS20261028{:04}", number + 1), "{name}");
    }
}

#[test]
fn each_clone_has_a_lane_of_its_own() {
    let clones = Clones::new();
    let first = clones.first();
    first.replace("desk.yaml", "CS{yyyy}{mm}{dd}{seq:4}", "'{lane}-{yyyy}-{seq:3}'");
    first.commit("Lanes");
    first.git(&["push", "-q"]);
    let [li, zhao] = ["li", "zhao"].map(|member| clones.join(member));
    let refused = li.run(&["new", "x", "--type", "technical"]).failed(1);
    assert!(refused.contains("tickets.lane"), "{refused}");
    for (clone, lane) in [(&li, "BJ"), (&zhao, "SH")] {
        clone.git(&["config", "tickets.lane", lane]);
        clone.open_at(EARLY, lane);
        clone.commit("A ticket");
    }
    li.merge(&zhao);
    assert_eq!(numbers(&li), titles(&[("BJ", "BJ-2026-001"), ("SH", "SH-2026-001")]));
    assert_eq!(li.findings(), [""; 0]);
}

/// Copies the one file of a number to another place.
fn copy(repo: &Repo, number: &str, to: impl AsRef<Path>) -> PathBuf {
    let file = repo.file(number);
    repo.write(to.as_ref(), repo.read(&file));
    file
}

/// Two clones in which one ticket stands in two files: before and after it was renumbered.
fn ghosts(clones: &Clones) -> Repo {
    let repo = clone(clones, "li", &[(EARLY, "Kept"), (LATE, "Renumbered")]);
    repo.run(&["note", TWO, "-m", "said before"]).done();
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let old = format!("tickets/{}", name(&repo.file(TWO)));
    let new = old.replace(TWO, THREE);
    copy(&repo, TWO, &new);
    repo.replace(&new, &format!("id: {TWO}"), &format!("id: {THREE}"));
    repo.replace(&new, "history:", &format!("formerly: [{TWO}]\nhistory:"));
    repo.run(&["note", TWO, "-m", "on the old branch"]).done();
    repo.run_at(LATER, &["note", THREE, "-m", "on the new one"]).done();
    repo
}

#[test]
fn one_ticket_in_two_files_is_found_and_united() {
    let clones = Clones::new();
    let repo = ghosts(&clones);
    assert_eq!(repo.findings(), ["ticket-twice"]);
    fix(&repo);
    let text = repo.read(repo.file(THREE));
    for said in ["said before", "on the old branch", "on the new one"] {
        assert_eq!(text.matches(said).count(), 1, "{said} in {text}");
    }
    assert!(text.starts_with(&format!("id: {THREE}\n")) && text.contains(&format!("formerly: [{TWO}]\n")), "{text}");
    assert_eq!(repo.files().keys().filter(|path| path.starts_with("tickets")).count(), 2);
    assert_eq!(repo.findings(), [""; 0]);
}

#[test]
fn a_ticket_in_two_folders_is_united_where_it_belongs() {
    let clones = Clones::new();
    let repo = clone(&clones, "li", &[(EARLY, "One")]);
    let open = copy(&repo, ONE, "open.txt");
    repo.run_at(LATE, &["close", ONE, "--reason", "duplicate"]).done();
    let closed = repo.file(ONE);
    repo.write(&open, repo.read("open.txt"));
    std::fs::remove_file(repo.root.join("open.txt")).unwrap();
    assert_eq!(repo.findings(), ["ticket-twice"]);
    fix(&repo);
    assert_eq!(repo.file(ONE), closed);
    assert!(repo.read(closed).contains("did: closed"));
}

#[test]
fn what_refers_to_a_ticket_by_a_number_it_had_follows_it() {
    let clones = Clones::new();
    let repo = ghosts(&clones);
    repo.run(&["link", ONE, "--to", TWO]).done();
    let old = format!("attachments/{}", repo.file(TWO).file_stem().unwrap().to_str().unwrap());
    let new = old.replace(TWO, THREE);
    repo.write(format!("{old}/a.txt"), "a");
    repo.write(format!("{old}/b.txt"), "old");
    repo.write(format!("{new}/b.txt"), "new");
    let fixed = repo.run(&["check", "--fix", "--format", "csv"]);
    let codes: Vec<_> = fixed.out.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!(codes, ["mended-united", "mended-reference", "mended-folder", "attachments-ownerless"]);
    assert_eq!((repo.read(format!("{new}/a.txt")), repo.read(format!("{new}/b.txt"))), ("a".into(), "new".into()));
    assert_eq!(repo.read(format!("{old}/b.txt")), "old", "nothing is lost");
    assert!(repo.read(repo.file(ONE)).contains(&format!("to: {THREE}-")));
}

#[test]
fn a_number_that_was_anothers_names_both() {
    let clones = Clones::new();
    let repo = clone(&clones, "li", &[(EARLY, "Kept"), (LATE, "Renumbered")]);
    let file = repo.file(TWO);
    repo.replace(&file, "history:", &format!("formerly: [{ONE}]\nhistory:"));
    for command in [&["show", ONE][..], &["log", ONE], &["note", ONE, "-m", "x"]] {
        let ran = repo.run(command);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert!(ran.err.contains(&format!("it was once also the number of {TWO}-")), "{ran:?}");
    }
    assert!(repo.read(repo.file(ONE)).contains("text: x"), "the holder is meant");
    assert_eq!(repo.run(&["note", TWO, "-m", "y"]).err, "");
}

/// Merges what another clone has, settles what git leaves in conflict, and then the numbers.
fn settle_with(into: &Repo, from: &Repo) {
    into.fetch(from);
    into.try_git(&["merge", "-q", "--no-edit", "FETCH_HEAD"]);
    let mended = into.run(&["git", "mend"]);
    assert_eq!(mended.code, Some(0), "{mended:?} {}", into.git(&["status", "--short"]));
    fix(into);
}

#[test]
fn a_ticket_that_two_clones_renumbered_differently_is_one_again_with_one_number() {
    let clones = Clones::new();
    let li = clone(&clones, "li", &[(LATE, "Li's")]);
    let wang = clone(&clones, "wang", &[(LATER, "Wang's")]);
    let zhao = clone(&clones, "zhao", &[(EARLY, "Zhao's")]);
    zhao.merge(&li);
    zhao.merge(&wang);
    fix(&zhao);
    zhao.run(&["note", THREE, "-m", "said by zhao"]).done();
    zhao.commit("Settle three");
    li.merge(&wang);
    fix(&li);
    li.run(&["note", TWO, "-m", "said by li"]).done();
    li.commit("Settle two");
    assert_eq!((&*numbers(&li)["Wang's"], &*numbers(&zhao)["Wang's"]), (TWO, THREE));
    let before = zhao.git(&["rev-parse", "HEAD"]);
    settle_with(&zhao, &li);
    let one = zhao.files();
    zhao.git(&["reset", "-q", "--hard", before.trim()]);
    zhao.git(&["clean", "-q", "-f", "tickets"]);
    settle_with(&li, &zhao);
    assert_eq!(li.files(), one, "whichever clone merges");
    let number = &numbers(&li)["Wang's"];
    let text = li.read(li.file(number));
    for said in ["said by zhao", "said by li"] {
        assert_eq!(text.matches(said).count(), 1, "{said} in {text}");
    }
    assert_eq!(li.findings(), [""; 0]);
}

#[test]
fn what_is_stashed_or_on_no_branch_of_ours_is_elsewhere() {
    let clones = Clones::new();
    let wang = clones.join("wang");
    // Git did not know the new file: it is in the stash's third parent.
    assert_eq!(wang.open_at(EARLY, "Stashed"), ONE);
    wang.git(&["stash", "-q", "--include-untracked"]);
    assert_eq!(wang.open_at(LATE, "Next"), TWO);
    wang.commit("Next");
    wang.git(&["push", "-q", "origin", "HEAD:refs/heads/other"]);
    // A clone without a commit of its own.
    let li = clones.join("li");
    li.git(&["switch", "-q", "--orphan", "empty"]);
    li.git(&["checkout", "-q", "origin/main", "--", "."]);
    li.git(&["fetch", "-q"]);
    assert_eq!(li.open_at(LATER, "Third"), THREE);
}
