//! Nothing is lost or half written where nothing can be written.
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use crate::desk::{Desk, Outcome, outcome};

const ONE: &str = "CS202610280001";
const TWO: &str = "CS202610280002";

/// An open ticket, a closed one, and files to attach.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.open("One");
    desk.open("Two");
    desk.run(&["close", TWO, "--reason", "duplicate"]).done();
    desk.write(".tickets/screen.png", vec![7; 5000]);
    desk
}

const WRITES: &[&[&str]] = &[
    &["new", "Three", "--type", "technical"],
    &["note", ONE, "-m", "a note"],
    &["close", ONE, "--reason", "duplicate"],
    &["reopen", TWO, "--reason", "again"],
    &["attach", ONE, "-f", ".tickets/screen.png"],
];

/// Runs a command whose files may not grow beyond `blocks` of 512 bytes, as on a disk that is full.
fn limited(desk: &Desk, blocks: usize, args: &[&str]) -> Outcome {
    let program = desk.command(args);
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -f {blocks}; exec \"$@\""), "sh"]);
    command.arg(program.get_program()).args(program.get_args()).current_dir(desk.root()).env_clear();
    command.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    outcome(command, "")
}

#[test]
fn on_a_full_disk_a_command_happens_or_changes_nothing() {
    let mut refused = 0;
    for args in WRITES {
        for blocks in [0, 1, 2, 4, 9, 10] {
            let desk = desk();
            let before = desk.files();
            let ran = limited(&desk, blocks, args);
            if ran.code == Some(0) {
                assert_ne!(desk.files(), before);
            } else {
                refused += 1;
                assert!(ran.failed(1).contains("the disk is full"));
                assert_eq!(desk.files(), before, "{args:?} with {blocks} blocks");
            }
            assert_eq!(desk.findings(), [""; 0], "{args:?} with {blocks} blocks");
        }
    }
    assert!(refused > WRITES.len(), "{refused}");
}

#[test]
fn a_repair_on_a_full_disk_changes_nothing() {
    let desk = desk();
    desk.replace(desk.file(ONE), "status: new", "status: closed");
    let before = desk.files();
    let ran = limited(&desk, 0, &["check", "--fix", "--format", "csv"]);
    assert!(ran.code == Some(3) && ran.out.contains("disk-full"), "{ran:?}");
    assert_eq!(desk.files(), before);
    desk.run(&["check", "--fix"]).done();
}

#[test]
fn output_that_cannot_be_written_is_told() {
    let desk = desk();
    let mut command = Command::new("sh");
    command.args(["-c", "exec \"$0\" list >/dev/full", env!("CARGO_BIN_EXE_tickets")]).current_dir(desk.root());
    let told = outcome(command, "").failed(1);
    assert!(told.contains("output could not be written"), "{told}");
}

const NOBODY: u32 = 65534;

/// The program as a user who may read the desk and not write it; `None` where that cannot be had.
fn as_reader(desk: &Desk, args: &[&str]) -> Option<Outcome> {
    let as_nobody = |args: &[&str]| {
        let mut command = desk.command(args);
        if fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0) {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    };
    as_nobody(&["--version"]).stdout(Stdio::null()).status().is_ok().then(|| outcome(as_nobody(args), ""))
}

fn permit(desk: &Desk, mode: u32) {
    for folder in ["", "tickets", "archive", "archive/2026", "archive/2026/10", ".tickets", ".tickets/journal"] {
        fs::set_permissions(desk.path(folder), fs::Permissions::from_mode(mode)).unwrap();
    }
}

#[test]
fn a_desk_that_may_only_be_read_is_read() {
    let desk = desk();
    permit(&desk, 0o555);
    fs::set_permissions(desk.path(".tickets/lock"), fs::Permissions::from_mode(0o444)).unwrap();
    let before = desk.files();
    for args in WRITES.iter().chain([&["check", "--fix"][..]].iter()) {
        let Some(ran) = as_reader(&desk, args) else {
            eprintln!("left out: the program cannot be run as another user here");
            return;
        };
        let told = ran.failed(1);
        assert!(told.contains("may not be written") && told.contains("ls -ld"), "{told}");
    }
    for args in [&["list"][..], &["show", ONE], &["check"]] {
        let ran = as_reader(&desk, args).unwrap();
        assert!(args[0] != "check" || ran.err.contains("without the lock"), "{ran:?}");
        ran.done();
    }
    assert_eq!(desk.files(), before);
    permit(&desk, 0o755);
}
