//! What desks of the presets must tell somebody: that it reaches somebody.
use crate::desk::{Desk, outcome};

/// Runs the program at a time of 28 October 2026, a Wednesday.
fn at(desk: &Desk, time: &str, args: &[&str]) -> String {
    let mut command = desk.command(args);
    command.env("TICKETS_NOW", format!("2026-10-28T{time}:00+08:00"));
    outcome(command, "").done()
}

/// A desk of a preset.
fn of(preset: &str) -> Desk {
    Desk::laid_down(&["--lang", "en", "--template", preset])
}

/// Opens a ticket at 09:00; its number.
fn open(desk: &Desk, args: &[&str]) -> String {
    at(desk, "09:00", &[&["new", "-q"], args].concat()).trim().to_owned()
}

/// What a tick tells of a clock: the point, and whom.
fn tick(desk: &Desk, time: &str, clock: &str) -> Vec<String> {
    let out = at(desk, time, &["tick", "--format", "json"]);
    let rows = serde_json::from_str::<serde_json::Value>(&out).unwrap()["rows"].as_array().unwrap().clone();
    let of_clock = rows.iter().filter(|row| row["clock"] == clock);
    of_clock.map(|row| format!("{} {} {}", row["did"], row["point"], row["whom"]).replace('"', "")).collect()
}

/// When a clock of a ticket is due, as `due` lists it.
fn due(desk: &Desk, time: &str, clock: &str) -> String {
    let out = at(desk, time, &["due", "--clock", clock, "--format", "csv"]);
    out.lines().nth(1).map(|line| line.split(',').nth(4).unwrap()[11..16].to_owned()).unwrap_or_default()
}

const REPORT: [&str; 4] = ["--source", "customer", "-d", "Nothing works."];

/// Urgent by its words, of no team: the supervisor stands in for the lead, who is told once there is a team.
#[test]
fn an_emergency_without_a_team_reaches_the_supervisor_and_later_the_lead() {
    let desk = of("rapid-response");
    let number = open(&desk, &[&["Total outage"], &REPORT[..]].concat());
    let told = tick(&desk, "09:01", "emergency_response");
    assert!(told.len() == 1 && told[0].starts_with("notified 0% ") && told[0].contains("wang"), "{told:?}");
    at(&desk, "09:02", &["assign", &number, "--team", "tech"]);
    assert_eq!(tick(&desk, "09:03", "emergency_response"), ["notified 0% li"]);
    assert!(tick(&desk, "09:04", "emergency_response").is_empty());
    let other = open(&desk, &[&["Total outage"], &REPORT[..]].concat());
    tick(&desk, "09:06", "emergency_response");
    assert!(at(&desk, "09:06", &["show", &other]).contains("Wang Fang"));
}

#[test]
fn a_declined_ticket_goes_back_to_the_supervisor() {
    let desk = of("rapid-response");
    let number = open(&desk, &[&["Database slow", "--to", "dong"], &REPORT[..]].concat());
    at(&desk, "09:01", &["--as", "dong", "decline", &number, "--reason", "away"]);
    assert_eq!(tick(&desk, "09:02", "reassignment"), ["notified 0% wang"]);
    assert_eq!(tick(&desk, "09:17", "reassignment"), ["notified breach wang"]);
}

#[test]
fn a_report_that_is_marked_unclear_later_is_clarified_in_ten_minutes() {
    let desk = of("rapid-response");
    let number = open(&desk, &[&["Odd"], &REPORT[..]].concat());
    at(&desk, "09:05", &["edit", &number, "--tag", "unclear"]);
    assert_eq!(due(&desk, "09:06", "clarification"), "09:15");
    at(&desk, "09:07", &["edit", &number, "--set", "priority=high"]);
    assert_eq!(due(&desk, "09:08", "clarification"), "09:15");
    at(&desk, "09:09", &["receive", &number, "-m", "The page is blank."]);
    assert_eq!(due(&desk, "09:10", "clarification"), "");
}

/// By hand as by a rule, and once.
#[test]
fn the_manager_on_duty_is_told_of_what_becomes_critical() {
    let desk = of("after-sales");
    at(&desk, "08:59", &["customer", "add", "--name", "Ann"]);
    let report = ["--customer", "C1001", "--channel", "phone", "--product", "S2", "-d", "It hums."];
    let number = open(&desk, &[&["Hums"], &report[..]].concat());
    assert!(tick(&desk, "09:01", "critical_notice").is_empty());
    at(&desk, "09:02", &["classify", &number, "--set", "priority=critical", "--reason", "it smokes"]);
    assert_eq!(tick(&desk, "09:03", "critical_notice"), ["notified 0% wang"]);
    let other = open(&desk, &[&["Hums too", "--priority", "critical"], &report[..]].concat());
    assert!(desk.read(desk.file(&other)).contains("did: notified"));
    assert!(tick(&desk, "09:05", "critical_notice").is_empty());
}

#[test]
fn a_request_that_nobody_answers_is_reminded_of() {
    let desk = of("after-sales");
    at(&desk, "08:59", &["customer", "add", "--name", "Ann"]);
    let report = ["--customer", "C1001", "--channel", "phone", "--product", "S2", "-d", "It hums.", "--to", "he"];
    let number = open(&desk, &[&["Hums"], &report[..]].concat());
    at(&desk, "09:10", &["--as", "he", "accept", &number]);
    let until = ["--clock", "resolution", "--until", "2026-11-05 17:00", "--reason", "x"];
    at(&desk, "10:00", &[&["--as", "he", "extend", &number], &until[..]].concat());
    assert_eq!(tick(&desk, "10:01", "extension"), ["notified 0% chen"]);
    assert_eq!(tick(&desk, "16:00", "extension"), ["notified breach [chen,wang]"]);
}

