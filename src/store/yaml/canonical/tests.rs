use super::super::read::read_value;
use super::*;

fn line(key: &str, text: &str) -> String {
    write_value(&Value::Map(vec![(key.to_owned(), text.into())]))
}

/// Texts that no reader takes for anything else.
const PLAIN: &[&str] = &[
    "li",
    "10m",
    "3d",
    "CS202610280001",
    "C1001",
    "in_progress",
    "technical/payment",
    "支付失败,订单未生成",
    "a:b",
    "a#b",
    "1st",
    "it's",
    "¥100",
];

/// Texts that some reader does.
const QUOTED: &[&str] = &[
    "",
    "no",
    "Y",
    "~",
    "null",
    "true",
    "0123",
    "1e3",
    "1.10",
    "1_000",
    "12:30",
    "0x1f",
    "=",
    "<<",
    ".5",
    "+.inf",
    "2026-10-28",
    "a: b",
    "a #b",
    "a:",
    " a",
    "a ",
    "- a",
    "[a",
    "#a",
    ":a",
    "@a",
    "%a",
    "|",
    "*a",
    "&a",
    "!a",
    "`a",
    "? a",
];

#[test]
fn texts_are_quoted_exactly_when_some_reader_needs_it() {
    for text in PLAIN {
        assert_eq!(line("k", text), format!("k: {text}\n"));
    }
    for text in QUOTED {
        assert_eq!(line("k", text), format!("k: '{text}'\n"));
    }
    assert_eq!(line("k", "'a'"), "k: '''a'''\n");
    assert_eq!(line("k", "a\tb\u{85}\u{2028}\u{feff}\r\u{1}\"\\"), "k: \"a\\tb\\x85\\u2028\\ufeff\\r\\x01\\\"\\\\\"\n");
}

#[test]
fn times_stand_plain_under_their_keys_only() {
    assert_eq!(line("created", "2026-10-28T09:00:12+08:00"), "created: 2026-10-28T09:00:12+08:00\n");
    assert_eq!(line("expected", "2026-10-28"), "expected: 2026-10-28\n");
    assert_eq!(line("from", "2026-10-28T09:00:12+08:00"), "from: '2026-10-28T09:00:12+08:00'\n");
    assert_eq!(line("created", "12:30"), "created: '12:30'\n");
    assert_eq!(line("created", "2026-1:"), "created: '2026-1:'\n");
}

#[test]
fn texts_of_several_lines_are_literal_blocks() {
    assert_eq!(line("k", "a\nb\n"), "k: |\n  a\n  b\n");
    assert_eq!(line("k", "a\nb"), "k: |-\n  a\n  b\n");
    assert_eq!(line("k", "a\n\n"), "k: |+\n  a\n\n");
    assert_eq!(line("k", "\n a\n"), "k: |2\n\n   a\n");
    assert_eq!(line("k", "\n"), "k: \"\\n\"\n");
    assert_eq!(line("k", "a\rb\n"), "k: \"a\\rb\\n\"\n");
}

#[test]
fn values_of_any_shape_have_one_form() {
    let text = "\
name: desk
empty: {}
none: null
list: []
texts: [a, 'no', 'b, c']
members:
- {id: li, roles: [lead, handler]}
- id: zhao
  note: |
    one
    two
lines: [\"one\\ntwo\", three]
mixed:
- |-
  one
  two
- [three]
deep:
  er:
    key: value
    list:
    - {a: b}
";
    let value = read_value(text).unwrap();
    assert_eq!(write_value(&value), text);
    assert_eq!(write_value(&Value::List(vec!["a".into(), Value::Null])), "- a\n- null\n");
    assert_eq!(write_value(&"a".into()), "a\n");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(1500))]

    #[test]
    fn what_is_written_is_read_back(value in value()) {
        let text = write_value(&value);
        proptest::prop_assert_eq!(read_value(&text).unwrap(), value, "{}", text);
    }
}

fn value() -> impl proptest::strategy::Strategy<Value = Value> {
    use proptest::collection::{btree_map, vec};
    use proptest::prelude::*;

    let leaf = prop_oneof![1 => Just(Value::Null), 5 => super::super::strategy::text().prop_map(Value::Scalar)];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::List),
            btree_map(super::super::strategy::text(), inner, 0..4)
                .prop_map(|map| Value::Map(map.into_iter().collect())),
        ]
    })
}
