//! What becomes of rows: rejected, known, numbered, customers.
use std::fs;

use crate::desk::{Desk, MAPPING, acts};

const ROWS: &str = "\
id,title,type,priority,opened,closed
A1,Printer,technical,high,2026-03-02 09:00,2026-03-02 11:00
A2,,technical,high,2026-03-02 09:10,
A3,Screen,technical,P1,2026-03-02 09:20,
A1,Printer again,technical,high,2026-03-02 09:30,
A4,Phone,technical,low,soon,
A5,Mouse,technical
A6,Keyboard,inquiry,low,2026-03-01 23:50,
A6,Keyboard,inquiry,low,2026-03-01 23:50,
A7,Cable,inquiry,low,2026-03-02 10:00,2026-03-01 10:00
";

fn mapping() -> String {
    format!("{MAPPING}acts:\n- {{did: closed, at: closed, with: {{reason: {{value: solved}}}}}}\n")
}

#[test]
fn what_cannot_be_taken_is_listed_and_the_rest_is_written() {
    let desk = Desk::new("Europe/Amsterdam");
    let outcome = desk.import(&mapping(), ROWS, &["--rejects", "rejects.csv"]);
    assert_eq!((outcome.code, outcome.counts(["rows", "tickets", "rejected"])), (3, [9, 2, 7]));
    let rejects = desk.read("rejects.csv");
    let listed: Vec<_> = rejects.lines().skip(1).map(|line| line.split(',').take(3).collect::<Vec<_>>()).collect();
    let reasons = [
        ["rows.csv", "3", "import-value-missing"],
        ["rows.csv", "4", "import-code-unknown"],
        ["rows.csv", "5", "import-ticket-double"],
        ["rows.csv", "6", "import-time-bad"],
        ["rows.csv", "7", "import-row-ragged"],
        ["rows.csv", "9", "import-row-double"],
        ["rows.csv", "10", "import-early"],
    ];
    assert_eq!(listed, reasons);
    assert!(outcome.err.contains("rows.csv:4: `P1` in `priority`"), "{}", outcome.err);
    assert_eq!(desk.tickets().into_keys().collect::<Vec<_>>(), ["A1", "A6"]);
}

#[test]
fn tickets_are_numbered_by_their_opening_and_closed_ones_are_archived() {
    let desk = Desk::new("Europe/Amsterdam");
    desk.import(&mapping(), ROWS, &[]);
    let paths: Vec<_> = desk.paths().iter().map(|path| path.display().to_string()).collect();
    assert!(paths[0].starts_with("tickets/CS202603010001-"), "{paths:?}");
    assert!(paths[1].starts_with("archive/2026/03/CS202603020001-"), "{paths:?}");
    assert_eq!(acts(&desk.tickets()["A1"]), ["09:00 created", "11:00 closed"]);
    let more = "id,title,type,priority,opened,closed\nB1,More,inquiry,low,2026-03-02 08:00,\n";
    assert_eq!(desk.import(&mapping(), more, &["-q"]).out, "CS202603020002\n");
}

#[test]
fn a_dry_run_changes_nothing() {
    let desk = Desk::new("Europe/Amsterdam");
    let outcome = desk.import(&mapping(), ROWS, &["--dry-run"]);
    assert_eq!((outcome.code, outcome.counts(["tickets", "rejected"])), (3, [2, 7]));
    assert!(desk.paths().is_empty() && !desk.root().join("archive").exists());
}

#[test]
fn a_second_import_goes_on_where_the_first_ended() {
    let desk = Desk::new("Europe/Amsterdam");
    let half = ROWS.lines().take(2).collect::<Vec<_>>().join("\n");
    assert_eq!(desk.import(&mapping(), half, &[]).counts(["tickets", "known"]), [1, 0]);
    let path = desk.paths().remove(0);
    let before = fs::read(desk.root().join(&path)).unwrap();
    assert_eq!(desk.import(&mapping(), ROWS, &[]).counts(["tickets", "known", "newer"]), [1, 1, 0]);
    assert_eq!(desk.import(&mapping(), ROWS, &[]).counts(["tickets", "known", "newer"]), [0, 2, 0]);
    assert_eq!(fs::read(desk.root().join(&path)).unwrap(), before);
    let reopened = "id,title,type,priority,opened,closed\nA6,Keyboard,inquiry,low,2026-03-01 23:50,2026-03-03 10:00\n";
    let outcome = desk.import(&mapping(), reopened, &[]);
    assert_eq!((outcome.code, outcome.counts(["known", "newer", "rejected"])), (3, [1, 1, 0]));
    let other = "id,title,type,priority,opened,closed\nA6,Another desk's A6,inquiry,low,2026-05-05 05:05,\n";
    let outcome = desk.import(&mapping(), other, &[]);
    assert_eq!((outcome.code, outcome.counts(["known", "rejected", "tickets"])), (3, [0, 1, 0]));
    assert!(outcome.err.contains("CS202603010001"), "{}", outcome.err);
}