#[test]
fn a_transfer_runs_out_at_the_time_that_it_names() {
    let desk = of("support-desk");
    let number = open(&desk, &["Odd", "--type", "technical", "--to", "zhao"]);
    at(&desk, "09:10", &["transfer", &number, "--to", "li", "--reason", "x", "--until", "12:30"]);
    at(&desk, "09:11", &["accept", &number, "--as", "li"]);
    assert_eq!(due(&desk, "09:11", "handover"), "12:30");
    assert_eq!(tick(&desk, "12:01", "handover"), ["notified 30m li"]);
    assert_eq!(tick(&desk, "12:31", "handover"), ["notified breach li"]);
}

/// What no word decides goes to a team by its type; an inquiry waits to be assigned.
#[test]
fn a_ticket_goes_to_the_team_of_its_type() {
    let desk = of("support-desk");
    for (kind, team) in
        [("technical", "tech"), ("complaint", "service"), ("suggestion", "service"), ("inquiry", "\"\"")]
    {
        let number = open(&desk, &["Cannot print", "--type", kind]);
        let listed = at(
            &desk,
            "09:01",
            &["list", "--where", &format!("number = {number}"), "--columns", "team", "--format", "csv"],
        );
        assert_eq!(listed.lines().nth(1), Some(team), "{kind}");
    }
}

/// Its news are owed again, and the time that was named is a promise.
#[test]
fn what_is_sent_back_has_a_deadline_and_its_news() {
    let desk = of("rapid-response");
    let number = open(&desk, &[&["Odd", "-p", "urgent", "--to", "zhao"], &REPORT[..]].concat());
    at(&desk, "09:01", &["--as", "zhao", "accept", &number]);
    at(&desk, "09:10", &["--as", "zhao", "resolve", &number, "-m", "x", "--evidence", "y"]);
    at(&desk, "09:30", &["--as", "li", "send-back", &number, "--reason", "x", "--until", "11:30"]);
    assert_eq!(due(&desk, "09:31", "urgent_update"), "10:30");
    assert_eq!(due(&desk, "09:31", "new_deadline"), "11:30");
    assert_eq!(tick(&desk, "11:31", "new_deadline"), ["notified 30m zhao", "notified breach [zhao,li]"]);
}

/// First the lead gets it, then the supervisor.
#[test]
fn an_emergency_that_the_lead_leaves_goes_to_the_supervisor() {
    let desk = of("rapid-response");
    open(&desk, &[&["Odd", "-p", "urgent", "--to", "zhao"], &REPORT[..]].concat());
    assert!(tick(&desk, "09:06", "emergency_response").contains(&"escalated breach li".to_owned()));
    assert_eq!(tick(&desk, "09:11", "emergency_response"), ["escalated +5m wang"]);
}

/// At night as by day.
#[test]
fn whoever_is_on_call_answers_what_is_urgent() {
    let desk = of("standard-response");
    at(&desk, "08:59", &["customer", "add", "--name", "Ann"]);
    let report = ["--customer", "C1001", "--channel", "chat", "-d", "In all branches."];
    at(&desk, "22:00", &[&["new", "Nobody can pay"], &report[..]].concat());
    assert_eq!(due(&desk, "22:01", "urgent_response"), "22:05");
    assert_eq!(tick(&desk, "22:01", "urgent_response"), ["notified 0% ma"]);
    at(&desk, "22:10", &[&["new", "Which tablet fits me?"], &report[..]].concat());
    assert_eq!(due(&desk, "22:11", "low_response"), "22:10");
}

/// A solution two working days after it was due, an urgent first answer at once.
#[test]
fn what_stays_overdue_goes_to_the_second_line() {
    let desk = of("standard-response");
    at(&desk, "08:59", &["customer", "add", "--name", "Ann"]);
    let report = ["--customer", "C1001", "--channel", "chat", "-d", "x", "--to", "liu"];
    let urgent = [&["Which tablet fits me?", "-p", "urgent"], &report[..]].concat();
    open(&desk, &urgent);
    let told = tick(&desk, "09:06", "urgent_response");
    assert!(told.contains(&"escalated breach ma".to_owned()), "{told:?}");
    let high = ["new", "Which case fits it?", "-p", "high", "--at", "2026-10-23 09:00"];
    at(&desk, "09:07", &[&high[..], &report[..]].concat());
    let told = tick(&desk, "09:08", "resolution");
    assert!(told.contains(&"escalated +2bd ma".to_owned()), "{told:?}");
}

/// Nobody can tell who is on duty while the rota is broken; once it is mended, they are told with the others.
#[test]
fn an_emergency_waits_for_the_rota_to_be_mended() {
    let desk = of("rapid-response");
    let rota = desk.read("config/rota.yaml");
    let number = open(&desk, &[&["Total outage", "--priority", "urgent", "--team", "tech"], &REPORT[..]].concat());
    desk.write("config/rota.yaml", "shifts:\n- {members: [zhaox], week: {wed: [['09:00', '18:00']]}}\n");
    let mut command = desk.command(&["tick"]);
    command.env("TICKETS_NOW", "2026-10-28T09:01:00+08:00");
    outcome(command, "").failed(1);
    assert!(!desk.read(desk.file(&number)).contains("emergency_response 0%"));
    desk.write("config/rota.yaml", rota);
    let told = tick(&desk, "09:02", "emergency_response");
    assert!(told.len() == 1 && told[0].starts_with("notified 0% ") && told[0].contains("li"), "{told:?}");
}
