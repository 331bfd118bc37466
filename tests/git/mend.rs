//! `git mend`: merges made without the driver.
use super::clones::{Clones, Outcome, Repo};

const EARLY: &str = "2026-10-28T08:05:00+08:00";
const LATE: &str = "2026-10-28T08:20:00+08:00";

/// A clone whose `main` and `theirs` parted after a ticket was opened, and that merges by lines.
struct Parted {
    _clones: Clones,
    repo: Repo,
    number: String,
}

fn parted() -> Parted {
    let clones = Clones::new();
    let repo = clones.first();
    repo.git(&["config", "--remove-section", "merge.tickets"]);
    let number = repo.open_at("2026-10-28T08:00:00+08:00", "Payment fails");
    repo.commit("A ticket");
    repo.git(&["branch", "theirs"]);
    Parted { _clones: clones, repo, number }
}

impl Parted {
    /// Each side acts; ours is checked out in the end.
    fn act(&self, ours: &[&[&str]], theirs: &[&[&str]]) {
        for (branch, now, acts) in [("theirs", LATE, theirs), ("main", EARLY, ours)] {
            self.repo.git(&["checkout", "-q", branch]);
            for (second, act) in acts.iter().enumerate() {
                let now = now.replace(":00+", &format!(":{second:02}+"));
                let act: Vec<_> = act.iter().map(|word| if *word == "ID" { &self.number } else { *word }).collect();
                self.repo.run_at(&now, &act).done();
            }
            self.repo.git(&["add", "--all"]);
            self.repo.git(&["commit", "-q", "--allow-empty", "-m", branch]);
        }
    }

    fn merge(&self, args: &[&str]) -> Outcome {
        self.repo.try_git(&[&["merge", "-q", "--no-edit"], args, &["theirs"]].concat())
    }

    /// Mends, which must settle everything; the ticket's file and text.
    fn mended(&self) -> (String, String) {
        self.repo.run(&["git", "mend"]).done();
        assert_eq!(self.repo.git(&["ls-files", "-u"]), "");
        assert_eq!(self.repo.git(&["status", "--porcelain"]).lines().find(|line| !line[1..].starts_with(' ')), None);
        assert_eq!(self.repo.findings(), Vec::<String>::new());
        let file = self.repo.file(&self.number);
        (file.to_str().unwrap().to_owned(), self.repo.read(&file))
    }
}

fn acts(text: &str) -> Vec<&str> {
    let did = text.lines().filter_map(|line| line.split_once("did: ")).map(|(_, rest)| rest);
    did.map(|rest| rest.split([',', '}']).next().unwrap_or(rest)).collect()
}

const ONE: &[&str] = &["note", "ID", "-m", "one"];
const TWO: &[&str] = &["reply", "ID", "-m", "two"];
const CLOSE: &[&str] = &["close", "ID", "--reason", "duplicate"];
const MANY: &[&[&str]] = &[ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE];

#[test]
fn acts_of_both_sides_are_united_from_the_index() {
    let parted = parted();
    parted.act(&[ONE], &[TWO]);
    parted.merge(&[]).failed(1);
    let (file, text) = parted.mended();
    assert!(file.starts_with("tickets/"));
    assert_eq!(acts(&text), ["created", "noted", "replied"], "{text}");
    parted.repo.git(&["commit", "-q", "--no-edit"]);
    assert_eq!(parted.repo.run(&["git", "mend"]).done(), "nothing is in conflict\n");
}

#[test]
fn commands_that_meet_markers_say_so_and_name_the_way_out() {
    let parted = parted();
    parted.act(&[ONE], &[TWO]);
    parted.merge(&[]).failed(1);
    let number = parted.number.as_str();
    for command in [
        &["list"][..],
        &["show", number],
        &["note", number, "-m", "x"],
        &["log", number],
        &["report", "backlog"],
        &["check"],
    ] {
        let Outcome { code, out, err } = parted.repo.run(command);
        assert_ne!(code, Some(0), "{command:?}");
        assert!(format!("{out}{err}").contains("`tickets git mend`"), "{command:?}: {out}{err}");
    }
    let text = parted.repo.read(parted.repo.file(number));
    assert!(text.contains("\n<<<<<<< "), "{text}");
}

