//! What the keyword libraries of the presets make of what customers write: `tests/cli/classes/` has a line for each text, with
//! the type, category, priority and team that whoever reads it would give it.
use std::fs;
use std::path::Path;

use crate::desk::Desk;

const KEYS: &str = "title,type,category,priority,team";

/// The texts of a preset in a language, each with what it should become.
fn wanted(preset: &str, lang: &str) -> Vec<(String, Vec<String>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/cli/classes/{preset}.{lang}.txt"));
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let parts = lines.map(|line| line.split_once(" | ").unwrap());
    let class = |class: &str| class.split(", ").map(str::to_owned).collect();
    parts.map(|(text, what)| (text.to_owned(), class(what))).collect()
}

/// What became of the tickets, in the order in which they were opened.
fn became(desk: &Desk) -> Vec<(String, Vec<String>)> {
    let out = desk.run(&["list", "--all", "--sort", "number", "--columns", KEYS, "--format", "json"]).done();
    let table = serde_json::from_str::<serde_json::Value>(&out).unwrap();
    let cell = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or("-").to_owned();
    let class = |row| KEYS.split(',').skip(1).map(|key| cell(row, key)).collect();
    table["rows"].as_array().unwrap().iter().map(|row| (cell(row, "title"), class(row))).collect()
}

fn reads_right(preset: &str) {
    for lang in ["en", "zh-CN"] {
        let desk = Desk::laid_down(&["--template", preset, "--lang", lang]);
        // What a form must say, and what other tickets of a customer say, are not at stake here.
        let vocabulary = desk.read("config/vocabulary.yaml");
        let free = vocabulary.lines().filter(|line| !line.starts_with("required:")).collect::<Vec<_>>().join("\n");
        fs::write(desk.root().join("config/vocabulary.yaml"), free).unwrap();
        let wanted = wanted(preset, lang);
        assert!(wanted.len() >= 20, "{preset} {lang}");
        for (text, _) in &wanted {
            desk.run(&["new", text, "-q"]).done();
        }
        let wrong: Vec<_> = became(&desk).into_iter().zip(wanted).filter(|(became, wanted)| became != wanted).collect();
        assert!(wrong.is_empty(), "{preset} {lang}: {wrong:#?}");
    }
}

#[test]
fn support_desk_reads_what_customers_write() {
    reads_right("support-desk");
}

#[test]
fn rapid_response_reads_what_customers_write() {
    reads_right("rapid-response");
}

#[test]
fn after_sales_reads_what_customers_write() {
    reads_right("after-sales");
}

#[test]
fn standard_response_reads_what_customers_write() {
    reads_right("standard-response");
}

#[test]
fn process_table_reads_what_customers_write() {
    reads_right("process-table");
}