#[test]
fn a_ticket_that_cannot_be_read_stops_the_import() {
    let desk = Desk::new("Europe/Amsterdam");
    desk.file("tickets/CS202603020001-00000.yaml", "id: [\n");
    let outcome = desk.import(&mapping(), ROWS, &[]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.err.contains("CS202603020001-00000.yaml"), "{}", outcome.err);
    assert_eq!(desk.paths().len(), 1);
}

#[test]
fn numbers_can_come_along() {
    let desk = Desk::new("Europe/Amsterdam");
    let mapping = MAPPING.replace("external: id", "external: id, number: {template: 'OLD-{id}'}");
    let rows = "id,title,type,priority,opened\n1,t,inquiry,low,2026-03-02\n../2,t,inquiry,low,2026-03-02\n";
    let outcome = desk.import(&mapping, rows, &[]);
    assert_eq!((outcome.code, outcome.counts(["tickets", "rejected"])), (3, [1, 1]));
    assert_eq!(desk.tickets()["1"].head.id.as_str(), "OLD-1");
}

#[test]
fn customers_are_added_once_and_masked() {
    let desk = Desk::new("Europe/Amsterdam");
    let mapping = format!("{MAPPING}customer: {{id: who, name: name, phone: phone}}\n");
    let rows = "\
id,title,type,priority,opened,who,name,phone
1,t,inquiry,low,2026-03-02,K7,Marisa Obrien,13812345678
2,t,inquiry,low,2026-03-03,K7,Somebody Else,
3,t,inquiry,low,2026-03-04,,,
4,t,inquiry,low,2026-03-05,K/8,,
";
    let outcome = desk.import(&mapping, rows, &[]);
    assert_eq!((outcome.code, outcome.counts(["tickets", "customers", "rejected"])), (3, [3, 1, 1]));
    assert_eq!(desk.tickets()["2"].head.customer.as_ref().unwrap().as_str(), "K7");
    assert_eq!(desk.read("customers/K7.yaml"), "id: K7\nname: M***\nphone: 138****5678\n");
    assert!(desk.read("private/customers/K7.yaml").contains("Marisa Obrien"));
}

#[test]
fn answers_to_the_survey_become_responses() {
    let desk = Desk::new("Europe/Amsterdam");
    let mapping = format!(
        "{MAPPING}file: {{decimal: comma, separator: ';'}}\n\
         survey: {{at: rated, scores: {{overall: stars}}, comment: remark}}\n"
    );
    let rows = "\
id;title;type;priority;opened;rated;stars;remark
1;t;inquiry;low;2026-03-02;2026-03-03 10:00;4,0;Quick
2;t;inquiry;low;2026-03-02;;;
3;t;inquiry;low;2026-03-02;2026-03-03;6,0;
";
    let outcome = desk.import(&mapping, rows, &[]);
    assert_eq!((outcome.code, outcome.counts(["tickets", "responses", "rejected"])), (3, [2, 1, 1]));
    let ticket = &desk.tickets()["1"];
    assert_eq!(acts(ticket), ["00:00 created", "10:00 survey-answered"]);
    let named = tickets::store::responses::named(ticket).next().unwrap().display().to_string();
    let response = desk.read(&named);
    assert!(response.contains("scores: {overall: 4}") && response.contains("comment: Quick"), "{response}");
    assert_eq!(desk.import(&mapping, rows, &[]).counts(["known", "newer", "responses"]), [2, 0, 0]);
}
