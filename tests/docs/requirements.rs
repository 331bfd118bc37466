//! Every request of the five desks has a row, and the tests that it names exist.
use std::fs;

use super::{document, repository};

/// How many requests each desk has.
const DESKS: [(char, usize); 5] = [('A', 18), ('B', 15), ('C', 5), ('D', 17), ('E', 11)];

#[test]
fn every_request_has_a_row() {
    let page = document("docs/requirements.md");
    for (desk, count) in DESKS {
        for number in 1..=count {
            let row = format!("| {desk}{number} | ");
            let rows: Vec<_> = page.lines().filter(|line| line.starts_with(&row)).collect();
            assert!(matches!(*rows, [row] if row.contains('`')), "{row}: {rows:?}");
        }
    }
}

#[test]
fn the_tests_that_are_named_exist() {
    let page = document("docs/requirements.md");
    let named: Vec<_> = page.split('`').filter(|code| code.contains("::")).collect();
    assert!(named.len() >= DESKS.len(), "{named:?}");
    for test in named {
        let (module, function) = test.split_once("::").unwrap();
        let file = ["cli", "git"].map(|folder| repository(&format!("tests/{folder}/{module}.rs")));
        let text =
            file.iter().find_map(|path| fs::read_to_string(path).ok()).unwrap_or_else(|| panic!("no file of {test}"));
        assert!(text.contains(&format!("fn {function}()")), "{test}");
        if page.contains(&format!("`{test}`, and the same `_in_chinese`")) {
            assert!(text.contains(&format!("fn {function}_in_chinese()")), "{test} in Chinese");
        }
    }
}
