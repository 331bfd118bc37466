//! Who is on duty: shifts of `config/rota.yaml`, and of iCalendar files.
use crate::desk::Desk;

/// A desk with a rota; it is Wednesday, 28 October 2026, 9:00 in Shanghai.
fn desk(rota: &str) -> Desk {
    let desk = Desk::new();
    desk.write("config/rota.yaml", rota);
    desk
}

const SHIFTS: &str = "shifts:\n- {members: [li], week: {wed: [['09:00', '18:00']]}}\n\
    - {members: [zhao], week: {tue: [['20:00', '09:00']], wed: [['20:00', '08:00']]}}\n";

/// Two weeks in turn, from Monday, 19 October; on 28 October zhao stands in for li from noon.
const ICS: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:On call: Li Na\r\n\
    DTSTART;TZID=Asia/Shanghai:20261026T090000\r\nDTEND;TZID=Asia/Shanghai:20261026T180000\r\n\
    RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:b\r\nSUMMARY:Week B\r\nATTENDEE:mailto:zhao@example.com\r\n\
    DTSTART;TZID=Asia/Shanghai:20261019T090000\r\nDTEND;TZID=Asia/Shanghai:20261019T180000\r\n\
    RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;COUNT=10\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:zhao\r\nRECURRENCE-ID:20261028T010000Z\r\n\
    DTSTART:20261028T040000Z\r\nDURATION:PT6H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

