//! The tables of the file format say what the code says: every head key, every act with its keys, the
//! statuses it is allowed in and where it leads.
use tickets::domain::act::{Act, ActKind};
use tickets::domain::status::Status;
use tickets::domain::transition::{self, Lead};
use tickets::store::record::Record;

use super::document;

/// A value that the key of an act takes.
fn sample(act: ActKind, key: &str) -> &'static str {
    match (act, key) {
        (_, "until") => "2026-10-28T09:00:00+08:00",
        (_, "field") => "title",
        (ActKind::Linked | ActKind::Unlinked, "to") => "T1-00000",
        _ => "x",
    }
}

/// The keys of an act; those that it must have are bold.
fn keys(act: ActKind) -> String {
    let is_required = |key: &str| {
        let get = |name: &'static str| (name != key).then(|| sample(act, name));
        Act::read(act.code(), get).is_err()
    };
    let shown = |key: &&str| if is_required(key) { format!("**`{key}`**") } else { format!("`{key}`") };
    act.keys().iter().map(shown).collect::<Vec<_>>().join(" ")
}

fn allowed(act: ActKind) -> String {
    let statuses: Vec<_> = Status::ALL.into_iter().filter(|status| transition::is_allowed(act, *status)).collect();
    let but = |left_out: &[Status]| {
        Status::ALL.into_iter().filter(|status| !left_out.contains(status)).eq(statuses.iter().copied())
    };
    if but(&[]) {
        "any".to_owned()
    } else if but(&[Status::Closed]) {
        "not closed".to_owned()
    } else if but(&[Status::Resolved, Status::Closed]) {
        "unresolved".to_owned()
    } else {
        statuses.iter().map(|status| format!("`{status}`")).collect::<Vec<_>>().join(" ")
    }
}

fn leads(act: ActKind) -> String {
    match transition::lead(act) {
        Lead::Stay => String::new(),
        Lead::To(status) => format!("`{status}`"),
        Lead::Named => "`assigned` with `to`, else `new`".to_owned(),
        Lead::NamedOrStay => "`assigned` with `to`, else stays".to_owned(),
        Lead::Said => "`status`".to_owned(),
        Lead::Handler => "`in_progress` with an assignee, else `new`".to_owned(),
    }
}

#[test]
fn every_act_is_described_as_it_is() {
    let text = document("docs/format.md");
    for act in ActKind::ALL {
        let cells = [format!("`{}`", act.code()), keys(*act), allowed(*act), leads(*act)];
        let row = format!("| {} |", cells.join(" | "));
        assert!(text.lines().any(|line| line.starts_with(&row)), "docs/format.md: no row that begins with\n{row}");
    }
}

#[test]
fn every_head_key_is_described() {
    let text = document("docs/format.md");
    let mut rows = text.lines();
    for key in Record::ORDER {
        let row = format!("| `{key}` |");
        assert!(rows.any(|line| line.starts_with(&row)), "docs/format.md: no row `{key}` in the order of the file");
    }
}
