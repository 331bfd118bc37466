//! Reports that are asked for a part, and lists that show what customers are.
use crate::desk::Desk;

/// Two customers of two regions with three tickets of two products.
fn desk() -> Desk {
    let desk = Desk::new();
    for (name, phone, region) in [("Emma Clarke", "13812345678", "east"), ("Noah Evans", "13987654321", "north")] {
        desk.run(&["customer", "add", "--name", name, "--phone", phone, "--region", region]).done();
    }
    for (customer, product, text) in
        [("C1001", "S1", "It is flat"), ("C1001", "S2", "first\nsecond"), ("C1002", "S1", "x")]
    {
        let more = ["--customer", customer, "--product", product, "-d", text];
        desk.run(&[&["new", "It fails", "--type", "technical", "-q"], &more[..]].concat()).done();
    }
    desk.run(&["reply", "CS202610280001", "-m", "Seen"]).done();
    desk
}

/// The cells of a report's CSV at these places, row by row.
fn cells(desk: &Desk, args: &[&str], places: &[usize]) -> Vec<String> {
    let out = desk.run(&[&["report"], args, &["--format", "csv"]].concat()).done();
    let cells = |line: &str| {
        let cells: Vec<_> = line.split(',').collect();
        places.iter().map(|place| cells[*place]).collect::<Vec<_>>().join(" ")
    };
    out.lines().skip(1).map(cells).collect()
}

#[test]
fn any_report_is_about_the_tickets_for_which_a_filter_holds() {
    let desk = desk();
    let east = ["--where", "region = east"];
    assert_eq!(cells(&desk, &["volume", "--by", "product"], &[0, 1]), ["S1 2", "S2 1"]);
    assert_eq!(cells(&desk, &[&["volume", "--by", "product"], &east[..]].concat(), &[0, 1]), ["S1 1", "S2 1"]);
    assert_eq!(cells(&desk, &[&["backlog"], &east[..]].concat(), &[0]), ["2"]);
    assert_eq!(cells(&desk, &[&["flow"], &east[..]].concat(), &[1]), ["2"]);
    assert_eq!(
        cells(&desk, &["sla", "--where", "replies > 0", "--clock", "first_response"], &[0, 1]),
        ["first_response 1", "ticket 1"]
    );
    let behind =
        desk.run(&["report", "sla", "--tickets", "--clock", "resolution", "--where", "text ~ flat", "--format", "csv"]);
    assert_eq!(behind.done().lines().count(), 2);
    let shown = desk.run(&["report", "satisfaction", "--where", "region = north"]).done();
    assert!(shown.contains("2 not asked for"), "{shown}");
    assert!(desk.run(&["report", "volume", "--where", "regoin = east"]).failed(2).contains("region"));
}

#[test]
fn a_report_goes_into_a_folder_that_is_there() {
    let desk = desk();
    let before = desk.files();
    let told = desk.run(&["report", "sla", "--format", "csv", "-o", "reprots/sla.csv"]).failed(1);
    assert!(told.contains("reprots`") && told.contains("mkdir -p '"), "{told}");
    assert_eq!(desk.files(), before);
    desk.run(&["report", "sla", "--format", "csv", "-o", "tickets/../sla.csv"]).done();
    assert!(desk.read("sla.csv").starts_with("clock,"));
}

#[test]
fn one_clock_narrows_what_is_said_of_the_tickets() {
    let desk = desk();
    let rows = cells(&desk, &["sla", "--clock", "first_response"], &[0, 1, 2, 5]);
    // Of three first responses one was given at once.
    assert_eq!(rows, ["first_response 3 1 2", "ticket 3 1 2"]);
    assert!(cells(&desk, &["sla"], &[0]).contains(&"time-to-first-response".to_owned()));
}

