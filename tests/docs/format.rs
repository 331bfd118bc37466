//! The tables of the file format say what the code says: every head key, every act with its keys, the
//! statuses it is allowed in and where it leads.
use tickets::domain::act::{Act, ActKind};
use tickets::domain::status::Status;
use tickets::domain::transition::{self, Lead};
use tickets::store::record::Record;

use super::document;

/// A page with the tables, and its words for where an act is allowed and where it leads.
struct Page {
    file: &'static str,
    allowed: [&'static str; 3],
    named: &'static str,
    named_or_stay: &'static str,
    handler: &'static str,
}

const PAGES: [Page; 2] = [
    Page {
        file: "docs/format.md",
        allowed: ["any", "not closed", "unresolved"],
        named: "`assigned` with `to`, else `new`",
        named_or_stay: "`assigned` with `to`, else stays",
        handler: "`in_progress` with an assignee, else `new`",
    },
    Page {
        file: "docs/format.zh-CN.md",
        allowed: ["任何", "未关闭", "未解决"],
        named: "有 `to` 时为 `assigned`，否则为 `new`",
        named_or_stay: "有 `to` 时为 `assigned`，否则不变",
        handler: "有处理人时为 `in_progress`，否则为 `new`",
    },
];

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

impl Page {
    fn allowed(&self, act: ActKind) -> String {
        let statuses: Vec<_> = Status::ALL.into_iter().filter(|status| transition::is_allowed(act, *status)).collect();
        let but = |left_out: &[Status]| {
            Status::ALL.into_iter().filter(|status| !left_out.contains(status)).eq(statuses.iter().copied())
        };
        let left_out: [&[Status]; 3] = [&[], &[Status::Closed], &[Status::Resolved, Status::Closed]];
        match left_out.iter().position(|left_out| but(left_out)) {
            Some(word) => self.allowed[word].to_owned(),
            None => statuses.iter().map(|status| format!("`{status}`")).collect::<Vec<_>>().join(" "),
        }
    }

    fn leads(&self, act: ActKind) -> String {
        match transition::lead(act) {
            Lead::Stay => String::new(),
            Lead::To(status) => format!("`{status}`"),
            Lead::Named => self.named.to_owned(),
            Lead::NamedOrStay => self.named_or_stay.to_owned(),
            Lead::Said => "`status`".to_owned(),
            Lead::Handler => self.handler.to_owned(),
        }
    }
}

#[test]
fn every_act_is_described_as_it_is() {
    for page in PAGES {
        let text = document(page.file);
        for act in ActKind::ALL {
            let cells = [format!("`{}`", act.code()), keys(*act), page.allowed(*act), page.leads(*act)];
            let row = format!("| {} |", cells.join(" | "));
            assert!(text.lines().any(|line| line.starts_with(&row)), "{}: no row that begins with\n{row}", page.file);
        }
    }
}

#[test]
fn every_head_key_is_described() {
    for page in PAGES {
        let text = document(page.file);
        let mut rows = text.lines();
        for key in Record::ORDER {
            let row = format!("| `{key}` |");
            let is_there = rows.any(|line| line.starts_with(&row));
            assert!(is_there, "{}: no row `{key}` in the order of the file", page.file);
        }
    }
}
