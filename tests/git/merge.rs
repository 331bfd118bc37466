//! Merging with git: every pair of acts that two clones can do at once.
use super::clones::{Clones, Outcome, Repo};

/// Two clones of a desk with one ticket that li has accepted.
struct Pair {
    _clones: Clones,
    wang: Repo,
    li: Repo,
    number: String,
}

type Acts<'a> = &'a [&'a [&'a str]];

const EARLY: &str = "2026-10-28T08:05:00+08:00";
const MIDDLE: &str = "2026-10-28T08:10:00+08:00";
const LATE: &str = "2026-10-28T08:20:00+08:00";

/// A pair whose ticket had these acts before they parted.
fn pair_after(acts: Acts<'_>) -> Pair {
    let clones = Clones::new();
    let wang = clones.join("wang");
    let number = wang.open_at("2026-10-28T08:00:00+08:00", "Payment fails");
    act(&wang, EARLY, &number, acts);
    wang.commit("A ticket");
    wang.git(&["push", "-q"]);
    let li = clones.join("li");
    Pair { _clones: clones, wang, li, number }
}

fn pair() -> Pair {
    pair_after(&[&["assign", "ID", "--to", "li"], &["accept", "ID", "--as", "li"]])
}

/// Performs acts on a ticket, `ID` standing for it, one second after the other.
fn act(repo: &Repo, from: &str, number: &str, acts: Acts<'_>) {
    for (second, act) in acts.iter().enumerate() {
        let now = from.replace(":00+", &format!(":{second:02}+"));
        let act: Vec<_> = act.iter().map(|word| if *word == "ID" { number } else { word }).collect();
        repo.run_at(&now, &act).done();
    }
}

impl Pair {
    /// Each side acts and commits.
    fn act(&self, wang: Acts<'_>, li: Acts<'_>) {
        act(&self.wang, MIDDLE, &self.number, wang);
        self.wang.commit("What wang did");
        act(&self.li, LATE, &self.number, li);
        self.li.commit("What li did");
    }

    /// Both merge the other's work, each from its own side.
    fn meet(&self) {
        self.wang.git(&["fetch", "-q", self.li.root.to_str().unwrap(), "main:theirs"]);
        self.li.git(&["fetch", "-q", self.wang.root.to_str().unwrap(), "main:theirs"]);
        for repo in [&self.wang, &self.li] {
            repo.git(&["merge", "-q", "--no-edit", "theirs"]);
        }
    }

    /// Both merge and settle; the one file of the ticket, which is the same in both.
    fn settled(&self) -> (String, String) {
        self.meet();
        for repo in [&self.wang, &self.li] {
            repo.run(&["check", "--fix"]).done();
            assert_eq!(repo.findings(), Vec::<String>::new());
        }
        assert_eq!(self.wang.files(), self.li.files());
        let file = self.wang.file(&self.number);
        (file.to_str().unwrap().to_owned(), self.wang.read(&file))
    }
}

/// What was done, in the order of the history.
fn acts(text: &str) -> Vec<&str> {
    let did = text.lines().filter_map(|line| line.split_once("did: ")).map(|(_, rest)| rest);
    did.map(|rest| rest.split([',', '}']).next().unwrap_or(rest)).collect()
}

const BEFORE: [&str; 3] = ["created", "assigned", "accepted"];

fn after<'a>(acts: &[&'a str]) -> Vec<&'a str> {
    [&BEFORE[..], acts].concat()
}

const RESOLVE: &[&str] = &["resolve", "ID", "-m", "Restarted", "--as", "li"];
const CLOSE: &[&str] = &["close", "ID", "--reason", "withdrawn"];

#[test]
fn closing_meets_what_the_other_side_wrote() {
    let pair = pair();
    pair.act(&[RESOLVE, CLOSE], &[&["note", "ID", "-m", "Seen before"], &["reply", "ID", "-m", "We are on it"]]);
    let (file, text) = pair.settled();
    assert!(file.starts_with("archive/2026/10/"), "{file}");
    assert_eq!(acts(&text), after(&["resolved", "closed", "noted", "replied"]), "{text}");
    assert!(text.contains("\nstatus: closed\n"), "{text}");
}

