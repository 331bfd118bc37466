//! Edits to files of every form: the value changes as intended, and all that is not edited stays, byte for byte.
use std::collections::HashSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tickets::store::record::{EntryRecord, Text};
use tickets::store::yaml::{Edit, Value, apply, read_record, read_value};

/// Ways to write a text under `KEY`.
const SCALARS: &[&str] = &[
    "KEY: low\n",
    "KEY: 'low'\n",
    "KEY: \"low\"\n",
    "KEY:   low tide   # why\n",
    "'KEY': low\n",
    "\"KEY\" : 'it''s # low: {'\n",
    "KEY: |\n  low\n  tide\n",
    "KEY: |- # why\n     low\n\n       tide\n\n",
    "KEY: |2+\n   low\n  \n\n",
    "KEY: >+\n  low\n\n",
    "KEY: >\n  low\n  tide\n   \n\n",
    "KEY:\n  low\n",
    "KEY: # why\n  # and how\n  low\n  tide # end\n",
    "KEY: low\n  tide\n\n  again\n",
    "KEY: \"low \\\n   tide\\x41\"\n",
    "KEY:\n",
    "KEY:   # nothing\n",
    "KEY: ~ # nothing\n",
    "KEY: 支付失败,订单未生成 # 备注\n",
    "KEY: |\n",
    "KEY: http://x.y/z?q=1#f\n",
    "KEY: |\n  - not: a list\n  # not a comment\n  KEY: not a key\n",
];

/// Ways to write a list of texts.
const LISTS: &[&str] = &[
    "KEY: [a, b]\n",
    "KEY: []\n",
    "KEY:\n",
    "KEY: ~\n",
    "KEY: [ 'a' , \"b\", ] # why\n",
    "KEY: [\n    a, # one\n    b # two\n  ]\n",
    "KEY:\n- a\n- b\n",
    "KEY: # why\n# how\n- a # one\n\n# two\n- 'b'\n",
    "KEY:\n    - a\n    -   b\n      # about b\n",
    "KEY:\n  - |\n    a\n  - >-\n    b\n    c\n",
    "KEY:\n  - a\n  - b\n    c\n",
];

/// Ways to write a history.
const HISTORIES: &[&str] = &[
    "history:\n",
    "history: [] # none\n",
    "history: [{at: 1, by: li}]\n",
    "history: [\n  {at: 1, by: li}, # one\n  {at: 2, note: 'a, b'} # two\n]\n",
    "history:\n- {at: 1, by: li}\n- {at: 2, note: 'a, b'} # two\n",
    "history: # acts\n  - {at: 1}\n  # a comment\n  - at: 2\n    text: |\n      a\n\n      b\n",
    "history:\n- at: 1\n  text: |+\n    a\n\n- at: 2\n  text: >-\n    b\n    # no comment\n  # a comment\n",
    "history:\n-   at: 1\n    extra: {deep: [1, 2]}\n-\n    at: 2\n    note:\n",
    "history:\n- {at: 1, text: \"a\n    b\"}\n",
];

/// What the program knows nothing about.
const OTHERS: &[&str] = &[
    "KEY: {deep: [1, {a: b}], no: ~} # mine\n",
    "KEY:\n  a:\n    - b\n    -\n      - c\n  # between\n  d: |\n    e\n",
    "KEY: 0123\n",
    "? KEY\n: value\n",
];

const COMMENTS: &[&str] = &["", "", "", "# a comment\n", "\n", "\n# history: no\n\n"];

/// A file as the pieces of its keys, in order; those of comments have the key `#`.
#[derive(Debug, Clone)]
struct File {
    start: &'static str,
    pieces: Vec<(String, String)>,
    end: &'static str,
    crlf: bool,
    cut: bool,
}

impl File {
    fn text(&self) -> String {
        let body: String = self.pieces.iter().map(|(_, text)| text.as_str()).collect();
        let text = [self.start, &body, self.end].concat();
        let text = if self.cut { text.strip_suffix('\n').unwrap_or(&text) } else { &text };
        if self.crlf { text.replace('\n', "\r\n") } else { text.to_owned() }
    }

    /// The piece of `key` as it stands in the file; without its end, which a file may lack.
    fn piece(&self, text: &str) -> String {
        let piece = text.trim_end_matches('\n');
        if self.crlf { piece.replace('\n', "\r\n") } else { piece.to_owned() }
    }
}

fn piece(keys: &'static [&'static str], forms: &'static [&'static str]) -> impl Strategy<Value = (String, String)> {
    (select(keys), select(forms)).prop_map(|(key, form)| (key.to_owned(), form.replace("KEY", key)))
}

fn file() -> impl Strategy<Value = File> {
    let pieces = prop_oneof![
        4 => piece(&["id", "title", "type", "priority", "status", "team", "created", "description"], SCALARS),
        2 => piece(&["tags", "formerly"], LISTS),
        1 => piece(&["mine", "x-y", "长", "a b"], OTHERS),
    ];
    let first = Just(("customer".to_owned(), "customer: C1\n".to_owned()));
    let history = proptest::option::of(piece(&["history"], HISTORIES));
    let comments = vec(select(COMMENTS), 9);
    let ends =
        (select(&["", "\u{feff}", "# top\n", "---\n", "%YAML 1.2\n---\n"][..]), select(&["", "# end\n", "\n\n"][..]));
    (first, vec(pieces, 0..7), history, comments, ends, any::<bool>(), any::<bool>()).prop_map(
        |(first, pieces, history, comments, (start, end), crlf, cut)| {
            let mut pieces: Vec<_> = std::iter::once(first).chain(pieces).chain(history).collect();
            let mut seen = HashSet::new();
            pieces.retain(|(key, _)| seen.insert(key.clone()));
            let comments = comments.into_iter().map(|comment| ("#".to_owned(), comment.to_owned()));
            let pieces = comments.zip(pieces).flat_map(|(comment, piece)| [comment, piece]).collect();
            File { start, pieces, end, crlf, cut }
        },
    )
}

