//! `sync`: two desks become level, whatever happens on the way.
mod hooks;
mod killed;
mod refused;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::clones::{Clones, Repo};

const ONE: &str = "CS202610280001";
const TWO: &str = "CS202610280002";

/// After everything that happens here.
const EVENING: &str = "2026-10-28T18:00:00+08:00";

/// A hub with one open ticket in it, and two clones.
fn two() -> (Clones, Repo, Repo) {
    let clones = Clones::new();
    let wang = clones.first();
    wang.open_at("2026-10-28T09:00:00+08:00", "Payment fails");
    wang.run(&["sync"]).done();
    let li = clones.join("li");
    (clones, wang, li)
}

fn head(repo: &Repo) -> String {
    repo.git(&["rev-parse", "HEAD"]).trim().to_owned()
}

/// The commit of a branch of the hub; nothing when there is none.
fn hub(clones: &Clones, branch: &str) -> String {
    let first = Repo::of(clones.path("hub.git"), "wang");
    first.try_git(&["rev-parse", "--quiet", "--verify", branch]).out.trim().to_owned()
}

/// Makes a script a hook of the repository whose git directory is `git`.
fn hook(git: &Path, name: &str, script: &str) {
    let path = git.join("hooks").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, script).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn status(repo: &Repo) -> String {
    repo.git(&["status", "--porcelain"])
}

#[test]
fn what_two_people_did_is_in_both_clones() {
    let (clones, wang, li) = two();
    wang.run_at("2026-10-28T09:10:00+08:00", &["reply", ONE, "-m", "We look into it."]).done();
    li.run_at("2026-10-28T09:11:00+08:00", &["close", ONE, "--reason", "duplicate"]).done();
    li.open_at("2026-10-28T09:12:00+08:00", "Login fails");
    let sent = wang.run(&["sync"]).done();
    assert!(sent.ends_with("level with origin/main: tickets in 0, out 1; commits in 0, out 1\n"), "{sent}");
    let both = li.run(&["sync"]).done();
    assert!(both.ends_with("level with origin/main: tickets in 1, out 2; commits in 1, out 2\n"), "{both}");
    let csv = li.run(&["sync", "--format", "csv"]).done();
    assert_eq!(csv, "number,key,acts_in,acts_out\n");
    wang.run(&["sync"]).done();
    assert_eq!(wang.files(), li.files());
    assert_eq!((head(&wang), hub(&clones, "main")), (head(&li), head(&li)));
    let text = wang.read(wang.file(ONE));
    assert!(text.contains("did: replied") && text.contains("did: closed") && text.contains("status: closed"));
    assert!(wang.file(ONE).starts_with("archive/2026/10"));
    assert_eq!(wang.run_at(EVENING, &["check", "--format", "csv"]).done().lines().count(), 1);
    assert_eq!(li.git(&["log", "-1", "--format=%s"]).trim(), format!("Merge origin/main: tickets: {ONE}"));
    assert_eq!((status(&wang), status(&li)), (String::new(), String::new()));
}

#[test]
fn what_came_and_went_is_counted_by_ticket() {
    let (_clones, wang, li) = two();
    wang.run_at("2026-10-28T09:10:00+08:00", &["reply", ONE, "-m", "x"]).done();
    wang.run_at("2026-10-28T09:11:00+08:00", &["note", ONE, "-m", "y"]).done();
    wang.run(&["sync"]).done();
    li.run_at("2026-10-28T09:12:00+08:00", &["note", ONE, "-m", "z"]).done();
    let rows = li.run(&["sync", "--format", "csv"]).done();
    let row = rows.lines().nth(1).unwrap();
    assert!(row.starts_with(&format!("{ONE},")) && row.ends_with(",2,1"), "{rows}");
}

#[test]
fn a_rebase_puts_ours_on_top() {
    let (_clones, wang, li) = two();
    wang.run_at("2026-10-28T09:10:00+08:00", &["reply", ONE, "-m", "x"]).done();
    wang.run(&["sync"]).done();
    for minute in 11..14 {
        li.run_at(&format!("2026-10-28T09:{minute}:00+08:00"), &["note", ONE, "-m", "y", "--commit"]).done();
    }
    li.write("README.md", "mine\n");
    li.run(&["sync", "--rebase"]).done();
    assert_eq!(li.git(&["rev-list", "--merges", "--count", "HEAD"]).trim(), "0");
    assert_eq!(li.read(li.file(ONE)).matches("did: noted").count(), 3);
    assert!(li.read(li.file(ONE)).contains("did: replied"));
    assert_eq!(status(&li), " M README.md\n");
    li.git(&["restore", "README.md"]);
    wang.write("desk.yaml", wang.read("desk.yaml") + "sync: rebase\n");
    wang.run(&["sync"]).done();
    li.run(&["sync"]).done();
    assert_eq!(wang.files(), li.files());
    assert_eq!(li.git(&["rev-list", "--merges", "--count", "HEAD"]).trim(), "0");
}

