//! Whatever several clones do, in whatever order and direction they merge: one truth in the end.
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::clones::{Clones, Repo, outcome};

/// How many random histories are played; `TICKETS_HISTORIES` asks for more.
const HISTORIES: u64 = 25;

/// How many steps each history has.
const STEPS: usize = 16;

const MEMBERS: [&str; 3] = ["wang", "li", "zhao"];

#[test]
fn all_clones_end_alike_with_every_act_once() {
    let histories = std::env::var("TICKETS_HISTORIES").ok().and_then(|count| count.parse().ok()).unwrap_or(HISTORIES);
    let first = std::env::var("TICKETS_FIRST").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    let next = AtomicU64::new(first);
    let work = || {
        std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed))
            .take_while(|seed| *seed < first + histories)
            .for_each(|seed| Play::new(seed).run());
    };
    thread::scope(|scope| {
        let workers = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        (0..workers).for_each(|_| drop(scope.spawn(work)));
    });
}

/// One random history.
struct Play {
    seed: u64,
    random: fastrand::Rng,
    clones: Vec<Repo>,
    /// Minutes since the first one.
    clock: u32,
    /// What every act that was done says of itself.
    said: BTreeSet<String>,
    _hub: Clones,
}

impl Play {
    fn new(seed: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let hub = Clones::new();
        let first = hub.first();
        for ticket in 0..2 {
            first.open_at(&at(ticket), &format!("Given {ticket}"));
        }
        first.commit("Given");
        first.git(&["push", "-q", "origin", "HEAD"]);
        let clones: Vec<_> =
            (0..random.usize(2..=4)).map(|index| hub.join_as(&format!("c{index}"), MEMBERS[index % 3])).collect();
        Self { seed, random, clones, clock: 10, said: BTreeSet::new(), _hub: hub }
    }

    fn run(mut self) {
        for _ in 0..STEPS {
            self.clock += self.random.u32(0..3);
            let clone = self.random.usize(0..self.clones.len());
            let other = self.random.usize(0..self.clones.len());
            match self.random.u8(0..12) {
                0 => self.meet(clone, other),
                1 => self.cross(clone, other),
                _ => self.act(clone),
            }
        }
        self.end();
    }

    /// Somebody does something, which is a commit.
    fn act(&mut self, clone: usize) {
        let repo = self.clones[clone].clone();
        let said = format!("said-{}-{}-", self.seed, self.said.len());
        let ticket = self.random.choice(tickets(&repo));
        let ticket = ticket.unwrap_or_default();
        let member = MEMBERS[self.random.usize(0..3)];
        let words: Vec<&str> = match self.random.u8(0..18) {
            0 | 1 => vec!["new", &said, "--type", "technical"],
            2 | 3 => vec!["note", &ticket, "-m", &said],
            4 => vec!["reply", &ticket, "-m", &said],
            5 | 6 => vec!["assign", &ticket, "--to", member, "--reason", &said],
            7 => vec!["transfer", &ticket, "--to", member, "--reason", &said],
            8 => vec!["accept", &ticket, "--note", &said],
            9 => vec!["wait", &ticket, "--reason", &said],
            10 => vec!["resume", &ticket, "--note", &said],
            11 | 12 => vec!["resolve", &ticket, "-m", &said],
            13 => vec!["close", &ticket, "--reason", "withdrawn"],
            14 => vec!["reopen", &ticket, "--reason", &said],
            15 => vec!["edit", &ticket, "--set", "priority=urgent", "--note", &said],
            16 => vec!["edit", &ticket, "--tag", &said],
            _ => vec!["edit", &ticket, "--set", "priority=low", "--note", &said],
        };
        let mut command = repo.command(&words);
        command.env("TICKETS_NOW", at(self.clock)).env("TICKETS_SEED", self.random.u64(..).to_string());
        let done = outcome(command, "");
        if done.code != Some(0) {
            // Not every act is possible everywhere; what is refused changes nothing.
            assert!(!done.err.contains("panicked"), "{done:?}");
            assert_eq!(repo.git(&["status", "--porcelain"]), "", "{words:?} {done:?}");
            return;
        }
        if words[0] != "close" {
            self.said.insert(said.clone());
        }
        repo.commit(&said);
    }

    /// One clone takes in what another has, and settles.
    fn meet(&mut self, clone: usize, other: usize) {
        let is_rebase = self.random.u8(0..4) == 0;
        let (repo, other) = (self.clones[clone].clone(), self.clones[other].clone());
        repo.fetch(&other);
        self.take_in(&repo, is_rebase);
    }

    /// Two clones take in each other's state at once, and must end with the same files.
    fn cross(&mut self, clone: usize, other: usize) {
        let (repo, other) = (self.clones[clone].clone(), self.clones[other].clone());
        repo.fetch(&other);
        other.fetch(&repo);
        self.take_in(&repo, false);
        self.take_in(&other, false);
        assert_equal(self.seed, &repo.files(), &other.files());
    }

