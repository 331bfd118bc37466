//! A ticket's life through the program, with its clocks worked out by hand.
use serde_json::Value;

use crate::desk::{Desk, outcome};

fn show(desk: &Desk, id: &str, as_of: &str) -> Value {
    let text = desk.run(&["show", id, "--format", "json", "--as-of", as_of]).done();
    let document: Value = serde_json::from_str(&text).unwrap();
    document["tickets"][0].clone()
}

/// Runs the program at another time.
fn run_at(desk: &Desk, now: &str, args: &[&str]) -> String {
    let mut command = desk.command(args);
    command.env("TICKETS_NOW", now);
    outcome(command, "").done()
}

fn clock(ticket: &Value, name: &str) -> Value {
    let clocks = ticket["clocks"].as_array().unwrap();
    clocks.iter().find(|clock| clock["clock"] == name).unwrap_or(&Value::Null).clone()
}

/// A desk open from nine to six, where it is Wednesday, 28 October 2026, 09:00.
fn urgent_ticket(desk: &Desk) {
    desk.run(&["new", "支付失败", "--type", "complaint", "--priority", "urgent", "--channel", "phone"]).done();
    let acts: [(&str, &[&str]); 6] = [
        ("2026-10-28T09:02:00+08:00", &["assign", "CS", "--to", "li"]),
        ("2026-10-28T09:04:00+08:00", &["--as", "li", "accept", "CS"]),
        ("2026-10-28T09:11:00+08:00", &["--as", "li", "reply", "CS", "-m", "请更换支付方式重试。"]),
        ("2026-10-28T10:00:00+08:00", &["--as", "li", "wait", "CS", "--for", "customer"]),
        ("2026-10-28T12:30:00+08:00", &["--as", "li", "receive", "CS", "-m", "已经可以了"]),
        ("2026-10-28T17:00:00+08:00", &["--as", "li", "resolve", "CS", "-m", "证书已更新"]),
    ];
    for (now, act) in acts {
        run_at(desk, now, act);
    }
}

#[test]
fn clocks_of_an_urgent_ticket() {
    let desk = Desk::new();
    urgent_ticket(&desk);
    let ticket = show(&desk, "CS", "2026-10-28T18:00:00+08:00");
    // 09:00 → 09:11 is 11 minutes, and urgent tickets are answered in 10.
    let first = clock(&ticket, "first_response");
    assert_eq!((&first["state"], &first["elapsed"]), (&"missed".into(), &660.into()));
    // 09:02 → 09:04.
    let acceptance = clock(&ticket, "acceptance");
    assert_eq!((&acceptance["state"], &acceptance["elapsed"]), (&"met".into(), &120.into()));
    // 09:00 → 17:00 is 8 hours, less 10:00 → 12:30 in which the ticket waited: 5.5 of 4 hours.
    let resolution = clock(&ticket, "resolution");
    assert_eq!((&resolution["state"], &resolution["elapsed"]), (&"missed".into(), &19_800.into()));
    // Due: 4 hours after 09:00 and 2.5 hours of waiting later.
    assert_eq!(resolution["due"], "2026-10-28T15:30:00+08:00");
}

#[test]
fn the_desk_is_seen_as_it_was() {
    let desk = Desk::new();
    urgent_ticket(&desk);
    let waiting = show(&desk, "CS", "2026-10-28T11:00:00+08:00");
    assert_eq!((&waiting["status"], &waiting["assignee"]), (&"waiting".into(), &"li".into()));
    assert_eq!(clock(&waiting, "resolution")["state"], "paused");
    let early = show(&desk, "CS", "2026-10-28T09:01:00+08:00");
    assert_eq!((&early["status"], &early["assignee"]), (&"new".into(), &Value::Null));
    let before = desk.run(&["show", "CS", "--as-of", "2026-10-28T08:59:59+08:00"]);
    assert!(before.failed(1).contains("2026-10-28T09:00:00"));
}

#[test]
fn closing_archives_and_reopening_returns() {
    let desk = Desk::new();
    urgent_ticket(&desk);
    let file = desk.file("CS202610280001");
    run_at(&desk, "2026-10-28T17:30:00+08:00", &["close", "CS202610280001", "--reason", "solved"]);
    let archived = desk.file("CS202610280001");
    assert_eq!(archived.parent().unwrap().to_str().unwrap(), "archive/2026/10");
    assert_eq!(archived.file_name(), file.file_name());
    assert!(desk.run(&["list", "-q"]).done().is_empty());
    let next_day = "2026-10-29T09:00:00+08:00";
    assert_eq!(run_at(&desk, next_day, &["list", "--all", "证书", "-q"]), "CS202610280001\n");
    run_at(&desk, next_day, &["reopen", "CS202610280001", "--reason", "仍然失败"]);
    assert_eq!(desk.file("CS202610280001"), file);
    run_at(&desk, next_day, &["check"]);
}

#[test]
fn a_target_can_depend_on_the_customers_service_level() {
    let desk = Desk::new();
    desk.run(&["customer", "add", "--name", "王小明", "--tier", "gold"]).done();
    let target = "target: {urgent: 10m, high: 2h, medium: 4h, low: 24h}";
    let tiered = "target: [{when: {tier: gold}, target: 5m}, {target: 1h}]";
    desk.replace("config/sla.yaml", target, tiered);
    desk.run(&["new", "gold", "--customer", "C1001"]).done();
    desk.run(&["new", "nobody"]).done();
    for (number, seconds) in [("CS202610280001", 300), ("CS202610280002", 3600)] {
        let ticket = show(&desk, number, "now");
        assert_eq!(clock(&ticket, "first_response")["target"], seconds, "{number}");
    }
}

#[test]
fn one_act_is_one_line_of_difference() {
    let desk = Desk::new();
    let number = desk.open("x");
    let file = desk.file(&number);
    desk.replace(&file, "title: x", "title: x   # as the customer said\nx-order: 0123");
    let before = desk.read(&file);
    desk.run(&["note", &number, "-m", "checked: no # quotes"]).done();
    let noted = "- {at: 2026-10-28T09:00:00+08:00, by: wang, did: noted, text: 'checked: no # quotes'}\n";
    assert_eq!(desk.read(&file), before + noted);
}

#[test]
fn a_ticket_of_somebody_else_is_reassigned_with_a_reason() {
    let desk = Desk::new();
    let number = desk.open("x");
    desk.run(&["assign", &number, "--to", "li"]).done();
    assert!(desk.run(&["assign", &number, "--to", "zhao"]).failed(1).contains("needs a reason"));
    assert!(desk.run(&["--as", "zhao", "accept", &number]).failed(1).contains("assigned to Li Na"));
    desk.run(&["assign", &number, "--to", "zhao", "--reason", "li is away"]).done();
    let following = desk.run(&["--as", "li", "list", "--following", "-q"]).done();
    assert_eq!(following, format!("{number}\n"));
}
