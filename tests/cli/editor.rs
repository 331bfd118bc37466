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
