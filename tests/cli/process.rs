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
    assert!(form.contains("\n- Priority: ") && !form.contains("\n\n- Priority"), "{form}");
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
    // Some stages and results have no label: nothing is none of them.
    let bare = "stages:\n- {code: analyse, results: [{code: done}]}\n- {code: last, results: [{code: done}]}\n";
    desk.write("config/process.yaml", bare);
    assert!(desk.run(&["stage", &number, ""]).failed(1).contains("no stage ``"));
    assert!(desk.run(&["stage", &number, "analyse", "--result", ""]).failed(1).contains("its results are: done"));
    desk.write("config/process.yaml", example("table", "en"));
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
    desk.write("config/process.yaml", format!("{}stages: [{{code: x, results: [{{code: r}}]}}]\n", choice("phases")));
    assert_eq!(desk.findings(), ["process-beside"]);
    desk.write("config/process.yaml", choice("table").replacen("{accepted: handled}", "{accepted: handles}", 1));
    assert!(desk.run(&["check"]).out.contains("config/process.yaml:"));
    assert_eq!(desk.findings(), ["process-result-unknown"]);
}

/// Inquiries are answered; complaints are heard and made good.
const BY_TYPE: &str = "processes:
  answer:
    label: Answer
    stages: [{code: work, label: Work, ends: {resolved: done}, results: [{code: done, label: Done}]}]
  complaint:
    label: Complaint
    when: type = complaint
    stages:
    - {code: hear, label: Hear, ends: {accepted: heard}, results: [{code: heard}]}
    - {code: work, label: Work, ends: {resolved: done}, results: [{code: done, label: Done}], target: 1h}
    - {code: agree, label: Agree, ends: {confirmed: agreed}, results: [{code: agreed}]}
layouts: [{code: short, label: Way, columns: [{code: stage}, {code: start}, {code: end}, {code: result}]}]
";

/// A desk where the type chooses: an inquiry and a complaint of 9:00 yesterday, accepted at 9:30, the complaint solved at
/// 12:00.
fn by_type() -> (Desk, String, String) {
    let desk = Desk::new();
    desk.write("config/process.yaml", BY_TYPE);
    let open = |kind: &str| {
        let args = ["new", "Hello", "--type", kind, "--to", "li", "--at", "2026-10-27 09:00", "-q"];
        let number = desk.run(&args).done().trim().to_owned();
        at(&desk, "2026-10-27 09:30", &["accept", &number, "--as", "li"]);
        number
    };
    let (inquiry, complaint) = (open("inquiry"), open("complaint"));
    at(&desk, "2026-10-27 12:00", &["resolve", &complaint, "-m", "made good", "--as", "li"]);
    (desk, inquiry, complaint)
}

#[test]
fn the_type_of_a_ticket_brings_its_process() {
    let (desk, inquiry, complaint) = by_type();
    assert_eq!(desk.findings(), [""; 0]);
    let stages = || desk.run(&["list", "--columns", "number,stage", "--sort", "number", "--format", "csv"]).done();
    assert_eq!(stages(), format!("number,stage\n{inquiry},work\n{complaint},agree\n"));
    assert_eq!(desk.run(&["list", "--where", "stage = agree", "-q"]).done().trim(), complaint);
    assert!(desk.run(&["show", &complaint]).done().contains("\n  Stage         Agree\n"));
    let rows = [
        format!("{inquiry},answer,work,27T09:00,,"),
        format!("{complaint},complaint,hear,27T09:00,27T09:30,heard"),
        format!("{complaint},complaint,work,27T09:30,27T12:00,done"),
        format!("{complaint},complaint,agree,27T12:00,,"),
    ];
    assert_eq!(csv(&desk, &["--all"]), [&["number,process,stage,start,end,result".to_owned()][..], &rows].concat());
    let form = desk.run(&["process", &inquiry]).done();
    assert!(form.starts_with(&format!("{inquiry}  Way  Hello\n")) && !form.contains("Hear"), "{form}");
    // Each knows its own stages alone.
    assert!(desk.run(&["stage", &inquiry, "hear", "--result", "heard"]).failed(1).contains("there are: work"));
    desk.run(&["stage", &complaint, "agree", "--result", "agreed"]).done();
    // As what it is follows from the acts, another type tells its past anew.
    desk.run(&["edit", &complaint, "--set", "type=inquiry"]).done();
    assert_eq!(csv(&desk, &[&complaint])[1..], [format!("{complaint},answer,work,27T09:00,27T12:00,done")]);
    let back = ["list", "--columns", "number,stage", "--as-of", "2026-10-27 10:00", "--where", "stage = work", "-q"];
    assert_eq!(desk.run(&back).done().lines().count(), 2, "it was a complaint at work then");
}

#[test]
fn where_tickets_get_stuck_is_told_of_each_process() {
    let (desk, inquiry, _) = by_type();
    let report = desk.run(&["report", "process", "--format", "csv"]).done();
    let row = |start: &str| report.lines().find(|line| line.starts_with(start)).unwrap().to_owned();
    assert!(report.starts_with("process,stage,count,"), "{report}");
    // It is 9:00 of the next day. The inquiry has stood at work for 24 h, all of its process's time. The complaint was
    // heard for 30 min, at work for 150 of 60 and has stood for 21 h: 24 h together, too.
    assert_eq!(row("answer,work"), "answer,work,0,,,,,,,0,1,86400,1,86400,86400,");
    assert_eq!(row("complaint,hear"), "complaint,hear,1,1800,1800,1800,1800,1800,1800,0,0,,0.020833,1800,86400,");
    assert_eq!(row("complaint,work"), "complaint,work,1,9000,9000,9000,9000,9000,9000,0,0,,0.104167,9000,86400,1");
    assert_eq!(row("complaint,agree"), "complaint,agree,0,,,,,,,0,1,75600,0.875,75600,86400,");
    let by = desk.run(&["report", "process", "--by", "type", "--format", "csv"]).done();
    assert_eq!(by.lines().count(), 5, "of a type, only the process that it walks: {by}");
    let behind = desk.run(&["report", "process", "--tickets", "--format", "csv"]).done();
    assert!(behind.lines().any(|line| line.starts_with(&inquiry) && line.contains(",answer,work,")), "{behind}");
    let people = desk.run(&["report", "process"]).done();
    assert!(people.contains("Complaint") && people.contains("Process"), "{people}");
}
