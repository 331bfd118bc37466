//! The holidays of a new year.
use crate::desk::Desk;
use crate::outcome::{Outcome, outcome};

const ANNOUNCED: &str = r#"{"$id": "2027.json", "year": 2027, "days": [
    {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-02", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-09", "isOffDay": false}]}"#;

/// Friday 1 January 2027 is a holiday, and Saturday 9 January a working day.
const TWO_WEEKS: [&str; 2] = ["--from=2026-12-31", "--days=11"];

#[test]
fn an_announcement_goes_into_the_calendar_and_all_else_stays() {
    let desk = Desk::new();
    desk.run(&["init", "zh", "--no-git", "--lang", "zh-CN"]).done();
    let file = "zh/calendars/office.yaml";
    let before = desk.read(file);
    desk.write("2027.json", ANNOUNCED);
    let told = desk.run(&["-C", "zh", "calendar", "holidays", "2027.json"]).done();
    assert_eq!(told, "已补登节假日 2 天，调休上班 1 天\n");
    let after = desk.read(file);
    assert!(before.lines().all(|line| after.contains(line) || line.starts_with("covers:")), "{after}");
    let shown = desk.run(&["-C", "zh", "calendar", "show", TWO_WEEKS[0], TWO_WEEKS[1]]);
    assert_eq!(shown.err, "", "2027 is covered");
    let shown = shown.done();
    let day = |date: &str| shown.lines().find(|line| line.starts_with(date)).unwrap().to_owned();
    assert!(day("2027-01-01").contains("休息"), "{shown}");
    assert!(day("2027-01-09").contains("09:00–12:00  13:00–18:00"), "{shown}");
    // A second time nothing is left to add.
    let told = desk.run(&["-C", "zh", "calendar", "holidays", "2027.json"]).done();
    assert_eq!((&*told, desk.read(file)), ("已补登节假日 0 天，调休上班 0 天\n", after));
}

#[test]
fn a_list_that_is_none_changes_nothing() {
    let desk = Desk::new();
    let before = desk.read("calendars/office.yaml");
    for (list, told) in [
        ("{\"days\": [{\"date\": \"2027-02-30\", \"isOffDay\": true}]}", "--> list.json:1:20\n"),
        ("{\"days\": 1}", "--> list.json:1:10"),
        ("days: [{date: 2027-01-01}]", "isOffDay"),
    ] {
        desk.write("list.json", list);
        let refused = desk.run(&["calendar", "holidays", "list.json"]).failed(1);
        assert!(refused.contains(told), "{refused}");
    }
    desk.write("list.json", ANNOUNCED);
    let refused = desk.run(&["calendar", "holidays", "list.json", "--calendar", "night"]).failed(1);
    assert!(refused.contains("no file of a calendar `night`"), "{refused}");
    assert_eq!(desk.read("calendars/office.yaml"), before);
}

