//! Process stages: recorded, derived, laid out in tables, counted.
use std::fs;

use crate::desk::Desk;

/// An example of a process, which is data for people to copy.
fn example(layout: &str, lang: &str) -> String {
    let path = format!("{}/examples/process/{layout}/{lang}/process.yaml", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).unwrap()
}

/// A desk with an example's process, and a ticket of yesterday 9:00 that li accepted at 9:10.
fn desk(layout: &str) -> (Desk, String) {
    let desk = Desk::new();
    desk.write("config/process.yaml", example(layout, "en"));
    let number = desk.run(&["new", "Payment fails", "--to", "li", "--at", "2026-10-27 09:00", "-q"]).done();
    let number = number.trim().to_owned();
    desk.run(&["accept", &number, "--as", "li", "--at", "2026-10-27 09:10"]).done();
    (desk, number)
}

fn at<'a>(desk: &Desk, time: &'a str, args: &[&'a str]) {
    desk.run(&[args, &["--at", time]].concat()).done();
}

/// Solved on the second attempt: the customer sends it back at 11:00 of the next day.
fn walked(layout: &str) -> (Desk, String) {
    let (desk, number) = desk(layout);
    let number = number.as_str();
    desk.write("order.png", "x");
    at(&desk, "2026-10-27 09:20", &["attach", number, "--file", "order.png"]);
    at(&desk, "2026-10-27 10:00", &["plan", number, "-m", "raise the time-out"]);
    at(&desk, "2026-10-27 12:00", &["resolve", number, "-m", "raised"]);
    at(&desk, "2026-10-27 15:00", &["receive", number, "-m", "still slow"]);
    at(&desk, "2026-10-27 16:00", &["verify", number, "--send-back", "still slow"]);
    at(&desk, "2026-10-27 17:00", &["resolve", number, "-m", "second server"]);
    (desk, number.to_owned())
}

fn csv(desk: &Desk, args: &[&str]) -> Vec<String> {
    let out = desk.run(&[&["process"], args, &["--format", "csv"]].concat()).done();
    out.replace("2026-10-", "").replace(":00+08:00", "").lines().map(str::to_owned).collect()
}

/// Somebody answers for every stage of the examples.
fn give_roles(desk: &Desk) {
    let roles = "roles: [agent, project-manager, execution, evaluator]";
    desk.replace("config/team.yaml", "teams: [tech], roles: [agent]", &format!("teams: [tech], {roles}"));
}

#[test]
fn the_examples_are_valid_in_both_languages() {
    let desk = Desk::new();
    give_roles(&desk);
    for layout in ["table", "activities", "phases"] {
        for lang in ["en", "zh-CN"] {
            desk.write("config/process.yaml", example(layout, lang));
            assert_eq!(desk.findings(), [""; 0], "{layout} {lang}");
        }
        let codes = |lang| example(layout, lang).matches("code: ").count();
        assert_eq!(codes("en"), codes("zh-CN"));
    }
}

