//! Real exports, when they are at hand: `$TICKETS_DATA`, or `../shared/data` beside the repository. Their figures are
//! compared with ones that other programs computed.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tickets::domain::act::ActKind;
use tickets::domain::fold;
use tickets::domain::ticket::Ticket;
use tickets::report::statistics::Sample;
use tickets::store::responses;
use tickets::time::Instant;
use tickets::time::calendar::{Calendar, CalendarSpec};
use tickets::time::clocks::{Measures, measures};

use crate::desk::{Desk, Outcome};

/// The folder of an export and the figures that other programs computed from it; `None` when it is not at hand.
fn data(folder: &str, reference: &str) -> Option<(PathBuf, Value)> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let data = std::env::var_os("TICKETS_DATA").map_or_else(beside, PathBuf::from);
    let text = std::fs::read_to_string(data.join(format!("reference/reference_{reference}.json")));
    if text.is_err() {
        eprintln!("skipped: no data of `{folder}` in {}", data.display());
    }
    Some((data.join(folder), serde_json::from_str(&text.ok()?).unwrap()))
}

/// Imports a file of an export by the mapping of its example.
fn import(desk: &Desk, folder: &Path, file: &str, more: &[&str]) -> Outcome {
    let name = folder.file_name().unwrap().to_str().unwrap();
    let mapping = format!("{}/examples/{name}/mapping.yaml", env!("CARGO_MANIFEST_DIR"));
    let file = folder.join(file).display().to_string();
    desk.run(&[&["import", "csv", &file, "--map", &mapping, "--format", "json"], more].concat())
}

/// What a report says under a key, by the column that names its rows.
fn report(desk: &Desk, name: &str, key: &str) -> BTreeMap<String, Value> {
    let outcome = desk.run(&["report", name, "--format", "json"]);
    let table: Value = serde_json::from_str(&outcome.out).unwrap_or_else(|_| panic!("{}", outcome.err));
    let rows = table["rows"].as_array().unwrap();
    rows.iter().map(|row| (row[key].as_str().unwrap().to_owned(), row.clone())).collect()
}

fn measured(tickets: &BTreeMap<String, Ticket>) -> Vec<Measures> {
    let calendar = Calendar::compile(&CalendarSpec { tz: "UTC".to_owned(), ..CalendarSpec::default() }).unwrap();
    tickets.values().map(|ticket| measures(ticket, &calendar, Instant::MAX)).collect()
}

/// Compares calendar times to the first resolution with a reference; counts exactly, seconds to a tenth.
fn compare(seconds: &[i64], reference: &Value) {
    let sample: Sample = seconds.iter().copied().collect();
    assert_eq!(sample.len() as u64, reference["n_with_duration"]);
    for (percent, key) in [(50, "p50"), (75, "p75"), (90, "p90"), (95, "p95"), (99, "p99")] {
        near(&sample.quantile(percent).unwrap().decimal(6), &reference[format!("{key}_linear_s")]);
    }
    near(&sample.mean().unwrap().decimal(6), &reference["mean_s"]);
    near(&sample.quantile(0).unwrap().decimal(6), &reference["min_s"]);
    near(&sample.quantile(100).unwrap().decimal(6), &reference["max_s"]);
    for hours in [1, 4, 8, 24, 72] {
        let within = seconds.iter().filter(|seconds| **seconds <= hours * 3600).count();
        assert_eq!(within as u64, reference["sla"][format!("{hours}h")]["n_within"], "within {hours} h");
    }
}

fn near(figure: &str, reference: &Value) {
    let (figure, reference): (f64, f64) = (figure.parse().unwrap(), reference.as_f64().unwrap());
    assert!((figure - reference).abs() < 0.1, "{figure} is not {reference}");
}

fn first_resolutions(measured: &[Measures]) -> Vec<i64> {
    measured.iter().filter_map(|measures| Some(measures.first_resolution?.spent.real)).collect()
}

/// How many acts of a kind there are, and on how many tickets.
fn count(tickets: &BTreeMap<String, Ticket>, kind: ActKind) -> (usize, usize) {
    let counts = tickets.values().map(|ticket| ticket.history.iter().filter(|entry| entry.act.kind() == kind).count());
    counts.filter(|count| *count > 0).fold((0, 0), |(acts, tickets), count| (acts + count, tickets + 1))
}