#[test]
fn a_calendar_without_working_days_gets_its_first() {
    let desk = Desk::new();
    let before = desk.read("calendars/office.yaml");
    assert!(!before.contains("workdays_extra"), "{before}");
    desk.write("2027.json", ANNOUNCED);
    desk.run(&["calendar", "holidays", "2027.json"]).done();
    let after = desk.read("calendars/office.yaml");
    assert!(before.lines().all(|line| after.contains(line) || line.starts_with("holidays:")), "{after}");
    let shown = desk.run(&["calendar", "show", TWO_WEEKS[0], TWO_WEEKS[1]]).done();
    let day = |date: &str| shown.lines().find(|line| line.starts_with(date)).unwrap().to_owned();
    assert!(day("2027-01-09").contains("09:00–18:00") && !day("2027-01-02").contains("09:00"), "{shown}");
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn a_list_that_contradicts_itself_or_its_year_changes_nothing() {
    let desk = Desk::new();
    let before = desk.read("calendars/office.yaml");
    let day = |date: &str, is_off: bool| format!("- {{date: {date}, isOffDay: {is_off}}}\n");
    for (list, told) in [
        (format!("days:\n{}{}", day("2026-12-25", true), day("2026-12-25", false)), "list.yaml:3:10"),
        (format!("year: 2026\ndays:\n{}{}", day("2026-12-25", true), day("2027-06-01", true)), "list.yaml:4:10"),
        (format!("year: 2026\ndays:\n{}", day("2027-01-01", true)), "list.yaml:1:7"),
    ] {
        desk.write("list.yaml", &list);
        for language in ["en", "zh-CN"] {
            let refused = desk.run(&["calendar", "holidays", "list.yaml", "--lang", language]).failed(1);
            assert!(refused.contains(told), "{list} {refused}");
        }
    }
    assert_eq!(desk.read("calendars/office.yaml"), before);
}

const AGENDA: &str = "BEGIN:VCALENDAR\nVERSION:2.0\n\
    BEGIN:VEVENT\nSUMMARY:元旦（休）\nDTSTART;VALUE=DATE:20270101\nDTEND;VALUE=DATE:20270103\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY\nEND:VEVENT\n\
    BEGIN:VEVENT\nSUMMARY:元旦（班）\nDTSTART;VALUE=DATE:20270109\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY\nEND:VEVENT\n\
    BEGIN:VEVENT\nSUMMARY:春节（休）\nDTSTART;VALUE=DATE:20270206\nDTEND;VALUE=DATE:20270213\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY\nEND:VEVENT\n\
    BEGIN:VEVENT\nSUMMARY:元宵\nDTSTART;VALUE=DATE:20270220\nRRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR\n";

#[test]
fn an_agenda_goes_into_the_calendar_and_its_year_is_a_number() {
    let desk = Desk::new();
    desk.run(&["init", "zh", "--no-git", "--lang", "zh-CN"]).done();
    desk.write("2027.ics", AGENDA);
    let told = desk.run(&["-C", "zh", "calendar", "holidays", "2027.ics"]).done();
    assert_eq!(told, "已补登节假日 9 天，调休上班 1 天\n");
    let after = desk.read("zh/calendars/office.yaml");
    assert!(after.contains("covers: [2023, 2024, 2025, 2026, 2027]\n"), "{after}");
    let shown = desk.run(&["-C", "zh", "calendar", "show", TWO_WEEKS[0], TWO_WEEKS[1]]);
    assert_eq!(shown.err, "");
    assert!(shown.out.contains("2027-01-09 周六  09:00–12:00  13:00–18:00"), "{}", shown.out);
    desk.write("wrong.ics", AGENDA.replace("20270109", "2027-01-09"));
    let told = desk.run(&["-C", "zh", "calendar", "holidays", "wrong.ics"]).failed(1);
    assert!(told.contains("wrong.ics:11:1"), "{told}");
}

/// Wednesday 30 December 2026: what is due in some working days is due in 2027, of which nobody knows the holidays yet.
#[test]
fn a_due_time_in_a_year_without_holidays_is_told_once_by_each_command() {
    let desk = Desk::new();
    desk.run(&["init", "zh", "--no-git", "--lang", "zh-CN"]).done();
    let at = |now: &str, args: &[&str]| {
        let mut command = desk.command(&[&["-C", "zh"], args].concat());
        command.env("TICKETS_NOW", now);
        outcome(command, "")
    };
    let now = "2026-12-30T10:00:00+08:00";
    let warned = |outcome: &Outcome| outcome.err.matches("日历 `office` 尚无该年的节假日安排").count();
    for title in ["第一件", "第二件"] {
        let opened = at(now, &["new", title, "--type", "inquiry", "--no-rules"]);
        assert_eq!((opened.code, warned(&opened)), (Some(0), 1), "{opened:?}");
        assert!(opened.err.contains("2027") && opened.err.contains("tickets calendar holidays"), "{opened:?}");
    }
    for args in [&["due"][..], &["show", "CS202612300001", "CS202612300002"], &["tick"], &["check"], &["report", "sla"]]
    {
        assert_eq!(warned(&at(now, args)), 1, "{args:?}");
    }
    let open = at(now, &["calendar", "open", "--at", "2027-05-03 10:00"]);
    assert_eq!(open.out, "open\n");
    assert!(open.err.contains("2027") && open.err.contains("--calendar office"), "{open:?}");
    // In the year itself `check` says it whatever is open.
    assert_eq!(warned(&at("2027-02-09T10:00:00+08:00", &["check"])), 1);
    desk.write("2027.ics", AGENDA);
    at(now, &["calendar", "holidays", "2027.ics"]).done();
    for args in [&["due"][..], &["show", "CS202612300001"], &["check"], &["report", "sla"]] {
        assert_eq!(at(now, args).err, "", "{args:?}");
    }
}
