//! What other tickets set off: a customer who complains again, a problem that concerns many.
//!
//! wang supervises and leads the service; li leads tech, where zhao works. 2026-10-28 is a Wednesday.
use crate::desk::{Desk, Outcome, outcome};

const RULES: &str = "\
rules:
- {name: again, when: type = complaint and earlier >= 1, tags: [again], escalate: supervisor}
- {name: many, when: affected >= 3, raise: urgent, notify: [supervisor], escalate: li}
- {name: first, when: team != tech, set: {team: service}}
";

/// A desk with these rules and three customers.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("config/rules.yaml", RULES);
    for name in ["Zheng Wen", "Feng Li", "Shen Yu"] {
        desk.run(&["customer", "add", "--name", name, "-q"]).done();
    }
    desk
}

/// Runs the program at a time of October 2026.
fn at(desk: &Desk, time: &str, args: &[&str]) -> Outcome {
    let mut command = desk.command(args);
    command.env("TICKETS_NOW", format!("2026-10-{time}:00+08:00"));
    outcome(command, "")
}

fn open(desk: &Desk, time: &str, customer: &str, kind: &str) -> String {
    at(desk, time, &["new", "x", "--customer", customer, "--type", kind, "-q"]).done().trim().to_owned()
}

/// What a tick did by rules, one line a deed.
fn tick(desk: &Desk, time: &str) -> Vec<String> {
    let out = at(desk, time, &["tick", "--format", "csv"]).done();
    let ruled = out.lines().skip(1).filter(|line| line.split(',').nth(2) == Some("rule"));
    ruled.map(|line| line.split(',').take(5).collect::<Vec<_>>().join(" ")).collect()
}

/// The entries of the rules, without their times.
fn ruled(desk: &Desk, number: &str) -> Vec<String> {
    let text = desk.read(desk.file(number));
    let lines = text.lines().filter_map(|line| line.split_once("by: rules, "));
    lines.map(|(_, act)| act.trim_end_matches('}').to_owned()).collect()
}

#[test]
fn a_second_complaint_within_a_week_moves_up_when_it_is_opened() {
    let desk = desk();
    let first = open(&desk, "20T09:00", "C1001", "complaint");
    desk.run(&["close", &first, "--reason", "withdrawn"]).done();
    for (time, customer, kind) in
        [("27T08:59", "C1002", "complaint"), ("27T09:00", "C1001", "complaint"), ("28T09:00", "C1001", "inquiry")]
    {
        // Another customer, seven days later, another type.
        let number = open(&desk, time, customer, kind);
        assert_eq!(ruled(&desk, &number).len(), 1, "{number}");
    }
    let told = at(&desk, "28T10:00", &["new", "x", "--customer", "C1001", "--type", "complaint"]);
    assert!(told.err.contains("rule `again`: Tags + again, escalate to supervisor"), "{}", told.err);
    told.done();
    let since = "since 2026-10-28T10:00:00+08:00";
    assert_eq!(
        ruled(&desk, "CS202610280002"),
        [
            format!(
                "did: classified, field: tags, to: again, trigger: 'rule again tags {since}', note: 'rule again: earlier >= 1'"
            ),
            "did: assigned, team: service, note: rule first".to_owned(),
            format!(
                "did: escalated, to: wang, level: supervisor, reason: 'rule again: earlier >= 1', trigger: 'rule again escalate {since}'"
            ),
        ]
    );
    assert_eq!(tick(&desk, "28T10:01"), [""; 0], "once");
    at(&desk, "28T10:01", &["check"]).done();
}

#[test]
fn a_problem_of_many_customers_moves_up_when_the_desk_ticks() {
    let desk = desk();
    let [one, two, three] = ["C1001", "C1002", "C1003"].map(|customer| open(&desk, "28T09:00", customer, "technical"));
    at(&desk, "28T09:05", &["assign", &one, "--to", "zhao"]).done();
    at(&desk, "28T09:10", &["link", &one, "--kind", "same", "--to", &two]).done();
    assert_eq!(tick(&desk, "28T09:11"), [""; 0]);
    // One that is closed counts as well.
    at(&desk, "28T09:12", &["merge", &three, "--into", &one, "--reason", "the same", "-q"]).done();
    let affected = |number: &str| {
        let number = format!("number = {number}");
        at(&desk, "28T09:13", &["list", "--all", "--where", &number, "--columns", "affected", "--format", "csv"]).done()
    };
    // The link stands in one file, the merge in both; either way each of two linked tickets counts the other.
    assert_eq!(
        [&one, &two, &three].map(|number| affected(number)),
        ["affected\n3\n", "affected\n2\n", "affected\n2\n"]
    );
    let dry = at(&desk, "28T09:13", &["tick", "--dry-run", "--format", "csv"]).done();
    let told = [
        format!("{one} classified rule many urgent"),
        format!("{one} notified rule many supervisor"),
        format!("{one} escalated rule many li"),
    ];
    assert_eq!(tick(&desk, "28T09:13"), told);
    assert_eq!(dry.lines().filter(|line| line.contains(",rule,")).count(), 3, "{dry}");
    assert_eq!(tick(&desk, "28T09:14"), [""; 0], "once");
    // What a person undoes stays undone, and nothing moves up twice.
    at(&desk, "28T09:15", &["edit", &one, "--set", "priority=low"]).done();
    at(&desk, "28T09:16", &["assign", &one, "--to", "zhao", "--reason", "knows it"]).done();
    assert_eq!(tick(&desk, "28T09:17"), [""; 0]);
    at(&desk, "28T09:17", &["check"]).done();
}