#[test]
fn closing_meets_an_assignment() {
    let pair = pair();
    pair.act(&[RESOLVE, CLOSE], &[&["assign", "ID", "--to", "wang", "--reason", "li is away"]]);
    pair.meet();
    let text = pair.wang.read(pair.wang.file(&pair.number));
    assert_eq!(acts(&text), after(&["resolved", "closed", "assigned"]), "{text}");
    assert_eq!(text, pair.li.read(pair.li.file(&pair.number)));
}

#[test]
fn reopening_meets_another_closing_of_the_same_ticket() {
    let pair = pair_after(&[&["assign", "ID", "--to", "li"], &["accept", "ID", "--as", "li"], RESOLVE]);
    pair.act(&[CLOSE, &["reopen", "ID", "--reason", "Again"]], &[CLOSE]);
    pair.meet();
    let text = pair.wang.read(pair.wang.file(&pair.number));
    assert_eq!(acts(&text), after(&["resolved", "closed", "reopened", "closed"]), "{text}");
    assert_eq!(text, pair.li.read(pair.li.file(&pair.number)));
    assert!(text.contains("\nstatus: closed\n"), "{text}");
}

#[test]
fn reopening_meets_a_note_in_the_archive() {
    let pair = pair_after(&[&["assign", "ID", "--to", "li"], &["accept", "ID", "--as", "li"], RESOLVE, CLOSE]);
    pair.act(&[&["reopen", "ID", "--reason", "Again"]], &[&["note", "ID", "-m", "For the record"]]);
    let (file, text) = pair.settled();
    assert!(file.starts_with("tickets/"), "{file}");
    assert_eq!(acts(&text), after(&["resolved", "closed", "reopened", "noted"]), "{text}");
}

#[test]
fn a_ticket_that_both_sides_close_is_closed_twice() {
    let pair = pair();
    pair.act(&[RESOLVE, CLOSE], &[RESOLVE, CLOSE]);
    pair.meet();
    let text = pair.wang.read(pair.wang.file(&pair.number));
    assert_eq!(acts(&text), after(&["resolved", "closed", "resolved", "closed"]), "{text}");
    assert_eq!(pair.wang.files(), pair.li.files());
}

#[test]
fn a_ticket_assigned_to_two_people_is_the_later_ones() {
    let pair = pair_after(&[]);
    pair.act(&[&["assign", "ID", "--to", "li"]], &[&["assign", "ID", "--to", "wang"]]);
    pair.meet();
    let text = pair.li.read(pair.li.file(&pair.number));
    assert_eq!(acts(&text), ["created", "assigned", "assigned"], "{text}");
    assert!(text.contains("\nassignee: wang\n"), "{text}");
    assert_eq!(pair.wang.files(), pair.li.files());
}

#[test]
fn renumbering_meets_an_act() {
    let pair = pair();
    let file = pair.li.file(&pair.number);
    let renamed = file.to_str().unwrap().replace("0001-", "0007-");
    let number = pair.number.replace("0001", "0007");
    pair.li.replace(&file, &format!("id: {}\n", pair.number), &format!("id: {number}\nformerly: [{}]\n", pair.number));
    pair.li.git(&["mv", file.to_str().unwrap(), &renamed]);
    pair.li.commit("Renumbered");
    act(&pair.wang, MIDDLE, &pair.number, &[&["note", "ID", "-m", "Seen before"]]);
    pair.wang.commit("A note");
    pair.meet();
    let text = pair.wang.read(pair.wang.file(&number));
    assert_eq!(acts(&text), after(&["noted"]), "{text}");
    assert!(text.starts_with(&format!("id: {number}\n")), "{text}");
    assert!(text.contains(&format!("\nformerly: [{}]\n", pair.number)), "{text}");
    assert_eq!(pair.wang.files(), pair.li.files());
    assert_eq!(pair.wang.findings(), Vec::<String>::new());
}

#[test]
fn a_customer_that_both_sides_know_better() {
    let pair = pair();
    let customer = "customers/C1001.yaml";
    pair.wang.write(customer, "id: C1001\nname: 'A**'\ntier: standard\nregion: north\n");
    pair.wang.commit("A customer");
    pair.wang.git(&["push", "-q"]);
    pair.li.git(&["pull", "-q"]);
    pair.wang.replace(customer, "tier: standard", "tier: vip");
    pair.li.replace(customer, "region: north", "region: south");
    pair.act(&[], &[]);
    let (_, _) = pair.settled();
    assert_eq!(pair.wang.read(customer), "id: C1001\nname: A**\ntier: vip\nregion: south\n");
}

