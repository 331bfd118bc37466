//! What people type wrongly: told plainly, and nothing is changed.
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use crate::desk::{Desk, outcome};

const ONE: &str = "CS202610280001";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.open("One");
    desk.open("Two");
    desk
}

/// Arguments, the exit code, and what the message names.
const WRONG: &[(&[&str], i32, &str)] = &[
    (&["show", "CS9"], 1, "`CS9`"),
    (&["show", ""], 1, "``"),
    (&["show", "CS2026"], 1, "2 tickets"),
    (&["show", "../../etc/passwd"], 1, "passwd"),
    (&["note", "CS9", "-m", "x"], 1, "`CS9`"),
    (&["link", ONE, "--to", "CS9"], 1, "`CS9`"),
    (&["link", ONE, "--to", ONE], 1, "itself"),
    (&["note", ONE, "-m", " \n "], 1, "empty"),
    (&["note", ONE, "-F", "none.txt"], 1, "none.txt"),
    (&["note", ONE, "-m", "x", "--at", "tomorrow"], 2, "2026-10-29"),
    (&["note", ONE, "-m", "x", "--at", "25:00"], 2, "`25:00`"),
    (&["note", ONE, "-m", "x", "--at", "2026-02-30 10:00"], 2, "2026-02-30"),
    (&["note", ONE, "-m", "x", "--at", "2020-01-01 10:00"], 1, "2020-01-01"),
    (&["note", ONE, "-m", "x", "--as-of", "yesterday"], 2, "--as-of"),
    (&["show", ONE, "--as-of", "soon"], 2, "`soon`"),
    (&["show", ONE, "--as-of", "2026-10-01"], 1, "2026-10-01"),
    (&["transfer", ONE, "--to", "li", "-r", "x", "--until", "whenever"], 2, "`whenever`"),
    (&["new", "x", "--type", "komplaint"], 1, "`komplaint`"),
    (&["new", "x", "--priority", "hihg"], 1, "`hihg`"),
    (&["new", "x", "--channel", "pigeon"], 1, "`pigeon`"),
    (&["new", "x", "--customer", "C9"], 1, "`C9`"),
    (&["new", "x", "--to", "nobody"], 1, "`nobody`"),
    (&["new", "x", "--team", "nobody"], 1, "`nobody`"),
    (&["new", "x", "--as", "nobody"], 2, "`nobody`"),
    (&["new", "two\nlines"], 1, "one line"),
    (&["new"], 2, "tickets new"),
    (&["new", "--from", "none.yaml"], 1, "none.yaml"),
    (&["assign", ONE, "--to", "nobody"], 1, "`nobody`"),
    (&["assign", ONE], 2, "--to"),
    (&["close", ONE], 1, "--reason"),
    (&["close", ONE, "--reason", "tired"], 1, "`tired`"),
    (&["edit", ONE, "--set", "prority=high"], 2, "`prority`"),
    (&["edit", ONE, "--set", "priority"], 2, "`priority`"),
    (&["edit", ONE, "--set", "priority=hihg"], 1, "`hihg`"),
    (&["edit", ONE, "--clear", "title"], 1, "`title`"),
    (&["reopen", ONE, "-r", "x"], 1, "`reopen`"),
    (&["attach", ONE, "-f", "none.png"], 1, "none.png"),
    (&["attach", ONE, "-f", "tickets"], 1, "tickets"),
    (&["list", "--where", "priority = = high"], 2, "priority"),
    (&["list", "--where", "prority = high"], 2, "prority"),
    (&["list", "--sort", "colour"], 2, "colour"),
    (&["list", "--columns", "colour"], 2, "`colour`"),
    (&["log", "--did", "danced"], 2, "`danced`"),
    (&["log", "--by", "nobody"], 1, "`nobody`"),
    (&["list", "--view", "none"], 2, "`none`"),
    (&["list", "--format", "pdf"], 2, "pdf"),
    (&["lits"], 2, "lits"),
    (&["list", "--limit", "many"], 2, "many"),
    (&["list", "-C", "/nonexistent"], 1, "/nonexistent"),
    (&["init"], 1, "nothing was written"),
    (&["init", "x", "--timezone", "Europe/Lundon"], 2, "Lundon"),
    (&["init", "x", "--template", "nothing"], 2, "`nothing`"),
];

#[test]
fn wrong_arguments_are_told_and_change_nothing() {
    let desk = desk();
    let before = desk.files();
    for (args, code, named) in WRONG {
        for language in ["en", "zh-CN"] {
            let ran = desk.run(&[args, &["--lang", language][..]].concat());
            assert_eq!((ran.code, &*ran.out), (Some(*code), ""), "{args:?} {ran:?}");
            let start = if language == "en" { "error: " } else { "错误：" };
            assert!(ran.err.starts_with(start) && !ran.err.contains("panicked"), "{args:?} {ran:?}");
            assert!(language != "en" || ran.err.contains(named), "{args:?} {}", ran.err);
            assert!(!ran.err.contains('{') || ran.err.contains("members:"), "{args:?} {}", ran.err);
        }
    }
    assert_eq!(desk.files(), before);
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let desk = desk();
    let before = desk.files();
    for args in [&["show"][..], &["note", ONE, "-m"], &["new"], &["attach", ONE, "-f"], &["check"], &["list", "-C"]] {
        let mut command = desk.command(args);
        command.arg(OsStr::from_bytes(b"\xff\xfe"));
        let ran = outcome(command, "");
        assert!(matches!(ran.code, Some(1 | 2)) && ran.err.starts_with("error: "), "{args:?} {ran:?}");
    }
    let mut command = desk.command(&["note", ONE, "-m", "x"]);
    command.env("TICKETS_USER", OsStr::from_bytes(b"\xff"));
    outcome(command, "").failed(2);
    assert_eq!(desk.files(), before);
}

#[test]
fn what_standard_input_lacks_is_told() {
    let desk = desk();
    let before = desk.files();
    let piped = |args: &[&str], input: &str| outcome(desk.command(args), input);
    piped(&["note", "-", "-m", "x"], "").failed(2);
    piped(&["note", ONE, "-F", "-"], "").failed(1);
    for source in
        ["", "[]", "3", "title: [", "titel: x", "title: {a: b}", "- title: x\n- 4\n", "title: x\ntype: nope\n"]
    {
        let ran = piped(&["new", "--from", "-"], source);
        assert!(matches!(ran.code, Some(1 | 2)) && ran.err.starts_with("error: "), "{source:?} {ran:?}");
    }
    assert_eq!(desk.files(), before);
}

#[test]
fn of_several_ids_the_right_ones_are_done() {
    let desk = desk();
    let ran = desk.run(&["note", ONE, "CS9", "CS202610280002", "-m", "seen"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("`CS9`"), "{}", ran.err);
    assert_eq!(desk.files().values().filter(|bytes| String::from_utf8_lossy(bytes).contains("seen")).count(), 2);
}

#[test]
fn outside_a_desk_every_command_says_what_to_do() {
    let desk = Desk::new();
    let elsewhere = tempfile::tempdir().unwrap();
    for args in [&["list"][..], &["new", "x"], &["show", ONE], &["note", ONE, "-m", "x"], &["check"], &["log"]] {
        let mut command = desk.command(args);
        command.current_dir(elsewhere.path());
        let told = outcome(command, "").failed(1);
        assert!(told.contains("tickets init"), "{told}");
    }
    assert_eq!(elsewhere.path().read_dir().unwrap().count(), 0);
}
