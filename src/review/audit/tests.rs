use chrono::TimeDelta;

use super::*;
use crate::domain::act::{Act, Entry};
use crate::domain::field::Field;
use crate::fault::Fault;
use crate::review::testing::{at, entry, noted, version};

fn auditor() -> Auditor {
    Auditor::new(Tolerance { before: 86_400, after: 120 })
}

fn carrier(minute: u32, member: &str) -> Carrier<'static> {
    Carrier { author: "Somebody <somebody@example.com>", members: vec![member.into()], at: at(minute) }
}

fn codes(faults: &[AuditFault]) -> Vec<&'static str> {
    faults.iter().map(Fault::code).collect()
}

fn judged(carrier: &Carrier<'_>, before: &[&Version], after: &Version) -> Vec<&'static str> {
    codes(&auditor().ticket(carrier, before, Some(after)))
}

#[test]
fn an_act_is_its_authors() {
    let (before, after) = (version(vec![]), version(vec![noted(5, "li", "a")]));
    assert_eq!(judged(&carrier(6, "li"), &[&before], &after), [""; 0]);
    assert_eq!(judged(&carrier(6, "wang"), &[&before], &after), ["audit-author"]);
    let rules = version(vec![noted(5, "rules", "a")]);
    assert_eq!(judged(&carrier(6, "wang"), &[&before], &rules), [""; 0], "automatic actors have no address");
}

#[test]
fn an_act_is_dated_about_when_it_was_committed() {
    let (before, after) = (version(vec![]), version(vec![noted(5, "li", "a")]));
    let by = |seconds| Carrier { at: at(5) + TimeDelta::seconds(seconds), ..carrier(0, "li") };
    assert_eq!(judged(&by(-120), &[&before], &after), [""; 0]);
    assert_eq!(judged(&by(-121), &[&before], &after), ["audit-act-late"]);
    assert_eq!(judged(&by(86_400), &[&before], &after), [""; 0]);
    assert_eq!(judged(&by(86_401), &[&before], &after), ["audit-act-early"]);
}

#[test]
fn an_import_brings_what_others_did_long_ago() {
    let mut after = version(vec![noted(5, "li", "a")]);
    after.ticket.head.external = Some("4711".into());
    let late = Carrier { at: at(5) + TimeDelta::days(900), ..carrier(0, "zhao") };
    assert_eq!(judged(&late, &[], &after), [""; 0]);
    let more = Version { ticket: version(vec![noted(5, "li", "a"), noted(6, "li", "b")]).ticket, ..after.clone() };
    assert_eq!(judged(&late, &[&after], &more), ["audit-head", "audit-author", "audit-act-early"]);
}

#[test]
fn a_merge_unites_and_loses_nothing() {
    let base = vec![noted(1, "li", "a")];
    let one = version([base.clone(), vec![noted(3, "li", "c")]].concat());
    let other = version([base.clone(), vec![noted(2, "zhao", "b")]].concat());
    let merged = version([base, vec![noted(2, "zhao", "b"), noted(3, "li", "c")]].concat());
    let merge = carrier(9, "wang");
    assert_eq!(judged(&merge, &[&one, &other], &merged), [""; 0]);
    assert_eq!(judged(&merge, &[&one, &other], &one), ["audit-act-removed"]);
}

#[test]
fn what_was_told_once_is_not_told_of_the_merge() {
    let base = version(vec![noted(1, "li", "a")]);
    let cleaned = version(vec![]);
    let mut auditor = auditor();
    let found = auditor.ticket(&carrier(5, "li"), &[&base], Some(&cleaned));
    assert_eq!(codes(&found), ["audit-act-removed"]);
    assert!(auditor.ticket(&carrier(6, "li"), &[&base, &cleaned], Some(&cleaned)).is_empty());
    assert_eq!(codes(&auditor.ticket(&carrier(7, "li"), &[&base], None)), ["audit-deleted"]);
    assert!(auditor.ticket(&carrier(8, "li"), &[&base], None).is_empty());
}

#[test]
fn an_altered_act_names_its_keys() {
    let (before, after) = (version(vec![noted(1, "li", "a")]), version(vec![noted(1, "li", "b")]));
    let found = auditor().ticket(&carrier(1, "li"), &[&before], Some(&after));
    let [AuditFault::Altered { keys, by, .. }] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((keys.as_str(), by.as_str()), ("text", "li"));
}

#[test]
fn texts_that_a_merge_united_are_no_edits() {
    let described = |text: &str, acts: Vec<Entry>| {
        let mut version = version(acts);
        version.ticket.head.description = Some(text.into());
        version
    };
    let edit =
        |minute| entry(minute, "li", Act::Edited { field: Field::Description, from: None, to: None, note: None });
    let (one, other) = (described("a\nB\n", vec![edit(1)]), described("A\nb\n", vec![edit(2)]));
    let merged = described("A\nB\n", vec![edit(1), edit(2)]);
    assert_eq!(judged(&carrier(9, "li"), &[&one, &other], &merged), [""; 0]);
    let forged = described("C\n", vec![edit(1)]);
    assert_eq!(judged(&carrier(9, "li"), &[&one], &forged), ["audit-head"]);
}

#[test]
fn a_signature_is_there_and_good() {
    let code = |verdict| signature(verdict, "a").map(|fault| fault.code());
    assert_eq!(['G', 'U', 'X'].map(code), [None; 3]);
    assert_eq!(
        ['N', 'B', 'E'].map(code),
        [Some("audit-unsigned"), Some("audit-signature-bad"), Some("audit-signature-unchecked")]
    );
}
