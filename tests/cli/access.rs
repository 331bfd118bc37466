//! Who may read what is written, and what stands where a report is to go.
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use crate::desk::{Desk, outcome};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Runs a shell script that calls the program as `"$@"`.
fn shell(desk: &Desk, script: &str, args: &[&str]) -> String {
    let program = desk.command(args);
    let mut shell = Command::new("sh");
    shell.args(["-c", script, "sh"]).arg(program.get_program()).args(program.get_args()).current_dir(desk.root());
    shell.env_clear().envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    outcome(shell, "").done()
}

#[test]
fn a_new_ticket_is_as_open_as_the_umask_says() {
    let desk = Desk::new();
    for (umask, expected) in [("077", 0o600), ("027", 0o640), ("002", 0o664)] {
        let number = shell(&desk, &format!("umask {umask}; exec \"$@\""), &["new", "x", "-q"]);
        assert_eq!(mode(&desk.path(desk.file(number.trim()))), expected, "umask {umask}");
    }
}

#[test]
fn a_ticket_keeps_its_permissions_through_its_life() {
    let desk = Desk::new();
    let number = desk.open("x");
    fs::set_permissions(desk.path(desk.file(&number)), fs::Permissions::from_mode(0o640)).unwrap();
    for act in
        [&["note", &number, "-m", "x"][..], &["close", &number, "-r", "duplicate"], &["reopen", &number, "-r", "x"]]
    {
        desk.run(act).done();
        assert_eq!(mode(&desk.path(desk.file(&number))), 0o640, "{act:?}");
    }
}

#[test]
fn a_report_goes_into_a_pipe_and_through_a_link_without_replacing_them() {
    let desk = Desk::new();
    let piped = shell(&desk, "mkfifo pipe; cat pipe & \"$@\" && wait", &["report", "volume", "-o", "pipe"]);
    assert!(piped.contains("Volume"), "{piped}");
    fs::create_dir(desk.path("out")).unwrap();
    symlink("out/real.txt", desk.path("link.txt")).unwrap();
    desk.write("out/real.txt", "old");
    desk.run(&["report", "volume", "-o", "link.txt"]).done();
    assert!(fs::symlink_metadata(desk.path("link.txt")).unwrap().is_symlink());
    assert!(desk.read("out/real.txt").contains("Volume"));
}
