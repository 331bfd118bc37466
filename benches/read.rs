//! Reading and changing one ticket file of 1.8 kB: `cargo bench --bench read`.
#![expect(clippy::unwrap_used, clippy::format_push_string, reason = "a benchmark over a text that is valid")]
use std::path::Path;

use divan::{Bencher, black_box};
use tickets::store::file::ticket_of;
use tickets::store::record::EntryRecord;
use tickets::store::yaml::{Edit, apply, read_canonical, read_record};

fn main() {
    divan::main();
}

/// A ticket with ten entries, in the canonical form.
fn canonical() -> String {
    let mut text = String::from(
        "id: CS202610280001\ntitle: 支付失败，订单未生成\ntype: complaint\ncategory: technical/payment\n\
         priority: urgent\nstatus: in_progress\nsource: customer\nchannel: phone\ncustomer: C1001\nteam: tech\n\
         assignee: li\ncreated: 2026-10-28T09:00:12+08:00\ndescription: |\n  下单后点击支付，提示“系统繁忙”。\n  \
         The order was not created, and the customer was charged twice.\nhistory:\n\
         - {at: 2026-10-28T09:00:12+08:00, by: wang, did: created}\n\
         - {at: 2026-10-28T09:00:12+08:00, by: rules, did: assigned, team: tech, to: li, note: li has 2 open}\n\
         - {at: 2026-10-28T09:04:40+08:00, by: li, did: accepted}\n",
    );
    for minute in 10..17 {
        text.push_str(&format!(
            "- at: 2026-10-28T09:{minute}:03+08:00\n  by: li\n  did: replied\n  channel: phone\n  text: |\n    \
             已联系客户核实订单号。\n    请客户更换支付方式重试，并保留页面截图。\n"
        ));
    }
    text
}

#[divan::bench]
fn canonical_form(bencher: Bencher) {
    let text = canonical();
    assert!(read_canonical(&text).is_some());
    bencher.bench(|| read_canonical(black_box(&text)).is_some());
}

#[divan::bench]
fn any_other_form(bencher: Bencher) {
    let text = format!("# by hand\n{}", canonical());
    assert!(read_canonical(&text).is_none());
    bencher.bench(|| read_record(black_box(&text)).is_ok());
}

#[divan::bench]
fn canonical_form_to_ticket(bencher: Bencher) {
    let text = canonical();
    bencher.bench(|| ticket_of(Path::new("t.yaml"), black_box(&text)).unwrap());
}

#[divan::bench]
fn append_an_entry(bencher: Bencher) {
    let text = canonical();
    let entry = EntryRecord {
        at: Some("2026-10-28T10:00:00+08:00".into()),
        by: Some("li".into()),
        did: Some("noted".into()),
        text: Some("x".into()),
        ..EntryRecord::default()
    };
    bencher.bench(|| apply(black_box(&text), &[Edit::append(&entry)]).unwrap());
}