#[test]
fn closing_a_ticket_that_changed_much_is_one_ticket_still() {
    for swapped in [false, true] {
        let parted = parted();
        let closing = [MANY, &[CLOSE]].concat();
        let (ours, theirs) = if swapped { (&[TWO][..], &closing[..]) } else { (&closing[..], &[TWO][..]) };
        parted.act(ours, theirs);
        // Git does not see that so short a file was moved.
        parted.merge(&["-X", "find-renames=90%"]).failed(1);
        assert!(parted.repo.git(&["ls-files", "-u"]).lines().count() == 2);
        let refused = parted.repo.run(&["note", &parted.number, "-m", "x"]).failed(1);
        assert!(refused.contains("stands in several places") && refused.contains("`tickets git mend`"), "{refused}");
        let (file, text) = parted.mended();
        assert!(file.starts_with("archive/2026/10/"), "{file}");
        let did = acts(&text);
        assert_eq!((did.len(), did.iter().filter(|act| **act == "noted").count()), (15, 12), "{text}");
        assert!(did.contains(&"replied") && text.contains("\nstatus: closed\n"), "{text}");
    }
}

#[test]
fn renumbering_and_closing_at_once_is_one_ticket_with_both() {
    for renames in ["find-renames=30%", "no-renames"] {
        let parted = parted();
        let number = parted.number.replace("0001", "0009");
        parted.act(&[&["note", "ID", "-m", "one"], CLOSE], &[]);
        parted.repo.git(&["checkout", "-q", "theirs"]);
        let file = parted.repo.file(&parted.number);
        let id = format!("id: {}\n", parted.number);
        parted.repo.replace(&file, &id, &format!("id: {number}\n"));
        parted.repo.replace(&file, "history:", &format!("formerly: [{}]\nhistory:", parted.number));
        parted.repo.git(&["mv", file.to_str().unwrap(), &file.to_str().unwrap().replace("0001-", "0009-")]);
        parted.repo.commit("Renumbered");
        parted.repo.git(&["checkout", "-q", "main"]);
        parted.merge(&["-X", renames]);
        parted.repo.run(&["git", "mend"]).done();
        assert_eq!(parted.repo.git(&["ls-files", "-u"]), "", "{renames}");
        let file = parted.repo.file(&number);
        assert!(file.starts_with("archive/2026/10"), "{}", file.display());
        let text = parted.repo.read(&file);
        assert_eq!(acts(&text), ["created", "noted", "closed"], "{text}");
        assert_eq!(parted.repo.findings(), Vec::<String>::new());
    }
}

#[test]
fn markers_are_enough() {
    for style in ["merge", "diff3", "zdiff3"] {
        let parted = parted();
        parted.act(&[ONE], &[TWO]);
        parted.repo.git(&["config", "merge.conflictStyle", style]);
        parted.merge(&[]).failed(1);
        parted.repo.commit("Markers and all");
        let (_, text) = parted.mended();
        assert_eq!(acts(&text), ["created", "noted", "replied"], "{style}: {text}");
        let staged = parted.repo.git(&["diff", "--cached", "--name-only"]);
        assert!(staged.starts_with("tickets/"), "{staged}");
    }
}

#[test]
fn a_field_that_both_changed_waits_for_a_person() {
    let parted = parted();
    let file = parted.repo.file(&parted.number);
    parted.act(&[ONE, &["edit", "ID", "--set", "product=app"]], &[TWO]);
    for (branch, steps) in [("theirs", "Open the page"), ("main", "Start the app")] {
        parted.repo.git(&["checkout", "-q", branch]);
        parted.repo.replace(&file, "history:", &format!("steps: {steps}\nhistory:"));
        parted.repo.commit("Steps by hand");
    }
    parted.merge(&[]).failed(1);
    for _ in 0..2 {
        let told = parted.repo.run(&["git", "mend"]).failed(1);
        assert!(told.contains("conflict: both sides changed `steps` of `tickets/"), "{told}");
        assert!(told.contains(&format!("{}:", file.display())) && told.contains("git add -- '"), "{told}");
        assert_ne!(parted.repo.git(&["ls-files", "-u"]), "");
    }
    let text = parted.repo.read(&file);
    assert_eq!(acts(&text), ["created", "noted", "edited", "replied"], "{text}");
    let (head, tail) = text.split_once("steps:").unwrap();
    let history = &tail[tail.find("\nhistory:").unwrap()..];
    let settled = format!("{head}steps: Open the app{history}");
    parted.repo.write(&file, &settled);
    assert!(parted.repo.run(&["git", "mend"]).failed(1).contains("was settled by hand"));
    assert_eq!(parted.repo.read(&file), settled);
}

#[test]
fn what_a_person_began_is_kept() {
    let parted = parted();
    parted.act(&[ONE], &[TWO]);
    parted.merge(&[]).failed(1);
    let file = parted.repo.file(&parted.number);
    parted.repo.replace(&file, "title: Payment fails", "title: Card refused");
    let (_, text) = {
        parted.repo.run(&["git", "mend"]).done();
        (&file, parted.repo.read(&file))
    };
    assert!(text.contains("title: Card refused\n"), "{text}");
    assert_eq!(acts(&text), ["created", "noted", "replied"], "{text}");
}

