//! Many at once.
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::desk::{Desk, outcome};

#[test]
fn two_hundred_tickets_from_eight_processes_are_two_hundred() {
    let desk = Desk::new();
    thread::scope(|scope| {
        for process in 0..8 {
            let desk = &desk;
            scope.spawn(move || {
                for ticket in 0..25 {
                    let mut command = desk.command(&["new", "Payment fails", "--type", "technical"]);
                    command.env("TICKETS_SEED", (process * 100 + ticket).to_string());
                    outcome(command, "").done();
                }
            });
        }
    });
    let names: Vec<String> = desk
        .files()
        .keys()
        .filter(|path| path.starts_with("tickets"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let (numbers, keys): (BTreeSet<_>, BTreeSet<_>) = names.iter().map(|name| name.rsplit_once('-').unwrap()).unzip();
    let expected: BTreeSet<_> = (1..=200).map(|sequence| format!("CS20261028{sequence:04}")).collect();
    assert_eq!(numbers, expected.iter().map(String::as_str).collect());
    assert_eq!(keys.len(), 200);
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn acts_on_one_ticket_at_once_all_happen() {
    let desk = Desk::new();
    let number = desk.open("Payment fails");
    thread::scope(|scope| {
        for process in 0..4 {
            let (desk, number) = (&desk, &number);
            scope.spawn(move || {
                for note in 0..8 {
                    desk.run(&["note", number, "-m", &format!("note {process}.{note}")]).done();
                }
            });
        }
        scope.spawn(|| {
            for _ in 0..4 {
                desk.run(&["close", &number, "--reason", "duplicate"]).done();
                desk.run(&["reopen", &number, "--reason", "again"]).done();
            }
        });
    });
    let text = desk.read(desk.file(&number));
    for process in 0..4 {
        for note in 0..8 {
            assert_eq!(text.matches(&format!("note {process}.{note}}}")).count(), 1, "{text}");
        }
    }
    assert_eq!((text.matches("did: closed").count(), text.matches("did: reopened").count()), (4, 4));
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn of_two_who_close_a_ticket_one_is_refused() {
    let desk = Desk::new();
    let number = desk.open("Payment fails");
    let close = || desk.run(&["close", &number, "--reason", "duplicate"]).code;
    let codes = thread::scope(|scope| {
        let closers: Vec<_> = (0..4).map(|_| scope.spawn(close)).collect();
        let mut codes: Vec<_> = closers.into_iter().map(|closer| closer.join().unwrap()).collect();
        codes.sort_unstable();
        codes
    });
    assert_eq!(codes, [Some(0), Some(1), Some(1), Some(1)]);
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn readers_see_a_ticket_that_moves_once() {
    let desk = Desk::new();
    let number = desk.open("Payment fails");
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..25 {
                desk.run(&["close", &number, "--reason", "duplicate"]).done();
                desk.run(&["reopen", &number, "--reason", "again"]).done();
            }
            done.store(true, Ordering::Relaxed);
        });
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                assert_eq!(desk.run(&["list", "--all", "-q"]).done().trim(), number);
                desk.run(&["show", &number]).done();
            }
        });
    });
}
