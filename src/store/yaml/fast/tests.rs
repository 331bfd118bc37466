use proptest::collection::vec;
use proptest::prelude::*;

use super::super::canonical::write_record;
use super::super::read::read_any;
use super::super::strategy::record;
use super::*;

/// The ticket of the design, as it stands there but for its comment.
pub(crate) const TICKET: &str = "\
id: CS202610280001
title: 支付失败,订单未生成
type: complaint
category: technical/payment
priority: urgent
status: in_progress
source: customer
channel: phone
customer: C1001
team: tech
assignee: li
created: 2026-10-28T09:00:12+08:00
expected: 2026-10-28T18:00:00+08:00
tags: [checkout]
description: |
  下单后点击支付,提示“系统繁忙”。
history:
- {at: 2026-10-28T09:00:12+08:00, by: wang, did: created}
- {at: 2026-10-28T09:00:12+08:00, by: rules, did: assigned, team: tech, to: li, note: 'rule payment-faults; li has 2 open, zhao 5'}
- {at: 2026-10-28T09:04:40+08:00, by: li, did: accepted}
- at: 2026-10-28T09:09:03+08:00
  by: li
  did: replied
  channel: phone
  text: |
    已联系客户核实订单号。
    请客户更换支付方式重试。
";

#[test]
fn the_ticket_of_the_design_is_canonical() {
    let record = read_canonical(TICKET).unwrap();
    assert_eq!(record, read_any(TICKET).unwrap());
    assert_eq!(write_record(&record), TICKET);
    assert_eq!(record.title.as_deref(), Some("支付失败,订单未生成"));
    assert_eq!(record.description.as_deref(), Some("下单后点击支付,提示“系统繁忙”。\n"));
    assert_eq!(record.history[1].note.as_deref(), Some("rule payment-faults; li has 2 open, zhao 5"));
    assert_eq!(record.history[3].text.as_deref(), Some("已联系客户核实订单号。\n请客户更换支付方式重试。\n"));
}

#[test]
fn what_needs_no_change_is_borrowed() {
    let record = read_canonical(TICKET).unwrap();
    for text in [&record.title, &record.description, &record.history[1].note, &record.history[0].at] {
        assert!(matches!(text, Some(Text::Borrowed(_))), "{text:?}");
    }
}

/// Files that are not canonical, or not valid at all.
const OTHERS: &[&str] = &[
    "",
    "id: x",
    "id: x\r\n",
    "\u{feff}id: x\n",
    "# c\nid: x\n",
    "id: x # c\n",
    "id:  x\n",
    "id: x \n",
    "id: ~\n",
    "id: null\n",
    "id:\n",
    "id: &a x\n",
    "id: !a x\n",
    "id: *a\n",
    "id: a: b\n",
    "id: a:\n",
    "id: a\tb\n",
    "title: x\nid: y\n",
    "id: x\nid: y\n",
    "other: x\n",
    "id: x\n  y\n",
    "id: x\n\ntitle: y\n",
    "---\nid: x\n",
    "id: x\n...\n",
    "id: 'x' y\n",
    "id: 'x\n",
    "id: \"\\q\"\n",
    "id: \"\\ud800\"\n",
    "tags: [a,b]\n",
    "tags: [a, b,]\n",
    "tags: a\n",
    "tags:\n- a\n",
    "tags: [a, ~]\n",
    "description: >\n  x\n",
    "description: | # c\n  x\n",
    "description: |\n   x\n",
    "description: |\n x\n",
    "description: |\n",
    "description: |\n  x\n\n",
    "description: |\n  x\n  \n",
    "history: []\n",
    "history:\n",
    "history:\n  - {at: x}\n",
    "history:\n- {at: x }\n",
    "history:\n- {at: x,by: y}\n",
    "history:\n- {by: x, at: y}\n",
    "history:\n- {at: x, at: y}\n",
    "history:\n- {}\n",
    "history:\n- at: x\n   by: y\n",
    "history:\n- at: x\n# c\n",
    "history:\n- {at: x}\nid: y\n",
];

#[test]
fn anything_else_is_left_to_the_library() {
    for text in OTHERS {
        assert_eq!(read_canonical(text), None, "{text:?}");
    }
}

/// Bytes that mean something in YAML, and some that mean nothing.
const BYTES: &[u8] = b" \n:#,-'\"|>[]{}&*!?~\\\t\ra0\xc2\x85\xe2\x80\xa8\xef\xbb\xbf";

fn mutate(text: &str, changes: &[(prop::sample::Index, u8, prop::sample::Index)]) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    for (at, kind, byte) in changes {
        if bytes.is_empty() {
            break;
        }
        let (at, byte) = (at.index(bytes.len()), *byte.get(BYTES));
        match kind % 3 {
            0 => bytes[at] = byte,
            1 => bytes.insert(at, byte),
            _ => drop(bytes.remove(at)),
        }
    }
    String::from_utf8(bytes).ok()
}

/// The fast path, when it accepts, must read what the library reads.
fn agrees(text: &str) -> Result<(), TestCaseError> {
    if let Some(fast) = read_canonical(text) {
        let library = read_any(text);
        prop_assert!(library.is_ok(), "refused by the library only: {text:?} {library:?}");
        prop_assert_eq!(fast, library.unwrap(), "{:?}", text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn canonical_files_are_read_alike_by_both(record in record()) {
        let text = write_record(&record);
        prop_assert_eq!(&read_any(&text).unwrap(), &record, "{}", text);
        // An entry without a key is `{}`, which is left to the library.
        if text != "{}\n" && !record.history.contains(&EntryRecord::default()) {
            prop_assert_eq!(read_canonical(&text), Some(record), "{}", text);
        }
    }

    #[test]
    fn mutated_files_are_never_read_differently(
        record in record(),
        changes in vec((any::<prop::sample::Index>(), any::<u8>(), any::<prop::sample::Index>()), 1..4),
    ) {
        if let Some(text) = mutate(&write_record(&record), &changes) {
            agrees(&text)?;
        }
    }

    #[test]
    fn mutated_tickets_are_never_read_differently(
        changes in vec((any::<prop::sample::Index>(), any::<u8>(), any::<prop::sample::Index>()), 1..3),
    ) {
        if let Some(text) = mutate(TICKET, &changes) {
            agrees(&text)?;
        }
    }
}
