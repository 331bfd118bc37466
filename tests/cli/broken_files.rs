//! Files that are broken, half written, or no files at all: each is named, and none is touched.
use std::fs;
use std::os::unix::fs::symlink;
use std::thread;
use std::time::{Duration, Instant};

use crate::desk::{Desk, Outcome};

const ONE: &str = "CS202610280001";
const TWO: &str = "CS202610280002";

/// Two tickets, with texts of several lines in Chinese.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.open("One");
    let description = "下单后点击支付,\n提示“系统繁忙”。";
    desk.run(&["new", "支付失败", "--type", "complaint", "--tag", "a", "-d", description, "--to", "li"]).done();
    desk.run(&["note", TWO, "-m", "日志显示超时\n正在排查"]).done();
    desk
}

/// That a command named the file, and touched nothing.
#[track_caller]
fn assert_refused(ran: &Outcome, named: &str) {
    assert_eq!((ran.code, &*ran.out), (Some(1), ""), "{ran:?}");
    assert!(ran.err.starts_with("error: ") && ran.err.contains(named), "{ran:?}");
    assert!(!ran.err.contains("panicked") && ran.err.len() < 4000, "{ran:?}");
}

/// Runs commands over a desk whose second ticket cannot be read.
fn assert_handled(desk: &Desk) {
    let before = fs::read_dir(desk.path("tickets")).unwrap().count();
    let started = Instant::now();
    for args in [&["show", TWO][..], &["note", TWO, "-m", "x"], &["close", TWO, "--reason", "duplicate"]] {
        assert_refused(&desk.run(args), TWO);
    }
    for args in [&["list"][..], &["log"], &["report", "sla", "--month", "2026-10"]] {
        assert_refused(&desk.run(args), TWO);
    }
    let skipped = desk.run(&["list", "-q", "--skip-invalid"]);
    assert!(skipped.err.contains('1'), "{skipped:?}");
    assert_eq!(skipped.done().trim(), ONE);
    desk.run(&["note", ONE, "-m", "x"]).done();
    for args in [&["check", "--format", "csv"][..], &["check", "--fix", "--format", "csv"]] {
        let found = desk.run(args);
        assert!(found.code == Some(3) && found.out.contains(TWO), "{found:?}");
    }
    assert_eq!(fs::read_dir(desk.path("tickets")).unwrap().count(), before);
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
}

fn broken(bytes: impl AsRef<[u8]>) {
    let desk = desk();
    let file = desk.file(TWO);
    desk.write(&file, &bytes);
    assert_handled(&desk);
    assert_eq!(fs::read(desk.path(file)).unwrap(), bytes.as_ref());
}

#[test]
fn nonsense_is_refused() {
    let good = desk().read(desk().file(TWO));
    for bytes in [
        &b""[..],
        b"\0\0\0\0",
        b"\xff\xfe\x00i",
        b"id: CS202610280002\ntitle: \xe6\x94",
        b"- a\n- b\n",
        b"%YAML 9.9\n---\n",
        b"id: x\nid: y\n",
        b"\t\t\n",
        b"id: \"x\n",
        good.replace("title:", "title: &a").as_bytes(),
        good.replace("status: assigned", "status: lost").as_bytes(),
        good.replace("created: 2026-10-28", "created: 2026-13-28").as_bytes(),
        good.replace("did: noted", "did: {}").as_bytes(),
        good.replace("history:\n", "history: none\n").as_bytes(),
        format!("{good}---\n{good}").as_bytes(),
        format!("<<<<<<< HEAD\n{good}=======\n{good}>>>>>>> theirs\n").as_bytes(),
    ] {
        broken(bytes);
    }
}

#[test]
fn bombs_are_refused() {
    let levels = (1..30).map(|level| format!("k{level}: &a{level} [*a{0}, *a{0}]\n", level - 1));
    broken(format!("k0: &a0 x\n{}", levels.collect::<Vec<_>>().concat()));
    broken("[".repeat(5_000_000));
    broken("{a: ".repeat(100_000));
    broken("- ".repeat(100_000));
    broken(format!("id: {}\n", "x".repeat(1_000_000)));
    broken("x: y\n".repeat(10_000));
    broken((0..10_000).map(|key| format!("k{key}: y\n")).collect::<Vec<_>>().concat());
}

#[test]
fn a_file_of_fifty_megabytes_is_refused() {
    let desk = desk();
    let file = desk.file(TWO);
    let good = desk.read(&file);
    desk.write(&file, good.clone() + &format!("# {}\n", "x".repeat(1000)).repeat(50_000));
    assert_handled(&desk);
}