#[test]
fn a_bank_s_incidents() {
    let Some((folder, reference)) = data("bpi2014", "bpi2014_rabobank") else { return };
    let desk = Desk::new("Europe/Amsterdam");
    for file in ["sla.yaml", "team.yaml", "vocabulary.yaml"] {
        let overlay = format!("{}/examples/bpi2014/desk/config/{file}", env!("CARGO_MANIFEST_DIR"));
        desk.file(&format!("config/{file}"), std::fs::read(overlay).unwrap());
    }
    let events = folder.join("BPIC14_incident_log.csv").display().to_string();
    let outcome = import(&desk, &folder, "BPIC14_incident_case_attributes.csv", &["--events", &events]);
    let names = ["rows", "tickets", "rejected", "events", "used", "skipped", "kept"];
    assert_eq!((outcome.code, outcome.counts(names)), (0, [4000, 4000, 0, 39911, 35911, 4000, 1]), "{}", outcome.err);
    assert_eq!(outcome.err, "", "every team is one of the example's");
    let tickets = desk.tickets();
    let mut priorities = BTreeMap::new();
    for ticket in tickets.values() {
        *priorities.entry(ticket.head.priority.as_str()).or_insert(0) += 1;
    }
    assert_eq!(priorities, BTreeMap::from([("urgent", 63), ("high", 569), ("medium", 1920), ("low", 1448)]));
    let measured = measured(&tickets);
    compare(&first_resolutions(&measured), &reference["resolution_tz_aware"]);
    assert_eq!(count(&tickets, ActKind::Reopened), (206, 173));
    assert_eq!(measured.iter().filter(|measures| measures.reopenings > 0).count(), 173);
    assert_eq!(count(&tickets, ActKind::Transferred), (4452, 1608));
    assert_eq!(measured.iter().map(|measures| measures.handovers).sum::<u32>(), 4452);
    // One reopening is of an incident that was not closed.
    assert_eq!(tickets.values().map(|ticket| fold::contradictions(ticket).len()).sum::<usize>(), 1);
    let row = &report(&desk, "sla", "clock")["calendar-time-to-first-resolution"];
    assert_eq!((&row["count"], &row["median"], &row["p90"]), (&3845.into(), &67662.into(), &1_016_976.6.into()));
    near(&row["mean"].to_string(), &reference["resolution_tz_aware"]["mean_s"]);
    let again = import(&desk, &folder, "BPIC14_incident_case_attributes.csv", &["--events", &events]);
    assert_eq!((again.code, again.counts(["tickets", "known", "newer"])), (0, [0, 4000, 0]));
}

#[test]
fn issues_of_some_packages() {
    let Some((folder, reference)) = data("github_issues", "github_issues_pyart") else { return };
    let desk = Desk::new("UTC");
    let outcome = import(&desk, &folder, "pyart_github_issues.csv", &[]);
    assert_eq!((outcome.code, outcome.counts(["tickets", "rejected"])), (0, [754, 0]), "{}", outcome.err);
    let tickets = desk.tickets();
    compare(&first_resolutions(&measured(&tickets)), &reference["resolution"]);
    assert_eq!(count(&tickets, ActKind::Closed), (701, 701));
    let row = &report(&desk, "sla", "clock")["calendar-time-to-first-resolution"];
    assert_eq!((&row["count"], &row["median"], &row["p90"]), (&701.into(), &1_718_754.into(), &66_203_669.into()));
    near(&row["mean"].to_string(), &reference["resolution"]["mean_s"]);
}

#[test]
fn tickets_with_ratings() {
    let Some((folder, _)) = data("support_tickets", "kaggle_suraj520") else { return };
    let desk = Desk::new("UTC");
    let outcome = import(&desk, &folder, "customer_support_tickets.csv", &["--dry-run"]);
    let names = ["tickets", "customers", "responses", "rejected"];
    assert_eq!((outcome.code, outcome.counts(names)), (0, [8469, 8469, 2769, 0]), "{}", outcome.err);
    // Only closed tickets have ratings: there is no need to write the others.
    let folder = closed_only(&desk, &folder.join("customer_support_tickets.csv"));
    let outcome = import(&desk, &folder, "closed.csv", &[]);
    assert_eq!((outcome.code, outcome.counts(names)), (0, [2769, 2769, 2769, 0]), "{}", outcome.err);
    let read = responses::all(desk.root()).unwrap();
    let scores: Vec<_> = read.stored.iter().flat_map(|stored| stored.response.scores.values().copied()).collect();
    let distribution: Vec<_> = (1..=5).map(|score| scores.iter().filter(|given| **given == score).count()).collect();
    assert_eq!(distribution, [553, 549, 580, 543, 544]);
    let overall = &report(&desk, "satisfaction", "dimension")["overall"];
    assert_eq!((&overall["answered"], &overall["csat"]["part"]), (&2769.into(), &1087.into()));
    let mean = overall["average"].as_f64().unwrap();
    assert!((mean - 2.991_333).abs() < 0.000_001, "{mean}");
}

/// Copies the rows of closed tickets, into a folder of the same name.
fn closed_only(desk: &Desk, file: &Path) -> PathBuf {
    let folder = desk.root().join(".tickets").join(file.parent().unwrap().file_name().unwrap());
    std::fs::create_dir_all(&folder).unwrap();
    let mut reader = csv::Reader::from_path(file).unwrap();
    let mut writer = csv::Writer::from_path(folder.join("closed.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let status = header.iter().position(|name| name == "Ticket Status").unwrap();
    writer.write_record(&header).unwrap();
    for record in reader.records().map(Result::unwrap).filter(|record| &record[status] == "Closed") {
        writer.write_record(&record).unwrap();
    }
    writer.flush().unwrap();
    folder
}
