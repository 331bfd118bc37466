//! What `check` finds, and what `check --fix` mends.
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::desk::Desk;

const ONE: &str = "CS202610280001";
const TWO: &str = "CS202610280002";

/// Two open tickets; the first is linked to the second and has an attachment.
fn desk() -> Desk {
    let desk = Desk::new();
    for title in ["One", "Two"] {
        desk.open(title);
    }
    desk.write("screen.png", [1, 2, 3]);
    desk.run(&["assign", ONE, "--to", "li", "--team", "tech"]).done();
    desk.run(&["link", ONE, "--to", TWO]).done();
    desk.run(&["attach", ONE, "-f", "screen.png"]).done();
    desk
}

fn find(desk: &Desk, change: impl Fn(&Desk)) -> Vec<String> {
    change(desk);
    desk.findings()
}

#[test]
fn a_clean_desk_is_told_so() {
    let desk = desk();
    assert_eq!(desk.run(&["check"]).done(), "nothing is wrong (tickets: 2, survey responses: 0)\n");
    assert_eq!(desk.run(&["check", "--format", "jsonl"]).done(), "");
}

type Change = fn(&Desk);

/// What a merge leaves that no driver carried out.
const MARKED: &str = "<<<<<<< HEAD\ntitle: One\n=======\ntitle: Uno\n>>>>>>> theirs\n";

/// What a merge leaves of a title that two people changed by hand.
const BOTH: &str = "title: |\n  <<<<<<<\n  One\n  =======\n  Uno\n  >>>>>>>\n";
/// Two changes from one value.
const PRIORITY: &str = "edited, field: priority, from: medium, to: urgent}\n\
    - {at: 2026-10-28T09:00:00+08:00, by: wang, did: edited, field: priority, from: medium, to: low";

/// Adds an act that the other clone did, and what it made of the head.
fn act(desk: &Desk, (from, to): (&str, &str), did: &str) {
    desk.replace(desk.file(ONE), from, to);
    let text = desk.read(desk.file(ONE));
    desk.write(desk.file(ONE), format!("{text}- {{at: 2026-10-28T09:00:00+08:00, by: wang, did: {did}}}\n"));
}