#[test]
fn the_table_follows_acts_and_what_people_say() {
    let (desk, number) = walked("table");
    at(&desk, "2026-10-27 17:10", &["stage", &number, "Confirm the facts", "--result", "done", "--note", "by phone"]);
    let expected = [
        "number,stage,activity,role,start,end,result,remarks",
        "N,intake,Record the customer and the problem,agent,27T09:00,27T09:10,handled,",
        "N,confirm,Go through the facts with the customer,agent,27T09:10,27T10:00,done,by phone",
        "N,analyse,Find the cause,tech,,,pending,",
        "N,propose,Work out a solution,tech,27T10:00,27T10:00,done,raise the time-out",
        "N,implement,Carry the solution out,tech,27T10:00,27T12:00,done,raised",
        "N,implement,Carry the solution out,tech,27T16:00,27T17:00,done,second server",
        "N,confirm-solved,Ask the customer whether it is solved,agent,27T12:00,27T16:00,unsolved,still slow",
        "N,confirm-solved,Ask the customer whether it is solved,agent,27T17:00,,,",
        "N,follow-up,Ask how it went,agent,,,pending,",
        "N,archive,File the ticket,supervisor,,,pending,",
    ];
    let expected = expected.map(|line| line.replacen("N,", &format!("{number},"), 1));
    assert_eq!(csv(&desk, &[&number]), expected);
    assert_eq!(desk.run(&["list", "--columns", "stage", "--format", "csv"]).done(), "stage\nconfirm-solved\n");
    assert_eq!(desk.run(&["list", "--where", "stage = analyse", "-q"]).done(), "");
    let back = ["list", "--where", "stage = confirm-solved", "-q", "--as-of", "2026-10-27 13:00"];
    assert_eq!(desk.run(&back).done().trim(), number);
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn the_second_layout_names_people_feedback_and_documents() {
    let (desk, number) = walked("activities");
    let rows = csv(&desk, &[&number]);
    assert_eq!(rows[0], "number,stage,activity,person,time,result,feedback,documents");
    let cells = |row: &str| row.split(',').skip(3).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(cells(&rows[1]), ["li", "27T09:10", "done", "", ""]);
    assert_eq!(cells(&rows[2]), ["wang", "27T10:00", "done", "", "order.png"]);
    assert_eq!(cells(&rows[3]), ["wang", "27T12:00", "to-verify", "", ""]);
    assert_eq!(cells(&rows[5]), ["wang", "27T16:00", "failed", "still slow", ""]);
    // It stands in the check: the handler is responsible.
    assert_eq!(cells(&rows[6]), ["li", "27T17:00", "pending", "", ""]);
}

#[test]
fn a_form_for_print_has_the_headings_of_its_layout() {
    let (desk, number) = walked("phases");
    let form = desk.run(&["process", &number, "--format", "markdown"]).done();
    assert!(form.starts_with(&format!("## {number}  Phases\n\nPayment fails\n\n- Type: ")), "{form}");
    assert!(form.contains("| Phase | Operation | Responsible role | Time | Result | Remarks |\n"), "{form}");
    assert!(
        form.contains("| Execution | Carry the solution out | Execution team | 2026-10-27 12:00 | Done | raised |\n"),
        "{form}"
    );
    let table = desk.run(&["process", "--all", "--layout", "Phases"]).done();
    assert!(table.starts_with("Number ") && table.contains("Evaluator"), "{table}");
    assert!(desk.run(&["process", &number, "--layout", "phase"]).failed(1).contains("no layout `phase`"));
    assert!(desk.run(&["process"]).failed(2).contains("no ticket was named"));
}

#[test]
fn the_report_counts_what_the_history_says() {
    let (desk, number) = walked("table");
    at(&desk, "2026-10-28 08:00", &["stage", &number, "confirm-solved", "--result", "partial"]);
    let report = desk.run(&["report", "process", "--format", "csv"]).done();
    let row = |stage: &str| report.lines().find(|line| line.starts_with(&format!("{stage},"))).unwrap().to_owned();
    // Intake 10 minutes; confirm 50; propose 0; implement 120 + 60; confirm-solved 240 and, from 17:00 to
    // 8:00, 900; follow-up 60 until 9:00: together 1440 minutes. The office is open until
    // 18:00 and from 9:00: of confirm-solved 240 and 60 minutes are working time.
    assert_eq!(row("intake"), "intake,1,600,600,600,600,600,600,0,0,,0.006944,600,86400,0");
    assert_eq!(row("implement"), "implement,1,10800,10800,10800,10800,10800,10800,1,0,,0.125,10800,86400,0");
    assert_eq!(row("analyse"), "analyse,0,,,,,,,0,0,,0,0,86400,0");
    assert!(row("confirm-solved").starts_with("confirm-solved,1,68400,68400,68400,18000,"), "{report}");
    assert_eq!(row("follow-up"), "follow-up,0,,,,,,,0,1,3600,0.041667,3600,86400,");
    let behind = desk.run(&["report", "process", "--tickets", "--format", "csv"]).done();
    assert_eq!(behind.lines().count(), 7, "{behind}");
}

#[test]
fn what_the_process_does_not_have_is_refused_and_nothing_is_written() {
    let (desk, number) = desk("table");
    let before = desk.files();
    assert!(desk.run(&["stage", &number, "analyze"]).failed(1).contains("there are: analyse"));
    assert!(desk.run(&["stage", &number, "analyse", "--result", "full"]).failed(1).contains("its results are: "));
    let chinese = Desk::new();
    chinese.write("config/process.yaml", example("table", "zh-CN"));
    let other = chinese.open("Broken");
    assert!(chinese.run(&["stage", &other, "分析"]).failed(1).contains("there are: 分析问题"));
    assert!(chinese.run(&["stage", &other, "分析问题", "--result", "完"]).failed(1).contains("`分析问题`"));
    assert_eq!(desk.files(), before);
    fs::remove_file(desk.path("config/process.yaml")).unwrap();
    assert!(desk.run(&["stage", &number, "analyse"]).failed(1).contains("this desk has no process stages"));
    assert!(desk.run(&["process", &number]).failed(1).contains("this desk has no process stages"));
    assert!(desk.run(&["report", "process"]).done().contains("left out: 1 without stages"));
}

#[test]
fn everything_wrong_with_a_process_is_found_at_its_place() {
    let desk = Desk::new();
    let text = "stages:\n\
        - code: intake\n  begins: [reopened, opened]\n  ends: {accept: done, resolved: half, closed: gone}\n  \
          initial: done\n  results: [{code: done, label: Done}, {code: half, ends: false}, {code: done}]\n\
        - {code: intake, begins: reopened, results: [{code: half, ends: false}]}\n\
        - {code: last, results: [{code: done, label: Ready}]}\n\
        layouts: [{code: a, columns: []}]\n";
    desk.write("config/process.yaml", text);
    let out = desk.run(&["check", "--format", "csv"]);
    assert_eq!(out.code, Some(3), "{out:?}");
    let mut found: Vec<_> = out
        .out
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<_> = line.split(',').collect();
            format!("{}:{}", cells[1], cells[3])
        })
        .collect();
    found.sort();
    let expected = [
        "process-act-unknown:3",
        "process-act-unknown:4",
        "process-begins-twice:7",
        "process-code-twice:6",
        "process-code-twice:7",
        "process-columns-missing:9",
        "process-initial-ends:5",
        "process-label-differs:8",
        "process-result-goes-on:4",
        "process-result-unknown:4",
        "process-stage-endless:7",
    ];
    assert_eq!(found, expected);
    assert!(desk.run(&["list"]).failed(1).contains("config/process.yaml:7:"));
    desk.write("config/process.yaml", "stages:\n- {code: a, resluts: []}\n");
    assert!(desk.run(&["check"]).out.contains("resluts"));
    desk.write("config/process.yaml", "layouts: [{code: a, columns: [{code: stages}]}]\n");
    assert!(desk.run(&["check"]).out.contains("`stages`"));
}

