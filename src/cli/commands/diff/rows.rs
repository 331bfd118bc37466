//! What happened, row by row.
use super::gather::{Review, Unreadable};
use super::words;
use crate::cli::telling::Teller;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::review::{Change, Happening, Item};

/// For programs: codes, each value in a column of its own.
const CODES: [(&str, Shape); 12] = [
    ("number", Shape::Text),
    ("key", Shape::Text),
    ("file", Shape::Text),
    ("change", Shape::Text),
    ("shouted", Shape::Text),
    ("at", Shape::Moment),
    ("by", Shape::Text),
    ("did", Shape::Text),
    ("field", Shape::Text),
    ("from", Shape::Text),
    ("to", Shape::Text),
    ("details", Shape::Text),
];

const WORDS: [(&str, Shape); 3] = [("number", Shape::Text), ("file", Shape::Text), ("happened", Shape::Text)];

/// The table: what must be shouted first, then tickets, then other files.
pub(super) fn table(teller: Teller<'_>, review: &Review, is_machine: bool) -> Table {
    let keys: &[_] = if is_machine { &CODES } else { &WORDS };
    let columns = keys.iter().map(|(key, shape)| Column::new(key, *shape)).collect();
    let rows = if is_machine { codes(review) } else { sentences(teller, review) };
    Table { id: "diff", columns, rows, frame: None }
}

fn sentences(teller: Teller<'_>, review: &Review) -> Vec<Vec<Cell>> {
    let row = |number: Option<&str>, file: &std::path::Path, said: String| {
        vec![Cell::text(number), Cell::text(Some(&file.display().to_string())), Cell::text(Some(&said))]
    };
    let (mut shouted, mut quiet) = (Vec::new(), Vec::new());
    for (pair, change) in review.changes() {
        let of_ticket = |said| row(Some(change.reference.number.as_str()), &change.version.path, said);
        for happening in &change.happenings {
            let told = words::told(teller, happening);
            let said = std::iter::once(told.line).chain(told.below).collect::<Vec<_>>().join(" ");
            let rows = if happening.is_shouted() { &mut shouted } else { &mut quiet };
            rows.push(of_ticket(if happening.is_shouted() { format!("! {said}") } else { said }));
        }
        quiet.extend(pair.breaches.iter().map(|reading| of_ticket(words::breach(teller, review, reading))));
    }
    quiet.extend(review.files.iter().map(|file| row(None, &file.path, words::file(teller, file))));
    shouted.append(&mut quiet);
    shouted
}

/// A row for programs, by column.
struct Row(Vec<(&'static str, Cell)>);

impl Row {
    fn new(change: &'static str, file: &std::path::Path, shouted: bool) -> Self {
        let file = Cell::text(Some(&file.display().to_string()));
        Self(vec![("change", Cell::Text(change.into())), ("file", file), ("shouted", Cell::Flag(shouted))])
    }

    fn with(mut self, key: &'static str, cell: Cell) -> Self {
        self.0.push((key, cell));
        self
    }

    fn act(self, item: Item<'_>) -> Self {
        let entry = item.entry;
        let row = self.with("at", Cell::moment(Some(entry.at))).with("by", Cell::text(Some(entry.by.as_str())));
        row.with("did", Cell::text(Some(item.did()))).with("details", Cell::Object(item.keys()))
    }

    fn cells(self) -> Vec<Cell> {
        let cell = |key: &str| self.0.iter().find(|(name, _)| *name == key).map(|(_, cell)| cell.clone());
        CODES.iter().map(|(key, _)| cell(key).unwrap_or(Cell::Absent)).collect()
    }
}

fn codes(review: &Review) -> Vec<Vec<Cell>> {
    let (mut shouted, mut quiet) = (Vec::new(), Vec::new());
    for (pair, change) in review.changes() {
        for happening in &change.happenings {
            let rows = if happening.is_shouted() { &mut shouted } else { &mut quiet };
            rows.push(happened(&change, happening).cells());
        }
        for reading in &pair.breaches {
            let row = of_ticket(&change, "breach", false);
            quiet.push(row.with("field", Cell::text(Some(words::clock(review, reading)))).cells());
        }
    }
    quiet.extend(review.files.iter().map(|file| {
        let from = file.from.as_ref().map(|from| from.display().to_string());
        let row = Row::new(file.change, &file.path, false).with("from", Cell::text(from.as_deref()));
        row.with("field", Cell::text(Some(file.kind))).cells()
    }));
    shouted.extend(review.unreadable.iter().map(broken));
    shouted.append(&mut quiet);
    shouted
}

fn broken(unreadable: &Unreadable) -> Vec<Cell> {
    let side = if unreadable.is_old { "before" } else { "after" };
    let row = Row::new("unreadable", &unreadable.path, true).with("field", Cell::text(Some(side)));
    row.with("to", Cell::text(Some(unreadable.problem.code()))).cells()
}

fn of_ticket(change: &Change<'_>, code: &'static str, shouted: bool) -> Row {
    let row = Row::new(code, &change.version.path, shouted);
    let row = row.with("number", Cell::text(Some(change.reference.number.as_str())));
    row.with("key", Cell::text(Some(change.reference.key.as_str())))
}

fn happened(change: &Change<'_>, happening: &Happening<'_>) -> Row {
    let row = of_ticket(change, happening.code(), happening.is_shouted());
    match happening {
        Happening::Did(item) | Happening::Removed(item) => row.act(*item),
        Happening::Altered { before, after } => row.act(*after).with("from", Cell::Object(before.keys())),
        Happening::Head(edit) => {
            let row = row.with("field", Cell::text(Some(edit.key)));
            row.with("from", Cell::text(edit.from.as_deref())).with("to", Cell::text(edit.to.as_deref()))
        }
        Happening::Renumbered { from, to } => {
            row.with("from", Cell::text(Some(from.as_str()))).with("to", Cell::text(Some(to.as_str())))
        }
        Happening::Moved { from, to } => {
            let path = |path: &std::path::Path| Cell::text(Some(&path.display().to_string()));
            row.with("from", path(from)).with("to", path(to))
        }
        Happening::Deleted | Happening::Rewritten => row,
    }
}
