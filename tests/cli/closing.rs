//! Closing: how it was solved, whether the customer agreed, and what becomes of a ticket whose customer says nothing.
use crate::desk::Desk;

/// A desk that closes nothing as solved before the customer confirmed.
fn asking() -> Desk {
    let desk = Desk::new();
    desk.replace("desk.yaml", "close_needs_confirmation: false", "close_needs_confirmation: true");
    desk
}

/// A ticket that li resolved.
fn resolved() -> (Desk, String) {
    let desk = asking();
    let number = desk.open("No invoice");
    desk.run(&["resolve", &number, "-m", "sent it", "--as", "li"]).done();
    (desk, number)
}

fn acts(desk: &Desk, number: &str) -> Vec<String> {
    let text = desk.run(&["show", number, "--format", "json"]).done();
    let shown: serde_json::Value = serde_json::from_str(&text).unwrap();
    let entries = shown["tickets"][0]["history"].as_array().or(shown["history"].as_array()).unwrap();
    entries.iter().map(|entry| entry["did"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn solved_is_for_the_customer_to_say_and_one_command_says_it() {
    let (desk, number) = resolved();
    let before = desk.files();
    let refused = desk.run(&["close", &number]).failed(1);
    assert!(refused.contains(&format!("`tickets close {number} --confirmed`")), "{refused}");
    assert_eq!(desk.files(), before);
    desk.run(&["close", &number, "--confirmed", "--channel", "phone", "-m", "said so on the phone"]).done();
    let told = acts(&desk, &number);
    assert!(told.ends_with(&["resolved", "confirmed", "closed"].map(str::to_owned)), "{told:?}");
    let shown = desk.run(&["show", &number]).done();
    assert!(shown.contains("said so on the phone") && shown.contains("Phone"), "{shown}");
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn what_the_customer_said_before_is_not_said_twice() {
    let (desk, number) = resolved();
    desk.run(&["confirm", &number]).done();
    desk.run(&["close", &number, "--confirmed"]).done();
    assert_eq!(acts(&desk, &number).iter().filter(|did| *did == "confirmed").count(), 1);
}

#[test]
fn other_ends_need_nobody_s_word() {
    for reason in ["withdrawn", "customer", "duplicate"] {
        let (desk, number) = resolved();
        desk.run(&["close", &number, "--reason", reason]).done();
    }
}

#[test]
fn a_call_of_a_minute_is_closed_at_once_and_its_file_says_who_solved_it() {
    let desk = asking();
    let number = desk.open("How do I reset it?");
    let before = desk.files();
    let refused = desk.run(&["close", &number, "--confirmed"]).failed(1);
    assert!(refused.contains("nobody has said how"), "{refused}");
    let refused = desk.run(&["close", &number, "--reason", "solved", "-m", "told them"]).failed(1);
    assert!(refused.contains("has not confirmed"), "{refused}");
    assert_eq!(desk.files(), before);
    desk.run(&["close", &number, "--confirmed", "-m", "hold the button", "--as", "wang"]).done();
    let told = acts(&desk, &number);
    assert!(told.ends_with(&["resolved", "confirmed", "closed"].map(str::to_owned)), "{told:?}");
    let solved = desk.run(&["show", &number]).done();
    assert!(solved.lines().any(|line| line.contains("Wang Fang") && line.contains("resolved")), "{solved}");
    assert!(solved.contains("hold the button"), "{solved}");
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn a_customer_who_says_nothing_keeps_no_ticket_open() {
    let desk = Desk::new();
    let at = |time: &str, args: &[&str]| desk.run(&[args, &["--at", time]].concat()).done();
    let silent = at("2026-10-19 09:00", &["new", "No invoice", "--to", "li", "-q"]).trim().to_owned();
    at("2026-10-19 10:00", &["resolve", &silent, "-m", "sent it", "--as", "li"]);
    let spoken = at("2026-10-19 09:00", &["new", "No receipt", "--to", "li", "-q"]).trim().to_owned();
    at("2026-10-19 10:00", &["resolve", &spoken, "-m", "sent it", "--as", "li"]);
    at("2026-10-21 17:00", &["receive", &spoken, "-m", "I shall look tomorrow"]);
    // Three working days after Monday 10:00 are over on Thursday at 10:00; those after the message of Wednesday, on Monday.
    let due = |time: &str| desk.run(&["tick", "--dry-run", "--as-of", time, "--format", "csv"]).done();
    assert!(!due("2026-10-22 09:59").contains("closed"));
    let thursday = due("2026-10-22 10:00");
    assert!(thursday.contains(&format!("{silent},closed")) && !thursday.contains(&format!("{spoken},closed")));
    desk.run(&["tick"]).done();
    assert_eq!(acts(&desk, &silent).iter().filter(|did| *did == "closed").count(), 1);
    assert!(acts(&desk, &spoken).contains(&"closed".to_owned()), "by Wednesday 28 October, too");
    let shown = desk.run(&["show", &silent]).done();
    assert!(shown.contains("Solved without the customer's confirmation"), "{shown}");
    assert_eq!(desk.run(&["tick", "--format", "csv"]).done().matches("closed").count(), 0, "once");
}
