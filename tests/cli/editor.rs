//! Texts that are written in an editor.
use std::fs;

use crate::desk::{Desk, outcome};

const ONE: &str = "CS202610280001";

/// The program with an editor that writes `new text`, and temporary files in the desk.
fn edit(desk: &Desk, args: &[&str]) -> crate::desk::Outcome {
    desk.write("tmp/editor.sh", "printf 'new text\\n' > \"$1\"\n");
    let mut command = desk.command(args);
    command.envs([("EDITOR", "sh tmp/editor.sh"), ("TMPDIR", "tmp")]);
    outcome(command, "")
}

/// The program with an editor during whose use somebody else gives the description another text.
fn edit_while(desk: &Desk, theirs: &str, ours: &str) -> crate::desk::Outcome {
    desk.write("ours.txt", ours);
    let other = format!("'{}' edit {ONE} --set 'description={theirs}'", env!("CARGO_BIN_EXE_tickets"));
    desk.write("tmp/editor.sh", format!("{other} >&2 && cat ours.txt > \"$1\"\n"));
    let mut command = desk.command(&["edit", ONE, "--description"]);
    command.envs([("EDITOR", "sh tmp/editor.sh"), ("TMPDIR", "tmp")]);
    outcome(command, "")
}

fn drafts(desk: &Desk) -> Vec<String> {
    let names = fs::read_dir(desk.path("tmp")).unwrap().map(|entry| entry.unwrap().path());
    names.filter(|path| path.extension().is_some_and(|end| end == "md")).map(|path| desk.read(path)).collect()
}

#[test]
fn what_was_written_for_a_command_that_fails_is_kept() {
    let desk = Desk::new();
    desk.open("One");
    let told = edit(&desk, &["edit", ONE, "--description", "--at", "2020-01-01"]).failed(1);
    assert!(told.contains("what you wrote is kept in ") && told.contains("/tmp/tickets-"), "{told}");
    assert_eq!(drafts(&desk), ["new text\n"]);
}

#[test]
fn what_was_written_and_taken_leaves_nothing_behind() {
    let desk = Desk::new();
    desk.open("One");
    edit(&desk, &["edit", ONE, "--description"]).done();
    assert!(desk.read(desk.file(ONE)).contains("description: new text\n"));
    assert_eq!(drafts(&desk), [""; 0]);
}

#[test]
fn what_others_wrote_while_the_editor_was_open_stays() {
    let desk = Desk::new();
    desk.open("One");
    desk.run(&["edit", ONE, "--set", "description=first\nsecond\nthird"]).done();
    edit_while(&desk, "first\nsecond\nthird, by them", "first, by us\nsecond\nthird\n").done();
    let merged = "description: |-\n  first, by us\n  second\n  third, by them\n";
    assert!(desk.read(desk.file(ONE)).contains(merged), "{}", desk.read(desk.file(ONE)));
    let told = edit_while(&desk, "all new", "first, by us again\nsecond\nthird, by them\n").failed(1);
    assert!(told.contains("meanwhile") && told.contains("what you wrote is kept"), "{told}");
    assert!(desk.read(desk.file(ONE)).contains("description: all new\n"));
}