#[test]
fn where_a_ticket_stands_is_told_and_shown() {
    let (desk, number) = desk("table");
    let told = desk.run(&["stage", &number, "confirm", "--result", "done"]);
    assert_eq!((told.code, told.err.trim()), (Some(0), format!("{number} stands in: Analyse the problem").as_str()));
    let shown = desk.run(&["show", &number]).done();
    assert!(shown.contains("\n  Stage         Analyse the problem\n"), "{shown}");
    let json = desk.run(&["show", &number, "--format", "json"]).done();
    assert!(json.contains("\"stage\": \"analyse\""), "{json}");
    let over = desk.run(&["stage", &number, "archive", "--result", "archived"]);
    assert_eq!(over.err.trim(), format!("the process of {number} is over"));
    assert_eq!(desk.run(&["stage", &number, "analyse", "-q"]).err, "");
}

#[test]
fn a_stage_for_which_nobody_answers_is_found() {
    let desk = Desk::new();
    desk.write("config/process.yaml", example("phases", "en"));
    let found = desk.run(&["check", "--format", "csv"]).out;
    let places = ["role-absent,config/process.yaml,20,9,", "role-absent,config/process.yaml,27,9,"];
    assert!(places.iter().all(|place| found.contains(place)), "{found}");
    assert!(found.contains("nobody has the role `evaluator`"), "{found}");
    assert_eq!(found.lines().count(), 1 + 3, "{found}");
}

#[test]
fn stages_that_tickets_use_and_the_process_does_not_know_are_found() {
    let (desk, number) = desk("table");
    desk.run(&["stage", &number, "confirm-solved", "--result", "partial"]).done();
    desk.write("config/process.yaml", example("phases", "en"));
    assert_eq!(desk.findings(), ["role-absent", "role-absent", "role-absent", "stage-absent", "stage-result-absent"]);
}

/// The three examples as processes of one desk, of which it uses one.
fn choice(used: &str) -> String {
    let nested = |name: &str| format!("  {name}:\n    {}\n", example(name, "en").trim_end().replace('\n', "\n    "));
    let processes: String = ["table", "activities", "phases"].map(nested).concat();
    format!("use: {used}\nprocesses:\n{processes}")
}

#[test]
fn a_desk_chooses_among_processes_and_shows_tickets_in_the_layouts_of_all() {
    let (desk, number) = walked("table");
    give_roles(&desk);
    let table = csv(&desk, &[&number]);
    desk.write("config/process.yaml", choice("table"));
    assert_eq!(desk.findings(), [""; 0]);
    assert_eq!(csv(&desk, &[&number]), table);
    let activities = csv(&desk, &[&number, "--layout", "activities"]);
    desk.write("config/process.yaml", choice("activities"));
    assert_eq!(csv(&desk, &[&number]), activities);
    assert_eq!(activities[0], "number,stage,activity,person,time,result,feedback,documents");
    assert_eq!(desk.run(&["list", "--columns", "stage", "--format", "csv"]).done(), "stage\nverify\n");
    assert_eq!(desk.run(&["list", "--where", "stage = follow-up", "-q"]).done(), "", "a stage of another process");
    assert!(desk.run(&["process", &number, "--layout", "phase"]).failed(1).contains("there are: phases"));
}

#[test]
fn a_process_that_cannot_be_chosen_is_found_at_its_place() {
    let (desk, number) = desk("table");
    give_roles(&desk);
    desk.run(&["stage", &number, "confirm", "--result", "done"]).done();
    desk.write("config/process.yaml", choice("phases"));
    assert_eq!(desk.findings(), [""; 0], "a stage of another process stays known");
    desk.write("config/process.yaml", choice("phase"));
    assert_eq!(desk.findings(), ["process-unknown"]);
    assert!(desk.run(&["list"]).failed(1).contains("config/process.yaml:1:"));
    desk.write(
        "config/process.yaml",
        format!("{}layouts: [{{code: x, columns: [{{code: stage}}]}}]\n", choice("phases")),
    );
    assert_eq!(desk.findings(), ["process-beside"]);
    desk.write("config/process.yaml", choice("table").replacen("{accepted: handled}", "{accepted: handles}", 1));
    assert!(desk.run(&["check"]).out.contains("config/process.yaml:"));
    assert_eq!(desk.findings(), ["process-result-unknown"]);
}