#[test]
fn what_becomes_a_complaint_later_moves_up_and_what_waits_is_told() {
    let desk = desk();
    open(&desk, "27T09:00", "C1001", "complaint");
    let number = open(&desk, "28T09:00", "C1001", "inquiry");
    let over = open(&desk, "28T09:01", "C1001", "inquiry");
    at(&desk, "28T09:02", &["assign", &number, "--to", "zhao"]).done();
    at(&desk, "28T09:02", &["wait", &number, "--for", "customer"]).done();
    at(&desk, "28T09:02", &["resolve", &over, "-m", "done"]).done();
    assert_eq!(tick(&desk, "28T09:03"), [""; 0]);
    for number in [&number, &over] {
        at(&desk, "28T09:04", &["edit", number, "--set", "type=complaint"]).done();
    }
    let told = [format!("{number} classified rule again again"), format!("{number} notified rule again wang")];
    assert_eq!(tick(&desk, "28T09:05"), told);
    // A look back finds what was so then.
    let back = at(&desk, "28T09:06", &["tick", "--dry-run", "--as-of", "2026-10-28 09:03"]);
    assert_eq!((back.code, back.out.as_str()), (Some(0), ""));
    let explained = at(&desk, "28T09:06", &["classify", &number, "--explain", "--format", "csv"]).done();
    assert!(explained.contains(",again,fired,tags = again;escalate = supervisor,"), "{explained}");
}

#[test]
fn a_rule_that_raises_a_priority_never_lowers_what_a_promise_raised() {
    let desk = desk();
    desk.write(
        "config/sla.yaml",
        "clocks:\n  r: {starts: created, stops: resolved, target: 1h, calendar: always, on_breach: [{priority: urgent}]}\n",
    );
    desk.replace("config/rules.yaml", "raise: urgent", "raise: high");
    let numbers = ["C1001", "C1002", "C1003"].map(|customer| open(&desk, "28T09:00", customer, "inquiry"));
    at(&desk, "28T10:01", &["tick"]).done();
    for other in &numbers[1..] {
        at(&desk, "28T10:02", &["link", &numbers[0], "--to", other]).done();
    }
    assert_eq!(tick(&desk, "28T10:03").len(), 2, "told and moved up");
    assert!(desk.read(desk.file(&numbers[0])).contains("priority: urgent"));
    at(&desk, "28T10:04", &["classify", &numbers[0], "--apply"]).done();
    assert!(desk.read(desk.file(&numbers[0])).contains("priority: urgent"));
}

#[test]
fn nobody_reads_what_is_long_past() {
    let desk = desk();
    desk.replace("config/rules.yaml", "earlier >= 1", "earlier = 0");
    let old = open(&desk, "01T09:00", "C1001", "inquiry");
    // Of the week before a ticket of 1 October nothing is known on 30 October: the horizon is 29 September.
    at(&desk, "28T09:00", &["edit", &old, "--set", "type=complaint"]).done();
    assert_eq!(tick(&desk, "30T09:00"), [""; 0]);
    let new = open(&desk, "30T09:00", "C1002", "inquiry");
    at(&desk, "30T09:01", &["edit", &new, "--set", "type=complaint"]).done();
    assert_eq!(tick(&desk, "30T09:02").len(), 2);
}

#[test]
fn words_that_mean_nobody_are_found() {
    let desk = desk();
    desk.replace("config/rules.yaml", "escalate: supervisor", "escalate: head");
    desk.replace(
        "config/rules.yaml",
        "set: {team: service}",
        "set: {team: service}, collaborators: [{team: tech, within: soon}]",
    );
    assert_eq!(desk.findings(), ["rule-notify-unknown", "config-expected-duration"]);
    desk.replace("config/rules.yaml", "within: soon", "within: 4h");
    assert_eq!(desk.findings(), ["rule-notify-unknown"]);
    desk.replace("config/rules.yaml", "escalate: head", "escalate: on-duty");
    desk.replace("config/rules.yaml", "earlier >= 1", "earlier >= 2 and earlier < 2");
    assert_eq!(desk.findings(), ["rule-contradiction"]);
}

#[test]
fn promises_are_kept_although_rules_or_the_rota_cannot_be_read() {
    let desk = desk();
    desk.write(
        "config/sla.yaml",
        "clocks:\n  r: {starts: created, stops: resolved, target: 1h, calendar: always, on_breach: [{notify: lead}]}\n",
    );
    for (file, day) in [("config/rules.yaml", "26"), ("config/rota.yaml", "27")] {
        let number = open(&desk, &format!("{day}T09:00"), "C1001", "inquiry");
        desk.write(file, "[");
        let ticked = at(&desk, &format!("{day}T10:01"), &["tick", "-q"]);
        assert_eq!((ticked.code, ticked.out), (Some(1), format!("{number}\n")), "{file}");
        assert!(ticked.err.contains(file), "{}", ticked.err);
        desk.write("config/rules.yaml", RULES);
    }
}
