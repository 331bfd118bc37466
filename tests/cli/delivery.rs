//! Many tickets at once: written some hundred at a time.
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use crate::desk::Desk;

/// How many tickets are written together.
const TOGETHER: usize = 200;

/// A delivery of so many alerts, as a file of the desk.
fn alerts(desk: &Desk, count: usize) -> &'static str {
    let alerts: Vec<_> = (0..count).map(|n| format!(r#"{{"id": "a{n}", "type": "Full", "disk": "{n}"}}"#)).collect();
    desk.write("alerts.json", format!("[{}]", alerts.join(",\n")));
    "alerts.json"
}

/// How many tickets there are, no two of which are about one alert, or have one number.
fn count(desk: &Desk) -> usize {
    let listed = desk.run(&["list", "--columns", "number,external", "--format", "csv"]).done();
    let rows: Vec<_> = listed.lines().skip(1).filter_map(|row| row.split_once(',')).collect();
    let (numbers, alerts): (BTreeSet<_>, BTreeSet<_>) = rows.iter().copied().unzip();
    assert_eq!((numbers.len(), alerts.len()), (rows.len(), rows.len()));
    rows.len()
}

/// A delivery that is being taken in, of which the first batch is written.
fn begun(desk: &Desk, args: &[&str]) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut child = desk.command(args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut told = BufReader::new(child.stdout.take().unwrap());
    told.read_line(&mut String::new()).unwrap();
    (child, told)
}

#[test]
fn a_delivery_that_is_killed_loses_nothing_and_can_be_delivered_again() {
    let desk = Desk::new();
    let file = alerts(&desk, 5 * TOGETHER);
    let (mut child, _told) = begun(&desk, &["new", "--from-alert", file, "-q"]);
    child.kill().unwrap();
    child.wait().unwrap();
    // Whoever writes next finishes what was begun.
    let mine = desk.open("Payment fails");
    let taken = count(&desk) - 1;
    assert!(taken >= TOGETHER && taken.is_multiple_of(TOGETHER), "{taken}");
    let told = desk.run(&["new", "--from-alert", file, "-q"]);
    assert_eq!(told.err.matches("tells of it already").count(), taken);
    assert_eq!(told.done().lines().count(), 5 * TOGETHER - taken);
    assert_eq!(count(&desk), 5 * TOGETHER + 1);
    assert!(desk.read(desk.file(&mine)).contains("Payment fails"));
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn others_get_at_the_desk_between_two_batches_and_what_they_do_is_seen() {
    let desk = Desk::new();
    let file = alerts(&desk, 5 * TOGETHER);
    let (mut child, told) = begun(&desk, &["new", "--from-alert", file, "-q"]);
    let mut between = 0;
    while child.try_wait().unwrap().is_none() {
        desk.open("Payment fails");
        between += 1;
    }
    assert!(between > 1 && child.wait().unwrap().success());
    // Read while the first line was waited for, the rest may be longer than a pipe holds.
    assert_eq!(told.lines().count(), 5 * TOGETHER - 1);
    let numbers = desk.run(&["list", "-q"]).done();
    assert_eq!(numbers.lines().collect::<BTreeSet<_>>().len(), 5 * TOGETHER + between);
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn one_document_may_tell_of_an_alert_more_than_once() {
    let desk = Desk::new();
    let alert = |id: &str, status: &str| {
        let at = if status == "firing" { "\"started\"" } else { "\"ended\"" };
        format!(r#"{{"id": "{id}", "type": "{id}", "status": "{status}", {at}: "2026-10-28T08:50:00+08:00"}}"#)
    };
    desk.write(
        "alerts.json",
        format!("[{},{},{}]", alert("a", "firing"), alert("a", "resolved"), alert("b", "firing")),
    );
    let told = desk.run(&["new", "--from-alert", "alerts.json", "-q"]).done();
    assert_eq!(told.lines().collect::<Vec<_>>(), ["CS202610280001", "CS202610280002", "CS202610280001"]);
    assert!(desk.read(desk.file("CS202610280001")).contains("The alert was resolved"));
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn a_long_list_is_told_as_it_goes_or_as_one_document() {
    let desk = Desk::new();
    let list: Vec<_> = (0..=TOGETHER).map(|n| format!("- {{title: Disk {n} is full}}\n")).collect();
    desk.write("many.yaml", list.concat());
    let told = desk.run(&["new", "--from", "many.yaml"]);
    assert!(told.err.contains("taken in: 200 of 201") && told.err.contains("taken in: 201 of 201"), "{}", told.err);
    assert_eq!(told.done().lines().count(), TOGETHER + 1);
    let csv = desk.run(&["new", "--from", "many.yaml", "--format", "csv"]).done();
    assert_eq!(csv.lines().filter(|line| line.starts_with("number,")).count(), 1);
    assert_eq!(csv.lines().count(), TOGETHER + 2);
    assert_eq!(desk.findings(), [""; 0]);
}
