//! What runs out and what the desk does about it: `due`, `tick`.
//!
//! The office is open Mondays to Fridays 09:00–18:00 without a break; 2026-10-28 is a Wednesday.
use crate::desk::{Desk, Outcome, outcome};

/// A desk with these clocks.
fn desk(clocks: &str) -> Desk {
    let desk = Desk::new();
    // It promises by a clock that these desks do not have.
    std::fs::remove_file(desk.path("scripts/hand-over.yaml")).unwrap();
    let week = ["mon", "tue", "wed", "thu", "fri"].map(|day| format!("  {day}: [[\"09:00\", \"18:00\"]]\n")).concat();
    desk.write("calendars/office.yaml", format!("tz: Asia/Shanghai\nweek:\n{week}"));
    desk.write("config/sla.yaml", format!("calendar: office\nclocks:\n{clocks}"));
    desk
}

/// Runs the program at a time of 28 October.
fn at(desk: &Desk, time: &str, args: &[&str]) -> Outcome {
    let mut command = desk.command(args);
    command.env("TICKETS_NOW", format!("2026-10-28T{time}:00+08:00"));
    outcome(command, "")
}

/// What a tick did, one line a deed, from the machine format.
fn tick(desk: &Desk, time: &str) -> Vec<String> {
    let out = at(desk, time, &["tick", "--format", "csv"]).done();
    out.lines().skip(1).map(|line| line.split(',').take(5).collect::<Vec<_>>().join(" ")).collect()
}

const CLOCKS: &str = "  first_response: {starts: created, stops: replied, target: 1h, warn: 50%, on_breach: [{notify: lead or supervisor}]}\n  \
    acceptance: {starts: assigned, stops: accepted, target: 15m, on_breach: [{escalate: lead or supervisor}]}\n";

