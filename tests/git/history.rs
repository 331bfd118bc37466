//! `log`, `blame` and `git audit`: what git says of a history.
use crate::clones::{Clones, Outcome, Repo, outcome};

const OPENED: &str = "2026-10-28T09:00:00+08:00";
const AT: &str = "2026-10-28T09:30:00+08:00";

/// Commits everything as a member at a time; the commit.
fn commit_at(repo: &Repo, member: &str, at: &str) -> String {
    commit_with(repo, member, at, "a commit")
}

fn commit_with(repo: &Repo, member: &str, at: &str, message: &str) -> String {
    repo.git(&["add", "--all"]);
    git_at(repo, member, at, &["commit", "-q", "--allow-empty", "-m", message]).done();
    repo.git(&["rev-parse", "HEAD"]).trim().to_owned()
}

/// Runs git as a member at a time.
fn git_at(repo: &Repo, member: &str, at: &str, args: &[&str]) -> Outcome {
    let mut command = Repo::of(repo.root.clone(), member).git_command(args);
    command.env("GIT_AUTHOR_DATE", at).env("GIT_COMMITTER_DATE", at);
    outcome(command, "")
}

/// A desk with one ticket that wang opened and committed; its number and the commit.
fn desk() -> (Clones, Repo, String, String) {
    let clones = Clones::new();
    let repo = clones.first();
    let number = repo.open_at(OPENED, "Payment fails");
    let commit = commit_at(&repo, "wang", OPENED);
    (clones, repo, number, commit)
}

/// The columns of a CSV listing whose cells hold no comma.
fn column(csv: &str, place: usize) -> Vec<String> {
    csv.lines().skip(1).map(|line| line.rsplit(',').nth(place).unwrap().to_owned()).collect()
}

/// The codes of what the audit finds.
#[track_caller]
fn audit(repo: &Repo, args: &[&str]) -> Vec<String> {
    let Outcome { code, out, err } = repo.run(&[&["git", "audit", "--format", "csv"], args].concat());
    let codes: Vec<_> = out.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().to_owned()).collect();
    assert_eq!(code, Some(if codes.is_empty() { 0 } else { 3 }), "{out}{err}");
    codes
}