    /// Merges what was fetched, or rebases on it; settles.
    fn take_in(&self, repo: &Repo, is_rebase: bool) {
        let met = if is_rebase {
            repo.try_git(&["rebase", "-q", "FETCH_HEAD"])
        } else {
            repo.try_git(&["merge", "-q", "--no-edit", "FETCH_HEAD"])
        };
        if met.code != Some(0) {
            self.mend(repo, is_rebase, &met.err);
        }
        self.settle(repo);
    }

    /// What git could not merge is mended; a rebase may stop at every commit.
    fn mend(&self, repo: &Repo, is_rebase: bool, why: &str) {
        for _ in 0..50 {
            let mended = repo.run(&["git", "mend"]);
            assert_eq!(mended.code, Some(0), "seed {}: {why}\n{mended:?}\n{}", self.seed, repo.git(&["status"]));
            let left = repo.git(&["ls-files", "-u"]);
            assert_eq!(left, "", "seed {}", self.seed);
            let next = if is_rebase {
                repo.try_git(&["-c", "core.editor=true", "rebase", "--continue"])
            } else {
                repo.try_git(&["commit", "-q", "--no-edit"])
            };
            if next.code == Some(0) {
                return;
            }
            assert!(is_rebase, "seed {}: {next:?}", self.seed);
        }
        panic!("seed {}: the rebase does not end", self.seed);
    }

    /// Double numbers, folders and heads are set right, which is a commit of its own.
    fn settle(&self, repo: &Repo) {
        let checked = repo.run_at(&at(self.clock), &["check", "--fix", "--format", "csv"]);
        assert!(matches!(checked.code, Some(0 | 3)), "seed {}: {checked:?}", self.seed);
        if !repo.git(&["status", "--porcelain"]).is_empty() {
            repo.commit("Settled");
        }
    }

    /// The clones meet in some order, and in the other direction, until each has what all have.
    fn end(mut self) {
        let mut order: Vec<_> = (0..self.clones.len()).collect();
        self.random.shuffle(&mut order);
        self.cross(order[0], order[1]);
        let pairs: Vec<_> = order.windows(2).map(|pair| (pair[1], pair[0])).collect();
        for (clone, other) in pairs.iter().copied().chain(pairs.iter().rev().map(|(clone, other)| (*other, *clone))) {
            self.meet(clone, other);
        }
        for clone in 0..self.clones.len() {
            self.meet(clone, order[0]);
        }
        let truth = self.clones[0].files();
        for clone in &self.clones {
            assert_equal(self.seed, &truth, &clone.files());
            let errors = errors(clone, &at(self.clock));
            assert_eq!(errors, Vec::<String>::new(), "seed {}", self.seed);
        }
        self.every_act_stands_once(&truth);
    }

    fn every_act_stands_once(&self, files: &BTreeMap<PathBuf, Vec<u8>>) {
        let tickets = files.iter().filter(|(path, _)| is_ticket(path));
        let texts: Vec<_> = tickets.map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap()).collect();
        let all = texts.concat();
        for said in &self.said {
            let count = all.lines().filter(|line| tells(line, said)).count();
            let log = || self.clones[0].git(&["log", "-m", "--format=%h %p %s", "-S", said, "--stat"]);
            assert!(count >= 1, "seed {}: {said} is lost\n{}", self.seed, log());
            assert_eq!(count, 1, "seed {}: {said} is doubled\n{all}", self.seed);
        }
        for text in &texts {
            let entries: Vec<_> = text.lines().filter(|line| line.starts_with("- ")).collect();
            let unique: BTreeSet<_> = entries.iter().collect();
            assert_eq!(entries.len(), unique.len(), "seed {}: an act stands twice\n{text}", self.seed);
        }
    }
}

/// Whether a line of a ticket is what an act wrote to say `said`; later acts may mention it.
fn tells(line: &str, said: &str) -> bool {
    let head = line.starts_with("title: ") || line.starts_with("tags: ");
    let keys = ["note: ", "text: ", "reason: "];
    line.contains(said) && (head || keys.iter().any(|key| line.contains(&format!("{key}{said}"))))
}

fn at(minute: u32) -> String {
    format!("2026-10-28T{:02}:{:02}:00+08:00", 9 + minute / 60, minute % 60)
}

fn is_ticket(path: &Path) -> bool {
    path.starts_with("tickets") || path.starts_with("archive")
}

/// The tickets of a clone by number and key.
fn tickets(repo: &Repo) -> Vec<String> {
    let stem = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    repo.files().keys().filter(|path| is_ticket(path)).map(|path| stem(path)).collect()
}

/// What `check` finds besides what a person should look at.
fn errors(repo: &Repo, now: &str) -> Vec<String> {
    let checked = repo.run_at(now, &["check", "--format", "csv"]);
    let errors = checked.out.lines().filter(|line| line.starts_with("error")).map(str::to_owned);
    errors.collect()
}

#[track_caller]
fn assert_equal(seed: u64, one: &BTreeMap<PathBuf, Vec<u8>>, other: &BTreeMap<PathBuf, Vec<u8>>) {
    let (names, others): (Vec<_>, Vec<_>) = (one.keys().collect(), other.keys().collect());
    assert_eq!(names, others, "seed {seed}");
    for (path, bytes) in one {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(bytes), text(&other[path]), "seed {seed}: {}", path.display());
    }
}