#[test]
fn what_runs_out_first_stands_on_top() {
    let desk = desk(CLOCKS);
    let number = desk.open("x");
    desk.run(&["assign", &number, "--to", "zhao"]).done();
    let other = at(&desk, "09:05", &["new", "y", "--type", "inquiry", "-q"]).done().trim().to_owned();
    let lines = |time: &str, args: &[&str]| {
        let out = at(&desk, time, &[&["due", "--format", "csv"], args].concat()).done();
        out.lines().skip(1).map(|line| line.split(',').take(4).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    let (first, second) = (format!("{number} acceptance missed -300"), format!("{number} first_response running 2400"));
    let third = format!("{other} first_response running 2700");
    assert_eq!(lines("09:20", &[]), [&*first, &second, &third]);
    assert_eq!(lines("09:20", &["--within", "40m"]), [&*first, &second]);
    assert_eq!(lines("09:20", &["--clock", "acceptance"]), [&*first]);
    assert_eq!(lines("09:20", &["--mine", "--as", "zhao"]), [&*first, &second]);
    assert_eq!(lines("09:20", &["--team", "service"]), [""; 0]);
    assert_eq!(lines("09:20", &["--as-of", "2026-10-28 09:00"]).len(), 2);
    assert_eq!(at(&desk, "09:20", &["due", "-q"]).done(), format!("{number}\n{other}\n"));
    let empty = at(&desk, "09:20", &["due", "--team", "service"]);
    assert_eq!((empty.code, empty.out.as_str(), empty.err.as_str()), (Some(0), "", "nothing runs out\n"));
    for wrong in [["--clock", "resolution"], ["--within", "soon"]] {
        assert!(at(&desk, "09:20", &["due", wrong[0], wrong[1]]).failed(2).contains("hint: "));
    }
}

#[test]
fn what_is_due_is_done_once() {
    let desk = desk(CLOCKS);
    let number = desk.open("x");
    desk.run(&["assign", &number, "--to", "zhao"]).done();
    assert_eq!(tick(&desk, "09:15"), [""; 0]);
    let dry = at(&desk, "09:15", &["tick", "--dry-run", "--as-of", "2026-10-28 09:16", "--format", "csv"]).done();
    assert_eq!(dry.lines().count(), 2, "{dry}");
    assert_eq!(tick(&desk, "09:16"), [format!("{number} escalated acceptance breach li")]);
    let silent = at(&desk, "09:16", &["tick"]);
    assert_eq!((silent.code, silent.out.as_str(), silent.err.as_str()), (Some(0), "", ""));
    // li, who leads the team, is 15 minutes late as well; nobody stands above wang.
    let told =
        [format!("{number} notified first_response 50% li"), format!("{number} escalated acceptance breach wang")];
    assert_eq!(tick(&desk, "09:45"), told);
    let told = |what: &str| format!("{number} notified {what} breach wang");
    assert_eq!(tick(&desk, "10:01"), [told("first_response"), told("acceptance")]);
    assert_eq!(tick(&desk, "17:00"), [""; 0]);
    assert_eq!(at(&desk, "18:00", &["check"]).code, Some(0));
    let text = desk.read(desk.file(&number));
    let trigger = "trigger: 'acceptance breach escalate since 2026-10-28T09:00:00+08:00'";
    assert_eq!(text.matches(trigger).count(), 1, "{text}");
    assert!(text.contains("reason: 'acceptance, due 2026-10-28 09:15'"), "{text}");
}

#[test]
fn nothing_is_done_before_its_time_and_nobody_needs_to_be_named() {
    let desk = desk(CLOCKS);
    desk.open("x");
    let refused = at(&desk, "09:00", &["tick", "--as-of", "2026-10-28 10:00"]).failed(2);
    assert!(refused.contains("--dry-run"), "{refused}");
    let mut command = desk.command(&["tick"]);
    command.env("TICKETS_NOW", "2026-10-28T11:00:00+08:00").env_remove("TICKETS_USER");
    assert_eq!(outcome(command, "").code, Some(0));
}

#[test]
fn a_ticket_that_cannot_be_read_stops_no_other() {
    let desk = desk(CLOCKS);
    let number = desk.open("x");
    desk.run(&["assign", &number, "--to", "zhao"]).done();
    desk.write("tickets/CS202610289999-00000.yaml", "id: [\n");
    let ticked = at(&desk, "09:16", &["tick", "-q"]);
    assert_eq!((ticked.code, ticked.out), (Some(1), format!("{number}\n")));
    assert!(ticked.err.contains("CS202610289999-00000.yaml"), "{}", ticked.err);
}

#[test]
fn a_late_look_back_writes_after_what_was_recorded() {
    let desk = desk(CLOCKS);
    let number = desk.open("x");
    desk.run(&["assign", &number, "--to", "zhao"]).done();
    at(&desk, "09:30", &["note", &number, "-m", "x"]).done();
    let out = at(&desk, "12:00", &["tick", "--as-of", "2026-10-28 09:20", "--format", "csv"]).done();
    assert!(
        out.contains("escalated,acceptance,breach,li,medium,x,2026-10-28T09:15:00+08:00,2026-10-28T09:30:00+08:00"),
        "{out}"
    );
    assert_eq!(at(&desk, "18:00", &["check"]).code, Some(0));
}

#[test]
fn a_survey_goes_out_some_minutes_after_closing_also_from_the_archive() {
    let desk =
        desk("  call_back: {starts: closed, stops: [survey-answered, followed-up], target: 24h, calendar: always}\n");
    desk.run(&["customer", "add", "--name", "Wang Xiaoming", "--phone", "13812345678"]).done();
    let number = desk.run(&["new", "x", "--type", "technical", "--customer", "C1001", "-q"]).done().trim().to_owned();
    let nobody = desk.open("y");
    let twice = desk.run(&["new", "z", "--type", "technical", "--customer", "C1001", "-q"]).done().trim().to_owned();
    for number in [&number, &nobody] {
        at(&desk, "10:00", &["resolve", number, "-m", "x"]).done();
        at(&desk, "10:00", &["close", number]).done();
    }
    at(&desk, "10:00", &["close", &twice, "--reason", "duplicate"]).done();
    assert_eq!(tick(&desk, "10:04"), [""; 0]);
    assert_eq!(tick(&desk, "10:05"), [format!("{number} survey-sent survey  ")]);
    assert_eq!(tick(&desk, "10:06"), [""; 0]);
    let due = |time: &str| at(&desk, time, &["due", "--format", "csv"]).done();
    assert!(due("10:06").contains(&format!("{number},call_back,running")), "{}", due("10:06"));
    at(&desk, "11:00", &["survey", "respond", &number, "--score", "overall=2"]).done();
    assert!(!due("11:00").contains(&number));
    assert!(desk.read(desk.file(&number)).contains("result: low"));
    assert_eq!(at(&desk, "18:00", &["check"]).code, Some(0));
}

/// 48 hours from Wednesday 11:00; the ticket stands in the archive.
#[test]
fn a_low_score_wants_to_be_followed_up() {
    let desk = desk(
        "  follow_up: {starts: low-score, stops: followed-up, target: 48h, calendar: always, \
        on_breach: [{notify: supervisor}, {escalate: lead}]}\n",
    );
    desk.write(
        "config/team.yaml",
        "members:\n  wang: {name: Wang, roles: [supervisor]}\n  li: {name: Li}\n\
        teams:\n  tech: {name: Tech, lead: li}\n",
    );
    let number = desk.open("x");
    desk.run(&["assign", &number, "--team", "tech"]).done();
    at(&desk, "10:00", &["resolve", &number, "-m", "x"]).done();
    at(&desk, "10:30", &["close", &number]).done();
    at(&desk, "11:00", &["survey", "respond", &number, "--score", "overall=3"]).done();
    let later = |time: &str, args: &[&str]| {
        let mut command = desk.command(args);
        command.env("TICKETS_NOW", format!("2026-10-{time}:00+08:00"));
        outcome(command, "").done()
    };
    assert!(later("30T10:59", &["due", "--within", "1h"]).contains("follow-up"));
    assert_eq!(later("30T11:00", &["tick"]), "");
    let done = later("30T11:01", &["tick", "--format", "csv"]);
    // A closed ticket is not moved: whoever would get it is told.
    assert!(done.contains("notified,follow_up,breach,wang") && done.contains("notified,follow_up,breach,li"), "{done}");
    assert_eq!(later("30T11:02", &["tick"]), "");
    later("30T12:00", &["follow-up", &number, "-m", "called"]);
    assert_eq!(later("30T12:01", &["due", "-q"]), "");
}

/// Runs the program at a time of a day.
fn on(desk: &Desk, day: &str, args: &[&str]) -> Outcome {
    let mut command = desk.command(args);
    command.env("TICKETS_NOW", format!("{day}:00+08:00"));
    outcome(command, "")
}

/// Closed on 28 October at 10:00 with a call back owed within two days, all day and night.
#[test]
fn what_is_long_past_is_past_however_it_is_looked_at() {
    let clock = "{starts: closed, stops: followed-up, target: 48h, calendar: always, on_breach: [{notify: lead}]}";
    let desk = desk(&format!("  call_back: {clock}\n"));
    let number = desk.open("x");
    desk.run(&["assign", &number, "--to", "zhao"]).done();
    at(&desk, "10:00", &["close", &number, "--reason", "withdrawn"]).done();
    let files = desk.files();
    let late = "2027-02-01T09:00";
    for as_of in ["2027-02-01 09:00", "2027-01-31 09:00"] {
        assert_eq!(on(&desk, late, &["tick", "--as-of", as_of, "-q"]).done(), "");
        assert_eq!(on(&desk, late, &["due", "--as-of", as_of, "-q"]).done(), "");
    }
    assert_eq!(on(&desk, late, &["tick", "-q"]).done(), "");
    assert!(desk.files() == files);
    assert_eq!(on(&desk, late, &["tick", "--as-of", "2026-11-20 09:00", "-q"]).done(), format!("{number}\n"));
}

/// Closed on 28 October at 10:00: asked 35 days later, on 2 December; called back after 40 days, all day and night.
#[test]
fn what_comes_months_after_closing_comes() {
    let clock = "{starts: closed, stops: followed-up, target: 40d, calendar: always, on_breach: [{notify: wang}]}";
    let desk = desk(&format!("  call_back: {clock}\n"));
    desk.replace("config/survey.yaml", "send: {after: 5m, within: 3d,", "send: {after: 35d, within: 60d,");
    desk.run(&["customer", "add", "--name", "Wang Xiaoming", "--phone", "13812345678"]).done();
    let number = desk.run(&["new", "x", "--type", "technical", "--customer", "C1001", "-q"]).done().trim().to_owned();
    at(&desk, "10:00", &["close", &number, "--reason", "withdrawn"]).done();
    let tick = |day: &str| {
        on(&desk, day, &["tick", "--format", "csv"]).done().lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(tick("2026-12-02T09:59"), [""; 0]);
    assert!(tick("2026-12-05T10:00")[0].starts_with(&format!("{number},survey-sent,")));
    assert_eq!(tick("2026-12-07T10:00"), [""; 0]);
    assert!(tick("2027-01-10T10:00")[0].starts_with(&format!("{number},notified,call_back,breach,wang,")));
}

#[test]
fn nobody_watches_another_time() {
    let desk = desk(CLOCKS);
    let refused = at(&desk, "09:00", &["watch", "--once", "--as-of", "2026-10-27 09:00"]).failed(2);
    assert!(refused.contains("--as-of"), "{refused}");
}

#[test]
fn a_wait_that_nobody_answers_ends() {
    let desk = desk(
        "  resolution: {starts: created, stops: resolved, pauses: waiting, target: 4h}\nwaits:\n\
        - {party: customer, after: 2h, then: resume, notify: handler}\n\
        - {party: vendor, after: 3h, then: close, reason: withdrawn}\n",
    );
    let numbers: Vec<_> = ["a", "b", "c"].iter().map(|title| desk.open(title)).collect();
    for (number, party) in numbers.iter().zip(["customer", "vendor", "customer"]) {
        desk.run(&["assign", number, "--to", "zhao"]).done();
        desk.run(&["--as", "zhao", "accept", number]).done();
        let until: &[&str] = if number == &numbers[2] { &["--until", "2026-10-28 17:00"] } else { &[] };
        at(&desk, "10:00", &[&["wait", number, "--for", party], until].concat()).done();
    }
    assert_eq!(tick(&desk, "11:59"), [""; 0]);
    let resumed = [format!("{} resumed waiting  ", numbers[0]), format!("{} notified waiting  zhao", numbers[0])];
    assert_eq!(tick(&desk, "12:00"), resumed);
    assert_eq!(tick(&desk, "13:00"), [format!("{} closed waiting  ", numbers[1])]);
    assert!(desk.file(&numbers[1]).starts_with("archive"));
    assert!(desk.read(desk.file(&numbers[1])).contains("text: 'no answer since 2026-10-28 10:00: Vendor'"));
    assert_eq!(tick(&desk, "16:59").len(), 0);
    assert_eq!(tick(&desk, "17:00").len(), 2, "the wait itself said until when");
    assert_eq!(at(&desk, "18:00", &["check"]).code, Some(0));
    for (wait, code) in [("{after: 2h}", "wait-idle"), ("{after: 2h, then: close}", "wait-reason-missing")] {
        desk.write("config/sla.yaml", format!("calendar: office\nwaits: [{wait}]\n"));
        let found = at(&desk, "18:00", &["check", "--format", "csv"]).out;
        let codes: Vec<_> = found.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
        assert_eq!(codes, [code]);
    }
}

#[test]
fn who_is_on_duty_by_the_rota_is_told() {
    let desk =
        desk("  acceptance: {starts: assigned, stops: accepted, target: 1h, levels: [{at: 0%, notify: on-duty}]}\n");
    // 28 October 2026 is a Wednesday: zhao's duty, not li's.
    let hours = |day| format!("week: {{{day}: [['09:00', '18:00']]}}");
    let rota = format!("shifts:\n- {{members: [zhao], {}}}\n- {{members: [li], {}}}\n", hours("wed"), hours("thu"));
    desk.write("config/rota.yaml", rota);
    let number = desk.open("x");
    desk.run(&["assign", &number, "--to", "li"]).done();
    assert_eq!(tick(&desk, "09:01"), [format!("{number} notified acceptance 0% zhao")]);
}

#[test]
fn promises_that_cannot_be_meant_are_found_at_their_place() {
    let found = |clocks: &str| {
        let desk = desk(clocks);
        desk.replace("config/vocabulary.yaml", "categories: []", "categories: [{code: technical/payment}]");
        let out = desk.run(&["check", "--format", "csv"]).out;
        let place = |line: &str| line.split(',').skip(1).take(3).collect::<Vec<_>>().join(" ");
        out.lines().skip(1).map(place).collect::<Vec<_>>()
    };
    let endless = "  a: {starts: created, stops: created, target: 1h}\n";
    assert_eq!(found(endless), ["promise-endless config/sla.yaml 3"]);
    assert_eq!(found("  a: {starts: closed, stops: resolved, target: 1h}\n"), ["promise-endless config/sla.yaml 3"]);
    assert_eq!(found("  a: {starts: closed, stops: [reopened, followed-up], target: 1h}\n"), [""; 0]);
    let twice = "  a: {starts: assigned, stops: accepted, target: 1h, on_breach: [{escalate: lead or wang}]}\n  \
        b: {starts: escalated, stops: replied, target: 1h, on_breach: [{reassign: wang}]}\n";
    assert_eq!(found(twice), ["promise-cycle config/sla.yaml 4"]);
    assert_eq!(
        found(&twice.replace("target: 1h, on_breach: [{re", "per: ticket, target: 1h, on_breach: [{re")),
        [""; 0]
    );
    let nobody = "  a: {starts: created, stops: closed, target: 1h, levels: [{at: 50%, notify: [lead, bos]}]}\n\
        waits: [{after: 1h, notify: on-duty}]\n";
    assert_eq!(found(nobody), ["promise-whom config/sla.yaml 3", "promise-whom config/sla.yaml 4"]);
    let some =
        "  a: {starts: created, stops: closed, target: {urgent: 5m, hihg: 1h}, on_breach: [{priority: urgnt}]}\n";
    let codes =
        ["promise-code config/sla.yaml 3", "promise-code config/sla.yaml 3", "promise-untargeted config/sla.yaml 3"];
    let mut findings = found(some);
    findings.sort();
    assert_eq!(findings, codes);
    let urgent = "  a: {starts: created, stops: closed, when: {priority: urgent}, target: {urgent: 5m}}\n";
    assert_eq!(found(urgent), [""; 0]);
    let nowhere = "  a: {starts: created, stops: closed, target: 1h, when: {team: tehc, category: nonsense}}\n";
    let mut findings = found(nowhere);
    findings.sort();
    assert_eq!(findings, ["promise-code config/sla.yaml 3", "team-unknown config/sla.yaml 3"]);
    let somewhere = "  a: {starts: created, stops: closed, target: 1h, when: {team: tech, category: [technical, technical/payment]}}\n";
    assert_eq!(found(somewhere), [""; 0], "a category stands for those below it");
    let nested = "  a:\n    starts: created\n    stops: closed\n    target:\n    - {when: {priority: urgent}, target: {urgent: 5m}}\n    \
        - {when: {type: technical}, target: {urgnet: 1h, default: 1d}}\n    - target: {high: 1h, medium: 1h, low: 1h}\n";
    let findings = found(nested);
    assert_eq!(findings, ["promise-code config/sla.yaml 8", "promise-untargeted config/sla.yaml 9"]);
}

#[test]
fn reasons_after_which_nobody_is_asked_are_reasons() {
    let desk = desk(CLOCKS);
    desk.replace("config/survey.yaml", "except: [duplicate]", "except: [duplicate, duplciate]");
    assert_eq!(desk.findings(), ["code-unknown"]);
}

#[test]
fn watching_does_what_is_due_and_tells_of_it_line_by_line() {
    let desk = desk(CLOCKS);
    let number = desk.open("x");
    desk.run(&["assign", &number, "--to", "zhao"]).done();
    let out = at(&desk, "09:16", &["watch", "--once"]).done();
    assert!(out.starts_with("2026-10-28 09:16") && out.contains(&number) && out.lines().count() == 1, "{out}");
    assert_eq!(at(&desk, "09:16", &["watch", "--once"]).done(), "");
    assert!(at(&desk, "09:16", &["watch", "--every", "0s"]).failed(2).contains("0s"));
}

/// A duty runs out for the team that owes it, the ticket's own promises for whoever has it.
#[test]
fn the_deadline_of_a_team_that_works_along_runs_out_for_its_members() {
    let desk = desk(
        "  resolution: {starts: created, stops: resolved, target: 8h}\n  \
        collaboration: {starts: involved, stops: contributed, repeats: true, target: until, calendar: always, \
        warn: 30m, on_breach: [{notify: [lead, supervisor]}]}\n",
    );
    let number = desk.open("x");
    desk.run(&["assign", &number, "--to", "zhao"]).done();
    at(&desk, "09:10", &["involve", &number, "--team", "service", "--duty", "refund", "--until", "10:00"]).done();
    let due = |args: &[&str]| {
        let out = at(&desk, "09:20", &[&["due", "--format", "csv"], args].concat()).done();
        out.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(due(&[]), ["collaboration", "resolution"]);
    assert_eq!(due(&["--mine", "--as", "zhao"]), ["resolution"]);
    assert_eq!(due(&["--mine", "--as", "wang"]), ["collaboration"]);
    assert_eq!(due(&["--team", "service"]), ["collaboration"]);
    assert_eq!(tick(&desk, "09:31"), [format!("{number} notified collaboration 30m wang")]);
    assert_eq!(tick(&desk, "10:01"), [format!("{number} notified collaboration breach wang")]);
    let late = ["list", "--where", "collaborating = service and overdue", "-q"];
    assert_eq!(at(&desk, "10:01", &late).done(), format!("{number}\n"));
    at(&desk, "10:02", &["done", &number, "--team", "service", "-m", "x"]).done();
    assert!(at(&desk, "10:03", &["due", "--team", "service", "-q"]).done().is_empty());
    at(&desk, "10:03", &["check"]).done();
}

/// What `tick` tells says of which ticket, and how urgent it is.
#[test]
fn people_are_told_by_name() {
    let desk =
        desk("  review: {starts: created, stops: replied, target: 15m, levels: [{at: 0%, notify: [wang, li]}]}\n");
    desk.open("Blank page");
    let dry = |format: &str| at(&desk, "09:01", &["tick", "--dry-run", "--format", format]).done();
    assert!(dry("table").contains("Wang Fang, Li Na"), "{}", dry("table"));
    assert!(dry("csv").contains(",wang;li,"), "{}", dry("csv"));
    let told = desk.run(&["--as", "", "note", "CS202610280001", "-m", "x"]).failed(2);
    assert!(told.contains("`--as` names nobody") && told.contains("act as one of: li, ") && !told.contains("emails"));
}

#[test]
fn a_deed_names_the_ticket() {
    let desk = desk(
        "  review: {starts: declined, stops: [assigned, accepted], repeats: true, target: 15m, \
        levels: [{at: 0%, notify: supervisor}]}\n",
    );
    let number = desk.open("Blank page");
    desk.run(&["assign", &number, "--to", "zhao"]).done();
    desk.run(&["--as", "zhao", "decline", &number, "--reason", "away"]).done();
    let out = at(&desk, "09:01", &["tick", "--format", "csv"]).done();
    let line = out.lines().nth(1).unwrap();
    assert!(line.starts_with(&format!("{number},notified,review,0%,wang,medium,Blank page,")), "{line}");
}

#[test]
fn whoever_may_be_nobody_is_told_of() {
    let clock =
        |whom: &str| format!("  c: {{starts: created, stops: resolved, target: 4h, on_breach: [{{{whom}}}]}}\n");
    let found = |whom: &str| desk(&clock(whom)).findings();
    for whom in ["notify: lead", "notify: [handler, lead]", "escalate: lead"] {
        assert_eq!(found(whom), ["promise-nobody"], "{whom}");
    }
    for whom in ["notify: [lead, supervisor]", "escalate: lead or supervisor", "notify: handler or wang"] {
        assert!(found(whom).is_empty(), "{whom}");
    }
    assert_eq!(found("notify: lead or supervisr"), ["promise-whom"]);
}