#[test]
fn one_path_that_both_sides_add() {
    let pair = pair();
    let file = "tickets/CS202610280009-k3x9z.yaml";
    let text = pair.wang.read(pair.wang.file(&pair.number)).replace(&pair.number, "CS202610280009");
    let more = "- {at: 2026-10-28T08:30:00+08:00, by: li, did: noted, text: theirs}\n";
    pair.wang.write(file, &text);
    pair.li.write(file, format!("{text}{more}"));
    pair.act(&[], &[]);
    pair.meet();
    assert_eq!(pair.wang.read(file), format!("{text}{more}"));
    assert_eq!(pair.wang.files(), pair.li.files());
}

fn conflict(pair: &Pair) -> Outcome {
    let file = pair.wang.file(&pair.number);
    for (repo, title) in [(&pair.wang, "Card refused"), (&pair.li, "Paying fails")] {
        repo.replace(&file, "title: Payment fails", &format!("title: {title}"));
    }
    pair.act(&[&["note", "ID", "-m", "one"]], &[&["note", "ID", "-m", "two"]]);
    pair.wang.git(&["fetch", "-q", pair.li.root.to_str().unwrap(), "main:theirs"]);
    pair.wang.try_git(&["merge", "-q", "--no-edit", "theirs"])
}

#[test]
fn a_real_conflict_stands_in_its_field_alone() {
    let pair = pair();
    let told = conflict(&pair).failed(1);
    assert!(told.contains("conflict: both sides changed `title` of `tickets/"), "{told}");
    assert!(told.contains("git add -- 'tickets/"), "{told}");
    let text = pair.wang.read(pair.wang.file(&pair.number));
    assert!(text.contains("\n  <<<<<<<") && text.contains("  Card refused\n") && text.contains("  Paying fails\n"));
    assert_eq!(acts(&text), after(&["noted", "noted"]), "{text}");
}

#[test]
fn a_side_that_cannot_be_read_loses_nothing() {
    let pair = pair();
    let file = pair.li.file(&pair.number);
    act(&pair.wang, MIDDLE, &pair.number, &[&["note", "ID", "-m", "one"]]);
    pair.wang.commit("One");
    pair.li.replace(&file, "title: Payment fails", "title: 'Payment fails");
    pair.li.commit("A quote too many");
    pair.wang.git(&["fetch", "-q", pair.li.root.to_str().unwrap(), "main:theirs"]);
    let told = pair.wang.try_git(&["merge", "-q", "--no-edit", "theirs"]).failed(1);
    assert!(told.contains("their side of `tickets/") && told.contains(".yaml:3:1"), "{told}");
    let text = pair.wang.read(&file);
    assert!(text.contains("title: 'Payment fails\n") && text.contains("text: one"), "{text}");
}

#[test]
fn rebase_cherry_pick_and_stash_merge_as_well() {
    for command in [&["rebase", "-q", "theirs"][..], &["cherry-pick", "theirs"]] {
        let pair = pair();
        pair.act(&[RESOLVE, CLOSE], &[&["note", "ID", "-m", "Seen before"]]);
        pair.wang.git(&["fetch", "-q", pair.li.root.to_str().unwrap(), "main:theirs"]);
        pair.wang.git(command);
        let file = pair.wang.file(&pair.number);
        assert!(file.starts_with("archive"), "{command:?}");
        assert_eq!(acts(&pair.wang.read(&file)), after(&["resolved", "closed", "noted"]));
    }
    let pair = pair();
    act(&pair.wang, MIDDLE, &pair.number, &[&["note", "ID", "-m", "Seen before"]]);
    pair.wang.git(&["stash", "-q"]);
    act(&pair.wang, LATE, &pair.number, &[&["reply", "ID", "-m", "We are on it"]]);
    pair.wang.commit("A reply");
    pair.wang.git(&["stash", "pop", "-q"]);
    assert_eq!(acts(&pair.wang.read(pair.wang.file(&pair.number))), after(&["noted", "replied"]));
}
