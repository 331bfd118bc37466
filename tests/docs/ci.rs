//! The examples for forges are valid, and call commands and options that exist.
use clap::CommandFactory;
use tickets::cli::Cli;
use tickets::store::yaml::{self, Value};

use super::document;

/// Every text of a document, wherever it stands.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::Scalar(text) => found.push(text.clone()),
        Value::List(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Map(entries) => entries.iter().for_each(|(_, value)| texts(value, found)),
    }
}

/// The words of a call, up to where the shell sends its output.
fn words(line: &str) -> Vec<String> {
    let words = line.split_whitespace().take_while(|word| !["|", ">", ">>", "||", "&&"].contains(word));
    words.map(|word| word.trim_matches(['\'', '"']).to_owned()).collect()
}

fn assert_calls(file: &str, expected: &[&str]) {
    let value = yaml::read_value(&document(file)).unwrap_or_else(|problem| panic!("{file}: {problem:?}"));
    let mut found = Vec::new();
    texts(&value, &mut found);
    let lines = found.iter().flat_map(|text| text.lines()).filter(|line| line.trim_start().starts_with("tickets "));
    let calls: Vec<_> = lines.map(words).collect();
    for call in &calls {
        if let Err(error) = Cli::command().try_get_matches_from(call) {
            panic!("{file}: {call:?}: {error}");
        }
    }
    for wanted in expected {
        assert!(calls.iter().any(|call| call.join(" ").starts_with(wanted)), "{file}: no `{wanted}`");
    }
}

const WANTED: [&str; 5] =
    ["tickets check", "tickets diff", "tickets git audit", "tickets report sla", "tickets report satisfaction"];

#[test]
fn the_example_for_github_calls_what_exists() {
    assert_calls("examples/ci/github-actions.yml", &WANTED);
}

#[test]
fn the_example_for_gitlab_calls_what_exists() {
    assert_calls("examples/ci/gitlab-ci.yml", &WANTED);
}