/// A change by hand, and the codes of what is found.
const CHANGES: &[(Change, &[&str])] = &[
    (|desk| desk.replace(desk.file(ONE), "priority: medium\n", ""), &["ticket-key-missing"]),
    (|desk| desk.replace(desk.file(ONE), "history:", "history: ["), &["yaml-indentation"]),
    (|desk| desk.replace(desk.file(ONE), "title: One\n", MARKED), &["yaml-conflict"]),
    (|desk| desk.write(desk.file(ONE), [b'i', b'd', b':', 0xff]), &["file-not-utf8"]),
    (|desk| desk.write(desk.file(ONE), ""), &["yaml-not-a-mapping"]),
    (|desk| desk.replace(desk.file(ONE), "title: One\n", BOTH), &["merge-conflict-in-field"]),
    (|desk| act(desk, ("assignee: li", "assignee: zhao"), "assigned, to: zhao"), &["act-takes"]),
    (|desk| act(desk, ("priority: medium", "priority: low"), PRIORITY), &["act-overlaps"]),
    (|desk| desk.write("customers/C1.yaml", "id: C1\nname: [x]\n"), &["yaml-expected-text"]),
    (
        |desk| desk.write("private/customers/C1.yaml", "id: C1\nname: [x]\n"),
        &["private-readable", "yaml-expected-text"],
    ),
    (
        |desk| desk.write("customers/C1.yaml", "id: C1\nname: |\n  <<<<<<<\n  A\n  =======\n  B\n  >>>>>>>\n"),
        &["merge-conflict-in-field"],
    ),
    (|desk| desk.write("tickets/notes.txt", "x"), &["stray-file"]),
    (|desk| desk.write("archive/2026/10/CS1.yaml", "x"), &["stray-file"]),
    (|desk| desk.replace(desk.file(ONE), "id: CS202610280001", "id: CS202610280009"), &["number-differs"]),
    (|desk| desk.replace(desk.file(ONE), "status: assigned", "status: waiting"), &["head-contradicts"]),
    (|desk| desk.replace(desk.file(ONE), "assignee: li\n", ""), &["head-contradicts"]),
    (|desk| desk.replace(desk.file(ONE), "assignee: li", "assignee: nobody"), &["head-contradicts", "member-absent"]),
    (|desk| desk.replace(desk.file(ONE), "by: wang, did: created", "by: wong, did: created"), &["member-absent"]),
    (|desk| desk.replace(desk.file(ONE), "did: created", "did: noted, text: x"), &["history-headless"]),
    (|desk| desk.replace(desk.file(ONE), "did: linked", "did: teleported"), &["act-unknown"]),
    (|desk| desk.replace(desk.file(ONE), "at: 2026-10-28", "at: 2026-10-29"), &["entry-ahead", "time-disorder"]),
    (|desk| desk.replace(desk.file(TWO), "at: 2026-10-28", "at: 2027-10-28"), &["entry-ahead"]),
    (|desk| desk.replace(desk.file(ONE), "created: 2026-10-28", "created: 2026-10-29"), &["entry-before-creation"; 4]),
    (|desk| desk.replace(desk.file(ONE), "type: technical", "type: technik"), &["code-absent"]),
    (|desk| desk.replace(desk.file(ONE), "status:", "customer: C9\nstatus:"), &["customer-absent"]),
    (|desk| desk.replace(desk.file(ONE), &format!("to: {TWO}"), "to: CS202610289999"), &["reference-dangling"]),
    (|desk| response(desk, "overall: 9"), &["survey-score-outside"]),
    (|desk| response(desk, "mood: 3"), &["survey-dimension-unknown"]),
    (|desk| response(desk, "overall: good"), &["response-score-malformed"]),
    (|desk| response(desk, "overall: 3}\ncomment: {"), &["yaml-expected-text"]),
    (|desk| desk.replace(desk.file(ONE), "did: linked", "did: survey-answered, response: x"), &["response-missing"]),
    (|desk| fs::remove_dir_all(desk.path("attachments")).unwrap(), &["attachment-missing"]),
    (|desk| desk.write("attachments/CS1-00000/x", "x"), &["attachments-ownerless"]),
    (|desk| rename(desk, ONE, "archive/2026/10"), &["ticket-misplaced"]),
    (|desk| copy(desk, ONE, "archive/2026/10"), &["ticket-misplaced", "ticket-twice"]),
    (|desk| desk.write("config/teams.yaml", "x: 1"), &["config-unused"]),
    (|desk| desk.replace("config/views.yaml", "where: unassigned", "where: unasigned"), &["query-field-unknown"]),
    (|desk| desk.replace("config/views.yaml", "sort: created", "sort: 'age,colour'"), &["query-field-unknown"]),
    (|desk| desk.replace("config/views.yaml", "where: overdue", "columns: 'title, colour'"), &["column-unknown"]),
    (|desk| desk.replace("config/vocabulary.yaml", "required: []", "required: [titel]"), &["required-unknown"]),
    (|desk| desk.write(OsStr::from_bytes(b"tickets/CS1-00000\xff.yaml"), "x"), &["stray-file"]),
    (|desk| desk.replace("config/team.yaml", "teams: [tech]", "teams: [tesh]"), &["team-unknown", "team-lead-outside"]),
    (|desk| desk.replace("config/team.yaml", "lead: li", "lead: lee"), &["member-unknown"]),
    (|desk| desk.replace("config/team.yaml", "li@example.com", "wang@example.com"), &["email-twice"]),
    (|desk| fs::write(desk.path("private"), "").unwrap(), &["private-readable"]),
    (|desk| desk.write(".tickets/journal/plan.json", "{"), &["journal-pending"]),
];

fn response(desk: &Desk, scores: &str) {
    let ticket = desk.file(ONE).file_stem().unwrap().to_str().unwrap().to_owned();
    let text = format!("ticket: {ticket}\nat: 2026-10-28T09:00:00+08:00\nscores: {{{scores}}}\n");
    desk.write(format!("surveys/2026/10/{ticket}-1.yaml"), text);
}

fn rename(desk: &Desk, number: &str, folder: &str) {
    let file = desk.file(number);
    rename_file(desk, number, &format!("{folder}/{}", file.file_name().unwrap().to_str().unwrap()));
}

fn rename_file(desk: &Desk, number: &str, to: &str) {
    let file = desk.file(number);
    desk.write(to, desk.read(&file));
    fs::remove_file(desk.path(file)).unwrap();
}

fn copy(desk: &Desk, number: &str, folder: &str) {
    let file = desk.file(number);
    desk.write(format!("{folder}/{}", file.file_name().unwrap().to_str().unwrap()), desk.read(&file));
}

