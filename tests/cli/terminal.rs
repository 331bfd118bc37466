//! What tickets hold never commands a terminal or a spreadsheet.
use std::process::Stdio;

use crate::desk::Desk;

const ONE: &str = "CS202610280001";

/// ESC, a carriage return, BEL, DEL, a C1 control, and one that turns the direction.
const NASTY: &str = "a\u{1b}[31mb\rc\u{7}d\u{7f}e\u{9b}f\u{202e}g";

/// Whether a terminal would obey something in it.
#[track_caller]
fn assert_plain(text: &str) {
    let obeyed = |c: &char| {
        c.is_control() && *c != '\n'
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert_eq!(text.chars().find(obeyed), None, "{text:?}");
}

#[test]
fn controls_in_tickets_are_shown_and_not_sent() {
    let desk = Desk::new();
    desk.run(&["new", &NASTY.replace('\r', ""), "--type", "technical", "--scope", NASTY, "--tag", NASTY, "-d", NASTY])
        .done();
    desk.run(&["note", ONE, "-m", NASTY]).done();
    desk.run(&["transfer", ONE, "--to", "li", "-r", NASTY]).done();
    assert_eq!(desk.findings(), [""; 0]);
    for args in [
        &["list"][..],
        &["list", "--columns", "number,title,tags,scope"],
        &["list", "--format", "csv"],
        &["list", "--format", "json"],
        &["list", "--format", "jsonl"],
        &["list", "--format", "markdown"],
        &["show", ONE],
        &["show", ONE, "--format", "json"],
        &["log", ONE],
        &["log", "--format", "csv"],
        &["report", "volume", "--by", "tag", "--month", "2026-10"],
        &["note", ONE, "-m", NASTY, "--format", "json"],
    ] {
        let ran = desk.run(args);
        assert_plain(&ran.out);
        assert_plain(&ran.err);
        assert!(!ran.out.is_empty() || ran.code != Some(0), "{args:?} {ran:?}");
    }
}

#[test]
fn controls_in_what_is_wrong_are_shown_and_not_sent() {
    let desk = Desk::new();
    desk.open("One");
    desk.replace(desk.file(ONE), "type: technical", "type: \"a\\e[31mb\\u202e\"\nassignee: \"\\e]0;x\\a\"");
    for args in [
        &["check"][..],
        &["check", "--format", "table"],
        &["check", "--format", "csv"],
        &["check", "--format", "json"],
        &["list"],
        &["show", NASTY],
        &["new", "x", "--type", NASTY],
        &["new", "x", "--as", NASTY],
        &["list", "--where", NASTY],
        &["list", "--format", NASTY],
        &["note", ONE, "-F", NASTY],
        &[NASTY],
    ] {
        for language in ["en", "zh-CN"] {
            let ran = desk.run(&[args, &["--lang", language][..]].concat());
            assert_plain(&ran.out);
            assert_plain(&ran.err);
        }
    }
}

#[test]
fn a_file_name_with_controls_is_shown_and_not_sent() {
    let desk = Desk::new();
    desk.write("tickets/\u{1b}[2J\u{202e}.yaml", "x");
    desk.write("config/\u{1b}[2J.yaml", "x");
    for format in ["table", "csv", "json", "markdown"] {
        assert_plain(&desk.run(&["check", "--format", format]).out);
    }
    assert_plain(&desk.run(&["check"]).out);
}

#[test]
fn formulas_are_neutralised_in_csv() {
    let desk = Desk::new();
    for title in ["=1+1", "+49 30 1", "-2", "@sum", "\u{ff1d}1", "plain"] {
        desk.run(&["new", "--type", "technical", "--", title]).done();
    }
    let csv = desk.run(&["list", "--sort", "number", "--columns", "title", "--format", "csv"]).done();
    assert_eq!(csv, "title\n'=1+1\n'+49 30 1\n'-2\n'@sum\n'\u{ff1d}1\nplain\n");
}

#[test]
fn a_pipe_that_is_closed_early_is_no_error() {
    let desk = Desk::new();
    let description = "x".repeat(90_000);
    desk.run(&["new", "One", "--type", "technical", "-d", &description]).done();
    for args in
        [&["show", ONE][..], &["show", ONE, "--format", "json"], &["log", ONE], &["list"], &["check"], &["--help"]]
    {
        let mut child = desk.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{args:?} {output:?}");
    }
}
