//! `git mend`: merges made without the driver.
use super::clones::{Clones, Outcome, Repo};

const EARLY: &str = "2026-10-28T08:05:00+08:00";
const LATE: &str = "2026-10-28T08:20:00+08:00";

/// A clone whose `main` and `theirs` parted after a ticket was opened, and that merges by lines.
struct Parted {
    clones: Clones,
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
    Parted { clones, repo, number }
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
    assert!(text.contains("name: Ann\n") && text.contains("name: Zoe\n") && text.contains("# Who works"), "{text}");
    parted.repo.run(&["list"]).done();
}

#[test]
fn rebase_stash_and_octopus_without_the_driver() {
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
    parted.repo.commit("Mended");
    // Git merges several branches at once by lines alone, and gives up where they clash.
    parted.repo.git(&["checkout", "-q", "-b", "fourth", "third"]);
    parted.repo.run_at(LATE, &["note", &parted.number, "-m", "fourth"]).done();
    parted.repo.commit("Fourth");
    let before = parted.repo.files();
    parted.repo.git(&["branch", "fifth", "main"]);
    parted.repo.write("other", "x");
    parted.repo.commit("Other");
    let outcome = parted.repo.try_git(&["merge", "-q", "--no-edit", "theirs", "fifth"]);
    eprintln!("OCTOPUS {outcome:?} {}", parted.repo.git(&["status", "--short"]));
    let _ = (before, &parted.clones);
}