#[test]
fn what_is_changed_by_hand_is_found() {
    for (place, (change, expected)) in CHANGES.iter().enumerate() {
        assert_eq!(find(&desk(), change), *expected, "change {place}");
    }
}

#[test]
fn every_file_of_the_configuration_is_tried() {
    let desk = desk();
    desk.write("desk.yaml", "format: 1\nname: x\ntimezone: Europe/Lundon\nnumber: CS{seq:4}\n");
    desk.write("config/vocabulary.yaml", "types: {");
    desk.write("config/team.yaml", "member: {}\n");
    desk.write("calendars/office.yaml", "tz: UTC\nweek: {mon: [['09:00']]}\n");
    desk.replace(desk.file(ONE), "status: assigned", "status: waiting");
    let ran = desk.run(&["check", "--format", "csv"]);
    assert_eq!(ran.code, Some(3));
    let files: Vec<_> = ran.out.lines().skip(1).map(|line| line.split(',').nth(2).unwrap().to_owned()).collect();
    let ticket = desk.file(ONE).display().to_string();
    assert_eq!(
        files,
        ["calendars/office.yaml", "config/team.yaml", "config/vocabulary.yaml", "desk.yaml", &ticket],
        "{}",
        ran.out
    );
}

#[test]
fn a_finding_has_its_place_and_what_to_do() {
    let desk = desk();
    desk.replace(desk.file(ONE), "type: technical", "type: technik");
    let file = desk.file(ONE).display().to_string();
    let ran = desk.run(&["check"]);
    let expected = format!(
        "warning: `technik` is no type of this desk (tickets: 1)\n --> {file}:3:7\n  | type: technik\n  |       ^\n\
         hint: keep codes that tickets use in config/vocabulary.yaml; there is: inquiry, complaint, suggestion, technical\n\n\
         errors: 0, warnings: 1 (tickets: 2, survey responses: 0)\n"
    );
    assert_eq!((ran.code, ran.out), (Some(3), expected));
    let rows = desk.run(&["check", "--format", "jsonl"]).out;
    let row: serde_json::Value = serde_json::from_str(&rows).unwrap();
    assert_eq!((&row["code"], &row["line"], &row["file"]), (&"code-absent".into(), &3.into(), &file.into()));
    let chinese = desk.run(&["check", "--lang", "zh-CN"]).out;
    assert!(chinese.starts_with("警告：本服务台没有类型 `technik`"), "{chinese}");
}

#[test]
fn named_files_are_checked_alone() {
    let desk = desk();
    for number in [ONE, TWO] {
        desk.replace(desk.file(number), "type: technical", "type: technik");
    }
    let (one, two) = (desk.file(ONE).display().to_string(), desk.file(TWO).display().to_string());
    let ran = desk.run(&["check", "--format", "csv", &two, "config/team.yaml"]);
    assert!(ran.code == Some(3) && ran.out.contains(&two) && !ran.out.contains(&one), "{ran:?}");
    desk.run(&["check", "config/team.yaml"]).done();
    desk.run(&["check", "tickets/none.yaml"]).failed(1);
    desk.run(&["check", "/etc/passwd"]).failed(2);
    desk.run(&["check", "--fix", &one]).failed(2);
}

#[test]
fn heads_and_folders_are_mended_with_the_smallest_change() {
    let desk = desk();
    let right = desk.files();
    desk.replace(desk.file(ONE), "status: assigned", "status: closed");
    desk.replace(desk.file(ONE), "assignee: li\n", "");
    rename(&desk, TWO, "archive/2025/01");
    let told = desk.run(&["check", "--fix"]).done();
    assert_eq!(told.matches("mended: ").count(), 2, "{told}");
    assert_eq!(desk.files(), right);
    assert_eq!(desk.run(&["check", "--fix"]).done(), "nothing is wrong (tickets: 2, survey responses: 0)\n");
}

#[test]
fn a_history_that_is_not_whole_mends_nothing() {
    for (from, to) in [("did: created", "did: noted, text: x"), ("did: linked", "did: teleported")] {
        let desk = desk();
        desk.replace(desk.file(ONE), "status: assigned", "status: waiting");
        desk.replace(desk.file(ONE), from, to);
        let before = desk.files();
        assert_eq!(desk.run(&["check", "--fix"]).code, Some(3));
        assert_eq!(desk.files(), before);
    }
}