#[test]
fn the_registration_form_shows_what_git_has_of_the_customers() {
    let desk = desk();
    let columns = "number,name,contact,region,product,description";
    let out = desk.run(&["list", "--columns", columns, "--sort", "number", "--format", "csv"]).done();
    let expected = "number,name,contact,region,product,description\n\
        CS202610280001,E***,138****5678,east,S1,It is flat\n\
        CS202610280002,E***,138****5678,east,S2,\"first\nsecond\"\n\
        CS202610280003,N***,139****4321,north,S1,x\n";
    assert_eq!(out, expected);
    let read = desk.run(&["list", "--columns", "description", "--sort", "number"]).done();
    assert!(read.contains("first …") && !read.contains("second"), "{read}");
    assert_eq!(desk.run(&["list", "--where", "region = north", "-q"]).done(), "CS202610280003\n");
    // Who asks for nothing of customers does not read them.
    desk.write("customers/C1001.yaml", "id: [");
    assert_eq!(desk.run(&["list", "-q"]).done().lines().count(), 3);
    assert_eq!(desk.run(&["list", "--columns", "number,region"]).code, Some(1));
}

#[test]
fn a_saved_list_is_called_by_its_label_too() {
    let desk = desk();
    desk.write("config/views.yaml", "register: {label: 登记表, columns: 'number,name'}\n");
    let out = desk.run(&["list", "--view", "登记表", "--format", "csv"]).done();
    assert!(out.starts_with("number,name\n"), "{out}");
    assert!(desk.run(&["list", "--view", "登记"]).failed(2).contains("register"));
}

#[test]
fn scores_have_names_where_people_read_them() {
    let desk = desk();
    desk.run(&["resolve", "CS202610280001", "-m", "Charged"]).done();
    desk.run(&["survey", "respond", "CS202610280001", "--score", "overall=very satisfied", "--score", "speed=2"])
        .done();
    let shown = desk.run(&["survey", "show", "CS202610280001"]).done();
    assert!(shown.contains("    5 very satisfied  Overall\n    2 dissatisfied  "), "{shown}");
    let listed = desk.run(&["survey", "list", "--columns", "overall"]).done();
    assert!(listed.contains("5 very satisfied"), "{listed}");
    let report = desk.run(&["report", "satisfaction"]).done();
    assert!(report.to_lowercase().contains("dissatisfied"), "{report}");
    let csv = desk.run(&["report", "satisfaction", "--format", "csv"]).done();
    assert!(csv.contains("score_5,score_5_part") && !csv.contains("satisfied"), "{csv}");
    let json = desk.run(&["survey", "list", "--format", "jsonl"]).done();
    assert!(json.contains(r#""overall":5"#), "{json}");
    desk.replace("config/survey.yaml", "scores: {5:", "scores: {6: amazed, 5:");
    assert_eq!(desk.findings(), ["survey-score-unknown"]);
}

#[test]
fn the_most_frequent_problems_come_first_with_their_share() {
    let desk = desk();
    // Of three tickets two are of S1; S2 is left out and counted all the same.
    let top = ["volume", "--by", "product", "--top", "1"];
    assert_eq!(cells(&desk, &top, &[0, 1, 14]), ["S1 2 0.666667"]);
    let shown = desk.run(&[&["report"], &top[..]].concat()).done();
    assert!(shown.contains("66.7%") && shown.contains("1 in smaller groups"), "{shown}");
    assert!(desk.run(&["report", "volume", "--top", "1"]).failed(2).contains("--by"));
}

/// What comes first in the organization is not what comes first in the alphabet.
#[test]
fn teams_and_members_stand_in_the_order_of_the_configuration() {
    let desk = desk();
    desk.replace("config/team.yaml", "teams:\n", "teams:\n  zero: {name: Zero}\n");
    for (number, to) in [("CS202610280001", ["--to", "li"]), ("CS202610280002", ["--to", "wang"])] {
        desk.run(&[&["assign", number, "--reason", "x"], &to[..]].concat()).done();
    }
    desk.run(&["assign", "CS202610280003", "--team", "zero", "--reason", "x"]).done();
    assert_eq!(cells(&desk, &["volume", "--by", "assignee", "--where", "has assignee"], &[0]), ["wang", "li"]);
    assert_eq!(cells(&desk, &["volume", "--by", "team"], &[0]), ["zero", "service", "tech"]);
}