fn csv(desk: &Desk, args: &[&str]) -> Vec<String> {
    let out = desk.run(&[&["rota", "--format", "csv"], args].concat()).done();
    out.replace("2026-", "").replace(":00+08:00", "").lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn it_says_who_is_on_duty_at_a_time_and_in_a_week() {
    let desk = desk(SHIFTS);
    assert_eq!(csv(&desk, &[]), ["10-28T09:00,10-28T18:00,li,tech"]);
    assert_eq!(csv(&desk, &["--at", "2026-10-28 08:59"]), ["10-27T20:00,10-28T09:00,zhao,tech"]);
    assert_eq!(csv(&desk, &["--at", "tomorrow 07:59"]), ["10-28T20:00,10-29T08:00,zhao,tech"]);
    let nobody = desk.run(&["rota", "--at", "19:00"]);
    assert_eq!((nobody.code, nobody.out.as_str(), nobody.err.trim()), (Some(0), "", "nobody is on duty"));
    let week =
        ["10-27T20:00,10-28T09:00,zhao,tech", "10-28T09:00,10-28T18:00,li,tech", "10-28T20:00,10-29T08:00,zhao,tech"];
    assert_eq!(csv(&desk, &["--week", "this"]), week);
    assert_eq!(csv(&desk, &["--week", "next-week"]).len(), 3);
    assert_eq!(csv(&desk, &["--week", "this", "--team", "service"]), [""; 0]);
    assert!(desk.run(&["rota"]).done().contains("Li Na"));
    desk.run(&["rota", "--week", "this", "--at", "now"]).failed(2);
}

#[test]
fn a_duty_without_an_end_has_none_and_a_desk_without_a_rota_says_so() {
    let always = desk("shifts: [{members: [wang], calendar: always}]\n");
    assert_eq!(csv(&always, &[]), [",,wang,service"]);
    assert!(Desk::new().run(&["rota"]).failed(1).contains("this desk has no rota"));
}

#[test]
fn an_icalendar_file_says_who_and_when() {
    let desk = desk("shifts:\n- {ics: calendars/on-call.ics}\n");
    desk.write("calendars/on-call.ics", ICS);
    assert_eq!(desk.findings(), [""; 0]);
    let expected = [
        "10-26T09:00,10-26T18:00,li,tech",
        "10-27T09:00,10-27T18:00,li,tech",
        "10-28T12:00,10-28T18:00,zhao,tech",
        "10-29T09:00,10-29T18:00,li,tech",
        "10-30T09:00,10-30T18:00,li,tech",
    ];
    assert_eq!(csv(&desk, &["--week", "this"]), expected);
    // Ten times in two of the weeks; the third one is not there any more.
    assert_eq!(csv(&desk, &["--week", "next-week"]).len(), 5);
    assert_eq!(csv(&desk, &["--at", "2026-11-18 10:00"]), [""; 0]);
    assert_eq!(csv(&desk, &["--at", "2026-11-12 10:00"]), ["11-12T09:00,11-12T18:00,li,tech"]);
    // Its dates are bounded, and its members can be given, as those of any shift.
    desk.write("config/rota.yaml", "shifts: [{ics: calendars/on-call.ics, members: [wang], until: 2026-10-28}]\n");
    assert_eq!(csv(&desk, &["--at", "2026-10-28 12:00"]), ["10-28T12:00,10-28T18:00,wang,service"]);
    assert_eq!(csv(&desk, &["--at", "2026-10-29 12:00"]), [""; 0]);
}

#[test]
fn a_ticket_goes_to_who_is_on_duty_by_the_calendar() {
    let desk = desk("shifts:\n- {ics: calendars/on-call.ics}\n");
    desk.write("calendars/on-call.ics", ICS);
    desk.write("config/assignment.yaml", "teams: {tech: {by: [on-duty, least-loaded]}}\n");
    let opened = |at: &str| {
        let number = desk.run(&["new", "Broken", "--team", "tech", "--at", at, "-q"]).done();
        desk.read(desk.file(number.trim()))
    };
    assert!(opened("2026-10-27 10:00").contains("to: li, note: 'on duty; nobody else could: li 0'}"));
    desk.write("calendars/on-call.ics", ICS.replace("DURATION:PT6H", "DURATION:PT3H").replace("T040000Z", "T000000Z"));
    assert!(opened("2026-10-28 08:30").contains("to: zhao, note: 'on duty; nobody else could: zhao 0'}"));
}

#[test]
fn what_is_wrong_is_found_at_its_place_and_nothing_is_assigned_by_it() {
    let places = |desk: &Desk| {
        let out = desk.run(&["check", "--format", "csv"]).out;
        let found = out.lines().skip(1).map(|line| {
            let cells: Vec<_> = line.split(',').collect();
            format!("{} {}:{}", cells[1], cells[2], cells[3])
        });
        found.collect::<Vec<_>>()
    };
    let desk = desk(
        "shifts:\n- {members: [], calendar: office}\n- {ics: ../on-call.ics}\n- {ics: on-call.ics}\n\
        - {ics: calendars/a.ics, calendar: office}\n- {ics: calendars/a.ics}\n",
    );
    let broken = ICS
        .replace("On call: Li Na", "On call: Liam")
        .replace("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;COUNT=10", "FREQ=MONTHLY");
    desk.write("calendars/a.ics", broken);
    let expected = [
        "rota-event-nobody calendars/a.ics:2",
        "agenda-unsupported calendars/a.ics:15",
        "rota-members-missing config/rota.yaml:2",
        "rota-ics-outside config/rota.yaml:3",
        "rota-ics-missing config/rota.yaml:4",
        "rota-hours-twice config/rota.yaml:5",
    ];
    assert_eq!(places(&desk), expected);
    let shown = desk.run(&["rota"]).failed(1);
    assert!(shown.contains("config/rota.yaml:2:"), "{shown}");
    let rule = desk.run(&["check"]).out;
    assert!(rule.contains("`FREQ=MONTHLY` is not supported"), "{rule}");
    desk.write("config/rota.yaml", "shifts: []\n");
    assert_eq!(places(&desk), ["rota-empty config/rota.yaml:1"]);
    desk.write("config/rota.yaml", "shifts: [{member: [li]}]\n");
    assert!(desk.run(&["check"]).out.contains("members"));
    desk.write("config/rota.yaml", "shifts: [{members: [wang], calendar: always}]\n");
    desk.write("config/assignment.yaml", "teams: {tech: {by: [on-duty]}}\n");
    assert_eq!(places(&desk), ["assignment-never-on-duty config/assignment.yaml:1"]);
}

/// A customer who calls is not turned away because a file of the desk is broken; what can be done without it is done.
#[test]
fn a_ticket_is_opened_whatever_is_wrong_with_the_rota() {
    let desk = desk("shifts:\n- {members: [li], calendar: always}\n- {members: [who], calendar: always}\n");
    let ways = "teams:\n  tech: {by: [on-duty, least-loaded]}\n  service: {by: [least-loaded]}\n";
    desk.write("config/assignment.yaml", ways);
    let opened = desk.run(&["new", "x", "--team", "tech"]);
    assert!(opened.err.contains("warning: ") && opened.err.contains("config/rota.yaml:3:"), "{opened:?}");
    assert!(
        opened.err.contains("CS202610280001 stays in the pool: who of `tech` is on duty cannot be told"),
        "{opened:?}"
    );
    opened.done();
    let number = desk.run(&["new", "y", "--team", "service", "-q"]).done();
    assert!(desk.read(desk.file(number.trim())).contains("assignee: wang"));
    desk.run(&["assign", "CS202610280001", "--auto"]).failed(1);
    for file in ["views", "survey", "process", "sla", "wording"] {
        let path = format!("config/{file}.yaml");
        let text = desk.files().get(std::path::Path::new(&path)).cloned();
        desk.write(&path, "[");
        desk.run(&["new", "z", "-q"]).done();
        match text {
            Some(text) => desk.write(&path, text),
            None => std::fs::remove_file(desk.path(&path)).unwrap(),
        }
    }
    // Who may do what is not guessed.
    desk.write("config/roles.yaml", "[");
    desk.run(&["new", "z", "-q"]).failed(1);
}

#[test]
fn a_rota_whose_last_shift_is_over_is_told_of() {
    let desk = desk("shifts:\n- {members: [li, zhao], calendar: always, until: 2026-10-27}\n");
    desk.write("config/assignment.yaml", "teams: {tech: {by: [on-duty, least-loaded]}}\n");
    assert_eq!(desk.findings(), ["rota-over"]);
    let opened = desk.run(&["new", "x", "--team", "tech"]);
    assert!(opened.err.contains("the last shift of config/rota.yaml is over"), "{opened:?}");
    opened.done();
    desk.replace("config/rota.yaml", "2026-10-27", "2026-10-28");
    assert!(desk.findings().is_empty());
    desk.replace("config/rota.yaml", ", until: 2026-10-28", ", from: 2026-11-02");
    assert!(desk.findings().is_empty(), "shifts that come are shifts");
    let opened = desk.run(&["new", "x", "--team", "tech"]);
    assert!(opened.err.contains("everybody of `tech` is off duty"), "{opened:?}");
}
