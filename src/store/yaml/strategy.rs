//! Records and texts for property tests, with what is hard in YAML more often than in life.
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use crate::store::record::{EntryRecord, Record, Text};

/// Texts that some reader may take for something else, or that need care at their edges.
pub(super) const NASTY: &[&str] = &[
    "",
    " ",
    "~",
    "null",
    "Null",
    "no",
    "No",
    "y",
    "N",
    "on",
    "off",
    "true",
    "FALSE",
    "0123",
    "0x1f",
    "0o17",
    "0b11",
    "1e3",
    "1.10",
    "1_000",
    "1,000",
    "12:30",
    "190:20:30",
    "2026-10-28",
    "2026-10-28T09:00:12+08:00",
    "2026-10-28 09:00:12",
    ".5",
    ".inf",
    "-.INF",
    "+.inf",
    ".nan",
    "+1",
    "-1",
    "- a",
    "-",
    "--",
    "---",
    "...",
    "--- a",
    "=",
    "<<",
    "<",
    "?",
    "? a",
    ":",
    ":a",
    "a:",
    "a: b",
    "a :b",
    "a #b",
    "a#b",
    "#a",
    "&a",
    "*a",
    "!a",
    "!!str a",
    "|",
    ">",
    "|-",
    "%a",
    "@a",
    "`a",
    "'",
    "''",
    "'a'",
    "it's",
    "\"",
    "\"a\"",
    "a\"b",
    "\\",
    "\\n",
    "a\\b",
    "[",
    "]",
    "[a]",
    "{",
    "}",
    "{a: b}",
    "a, b",
    "a]",
    "a}",
    "a?b",
    "a,b",
    "http://x.y/z?q=1#f",
    " a",
    "a ",
    "\ta",
    "a\t",
    "a\tb",
    "a\nb",
    "a\n",
    "\na",
    "\n",
    "\n\n",
    "a\n\n",
    "a\nb\n\n\n",
    "\n\na\n",
    " a\nb",
    "  a\n b\n",
    "\ta\nb\n",
    "a\n b\n  c\n",
    "a\n\nb\n",
    "a \nb  \n",
    "a\n   \nb\n",
    "a\n   ",
    "a\n   \n",
    "   \na\n",
    "\n  \n a\n",
    "a\r\nb",
    "a\rb",
    "a\r",
    "\u{85}",
    "a\u{85}b",
    "\u{2028}",
    "a\u{2029}b\nc",
    "\u{feff}",
    "\u{feff}a\nb",
    "a\u{feff}b",
    "\u{fffe}",
    "a\u{ffff}b",
    "\0",
    "a\u{1}b",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{9f}",
    "\u{a0}a",
    "a\u{3000}",
    "支付失败,订单未生成",
    "下单后点击支付,提示“系统繁忙”。\n已核实。\n",
    "¥100",
    "😀",
    "\u{200b}",
    "\u{202e}abc",
    "# a\nb\n",
    "- a\n- b\n",
    "a: b\nc: d\n",
    "---\na\n",
    "...\n",
    "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n",
];

/// Any text.
pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(NASTY).prop_map(str::to_owned),
        3 => "[a-z]{1,8}",
        2 => "[a-z 中文,。:#'\"\\\\{}\\[\\],&*!|>%@`~?=-]{0,12}",
        2 => "[ \\n\\ta-c中]{0,12}",
        1 => vec(any::<char>(), 0..6).prop_map(String::from_iter),
        1 => (select(NASTY), select(NASTY)).prop_map(|(left, right)| format!("{left}{right}")),
        1 => (select(NASTY), select(NASTY)).prop_map(|(left, right)| format!("{left}\n{right}")),
    ]
}

/// Any entry; some have no key at all.
pub(super) fn entry() -> impl Strategy<Value = EntryRecord<'static>> {
    vec(weighted(0.25, text()), EntryRecord::KEYS.len()).prop_map(|texts| {
        let mut entry = EntryRecord::default();
        for (slot, text) in EntryRecord::SLOTS.iter().zip(texts) {
            *slot(&mut entry) = text.map(Text::Owned);
        }
        entry
    })
}

/// Any record.
pub(super) fn record() -> impl Strategy<Value = Record<'static>> {
    let scalars = vec(weighted(0.5, text()), Record::KEYS.len());
    let lists = (vec(text(), 0..3), vec(text(), 0..4));
    (scalars, lists, vec(entry(), 0..4)).prop_map(|(texts, (formerly, tags), history)| {
        let owned = |texts: Vec<String>| texts.into_iter().map(Text::Owned).collect();
        let mut record = Record { formerly: owned(formerly), tags: owned(tags), history, ..Record::default() };
        for (slot, text) in Record::SLOTS.iter().zip(texts) {
            *slot(&mut record) = text.map(Text::Owned);
        }
        record
    })
}