fn text() -> impl Strategy<Value = String> {
    let nasty = [
        "",
        "no",
        "~",
        "0123",
        "a: b",
        "a #b",
        "- a",
        "it's",
        " a ",
        "a\nb",
        "a\nb\n",
        "a\n\n\n",
        "\n",
        " a\n b\n",
        "\ta\nb",
        "# a\nb\n",
        "a\r\nb",
        "\u{feff}a",
        "a\u{85}\n",
        "支付失败。\n已核实\n",
        "[x",
        "{x}",
        "\"",
        "\\",
        "history:\n- {}\n",
        "a\n   \nb  \n",
    ];
    prop_oneof![
        select(&["high", "urgent", "li zhao"][..]).prop_map(str::to_owned),
        select(nasty.to_vec()).prop_map(str::to_owned)
    ]
}

/// All pieces but that of `edited` stand in `after`, in their order.
fn keeps_the_rest(file: &File, edited: &str, after: &str) -> Result<(), TestCaseError> {
    let mut rest = after;
    let pieces = file.pieces.iter().filter(|(key, _)| key != edited).map(|(_, text)| text.as_str());
    for piece in std::iter::once(file.start).chain(pieces).chain([file.end]).map(|piece| file.piece(piece)) {
        let at = rest.find(&piece);
        prop_assert!(at.is_some(), "lost {:?}\nbefore {:?}\nafter  {:?}", piece, file.text(), after);
        rest = &rest[at.unwrap_or_default() + piece.len()..];
    }
    let strange = file.text().contains("\r\n") && after.replace("\r\n", "").contains('\n');
    prop_assert!(!strange, "line ends of two kinds: {:?}", after);
    Ok(())
}

/// The entries of the file's mapping; none when it is not one, which no generated file may be.
fn entries(text: &str) -> Vec<(String, Value)> {
    match read_value(text) {
        Ok(Value::Map(entries)) => entries,
        _ => Vec::new(),
    }
}

/// The entries but that of `key`.
fn others(text: &str, key: &str) -> Vec<(String, Value)> {
    entries(text).into_iter().filter(|(name, _)| name != key).collect()
}

fn value(text: &str, key: &str) -> Option<Value> {
    entries(text).into_iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

fn items(text: &str, key: &str) -> Vec<Value> {
    match value(text, key) {
        Some(Value::List(items)) => items,
        _ => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn setting_a_key_changes_that_key_only(file in file(), key in select(&["id", "title", "priority", "team", "description"][..]), text in text()) {
        let before = file.text();
        let after = apply(&before, &[Edit::set(key, &text)]).unwrap_or_else(|problem| panic!("{problem:?} {before:?}"));
        prop_assert_eq!(value(&after, key), Some(Value::Scalar(text)), "{:?} {:?}", before, after);
        prop_assert_eq!(others(&after, key), others(&before, key));
        keeps_the_rest(&file, key, &after)?;
        if let Some(last) = file.pieces.last().filter(|(key, _)| key == "history") {
            prop_assert_eq!(entries(&after).last().map(|(key, _)| key.clone()), Some(last.0.clone()));
        }
    }

    #[test]
    fn removing_a_key_removes_that_key_only(file in file(), key in select(&["id", "title", "priority", "tags", "description"][..])) {
        let before = file.text();
        let after = apply(&before, &[Edit::remove(key)]).unwrap_or_else(|problem| panic!("{problem:?} {before:?}"));
        prop_assert_eq!(entries(&after), others(&before, key));
        keeps_the_rest(&file, key, &after)?;
    }

    #[test]
    fn lists_change_by_their_items(file in file(), wanted in vec(select(&["a", "b", "c d", "no"][..]).prop_map(str::to_owned), 0..4)) {
        let before = file.text();
        let after = apply(&before, &[Edit::items("tags", wanted.clone())]).unwrap_or_else(|problem| panic!("{problem:?} {before:?}"));
        prop_assert_eq!(items(&after, "tags"), wanted.into_iter().map(Value::Scalar).collect::<Vec<_>>());
        prop_assert_eq!(others(&after, "tags"), others(&before, "tags"));
        keeps_the_rest(&file, "tags", &after)?;
    }

    #[test]
    fn appending_an_entry_disturbs_nothing(file in file(), text in proptest::option::of(text()), twice in any::<bool>()) {
        let before = file.text();
        let entry = EntryRecord { at: Some(Text::Borrowed("2026-10-28T09:00:12+08:00")), by: Some("li".into()), text: text.map(Text::Owned), ..EntryRecord::default() };
        let edits = vec![Edit::append(&entry); 1 + usize::from(twice)];
        let after = apply(&before, &edits).unwrap_or_else(|problem| panic!("{problem:?} {before:?}"));
        let mut expected = items(&before, "history");
        expected.extend(vec![Value::from(&entry); edits.len()]);
        prop_assert_eq!(items(&after, "history"), expected);
        prop_assert_eq!(others(&after, "history"), others(&before, "history"));
        keeps_the_rest(&file, "history", &after)?;
        let record = read_record(&after);
        prop_assert!(record.is_err() || record.is_ok_and(|record| record.history.last() == Some(&entry)));
    }
}
