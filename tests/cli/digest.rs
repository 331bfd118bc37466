//! The digest: each customer is told where their tickets stand, once a day, on working days.
use crate::desk::{Desk, Outcome, outcome};

const SCRIPT: &str = "label: Digest\nchannel: chosen\n\
    text: |\n  {{ customer.name }}: {{ count }}\n  {{ tickets }}\n\
    each: '{{ ticket.number }} {{ ticket.status }}{% if said.text is defined %}; {{ said.text }}{% endif %}\
    {% if progress.next is defined %}; next {{ progress.next }}{% endif %}{% if promise.due is defined %}; {{ promise.clock }} {{ promise.due }}{% endif %}'\n";

/// Two customers with three open tickets and a closed one; a ticket of nobody. It is Wednesday, 9:00.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("scripts/digest.yaml", SCRIPT);
    for (name, channel) in [("Emma Clarke", "email"), ("Noah Evans", "chat")] {
        desk.run(&["customer", "add", "--name", name, "--channel", channel]).done();
    }
    for (title, customer, kind) in [
        ("One", "C1002", "technical"),
        ("Two", "C1001", "inquiry"),
        ("Three", "C1001", "complaint"),
        ("Four", "C1001", "inquiry"),
    ] {
        desk.run(&["new", title, "--type", kind, "--customer", customer, "--channel", "phone", "-q"]).done();
    }
    desk.open("Nobody's");
    desk.run(&["close", "CS202610280004", "--reason", "withdrawn"]).done();
    desk
}

/// Runs the program at a time of 2026.
fn at(desk: &Desk, time: &str, args: &[&str]) -> Outcome {
    let mut command = desk.command(args);
    command.env_remove("TICKETS_USER");
    command.env("TICKETS_NOW", format!("2026-{time}:00+08:00"));
    outcome(command, "")
}

/// Whom a run told of what: customer, channel, tickets.
fn told(desk: &Desk, time: &str, more: &[&str]) -> Vec<String> {
    let out = at(desk, time, &[&["digest", "--format", "csv"], more].concat()).done();
    let cells = |line: &str| [0, 2, 3].map(|place| line.split(',').nth(place).unwrap().to_owned()).join(" ");
    out.lines().skip(1).filter(|line| line.starts_with('C') && line.contains(",CS")).map(cells).collect()
}

const BOTH: [&str; 2] = ["C1001 email CS202610280003;CS202610280002", "C1002 chat CS202610280001"];