#[test]
fn a_removed_ticket_and_foreign_files_are_left_and_named() {
    let parted = parted();
    parted.act(&[ONE], &[]);
    parted.repo.git(&["checkout", "-q", "theirs"]);
    let file = parted.repo.file(&parted.number);
    parted.repo.git(&["rm", "-q", file.to_str().unwrap()]);
    parted.repo.write("README.md", "theirs\n");
    parted.repo.commit("Removed");
    parted.repo.git(&["checkout", "-q", "main"]);
    parted.repo.write("README.md", "ours\n");
    parted.repo.commit("Read this");
    parted.merge(&[]).failed(1);
    let before = parted.repo.files();
    let told = parted.repo.run(&["git", "mend"]).failed(1);
    assert!(told.contains("one side removed `tickets/") && told.contains("`README.md` is no file"), "{told}");
    assert_eq!(parted.repo.files(), before);
    let listed = parted.repo.run(&["git", "mend", "README.md", "--format", "csv"]);
    assert_eq!(
        listed.out.lines().nth(1).unwrap().split(',').take(4).collect::<Vec<_>>(),
        ["README.md", "left", "", "mend-foreign"]
    );
}

#[test]
fn configuration_that_holds_markers_is_mended_too() {
    let parted = parted();
    for (branch, name) in [("theirs", "Zoe"), ("main", "Ann")] {
        parted.repo.git(&["checkout", "-q", branch]);
        let line = format!("\n  {}: {{name: {name}}}\nteams:", name.to_lowercase());
        parted.repo.replace("config/team.yaml", "\nteams:", &line);
        parted.repo.commit("A member");
    }
    parted.merge(&[]).failed(1);
    let refused = parted.repo.run(&["list"]);
    assert!(refused.failed(1).contains("`tickets git mend`"));
    parted.repo.run(&["git", "mend"]).done();
    let text = parted.repo.read("config/team.yaml");
    assert!(text.contains("  ann: {name: Ann}\n  zoe: {name: Zoe}\n") && text.starts_with("# Who works"), "{text}");
    parted.repo.run(&["list"]).done();
}

#[test]
fn configuration_that_both_changed_waits_for_a_person() {
    let parted = parted();
    for (branch, name) in [("theirs", "Support"), ("main", "Help desk")] {
        parted.repo.git(&["checkout", "-q", branch]);
        parted.repo.replace("desk.yaml", "name: Support desk\n", &format!("name: {name} of {branch}\n"));
        parted.repo.commit("Another name");
    }
    parted.merge(&[]).failed(1);
    for _ in 0..2 {
        let told = parted.repo.run(&["git", "mend"]).failed(1);
        assert!(told.contains("both sides changed `name` of `desk.yaml`"), "{told}");
        assert!(told.contains("--> desk.yaml:"), "{told}");
        assert_ne!(parted.repo.git(&["ls-files", "-u"]), "");
    }
    let text = parted.repo.read("desk.yaml");
    assert!(text.contains("name: Help desk of main\n") && text.contains("name: Support of theirs\n"), "{text}");
    parted.repo.run(&["git", "setup"]).done();
    parted.repo.git(&["merge", "--abort"]);
    let told = parted.merge(&[]).failed(1);
    assert!(told.contains("conflict: both sides changed `name` of `desk.yaml`"), "{told}");
    assert_eq!(parted.repo.read("desk.yaml"), text);
}

#[test]
fn rebase_and_stash_without_the_driver() {
    let parted = parted();
    parted.act(&[ONE], &[TWO]);
    parted.repo.try_git(&["rebase", "-q", "theirs"]).failed(1);
    let (_, text) = parted.mended();
    assert_eq!(acts(&text), ["created", "noted", "replied"], "{text}");
    parted.repo.git(&["-c", "core.editor=true", "rebase", "--continue"]);
    parted.repo.git(&["checkout", "-q", "-b", "third", "HEAD~2"]);
    parted.repo.run_at(LATE, &["note", &parted.number, "-m", "third"]).done();
    parted.repo.git(&["stash", "-q"]);
    parted.repo.git(&["checkout", "-q", "main"]);
    parted.repo.try_git(&["stash", "pop", "-q"]).failed(1);
    let (_, text) = parted.mended();
    assert_eq!(acts(&text), ["created", "noted", "noted", "replied"], "{text}");
}