#[test]
fn each_act_has_the_commit_that_carried_it_wherever_the_file_stood() {
    let (_clones, repo, number, opened) = desk();
    repo.run_at(AT, &["note", &number, "-m", "a"]).done();
    let noted = commit_at(&repo, "li", AT);
    repo.run_at(AT, &["close", &number, "--reason", "duplicate"]).done();
    let closed = commit_at(&repo, "wang", AT);
    let archived = repo.file(&number);
    let renumbered = archived.to_str().unwrap().replace(&number, "CS202610280009");
    repo.git(&["mv", archived.to_str().unwrap(), &renumbered]);
    repo.replace(&renumbered, &format!("id: {number}\n"), "id: CS202610280009\n");
    repo.replace(&renumbered, "history:\n", &format!("formerly: [{number}]\nhistory:\n"));
    commit_at(&repo, "wang", AT);
    repo.run_at(AT, &["reopen", "CS202610280009", "--reason", "back"]).done();
    let csv = repo.run_at(AT, &["log", "CS202610280009", "--format", "csv"]).done();
    assert!(csv.starts_with("number,at,by,did,detail,commit,author\n"), "{csv}");
    assert_eq!(column(&csv, 1), [opened, noted.clone(), closed, String::new()], "{csv}");
    assert_eq!(column(&csv, 0)[1], "li@example.com");
    assert!(csv.contains(r#",noted,"{""text"":""a""}","#), "{csv}");
    let table = repo.run_at(AT, &["log", "CS202610280009"]).done();
    assert!(table.contains(&noted[..10]) && table.contains("reason: back"), "{table}");
    let all = repo.run_at(AT, &["log", "--format", "csv"]).done();
    assert!(all.starts_with("number,at,by,did,detail\n"), "without ids git is not asked: {all}");
}

#[test]
fn an_act_is_carried_by_its_first_commit_and_not_by_the_merge() {
    let (_clones, repo, number, opened) = desk();
    repo.run(&["git", "setup"]).done();
    repo.git(&["checkout", "-q", "-b", "side"]);
    repo.run_at(AT, &["note", &number, "-m", "side"]).done();
    let side = commit_at(&repo, "li", AT);
    repo.git(&["checkout", "-q", "main"]);
    repo.run_at("2026-10-28T09:20:00+08:00", &["note", &number, "-m", "main"]).done();
    let main = commit_at(&repo, "wang", AT);
    git_at(&repo, "wang", AT, &["merge", "-q", "-m", "merge", "side"]);
    let csv = repo.run_at(AT, &["log", &number, "--format", "csv"]).done();
    assert_eq!(column(&csv, 1), [opened, main, side], "{csv}");
}

#[test]
fn outside_git_the_log_is_as_it_was() {
    let clones = Clones::new();
    let repo = Repo::of(clones.path("alone"), "wang");
    std::fs::create_dir(&repo.root).unwrap();
    repo.run(&["init", "--lang", "en", "--timezone", "Asia/Shanghai", "--no-git"]).done();
    let number = repo.open_at(OPENED, "x");
    let csv = repo.run(&["log", &number, "--format", "csv"]).done();
    assert_eq!(csv.lines().nth(1).unwrap().rsplit(',').take(2).collect::<Vec<_>>(), ["", ""]);
    assert!(repo.run(&["blame", &number]).failed(1).contains("in no git repository"));
}

#[test]
fn each_head_key_has_its_act_and_its_commit() {
    let (_clones, repo, number, opened) = desk();
    repo.run_at(AT, &["edit", &number, "--set", "priority=urgent"]).done();
    let edited = commit_at(&repo, "wang", AT);
    repo.run_at(AT, &["assign", &number, "--to", "li"]).done();
    let csv = repo.run_at(AT, &["blame", &number, "--format", "csv"]).done();
    let rows: Vec<_> = csv.lines().collect();
    assert_eq!(rows[0], "field,value,at,by,did,commit,author");
    assert!(
        rows.contains(&&*format!("priority,urgent,{AT},wang,classified,{edited},wang@example.com"))
            || rows.contains(&&*format!("priority,urgent,{AT},wang,edited,{edited},wang@example.com")),
        "{csv}"
    );
    assert!(rows.contains(&&*format!("title,Payment fails,{OPENED},wang,created,{opened},wang@example.com")), "{csv}");
    assert!(rows.contains(&&*format!("assignee,li,{AT},wang,assigned,,")), "{csv}");
    repo.replace(repo.file(&number), "assignee: li", "assignee: zhao");
    let table = repo.run_at(AT, &["blame", &number]).done();
    assert!(table.contains("no act says so") && table.starts_with("Field "), "{table}");
    let chinese = repo.run_at(AT, &["blame", &number, "--lang", "zh-CN"]).done();
    assert!(chinese.lines().any(|line| line.starts_with("创建时间  2026-10-28 09:00:00")), "{chinese}");
}

#[test]
fn who_wrote_for_somebody_says_so_in_the_commit() {
    let (_clones, repo, number, _) = desk();
    repo.run_at(AT, &["note", &number, "-m", "a", "--as", "li"]).done();
    commit_with(&repo, "wang", AT, "For Li\n\nActed-by: li");
    assert_eq!(audit(&repo, &[]), [""; 0]);
    repo.run_at(AT, &["note", &number, "-m", "b", "--as", "zhao"]).done();
    commit_with(&repo, "wang", AT, "For Zhao\n\nActed-by: li");
    assert_eq!(audit(&repo, &[]), ["audit-author"]);
}

#[test]
fn a_repository_that_git_refuses_is_told_in_its_words() {
    let (_clones, repo, number, _) = desk();
    for args in [&["diff"][..], &["blame", &number], &["git", "audit"], &["sync"]] {
        let mut command = repo.command(args);
        command.env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
        let told = outcome(command, "").failed(1);
        assert!(told.contains("refuses to work") && told.contains("dubious ownership"), "{args:?}: {told}");
    }
}

#[test]
fn a_true_history_is_clean() {
    let (_clones, repo, number, _) = desk();
    repo.run_at(AT, &["note", &number, "-m", "a"]).done();
    commit_at(&repo, "wang", AT);
    assert_eq!(audit(&repo, &[]), [""; 0]);
    let shown = repo.run(&["git", "audit"]).done();
    assert_eq!(shown, "the history is true; commits: 3\n");
    assert_eq!(repo.run(&["git", "audit", "HEAD~1..HEAD"]).done(), "the history is true; commits: 1\n");
}

#[test]
fn an_act_by_another_is_found_unless_the_desk_says_whose_address_it_is() {
    let (_clones, repo, number, _) = desk();
    repo.run_at(AT, &["note", &number, "-m", "a"]).done();
    commit_at(&repo, "li", AT);
    assert_eq!(audit(&repo, &[]), ["audit-author"]);
    let told = repo.run(&["git", "audit", "--lang", "zh-CN"]);
    assert!(told.out.contains("由 `li <li@example.com>` 提交"), "{told:?}");
    repo.write(".mailmap", "wang <wang@example.com> <li@example.com>\n");
    assert_eq!(audit(&repo, &[]), [""; 0], "a .mailmap is respected");
    std::fs::remove_file(repo.root.join(".mailmap")).unwrap();
    repo.replace("config/team.yaml", "[wang@example.com]", "[wang@example.com, LI@example.com]");
    assert_eq!(audit(&repo, &[]), [""; 0], "what the roster says now holds, in any case");
}

#[test]
fn a_coauthor_is_an_author() {
    let (_clones, repo, number, _) = desk();
    repo.run_at(AT, &["note", &number, "-m", "a"]).done();
    commit_with(&repo, "li", AT, "together\n\nCo-authored-by: Wang Fang <wang@example.com>");
    assert_eq!(audit(&repo, &[]), [""; 0]);
}

#[test]
fn who_has_left_the_roster_was_a_member_then() {
    let (_clones, repo, number, _) = desk();
    repo.run_at(AT, &["note", &number, "-m", "a"]).done();
    commit_at(&repo, "wang", AT);
    repo.replace("config/team.yaml", "wang@example.com", "fang@example.com");
    commit_at(&repo, "li", AT);
    assert_eq!(audit(&repo, &[]), [""; 0]);
    assert_eq!(audit(&repo, &["HEAD~2..HEAD"]), [""; 0], "the roster at the start of the range counts");
}

#[test]
fn acts_are_dated_about_when_they_were_committed() {
    let (_clones, repo, number, _) = desk();
    repo.run_at(AT, &["note", &number, "-m", "a"]).done();
    commit_at(&repo, "wang", "2026-10-29T09:30:01+08:00");
    assert_eq!(audit(&repo, &[]), ["audit-act-early"]);
    assert_eq!(audit(&repo, &["--tolerance", "25h"]), [""; 0]);
    repo.run_at("2026-10-30T09:00:00+08:00", &["note", &number, "-m", "b"]).done();
    commit_at(&repo, "wang", "2026-10-30T08:57:59+08:00");
    assert_eq!(audit(&repo, &["--tolerance", "25h"]), ["audit-act-late"]);
    assert!(repo.run(&["git", "audit", "--tolerance", "2bd"]).failed(2).contains("business days"));
}

#[test]
fn what_was_committed_stays() {
    let (_clones, repo, number, _) = desk();
    repo.run_at(AT, &["note", &number, "-m", "one"]).done();
    repo.run_at(AT, &["note", &number, "-m", "two"]).done();
    commit_at(&repo, "wang", AT);
    repo.replace(repo.file(&number), "text: one", "text: other");
    let altered = commit_at(&repo, "wang", AT);
    let text = repo.read(repo.file(&number));
    let kept: Vec<_> = text.lines().filter(|line| !line.contains("text: two")).collect();
    repo.write(repo.file(&number), kept.join("\n") + "\n");
    commit_at(&repo, "wang", AT);
    repo.replace(repo.file(&number), "title: Payment fails", "title: All is well");
    commit_at(&repo, "wang", AT);
    std::fs::remove_file(repo.root.join(repo.file(&number))).unwrap();
    commit_at(&repo, "wang", AT);
    assert_eq!(audit(&repo, &[]), ["audit-act-altered", "audit-act-removed", "audit-head", "audit-deleted"]);
    let csv = repo.run(&["git", "audit", "--format", "csv"]).out;
    assert!(csv.lines().nth(1).unwrap().starts_with(&format!("error,audit-act-altered,{altered},")), "{csv}");
}

#[test]
fn a_merge_may_unite_but_not_lose() {
    let (_clones, repo, number, _) = desk();
    repo.run(&["git", "setup"]).done();
    commit_at(&repo, "wang", AT);
    for (branch, text, at) in [("side", "of the side", AT), ("main", "of main", "2026-10-28T09:20:00+08:00")] {
        repo.git(&["checkout", "-q", "-B", branch, if branch == "side" { "HEAD" } else { "HEAD~1" }]);
        repo.run_at(at, &["note", &number, "-m", text]).done();
        commit_at(&repo, "wang", AT);
    }
    git_at(&repo, "wang", AT, &["merge", "-q", "-m", "united", "side"]).done();
    assert_eq!(audit(&repo, &[]), [""; 0]);
    repo.git(&["reset", "-q", "--hard", "HEAD~1"]);
    git_at(&repo, "wang", AT, &["merge", "-q", "-s", "ours", "-m", "lost", "side"]).done();
    assert_eq!(audit(&repo, &[]), ["audit-act-removed"]);
    repo.run_at(AT, &["close", &number, "--reason", "duplicate"]).done();
    commit_at(&repo, "wang", AT);
    assert_eq!(audit(&repo, &["HEAD~1..HEAD"]), [""; 0], "closing moves the file and loses nothing");
}

#[test]
fn signatures_are_demanded_from_when_the_desk_says_so() {
    let (_clones, repo, _, _) = desk();
    repo.write("desk.yaml", repo.read("desk.yaml") + "signatures: required\n");
    let demanded = commit_at(&repo, "wang", AT);
    commit_at(&repo, "li", AT);
    assert_eq!(audit(&repo, &[]), ["audit-unsigned", "audit-unsigned"]);
    let csv = repo.run(&["git", "audit", "HEAD~1..HEAD", "--format", "csv"]).out;
    assert!(csv.lines().count() == 2 && !csv.contains(&demanded), "{csv}");
    repo.replace("desk.yaml", "required", "always");
    assert!(repo.run(&["list"]).failed(1).contains("desk.yaml"));
}

#[test]
fn a_version_that_cannot_be_read_is_told_of_once() {
    let (_clones, repo, number, _) = desk();
    let text = repo.read(repo.file(&number));
    repo.write(repo.file(&number), "<<<<<<< ours\n");
    commit_at(&repo, "wang", AT);
    repo.write(repo.file(&number), text);
    commit_at(&repo, "wang", AT);
    assert_eq!(audit(&repo, &[]), ["yaml-not-a-mapping"]);
}

#[test]
fn a_shallow_clone_cannot_be_audited_whole_and_says_so() {
    let (clones, repo, number, _) = desk();
    repo.run_at(AT, &["note", &number, "-m", "a"]).done();
    let last = commit_at(&repo, "wang", AT);
    repo.git(&["push", "-q", "origin", "main"]);
    let shallow = Repo::of(clones.path("shallow"), "wang");
    let hub = format!("file://{}", clones.path("hub.git").display());
    repo.git(&["clone", "-q", "--depth", "2", &hub, shallow.root.to_str().unwrap()]);
    let refused = shallow.run(&["git", "audit"]).failed(1);
    assert!(refused.contains("git fetch --deepen"), "{refused}");
    assert_eq!(audit(&shallow, &["HEAD~1..HEAD"]), [""; 0]);
    let logged = shallow.run_at(AT, &["log", &number, "--format", "csv"]);
    assert!(logged.err.contains("git fetch --unshallow"), "{logged:?}");
    assert_eq!(column(&logged.out, 1), [String::new(), last], "{logged:?}");
}

#[test]
fn without_a_commit_there_is_nothing_to_audit() {
    let clones = Clones::new();
    let repo = clones.empty("fresh");
    repo.run(&["init", "--lang", "en", "--timezone", "Asia/Shanghai"]).done();
    assert!(repo.run(&["git", "audit"]).failed(1).contains("there is no commit yet"));
    assert!(repo.run(&["git", "audit", "mian"]).failed(1).contains("`mian`"));
    let number = repo.open_at(AT, "First");
    assert_eq!(column(&repo.run_at(AT, &["log", &number, "--format", "csv"]).done(), 1), [""]);
}