#[test]
fn each_customer_is_told_where_their_tickets_stand() {
    let desk = desk();
    at(&desk, "10-28T16:00", &["--as", "li", "reply", "CS202610280002", "-m", "We ask the bank"]).done();
    desk.run(&["assign", "CS202610280001", "--to", "li"]).done();
    at(&desk, "10-28T16:00", &["--as", "li", "accept", "CS202610280001"]).done();
    at(&desk, "10-28T16:05", &["--as", "li", "progress", "CS202610280001", "--done", "Asked", "--next", "compare"])
        .done();
    let before = desk.files();
    let said = at(&desk, "10-28T17:00", &["digest"]).done();
    // A complaint is high: one business day of 09:00–18:00, so until 18:00; its first response is overdue and promises
    // nothing. A question is low: five days, until Tuesday; a fault medium: three, until Friday, before the next update.
    let expected = "To E*** (C1001), by E-mail:\nE***: 2\n\
        CS202610280003 Awaiting assignment; resolution Wed 28 Oct 2026, 18:00\n\
        CS202610280002 Awaiting assignment; We ask the bank; resolution Tue 3 Nov 2026, 18:00\n\n\
        To N*** (C1002), by Chat:\nN***: 1\n\
        CS202610280001 In progress; next compare; resolution Fri 30 Oct 2026, 18:00\n";
    assert_eq!(said, expected);
    assert_eq!(desk.files(), before, "told to nobody");
    assert_eq!(told(&desk, "10-28T17:00", &["--customer", "C1002"]), BOTH[1..]);
    assert_eq!(told(&desk, "10-28T17:00", &["--where", "priority >= high"]), ["C1001 email CS202610280003"]);
    let json = at(&desk, "10-28T17:00", &["digest", "--format", "jsonl", "--customer", "Noah Evans"]).done();
    assert!(json.contains(r#""tickets":["CS202610280001"]"#) && json.contains(r#""channel":"chat""#), "{json}");
}

#[test]
fn what_was_recorded_is_told_once_a_day() {
    let desk = desk();
    assert_eq!(told(&desk, "10-28T17:00", &["--record"]), BOTH);
    let file = desk.read(desk.file("CS202610280003"));
    let trigger = "{at: 2026-10-28T17:00:00+08:00, by: clock, did: notified, to: C1001, channel: email, what: digest, \
                   trigger: 'digest since 2026-10-28T00:00:00+08:00'}";
    assert!(file.ends_with(&format!("- {trigger}\n")), "{file}");
    // Again: nobody; of a new ticket only; and a day later everybody.
    assert_eq!(told(&desk, "10-28T17:05", &["--record"]), [""; 0]);
    assert_eq!(told(&desk, "10-28T17:05", &[]), BOTH);
    at(&desk, "10-28T17:10", &["--as", "li", "new", "Five", "--type", "inquiry", "--customer", "C1002", "-q"]).done();
    assert_eq!(told(&desk, "10-28T17:15", &["--record"]), ["C1002 chat CS202610280006"]);
    assert_eq!(told(&desk, "10-29T17:00", &["--record"]).len(), 2);
    let found = at(&desk, "10-29T18:00", &["check", "--format", "csv"]);
    assert_eq!((found.code, found.out.lines().count()), (Some(0), 1), "{found:?}");
    let before = desk.files();
    assert!(at(&desk, "10-29T18:00", &["digest", "--record", "--as-of", "yesterday"]).failed(2).contains("--as-of"));
    assert_eq!(desk.files(), before);
}

#[test]
fn nobody_is_told_on_a_day_off() {
    let desk = desk();
    // The last of October is a Saturday.
    let off = at(&desk, "10-31T17:00", &["digest", "--record"]);
    assert_eq!((off.code, off.out.as_str()), (Some(0), ""));
    assert!(off.err.contains("nobody works on 2026-10-31"), "{}", off.err);
    assert_eq!(told(&desk, "10-31T17:00", &["--record"]), [""; 0]);
    assert_eq!(told(&desk, "10-31T17:00", &["--calendar", "always"]), BOTH);
    assert_eq!(told(&desk, "10-31T17:00", &["--record", "--any-day"]), BOTH);
    assert!(at(&desk, "10-30T17:00", &["digest", "--calendar", "offce"]).failed(1).contains("office"));
}

#[test]
fn who_cannot_be_told_keeps_nobody_else_from_it() {
    let desk = desk();
    desk.replace("scripts/digest.yaml", "{{ customer.name }}", "{{ customer.region }}");
    desk.run(&["customer", "edit", "C1002", "--region", "east"]).done();
    let half = at(&desk, "10-28T17:00", &["digest", "--record", "--format", "csv"]);
    assert_eq!((half.code, half.out.matches("\nC100").count()), (Some(1), 1), "{half:?}");
    assert!(half.err.contains("customer.region"), "{}", half.err);
    assert!(!desk.read(desk.file("CS202610280003")).contains("notified"));
    assert!(desk.read(desk.file("CS202610280001")).contains("did: notified, to: C1002, channel: chat, what: digest"));
}

#[test]
fn any_standard_reply_can_say_it_and_one_for_several_also_answers_one() {
    let desk = desk();
    let said = at(&desk, "10-28T09:00", &["digest", "--script", "number", "--customer", "C1001"]).done();
    assert!(said.matches("CS20261028000").count() >= 2, "{said}");
    let one = desk.run(&["reply", "CS202610280001", "--script", "digest", "--preview"]).done();
    assert_eq!(one, "N***: 1\nCS202610280001 Awaiting assignment; first response Wed 28 Oct 2026, 13:00\n");
    assert!(at(&desk, "10-28T09:00", &["digest", "--script", "digst"]).failed(1).contains("digest"));
    // What is around the tickets knows none of them.
    desk.replace("scripts/digest.yaml", "{{ count }}", "{{ ticket.number }}");
    let found = desk.run(&["script", "check"]);
    assert!(found.code == Some(3) && found.err.contains("`ticket.number`"), "{found:?}");
    desk.replace("scripts/digest.yaml", "  {{ tickets }}\n", "");
    desk.replace("scripts/digest.yaml", "{{ ticket.number }}", "{{ count }}");
    let found = desk.run(&["script", "check"]);
    assert!(found.code == Some(3) && found.err.contains("does not use `tickets`"), "{found:?}");
}