/// A ticket of another clone, created an hour earlier under the number of the first.
fn older_twin(desk: &Desk, key: &str) {
    let text = desk.read(desk.file(TWO)).replace(TWO, ONE).replace("09:00:00+08:00", "08:00:00+08:00");
    desk.write(format!("tickets/{ONE}-{key}.yaml"), text);
}

#[test]
fn the_ticket_created_first_keeps_a_double_number() {
    let desk = desk();
    desk.run(&["link", TWO, "--to", ONE]).done();
    let file = desk.file(ONE);
    let old = file.file_stem().unwrap().to_str().unwrap().to_owned();
    let response = format!("surveys/2026/10/{old}-1.yaml");
    desk.write(&response, format!("ticket: {old}\nat: 2026-10-28T09:00:00+08:00\nscores: {{overall: 4}}\n"));
    let entry = format!("- {{at: 2026-10-28T09:00:00+08:00, by: li, did: survey-answered, response: {response}}}\n");
    let text = desk.read(&file) + &entry;
    desk.write(&file, text);
    assert_eq!(desk.findings(), [""; 0]);
    older_twin(&desk, "00000");
    assert_eq!(desk.findings(), ["number-double", "number-double"]);
    let listed = desk.run(&["list", "-q"]);
    assert!(listed.err.contains(ONE), "{listed:?}");
    desk.run(&["check", "--fix"]).done();
    let new = old.replace(ONE, "CS202610280003");
    let names: Vec<_> = desk.files().into_keys().map(|path| path.display().to_string()).collect();
    assert!(names.contains(&format!("tickets/{ONE}-00000.yaml")), "{names:?}");
    assert!(names.contains(&format!("attachments/{new}/screen.png")), "{names:?}");
    assert!(names.contains(&format!("surveys/2026/10/{new}-1.yaml")), "{names:?}");
    let text = desk.read(format!("tickets/{new}.yaml"));
    assert!(text.starts_with("id: CS202610280003\n") && text.contains(&format!("formerly: [{ONE}]\n")), "{text}");
    assert!(desk.read(desk.file(TWO)).contains(&format!("to: {new}")));
    for file in desk.files().into_values() {
        assert!(!String::from_utf8_lossy(&file).contains(&old));
    }
    assert_eq!(desk.run(&["list", "-q"]).err, "");
    let before = desk.files();
    desk.run(&["check", "--fix"]).done();
    assert_eq!(desk.files(), before);
}

#[test]
fn of_tickets_created_at_once_the_lowest_key_keeps_the_number() {
    let desk = desk();
    for key in ["zzzzz", "00000", "abcde"] {
        let text = desk.read(desk.file(TWO)).replace(TWO, "CS202610280007");
        desk.write(format!("tickets/CS202610280007-{key}.yaml"), text);
    }
    desk.run(&["check", "--fix"]).done();
    let names: Vec<_> = desk.files().into_keys().map(|path| path.display().to_string()).collect();
    for name in ["CS202610280007-00000", "CS202610280008-abcde", "CS202610280009-zzzzz"] {
        assert!(names.contains(&format!("tickets/{name}.yaml")), "{names:?}");
    }
}

#[test]
fn a_reference_to_an_earlier_number_is_followed() {
    let desk = desk();
    let old = desk.file(ONE).file_stem().unwrap().to_str().unwrap().to_owned();
    older_twin(&desk, "00000");
    desk.run(&["check", "--fix"]).done();
    // Another clone linked the ticket before it heard of the new number.
    let entry = format!("- {{at: 2026-10-28T09:00:00+08:00, by: li, did: linked, kind: related, to: {old}}}\n");
    let text = desk.read(desk.file(TWO)) + &entry;
    desk.write(desk.file(TWO), text);
    assert_eq!(desk.findings(), ["reference-stale"]);
    let told = desk.run(&["check", "--fix"]).done();
    let new = old.replace(ONE, "CS202610280003");
    assert!(told.contains(&format!("mended: `{old}` became `{new}`")), "{told}");
    assert!(desk.read(desk.file(TWO)).contains(&format!("to: {new}}}")));
}

#[test]
fn a_double_number_with_an_unreadable_ticket_waits() {
    let desk = desk();
    desk.write(format!("tickets/{ONE}-00000.yaml"), "id: [");
    let before = desk.files();
    assert_eq!(desk.run(&["check", "--fix"]).code, Some(3));
    assert_eq!(desk.files(), before);
}