#[test]
fn several_branches_at_once_are_merged_by_lines_or_not_at_all() {
    let parted = parted();
    let repo = &parted.repo;
    repo.run(&["git", "setup"]).done();
    let other = repo.open_at("2026-10-28T08:01:00+08:00", "Another");
    repo.commit("Another ticket");
    for (branch, number) in [("y", &parted.number), ("z", &other), ("x", &other)] {
        repo.git(&["checkout", "-q", "-b", branch, "main"]);
        repo.run_at(LATE, &["note", number, "-m", branch]).done();
        repo.commit(branch);
    }
    repo.git(&["checkout", "-q", "-b", "apart", "main"]);
    repo.git(&["merge", "-q", "--no-edit", "y", "z"]);
    // Git never calls a driver for several branches: where the last one clashes, its conflict stays.
    repo.git(&["checkout", "-q", "x"]);
    let before = repo.files();
    repo.try_git(&["merge", "-q", "--no-edit", "z", "y"]).failed(2);
    assert_eq!(repo.files(), before);
    repo.try_git(&["merge", "-q", "--no-edit", "y", "z"]).failed(1);
    repo.run(&["git", "mend"]).done();
    assert_eq!(repo.git(&["ls-files", "-u"]), "");
    assert_eq!(acts(&repo.read(repo.file(&other))), ["created", "noted", "noted"]);
    assert_eq!(acts(&repo.read(repo.file(&parted.number))), ["created", "noted"]);
}

#[test]
fn a_desk_further_down_in_a_linked_work_tree_with_lines_of_another_system() {
    let clones = Clones::new();
    let top = clones.empty("top");
    let desk = |top: &Repo| Repo::of(top.root.join("服务 台"), &top.member);
    top.run(&["init", "服务 台", "--lang", "en", "--timezone", "Asia/Shanghai"]).done();
    top.git(&["config", "--remove-section", "merge.tickets"]);
    let number = desk(&top).open_at("2026-10-28T08:00:00+08:00", "支付失败");
    top.write("服务 台/.gitattributes", "");
    top.commit("A ticket");
    top.git(&["config", "core.autocrlf", "true"]);
    top.git(&["worktree", "add", "-q", "../linked"]);
    let linked = Repo::of(clones.path("linked"), "li");
    for (repo, now) in [(&top, EARLY), (&linked, LATE)] {
        desk(repo).run_at(now, &["note", &number, "-m", now]).done();
        repo.commit("A note");
    }
    linked.try_git(&["merge", "-q", "--no-edit", "main"]).failed(1);
    let desk = desk(&linked);
    assert!(desk.read(desk.file(&number)).contains("<<<<<<< HEAD\r\n"));
    let file = desk.file(&number);
    desk.run(&["git", "mend", file.to_str().unwrap()]).done();
    assert_eq!(desk.git(&["ls-files", "-u"]), "");
    assert_eq!(desk.git(&["status", "--porcelain", "--untracked-files=no"]).lines().count(), 1);
    let text = desk.read(&file);
    assert_eq!(acts(&text.replace('\r', "")), ["created", "noted", "noted"], "{text}");
    linked.git(&["commit", "-q", "--no-edit"]);
    assert!(!linked.git(&["show", &format!("HEAD:服务 台/{}", file.display())]).contains('\r'));
}

#[test]
fn outside_git_it_says_so() {
    let clones = Clones::new();
    let repo = Repo::of(clones.path("plain"), "wang");
    std::fs::create_dir(&repo.root).unwrap();
    repo.run(&["init", "--no-git", "--lang", "en"]).done();
    assert!(repo.run(&["git", "mend"]).failed(1).contains("is in no git repository"));
    let mut command = repo.command(&["git", "mend"]);
    command.env("PATH", "/nonexistent");
    assert!(super::clones::outcome(command, "").failed(1).contains("git is not installed"));
}

#[test]
fn a_side_that_somebody_chose_is_kept() {
    let parted = parted();
    let edit = |title: &str| {
        let file = parted.repo.file(&parted.number);
        parted.repo.replace(&file, "title: Payment fails", &format!("title: {title}"));
        parted.repo.commit(title);
        file
    };
    parted.repo.git(&["checkout", "-q", "theirs"]);
    edit("Theirs");
    parted.repo.git(&["checkout", "-q", "main"]);
    let file = edit("Ours");
    parted.merge(&[]).failed(1);
    let path = file.to_str().unwrap();
    for (side, title) in [("--ours", "Ours"), ("--theirs", "Theirs")] {
        parted.repo.git(&["checkout", "-q", side, "--", path]);
        let told = parted.repo.run(&["git", "mend"]).failed(1);
        assert!(told.contains("was settled by hand") && told.contains("git add"), "{told}");
        assert!(parted.repo.read(&file).contains(&format!("\ntitle: {title}\n")));
    }
}
