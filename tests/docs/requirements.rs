//! Every request of the five desks has a row, and the tests that it names exist.
use std::fs;

use super::{document, repository};

/// How many requests each desk has.
const DESKS: [(char, usize); 5] = [('A', 18), ('B', 15), ('C', 5), ('D', 17), ('E', 11)];

/// The page in each language, and how it says that a test is there in Chinese as well.
const PAGES: [(&str, &str); 2] = [
    ("docs/requirements.md", ", and the same `_in_chinese`"),
    ("docs/requirements.zh-CN.md", "，另有同名的 `_in_chinese`"),
];

/// The tests that a page names.
fn named(page: &str) -> Vec<&str> {
    page.split('`').filter(|code| code.contains("::")).collect()
}

#[test]
fn every_request_has_a_row() {
    for (page, _) in PAGES {
        let text = document(page);
        for (desk, count) in DESKS {
            for number in 1..=count {
                let row = format!("| {desk}{number} | ");
                let rows: Vec<_> = text.lines().filter(|line| line.starts_with(&row)).collect();
                assert!(matches!(*rows, [row] if row.contains('`')), "{page}: {row}: {rows:?}");
            }
        }
    }
}

#[test]
fn the_tests_that_are_named_exist() {
    let [english, chinese] = PAGES.map(|(page, _)| document(page));
    assert!(named(&english).len() >= DESKS.len(), "{english}");
    assert_eq!(named(&english), named(&chinese), "the same tests in both languages");
    for test in named(&english) {
        let (module, function) = test.split_once("::").unwrap();
        let file = ["cli", "git"].map(|folder| repository(&format!("tests/{folder}/{module}.rs")));
        let text =
            file.iter().find_map(|path| fs::read_to_string(path).ok()).unwrap_or_else(|| panic!("no file of {test}"));
        assert!(text.contains(&format!("fn {function}()")), "{test}");
        for (page, same) in PAGES {
            if document(page).contains(&format!("`{test}`{same}")) {
                assert!(text.contains(&format!("fn {function}_in_chinese()")), "{page}: {test} in Chinese");
            }
        }
    }
}