#[test]
fn a_plan_that_was_left_is_carried_out_and_told() {
    let desk = desk();
    desk.write(".tickets/journal/0.new", "later");
    desk.write(".tickets/journal/plan.json", r#"{"steps":[{"Put":{"staged":"0.new","path":"README.md"}}]}"#);
    let ran = desk.run(&["check"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.contains("finished what a command"), "{}", ran.err);
    assert_eq!(desk.read("README.md"), "later");
}

fn git(desk: &Desk, args: &[&str]) {
    let mut command = Command::new("git");
    command.arg("-C").arg(desk.root()).args(["-c", "user.name=x", "-c", "user.email=x@y"]).args(args);
    assert!(command.env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap().status.success());
}

#[test]
fn contacts_that_git_would_hold_are_found() {
    let desk = desk();
    desk.write("private/customers/C1001.yaml", "id: C1001\n");
    fs::set_permissions(desk.path("private"), fs::Permissions::from_mode(0o700)).unwrap();
    git(&desk, &["init"]);
    assert_eq!(desk.findings(), [""; 0]);
    fs::remove_file(desk.path(".gitignore")).unwrap();
    git(&desk, &["add", "private"]);
    assert_eq!(desk.findings(), ["private-not-ignored", "private-not-ignored", "private-tracked"]);
    fs::set_permissions(desk.path("private"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(desk.findings().last().unwrap(), "private-tracked");
    assert_eq!(desk.findings().len(), 4);
}

/// What one change makes of the desk's configuration: code, file and line, and whether there is a remedy.
fn configured(file: &str, from: &str, to: &str) -> String {
    let desk = Desk::new();
    desk.replace(file, from, to);
    let found = desk.run(&["check", "--format", "jsonl"]).out;
    let finding: serde_json::Value = serde_json::from_str(found.lines().next().unwrap_or("{}")).unwrap();
    let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let remedy = if text("remedy").is_empty() { "no remedy" } else { "remedy" };
    format!("{} {}:{} {remedy}", text("code"), text("file"), finding["line"])
}

#[test]
fn every_clock_that_is_wrong_is_told() {
    let desk = Desk::new();
    let sla = "config/sla.yaml";
    desk.replace(sla, "[accepted, declined]", "[accepted, declind]");
    desk.replace(sla, "{at: 150%, ", "{at: 150x, ");
    desk.replace(sla, "{party: customer, after: 3bd, then: resume, ", "{party: customer, after: 3bd, then: close, ");
    assert_eq!(desk.findings(), ["clock-act-unknown", "clock-duration-malformed", "wait-reason-missing"]);
}

#[test]
fn what_is_wrong_with_promises_and_survey_has_its_line_and_a_remedy() {
    let sla = "config/sla.yaml";
    let line = |desk: &Desk, file: &str, text: &str| {
        desk.read(file).lines().position(|line| line.contains(text)).map(|place| place + 1).unwrap()
    };
    let desk = Desk::new();
    let cases = [
        (sla, "[accepted, declined]", "[accepted, declind]", "clock-act-unknown"),
        (sla, "{at: 150%, ", "{at: 150x, ", "clock-duration-malformed"),
        (sla, "{urgent: 15m, default: 1h}", "{urgent: 15m, default: 1hh}", "clock-duration-malformed"),
        (
            sla,
            "{party: customer, after: 3bd, then: resume, ",
            "{party: customer, after: 3bd, then: close, ",
            "wait-reason-missing",
        ),
        (
            sla,
            "{party: customer, after: 3bd, then: resume, ",
            "{party: customer, after: 3bdd, then: resume, ",
            "config-expected-duration",
        ),
        (sla, "since: 2020-01-01", "since: 2020-13-01", "config-expected-date"),
        ("config/survey.yaml", "overall: overall", "overall: overal", "survey-overall-unknown"),
        ("config/survey.yaml", "{after: 5m, ", "{on: reopened, after: 5m, ", "survey-send-on"),
    ];
    for (file, from, to, code) in cases {
        assert_eq!(configured(file, from, to), format!("{code} {file}:{} remedy", line(&desk, file, from)), "{to}");
    }
    // A calendar without hours knows no business days.
    desk.replace("config/sla.yaml", "calendar: office", "calendar: empty");
    desk.write("calendars/empty.yaml", "tz: Asia/Shanghai\n");
    let told = desk.run(&["check"]).out;
    let place = format!("config/sla.yaml:{}:", line(&desk, sla, "default: 3bd"));
    assert!(told.contains(&place), "{told}");
}
