use std::fmt::Write;
use std::time::Duration;

use super::*;
use crate::fault::Problem;

fn fails(text: &str) -> Problem {
    read_record(text).unwrap_err()
}

#[test]
fn every_scalar_keeps_its_text() {
    let text = "id: 0123\ntitle: no\ntype: 1e3\npriority: 1.10\ncreated: 2026-10-28\nteam: 'null'\nchannel: ''\nassignee: ~\nsource:\ncustomer: null\n";
    let record = read_record(text).unwrap();
    let texts =
        [&record.id, &record.title, &record.kind, &record.priority, &record.created, &record.team, &record.channel];
    assert_eq!(texts.map(|text| text.as_deref().unwrap()), ["0123", "no", "1e3", "1.10", "2026-10-28", "null", ""]);
    assert_eq!([record.assignee, record.source, record.customer], [None, None, None]);
}

#[test]
fn any_valid_yaml_is_read() {
    let text = "\u{feff}%YAML 1.2\r\n--- # a ticket\r\n{title: \"a\\\r\n  b\", 'tags': [x,\r\n y], unknown: {deep: [1]}, description: a\r\n  b,\r\n \
                history: [{at: 1, x: [2]}, {? by : li}]}\r\n...\r\n";
    let record = read_record(text).unwrap();
    assert_eq!(record.title.as_deref(), Some("ab"));
    assert_eq!(record.description.as_deref(), Some("a b"));
    assert_eq!(record.tags, ["x", "y"]);
    assert_eq!(record.history[0].at.as_deref(), Some("1"));
    assert_eq!(record.history[1].by.as_deref(), Some("li"));
    let folded = "title: >-\n  a\n  b\n\n  c\nhistory:\n    -   at: x   # c\n        text: |+\n          a\n\n    -\n      by: y\n";
    let record = read_record(folded).unwrap();
    assert_eq!(record.title.as_deref(), Some("a b\nc"));
    assert_eq!(record.history[0].text.as_deref(), Some("a\n\n"));
    assert_eq!(record.history[1].by.as_deref(), Some("y"));
}

/// Text, code, line and column.
const FAULTS: &[(&str, &str, usize, usize)] = &[
    ("", "yaml-not-a-mapping", 1, 1),
    ("# c\n", "yaml-not-a-mapping", 1, 1),
    ("- a\n", "yaml-not-a-mapping", 1, 1),
    ("just text\n", "yaml-not-a-mapping", 1, 1),
    ("id: a\n中: 1\nid: b\n", "yaml-duplicate-key", 3, 1),
    ("history:\n- {at: x, at: y}\n", "yaml-duplicate-key", 2, 11),
    ("x: {a: 1, a: 2}\n", "yaml-duplicate-key", 1, 11),
    ("id: &a x\n", "yaml-anchor", 1, 8),
    ("id: *a\n", "yaml-anchor", 1, 5),
    ("id: &a x\ntitle: *a\n", "yaml-anchor", 1, 8),
    ("id: !!str x\n", "yaml-tag", 1, 11),
    ("id: ! x\n", "yaml-tag", 1, 7),
    ("id: x\n<<: {a: b}\n", "yaml-merge-key", 2, 1),
    ("id: x\n---\nid: y\n", "yaml-documents", 2, 1),
    ("id: x\n---\n", "yaml-documents", 2, 1),
    ("id: x\nhistory:\n\t- {at: x}\n", "yaml-tab", 3, 2),
    ("id: [a]\n", "yaml-expected-text", 1, 5),
    ("id: {a: b}\n", "yaml-expected-text", 1, 5),
    ("tags: a\n", "yaml-expected-list", 1, 7),
    ("tags: [a, [b]]\n", "yaml-expected-text", 1, 11),
    ("tags: [a, ~]\n", "yaml-expected-text", 1, 11),
    ("history: x\n", "yaml-expected-list", 1, 10),
    ("history:\n- x\n", "yaml-expected-mapping", 2, 3),
    ("history:\n- {at: [x]}\n", "yaml-expected-text", 2, 8),
    ("[a]: b\n", "yaml-key-not-text", 1, 1),
    ("? \n: b\n", "yaml-key-not-text", 2, 1),
    ("id: a: b\n", "yaml-colon", 1, 6),
    ("id: 'a\n", "yaml-quote", 2, 1),
    ("id: [a\n", "yaml-bracket", 1, 5),
    ("id: a\n  title: b\n", "yaml-colon", 2, 8),
    ("id: \"\\q\"\n", "yaml-escape", 1, 5),
    ("id: @a\n", "yaml-character", 1, 5),
    ("id: a\u{1}\n", "yaml-character", 1, 5),
    ("id: a\ntitle\n", "yaml-no-key", 2, 1),
    ("id: |x\n  a\n", "yaml-block", 1, 5),
    ("id: - a\n", "yaml-indentation", 1, 5),
    ("id: a\n<<<<<<< HEAD\ntitle: b\n=======\ntitle: c\n>>>>>>> x\n", "yaml-conflict", 2, 1),
    ("id: a\n<<<<<<<\ntitle: b\n=======\ntitle: c\n>>>>>>>\n", "yaml-conflict", 2, 1),
];

#[test]
fn faults_have_their_place() {
    for (text, code, line, column) in FAULTS {
        let problem = fails(text);
        let place = problem.place().unwrap();
        assert_eq!((problem.code(), place.line, place.column), (*code, *line, *column), "{text:?}");
        assert_eq!(Some(place.excerpt.as_str()), text.lines().nth(line - 1).or(Some("")), "{text:?}");
    }
}

#[test]
fn the_caller_names_the_file() {
    let problem = fails("- a\n").in_file("tickets/x.yaml");
    assert_eq!(problem.place().unwrap().file.to_str(), Some("tickets/x.yaml"));
}

#[test]
fn hostile_files_end_in_an_error_soon() {
    let mut bomb = "a0: &a0 [x, x]\n".to_owned();
    for level in 1..40 {
        let below = level - 1;
        writeln!(bomb, "a{level}: &a{level} [*a{below}, *a{below}, *a{below}, *a{below}]").unwrap();
    }
    let mega = 10 << 20;
    let keys = (0..100_000).fold(String::new(), |mut keys, key| {
        writeln!(keys, "k{key}: v").unwrap();
        keys
    });
    let hostile = [
        bomb,
        "[".repeat(mega),
        "{".repeat(mega),
        "{a: ".repeat(mega / 4),
        "- ".repeat(mega / 2),
        "? ".repeat(mega / 2),
        "id: ".repeat(mega / 4),
        "'".repeat(mega),
        "\"\\".repeat(mega / 2),
        format!("id: {}", "[a, ".repeat(mega / 4)),
        format!("{keys}k0: again\n"),
        format!("id: \"{}", "a ".repeat(mega / 2)),
        "<<<<<<< ".repeat(mega / 8),
    ];
    for text in hostile {
        let start = std::time::Instant::now();
        fails(&text);
        assert!(start.elapsed() < Duration::from_secs(20), "{}…", &text[..40]);
    }
}
