//! The desk's lock.
use std::fs::File;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::desk::Desk;

/// Another command that writes, for as long as the value lives.
fn hold(desk: &Desk) -> File {
    let mut lock = File::options().write(true).create(true).truncate(true).open(desk.path(".tickets/lock")).unwrap();
    lock.lock().unwrap();
    writeln!(lock, "process 4711").unwrap();
    lock
}

#[test]
fn whoever_waits_in_vain_is_told_who_writes() {
    let desk = Desk::new();
    let number = desk.open("Payment fails");
    let lock = hold(&desk);
    for args in [&["note", &number, "-m", "x"][..], &["new", "Another"], &["check"], &["check", "--fix"]] {
        let started = Instant::now();
        let told = desk.run(&[args, &["--lock-wait", "1s"]].concat()).failed(1);
        assert!(told.contains("process 4711") && told.contains("--lock-wait"), "{told}");
        assert!((1..5).contains(&started.elapsed().as_secs()), "{:?}", started.elapsed());
    }
    desk.run(&["show", &number]).done();
    desk.run(&["list"]).done();
    drop(lock);
    desk.run(&["note", &number, "-m", "x"]).done();
}

#[test]
fn whoever_waits_goes_on_when_the_lock_is_let_go() {
    let desk = Desk::new();
    let number = desk.open("Payment fails");
    let lock = hold(&desk);
    let waiting = desk.command(&["note", &number, "-m", "waited"]).stdout(Stdio::null()).spawn().unwrap();
    sleep(Duration::from_millis(200));
    drop(lock);
    assert!(waiting.wait_with_output().unwrap().status.success());
    assert!(desk.read(desk.file(&number)).contains("waited"));
}

#[test]
fn an_interrupt_ends_the_wait_and_changes_nothing() {
    let desk = Desk::new();
    let number = desk.open("Payment fails");
    let before = desk.files();
    let lock = hold(&desk);
    let mut waiting = desk.command(&["note", &number, "-m", "x"]).stderr(Stdio::null()).spawn().unwrap();
    sleep(Duration::from_millis(200));
    let interrupt = Command::new("kill").args(["-INT", &waiting.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    let started = Instant::now();
    assert_eq!(waiting.wait().unwrap().signal(), Some(2));
    assert!(started.elapsed() < Duration::from_secs(5));
    drop(lock);
    assert_eq!(desk.files(), before);
    desk.run(&["note", &number, "-m", "x"]).done();
}

#[test]
fn a_wrong_patience_is_told() {
    let desk = Desk::new();
    let told = desk.run(&["new", "x", "--lock-wait", "soon"]).failed(2);
    assert!(told.contains("`soon`"), "{told}");
}