#[test]
fn double_numbers_are_settled_before_they_are_sent() {
    let (_clones, wang, li) = two();
    wang.open_at("2026-10-28T09:10:00+08:00", "Login fails");
    li.open_at("2026-10-28T09:11:00+08:00", "No invoice");
    wang.run(&["sync"]).done();
    li.run(&["sync"]).done();
    assert!(li.read(li.file("CS202610280003")).contains("No invoice"));
    wang.run(&["sync"]).done();
    assert_eq!(wang.files(), li.files());
    assert_eq!(wang.run_at(EVENING, &["check", "--format", "csv"]).done().lines().count(), 1);
}

#[test]
fn what_is_not_the_desks_stays_as_it_is() {
    let (_clones, wang, li) = two();
    wang.run_at("2026-10-28T09:10:00+08:00", &["reply", ONE, "-m", "x"]).done();
    wang.run(&["sync"]).done();
    li.write("README.md", "mine\n");
    li.write("notes.txt", "mine\n");
    li.run_at("2026-10-28T09:11:00+08:00", &["note", ONE, "-m", "y"]).done();
    li.run(&["sync"]).done();
    assert_eq!(status(&li), " M README.md\n?? notes.txt\n");
    // Git does not merge over what is staged: that is told, and nothing is lost.
    wang.run_at("2026-10-28T09:12:00+08:00", &["sync"]).done();
    wang.run_at("2026-10-28T09:12:00+08:00", &["note", ONE, "-m", "z"]).done();
    wang.run(&["sync"]).done();
    li.git(&["add", "notes.txt"]);
    li.run_at("2026-10-28T09:13:00+08:00", &["note", ONE, "-m", "kept"]).done();
    let told = li.run(&["sync"]).failed(1);
    assert!(told.contains("notes.txt") && told.contains("git stash"), "{told}");
    assert_eq!(status(&li), " M README.md\nA  notes.txt\n");
    li.git(&["restore", "--staged", "notes.txt"]);
    li.run(&["sync"]).done();
    assert_eq!(li.read(li.file(ONE)).matches("did: noted").count(), 3);
}

#[test]
fn a_first_sync_goes_to_an_empty_hub_and_remembers_it() {
    let clones = Clones::new();
    let first = clones.first();
    let empty = clones.path("empty.git");
    first.git(&["init", "-q", "--bare", "-b", "main", empty.to_str().unwrap()]);
    first.git(&["remote", "remove", "origin"]);
    assert!(first.run(&["sync"]).failed(1).contains("git remote add origin"));
    first.git(&["remote", "add", "support", empty.to_str().unwrap()]);
    first.open_at("2026-10-28T09:00:00+08:00", "One");
    let dry = first.run(&["sync", "--dry-run"]).done();
    assert!(dry.ends_with("files to commit first: 1\n"), "{dry}");
    assert!(!status(&first).is_empty());
    let sent = first.run(&["sync"]).done();
    assert!(sent.ends_with("level with support/main: tickets in 0, out 1; commits in 0, out 2\n"), "{sent}");
    assert_eq!(first.git(&["rev-parse", "--abbrev-ref", "@{upstream}"]).trim(), "support/main");
    let sync = first.run(&["sync"]).done();
    assert_eq!(sync, "level with support/main: tickets in 0, out 0; commits in 0, out 0\n");
    first.git(&["remote", "add", "other", empty.to_str().unwrap()]);
    assert!(first.run(&["sync", "othr"]).failed(1).contains("support"));
}

#[test]
fn a_branch_without_a_commit_gets_its_first() {
    let clones = Clones::new();
    let first = clones.first();
    let empty = clones.path("empty.git");
    first.git(&["init", "-q", "--bare", "-b", "main", empty.to_str().unwrap()]);
    let desk = clones.empty("new");
    desk.run(&["init", "--lang", "zh-CN", "--timezone", "Asia/Shanghai"]).done();
    desk.git(&["remote", "add", "origin", empty.to_str().unwrap()]);
    desk.run(&["sync", "--dry-run"]).done();
    desk.run(&["sync"]).done();
    assert_eq!(status(&desk), "?? README.md\n");
    assert_eq!(desk.git(&["rev-parse", "origin/main"]).trim(), head(&desk));
    // It has nothing in common with another desk.
    desk.git(&["remote", "set-url", "origin", clones.path("hub.git").to_str().unwrap()]);
    assert!(desk.run(&["sync", "--lang", "en"]).failed(1).contains("no commit in common"));
}