#[test]
fn a_directory_and_an_endless_link_are_no_tickets() {
    let desk = desk();
    let file = desk.path(desk.file(TWO));
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_handled(&desk);
    fs::remove_dir(&file).unwrap();
    symlink(&file, &file).unwrap();
    assert_handled(&desk);
}

#[test]
fn a_directory_or_a_file_in_the_wrong_place_is_told() {
    for (remove, make_dir, args) in [
        ("config/vocabulary.yaml", true, &["list"][..]),
        ("desk.yaml", true, &["list"]),
        ("calendars/office.yaml", true, &["list"]),
        ("config/team.yaml", true, &["note", ONE, "-m", "x"]),
        ("config", false, &["list"]),
        ("calendars", false, &["list"]),
        (".tickets", false, &["note", ONE, "-m", "x"]),
    ] {
        let desk = desk();
        let path = desk.path(remove);
        let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        removed.unwrap();
        let made = if make_dir { fs::create_dir(&path) } else { fs::write(&path, "x") };
        made.unwrap();
        assert_refused(&desk.run(args), remove.rsplit('/').next().unwrap());
        let found = desk.run(&["check", "--format", "csv"]);
        assert!(matches!(found.code, Some(0 | 3)), "{remove} {found:?}");
    }
}

#[test]
fn a_pipe_in_place_of_a_file_hangs_nothing() {
    for file in ["config/views.yaml", "desk.yaml", "calendars/office.yaml"] {
        let desk = desk();
        fs::remove_file(desk.path(file)).unwrap();
        let made = std::process::Command::new("mkfifo").arg(desk.path(file)).status().unwrap();
        assert!(made.success());
        let found = desk.run(&["check", "--format", "csv"]);
        assert!(found.out.contains("file-irregular") || found.err.contains("pipe"), "{found:?}");
        assert_refused(&desk.run(&["list"]), file.rsplit('/').next().unwrap());
    }
}

#[test]
fn a_file_in_place_of_the_queue_is_told() {
    let desk = desk();
    fs::remove_dir_all(desk.path("tickets")).unwrap();
    fs::write(desk.path("tickets"), "x").unwrap();
    for args in [&["new", "x"][..], &["list"], &["tick"]] {
        assert_refused(&desk.run(args), "tickets");
    }
    assert_eq!(desk.findings(), ["folder-expected"]);
}

/// How many desks the cuts are shared among.
const DESKS: usize = 4;

/// A file cut off anywhere is either refused whole, or what is left of it stays as it is.
#[test]
fn a_half_written_file_is_refused_or_kept() {
    let accepted: usize = thread::scope(|scope| {
        let workers: Vec<_> = (0..DESKS).map(|first| scope.spawn(move || accepted_cuts(first))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    assert!((1..200).contains(&accepted), "{accepted}");
}

/// Cuts the second ticket at every [`DESKS`]th byte; how many of the cuts were taken for tickets.
fn accepted_cuts(first: usize) -> usize {
    let desk = desk();
    let file = desk.file(TWO);
    let whole = fs::read(desk.path(&file)).unwrap();
    // Cut within its last text it is a whole ticket, which nothing tells from one that was meant so.
    let last_text = desk.read(&file).find("    日志").unwrap();
    let mut accepted = 0;
    for end in (first..whole.len()).step_by(DESKS) {
        let half = &whole[..end];
        desk.write(&file, half);
        if end % 29 == 0 {
            assert!(desk.run(&["check"]).code == Some(3) || end > last_text, "cut at {end}");
            assert!(matches!(desk.run(&["list"]).code, Some(0 | 1)), "cut at {end}");
            assert!(matches!(desk.run(&["show", TWO]).code, Some(0 | 1)), "cut at {end}");
            assert_eq!(fs::read(desk.path(&file)).unwrap(), half, "cut at {end}");
        }
        let ran = desk.run(&["note", TWO, "-m", "still here"]);
        let after = fs::read(desk.path(&file)).unwrap();
        if ran.code == Some(0) {
            accepted += 1;
            assert!(after.starts_with(half.trim_ascii_end()), "cut at {end}");
            assert!(String::from_utf8(after).unwrap().contains("still here"), "cut at {end}");
        } else {
            assert_refused(&ran, TWO);
            assert_eq!(after, half, "cut at {end}");
        }
    }
    accepted
}

#[test]
fn a_byte_order_mark_and_carriage_returns_are_kept() {
    let desk = desk();
    let file = desk.file(TWO);
    let text = format!("\u{feff}{}", desk.read(&file).replace('\n', "\r\n"));
    desk.write(&file, &text);
    desk.run(&["note", TWO, "-m", "still here"]).done();
    let after = desk.read(&file);
    assert!(after.starts_with(&text) && after.ends_with("still here}\r\n"), "{after:?}");
    assert_eq!(desk.findings(), [""; 0]);
}
