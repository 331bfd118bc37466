//! Killed at any instant, the desk is valid, and the command either happened or did not.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::desk::Desk;

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// What a command changes: a file is added, replaced or removed below a folder.
const ADDED: char = '+';
const REPLACED: char = '=';
const REMOVED: char = '-';

/// A command, and the changes it makes when it happens.
struct Case {
    args: Vec<String>,
    changes: Vec<(char, &'static str)>,
}

fn case(args: &[&str], changes: &[(char, &'static str)]) -> Case {
    Case { args: args.iter().map(|arg| (*arg).to_owned()).collect(), changes: changes.to_vec() }
}

/// What a run of kills met.
#[derive(Debug, Default)]
struct Tally {
    kills: usize,
    /// The command had ended before it could be killed.
    late: usize,
    happened: usize,
    /// A plan was in place and not carried out.
    pending: usize,
    /// Files were staged, and no plan was in place.
    staged: usize,
}

fn changes(before: &Files, after: &Files) -> Vec<(char, String)> {
    let folder = |path: &Path| path.iter().next().unwrap_or_default().to_string_lossy().into_owned();
    let mut changes = Vec::new();
    for (path, bytes) in after {
        match before.get(path) {
            None => changes.push((ADDED, folder(path))),
            Some(known) if known != bytes => changes.push((REPLACED, folder(path))),
            Some(_) => {}
        }
    }
    changes.extend(before.keys().filter(|path| !after.contains_key(*path)).map(|path| (REMOVED, folder(path))));
    changes.sort();
    changes
}

/// Two open tickets and a closed one, and files to attach.
fn desk() -> Desk {
    let desk = Desk::new();
    for title in ["One", "Two", "Three"] {
        desk.open(title);
    }
    desk.run(&["close", "CS202610280003", "--reason", "duplicate"]).done();
    desk.write(".tickets/screen.png", vec![7; 300_000]);
    desk
}

const OPEN: &str = "CS202610280001";
const CLOSED: &str = "CS202610280003";

fn cases() -> Vec<Case> {
    let moved_away = [(ADDED, "archive"), (REMOVED, "tickets")];
    let moved_back = [(ADDED, "tickets"), (REMOVED, "archive")];
    let attached = [(ADDED, "attachments"), (REPLACED, "tickets")];
    vec![
        case(&["new", "Four", "--type", "technical"], &[(ADDED, "tickets")]),
        case(&["note", OPEN, "-m", "a note"], &[(REPLACED, "tickets")]),
        case(&["close", OPEN, "--reason", "duplicate"], &moved_away),
        case(&["reopen", CLOSED, "--reason", "again"], &moved_back),
        case(&["attach", OPEN, "-f", ".tickets/screen.png"], &attached),
    ]
}

/// Runs a command, and kills it after `delay`; whether it was still running.
fn kill(desk: &Desk, args: &[String], delay: Duration) -> bool {
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    let mut child = desk.command(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    sleep(delay);
    let running = child.try_wait().unwrap().is_none();
    // It may end between the question and the kill.
    let _ = child.kill();
    child.wait().unwrap();
    running
}

fn note_journal(desk: &Desk, tally: &mut Tally) {
    let journal = desk.path(".tickets/journal");
    if journal.join("plan.json").exists() {
        tally.pending += 1;
    } else if fs::read_dir(journal).is_ok_and(|mut files| files.next().is_some()) {
        tally.staged += 1;
    }
}

/// How long a command takes, by the median of a few runs in desks of their own.
fn duration(args: &[String], make: fn() -> Desk) -> Duration {
    let mut times: Vec<_> = (0..3)
        .map(|_| {
            let desk = make();
            let started = Instant::now();
            let args: Vec<_> = args.iter().map(String::as_str).collect();
            desk.run(&args).done();
            started.elapsed()
        })
        .collect();
    times.sort();
    times[1]
}

/// How often to kill: few by default, as many as `TICKETS_KILLS` says in a long run.
fn kills() -> usize {
    std::env::var("TICKETS_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(24)
}

/// Enough kills that some of them must have hit a change half done.
const MANY: usize = 500;

#[test]
fn a_killed_command_happened_or_did_not() {
    let cases = cases();
    let durations: Vec<_> = cases.iter().map(|case| duration(&case.args, desk)).collect();
    let mut random = fastrand::Rng::with_seed(7);
    let mut tally = Tally::default();
    let mut desk = desk();
    while tally.kills < kills() {
        let which = random.usize(..cases.len());
        let case = &cases[which];
        let before = desk.files();
        let delay = durations[which].mul_f64(random.f64() * 1.1);
        tally.late += usize::from(!kill(&desk, &case.args, delay));
        tally.kills += 1;
        note_journal(&desk, &mut tally);
        assert_eq!(desk.findings(), [""; 0], "{:?} after {delay:?}", case.args);
        let after = desk.files();
        if after != before {
            let expected: Vec<_> = case.changes.iter().map(|(kind, folder)| (*kind, (*folder).to_owned())).collect();
            assert_eq!(changes(&before, &after), expected, "{:?} after {delay:?}", case.args);
            tally.happened += 1;
            // The next act needs a ticket in its first state.
            desk = self::desk();
        }
        assert_eq!(fs::read_dir(desk.path(".tickets/journal")).unwrap().count(), 0);
    }
    eprintln!("{tally:?}");
    assert!(tally.kills < MANY || (tally.pending > 0 && tally.staged > 0), "{tally:?}");
}

/// Two tickets of one number, the later one linked from a third, with an attachment; and a wrong head.
fn double() -> Desk {
    let desk = desk();
    desk.run(&["attach", OPEN, "-f", ".tickets/screen.png"]).done();
    desk.run(&["link", "CS202610280002", "--to", OPEN]).done();
    let file = desk.file(OPEN);
    let key = file.to_str().unwrap().split(['-', '.']).nth(1).unwrap().to_owned();
    // The older one comes from another clone.
    let older = desk.read(desk.file("CS202610280002")).replace("CS202610280002", OPEN).replace("09:00:00", "08:00:00");
    let older = older.lines().filter(|line| !line.contains("linked")).map(|line| format!("{line}\n"));
    desk.write(format!("tickets/{OPEN}-00000.yaml"), older.collect::<String>());
    desk.replace(desk.file("CS202610280002"), "status: new", "status: waiting");
    desk.replace(&file, "status: new", "status: closed");
    assert!(key != "00000");
    desk
}

#[test]
fn a_killed_repair_is_done_by_the_next() {
    let args = ["check".to_owned(), "--fix".to_owned()];
    let duration = duration(&args, double);
    let mut random = fastrand::Rng::with_seed(8);
    let mut tally = Tally::default();
    let whole = {
        let desk = double();
        assert_eq!(desk.findings().len(), 4);
        desk.run(&["check", "--fix"]).done();
        desk.files()
    };
    while tally.kills < kills() / 4 {
        let desk = double();
        tally.late += usize::from(!kill(&desk, &args, duration.mul_f64(random.f64() * 1.1)));
        tally.kills += 1;
        note_journal(&desk, &mut tally);
        let left = desk.findings();
        let known = ["number-double", "head-contradicts"];
        assert!(left.iter().all(|code| known.contains(&code.as_str())), "{left:?}");
        tally.happened += usize::from(left.is_empty());
        desk.run(&["check", "--fix"]).done();
        assert_eq!(changes(&whole, &desk.files()), []);
        assert_eq!(desk.findings(), [""; 0]);
    }
    eprintln!("{tally:?}");
}

#[test]
fn a_desk_that_is_half_laid_down_is_none_and_is_laid_down_again() {
    let whole = Desk::laid_down(&["--lang", "en"]);
    let args = ["init", "new", "--no-git", "--lang", "en", "--timezone", "Asia/Shanghai"].map(str::to_owned);
    let duration = duration(&args, Desk::new);
    let mut random = fastrand::Rng::with_seed(9);
    for _ in 0..kills() / 4 {
        let desk = Desk::new();
        kill(&desk, &args, duration.mul_f64(random.f64() * 1.1));
        let words: Vec<_> = args.iter().map(String::as_str).collect();
        if !desk.path("new/desk.yaml").exists() {
            desk.run(&words).done();
        }
        assert_eq!(desk.run(&["-C", "new", "check", "--format", "csv"]).done().lines().count(), 1);
        for (file, bytes) in whole.files() {
            assert_eq!(fs::read(desk.path("new").join(&file)).unwrap(), bytes, "{file:?}");
        }
    }
}