#[test]
fn what_does_not_allow_it_is_told_and_nothing_is_touched() {
    let (clones, wang, li) = two();
    wang.run_at("2026-10-28T09:10:00+08:00", &["reply", ONE, "-m", "x"]).done();
    wang.run(&["sync"]).done();
    li.run_at("2026-10-28T09:11:00+08:00", &["note", ONE, "-m", "kept"]).done();
    let before = li.files();
    li.git(&["switch", "-q", "--detach"]);
    assert!(li.run(&["sync"]).failed(1).contains("`HEAD` is on no branch"));
    li.git(&["switch", "-q", "main"]);
    let hub_path = clones.path("hub.git");
    fs::rename(&hub_path, clones.path("away.git")).unwrap();
    let told = li.run(&["sync"]).failed(1);
    assert!(told.contains("cannot be reached") && told.contains("hub.git"), "git says which: {told}");
    assert_eq!((li.files(), status(&li)), (before, String::new()));
    fs::rename(clones.path("away.git"), &hub_path).unwrap();
    hook(&hub_path, "pre-receive", "#!/bin/sh\necho closed for the weekend >&2\nexit 1\n");
    let told = li.run(&["sync"]).failed(1);
    assert!(told.contains("closed for the weekend") && told.contains("did not take"), "{told}");
    assert!(status(&li).is_empty());
    fs::remove_file(hub_path.join("hooks/pre-receive")).unwrap();
    li.run(&["sync"]).done();
    assert_eq!(hub(&clones, "main"), head(&li));
    assert_eq!(li.read(li.file(ONE)).matches("kept").count(), 1);
}

#[test]
fn a_clone_that_is_not_set_up_is_set_up_first() {
    let (clones, wang, _) = two();
    let zhao = clones.join_bare("zhao");
    wang.run_at("2026-10-28T09:10:00+08:00", &["reply", ONE, "-m", "x"]).done();
    wang.run(&["sync"]).done();
    zhao.run_at("2026-10-28T09:11:00+08:00", &["note", ONE, "-m", "y"]).done();
    let synced = zhao.run(&["sync"]);
    assert!(synced.code == Some(0) && synced.err.contains("is now"), "{synced:?}");
    assert!(zhao.read(zhao.file(ONE)).contains("did: replied"));
}

#[test]
fn a_shallow_clone_syncs_as_far_as_it_reaches() {
    let (clones, wang, _) = two();
    let hub = format!("file://{}", clones.path("hub.git").display());
    wang.git(&["clone", "-q", "--depth=1", &hub, "../shallow"]);
    let shallow = Repo::of(clones.path("shallow"), "zhao");
    shallow.run(&["git", "setup"]).done();
    shallow.run_at("2026-10-28T09:11:00+08:00", &["note", ONE, "-m", "y"]).done();
    wang.run_at("2026-10-28T09:10:00+08:00", &["reply", ONE, "-m", "x"]).done();
    wang.run(&["sync"]).done();
    shallow.run(&["sync"]).done();
    wang.run(&["sync"]).done();
    assert_eq!(wang.files(), shallow.files());
}

#[test]
fn a_linked_work_tree_syncs_its_own_branch() {
    let (clones, wang, _) = two();
    wang.git(&["worktree", "add", "-q", "../linked", "-b", "night"]);
    let night = Repo::of(clones.path("linked"), "wang");
    night.run_at("2026-10-28T09:10:00+08:00", &["note", ONE, "-m", "x"]).done();
    night.run(&["sync"]).done();
    assert_eq!(hub(&clones, "night"), head(&night));
    night.run(&["sync", "origin", "main"]).done();
    assert_eq!(hub(&clones, "main"), head(&night));
}

#[test]
fn a_merge_that_was_left_is_finished() {
    let (_clones, wang, li) = two();
    wang.run_at("2026-10-28T09:10:00+08:00", &["reply", ONE, "-m", "x"]).done();
    wang.run(&["sync"]).done();
    li.run_at("2026-10-28T09:11:00+08:00", &["note", ONE, "-m", "y", "--commit"]).done();
    li.git(&["fetch", "-q"]);
    li.git(&["merge", "-q", "--no-commit", "origin/main"]);
    li.run_at("2026-10-28T09:12:00+08:00", &["note", ONE, "-m", "z"]).done();
    li.run(&["sync"]).done();
    wang.run(&["sync"]).done();
    assert_eq!(wang.files(), li.files());
    let text = wang.read(wang.file(ONE));
    assert!(text.contains("did: replied") && text.matches("did: noted").count() == 2, "{text}");
    wang.git(&["switch", "-q", "-c", "side"]);
    wang.write("README.md", "a\n");
    wang.commit("a");
    wang.git(&["switch", "-q", "main"]);
    wang.write("README.md", "b\n");
    wang.commit("b");
    assert_eq!(wang.try_git(&["rebase", "side"]).code, Some(1));
    assert!(wang.run(&["sync"]).failed(1).contains("a rebase is under way"));
}

