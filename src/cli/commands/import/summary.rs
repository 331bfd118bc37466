//! What an import did, as tables.
use crate::cli::present;
use crate::fault::Problem;
use crate::import::export::Export;
use crate::import::intake::Intake;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::text::Language;

/// The figures of an import, one a row.
pub(super) fn table(export: &Export, intake: &Intake, rejected: usize) -> Table {
    let count = |count: usize| Cell::Count(count as u64);
    let (first, last) = intake.range.unzip();
    let rows = [
        ("rows", count(export.rows)),
        ("tickets", count(intake.tickets.len())),
        ("customers", count(intake.customers())),
        ("responses", count(intake.responses())),
        ("known", count(intake.known)),
        ("newer", count(intake.newer)),
        ("rejected", count(rejected)),
        ("events", count(export.events)),
        ("used", count(export.used)),
        ("skipped", count(export.skipped)),
        ("early", count(export.moved)),
        ("moved", count(intake.moved)),
        ("noted", count(intake.noted)),
        ("kept", count(intake.kept)),
        ("first", Cell::moment(first)),
        ("last", Cell::moment(last)),
    ];
    let columns = vec![Column::new("figure", Shape::Text), Column::new("value", Shape::Number)];
    let row = |(figure, value): (&'static str, Cell)| vec![Cell::code("import", Some(figure)), value];
    Table { id: "import", columns, rows: rows.map(row).into(), frame: None }
}

/// What was not taken, one row each.
pub(super) fn rejects(rejected: &[Problem], language: Language) -> Table {
    let columns = [("file", Shape::Text), ("line", Shape::Number), ("code", Shape::Text), ("reason", Shape::Text)];
    let row = |problem: &Problem| {
        let place = problem.place();
        vec![
            Cell::text(place.map(|place| place.file.display().to_string()).as_deref()),
            place.map_or(Cell::Absent, |place| Cell::Count(place.line as u64)),
            Cell::text(Some(problem.code())),
            Cell::text(Some(&present::sentence(problem, language))),
            Cell::text(place.map(|place| place.excerpt.as_str())),
        ]
    };
    let columns = columns.iter().chain([&("row", Shape::Text)]);
    let columns = columns.map(|(key, shape)| Column::new(key, *shape)).collect();
    Table { id: "rejects", columns, rows: rejected.iter().map(row).collect(), frame: None }
}
