use super::super::table::{Line, Table};
use super::*;
use crate::domain::moment::write;
use std::path::Path;

const EXPORT: &str = "\
id,note,priority,note,score,at
7, No ,2,NA,\"4,0\",28/10/2026 9:05
8,-,9,?,x,soon
9,, ,n/a,,
";

fn file() -> FileOptions {
    FileOptions {
        missing: vec!["NA".into(), "?".into(), "-".into()],
        decimal: Decimal::Comma,
        ..FileOptions::default()
    }
}

fn table() -> (Header, Vec<Row>) {
    let options = FileOptions { separator: Some(",".into()), ..file() };
    let table = Table::open(EXPORT.as_bytes(), Path::new("export.csv"), &options).expect("a table");
    let header = table.header().clone();
    let rows = table.map(|line| match line {
        Ok(Line::Row(row)) => row,
        other => panic!("{other:?}"),
    });
    (header, rows.collect())
}

fn bind(yaml: &str) -> Result<Pick, ImportFault> {
    let source: Source = serde_saphyr::from_str(yaml).expect(yaml);
    let time = TimeOptions { formats: Some(vec!["%d/%m/%Y %H:%M".into()]), ..TimeOptions::default() };
    Pick::new(&source, &table().0, &file(), &time)
}

/// The texts of the three rows; `!` and the code where one is rejected, `∅` where it is missing.
fn texts(yaml: &str) -> Vec<String> {
    let pick = bind(yaml).expect(yaml);
    let text = |row: &Row| match pick.text(row) {
        Ok(text) => text.map_or("∅".into(), Cow::into_owned),
        Err(problem) => format!("!{}", problem.code()),
    };
    table().1.iter().map(text).collect()
}

#[test]
fn missing_is_what_is_listed_and_nothing_else() {
    assert_eq!(texts("note#1"), ["No", "∅", "∅"]);
    assert_eq!(texts("note#2"), ["∅", "∅", "n/a"]);
    assert_eq!(texts("{column: note#1, missing: [No]}"), ["∅", "-", "∅"]);
    assert_eq!(texts("{column: note#2, missing: []}"), ["NA", "?", "n/a"]);
}

#[test]
fn a_map_rejects_keeps_or_replaces_what_it_does_not_name() {
    assert_eq!(texts("{column: priority, map: {2: high}}"), ["high", "!import-value-unmapped", "∅"]);
    assert_eq!(texts("{column: priority, map: {2: high}, unmapped: keep}"), ["high", "9", "∅"]);
    assert_eq!(texts("{column: priority, map: {2: high}, unmapped: {default: low}}"), ["high", "low", "low"]);
    assert_eq!(texts("{column: note#2, map: {'?': asked, NA: none}, unmapped: keep}"), ["none", "asked", "n/a"]);
    assert_eq!(texts("{column: priority, map: {2: high, '': unset}, unmapped: keep}"), ["high", "9", "unset"]);
    assert_eq!(texts("{value: fault}"), ["fault", "fault", "fault"]);
}

#[test]
fn a_template_leaves_out_what_is_missing() {
    assert_eq!(texts("{template: '{id}: {note#1}'}"), ["7: No", "8:", "9:"]);
    assert_eq!(texts("{template: '({note#1}{note#2})'}"), ["(No)", "∅", "(n/a)"]);
    assert_eq!(texts("{template: 'all {{}}'}"), ["all {}", "all {}", "all {}"]);
}

#[test]
fn times_and_numbers_are_read_or_rejected_with_their_line() {
    let (_, rows) = table();
    let zone = |local: chrono::NaiveDateTime| Ok(local.and_utc().fixed_offset());
    let at = bind("at").expect("at");
    assert_eq!(at.moment(&rows[0], &zone).expect("a time").map(write).as_deref(), Some("2026-10-28T09:05:00+00:00"));
    assert_eq!(at.moment(&rows[2], &zone).expect("none"), None);
    let problem = at.moment(&rows[1], &zone).expect_err("soon");
    assert_eq!((problem.code(), problem.place().map(|place| place.line)), ("import-time-bad", Some(3)));
    let score = bind("score").expect("score");
    assert_eq!(score.whole(&rows[0]).expect("a number"), Some(4));
    assert_eq!(score.whole(&rows[2]).expect("none"), None);
    let problem = score.whole(&rows[1]).expect_err("x");
    assert_eq!((problem.code(), problem.place().map(|place| place.line)), ("import-number-bad", Some(3)));
    assert!(bind("{column: score, decimal: point}").expect("score").whole(&rows[0]).is_err());
}

#[test]
fn a_source_that_cannot_be_bound_is_refused() {
    assert!(matches!(bind("note"), Err(ImportFault::ColumnDouble { .. })));
    assert!(matches!(bind("nope"), Err(ImportFault::Column { .. })));
    assert!(matches!(bind("{template: '{nope}'}"), Err(ImportFault::Column { .. })));
    assert!(matches!(bind("{template: '{id'}"), Err(ImportFault::Template { .. })));
    assert!(matches!(bind("{column: id, value: x}"), Err(ImportFault::SourceUnclear { .. })));
    assert!(matches!(bind("{map: {a: b}}"), Err(ImportFault::SourceUnclear { .. })));
    assert!(matches!(bind("{column: at, formats: ['%d/%m/%Y', '%m/%d/%Y']}"), Err(ImportFault::FormatsClash { .. })));
}