#[test]
fn a_hook_that_refuses_the_merge_has_it_taken_back() {
    let (_clones, wang, li) = two();
    wang.run_at("2026-10-28T09:10:00+08:00", &["reply", ONE, "-m", "x"]).done();
    wang.run(&["sync"]).done();
    li.run_at("2026-10-28T09:11:00+08:00", &["note", ONE, "-m", "y", "--commit"]).done();
    let before = (head(&li), li.files());
    hook(&li.root.join(".git"), "pre-commit", "#!/bin/sh\necho not now >&2\nexit 1\n");
    assert!(li.run(&["sync"]).failed(1).contains("not now"));
    assert_eq!((head(&li), li.files()), before);
    assert!(status(&li).is_empty() && !li.root.join(".git/MERGE_HEAD").exists());
}

#[test]
fn a_remote_that_moves_meanwhile_is_followed() {
    let (clones, wang, li) = two();
    // Before each push of li's is taken, somebody else's is; three times.
    let other = clones.join("zhao");
    let script = format!(
        "cd '{}' && unset $(git rev-parse --local-env-vars)\nn=$(cat ../moves 2>/dev/null || echo 0)\n[ $n -lt 3 ] || exit 0\n\
         echo $((n + 1)) > ../moves\necho $n >> README.md\ngit commit -qam moved\ngit push -q\n",
        other.root.display()
    );
    hook(&li.root.join(".git"), "pre-push", &format!("#!/bin/sh\n{script}"));
    li.run_at("2026-10-28T09:11:00+08:00", &["note", ONE, "-m", "y"]).done();
    li.run(&["sync"]).done();
    assert_eq!(fs::read_to_string(clones.path("moves")).unwrap().trim(), "3");
    assert_eq!(hub(&clones, "main"), head(&li));
    assert_eq!(li.git(&["log", "--format=%s", "--grep=moved"]).lines().count(), 3);
    wang.run(&["sync"]).done();
    assert_eq!(wang.files(), li.files());
}

#[test]
fn four_who_sync_at_once_all_arrive() {
    let (clones, wang, li) = two();
    let all = [wang, li, clones.join("zhao"), clones.join_as("chen", "li")];
    std::thread::scope(|scope| {
        for (place, repo) in all.iter().enumerate() {
            scope.spawn(move || {
                for round in 0..3 {
                    let now = format!("2026-10-28T09:{}{place}:00+08:00", round + 1);
                    repo.run_at(&now, &["note", ONE, "-m", &format!("by {place} in {round}")]).done();
                    repo.run(&["sync"]).done();
                }
            });
        }
    });
    for repo in &all {
        repo.run(&["sync"]).done();
    }
    let text = all[0].read(all[0].file(ONE));
    assert_eq!(text.matches("did: noted").count(), 12, "{text}");
    for repo in &all {
        assert_eq!(repo.files(), all[3].files());
    }
}

#[test]
fn what_is_written_between_the_commit_and_the_merge_is_taken_along() {
    let (clones, wang, li) = two();
    wang.run_at("2026-10-28T09:10:00+08:00", &["reply", ONE, "-m", "x"]).done();
    wang.run(&["sync"]).done();
    li.run_at("2026-10-28T09:11:00+08:00", &["note", ONE, "-m", "before"]).done();
    // While git fetches, and only once, somebody writes to the same file.
    let note = format!("tickets -C '{}' note {ONE} -m between -q >/dev/null", li.root.display());
    let script = format!("#!/bin/sh\nif mkdir \"$0.once\" 2>/dev/null; then {note}; fi\nexec git upload-pack \"$@\"\n");
    hook(clones.path("hub.git").as_path(), "fetched", &script);
    let fetched = clones.path("hub.git").join("hooks/fetched");
    li.git(&["config", "remote.origin.uploadpack", fetched.to_str().unwrap()]);
    li.run_at("2026-10-28T09:12:00+08:00", &["sync"]).done();
    assert!(fetched.with_file_name("fetched.once").exists());
    let text = li.read(li.file(ONE));
    for said in ["before", "between", "text: x"] {
        assert_eq!(text.matches(said).count(), 1, "{said} in {text}");
    }
    assert_eq!((status(&li), hub(&clones, "main")), (String::new(), head(&li)));
}
