//! What stands behind figures: tickets and their clocks, one in each row.
use super::dimension::Attribute;
use super::facts::{Facts, Reading, Tickets};
use super::question::Question;
use super::selection::Chosen;
use super::table::{Cell, Column, Frame, Shape, Table};
use crate::time::Instant;

/// The attributes that a list of tickets shows.
const SHOWN: [Attribute; 6] = [
    Attribute::Type,
    Attribute::Category,
    Attribute::Priority,
    Attribute::Team,
    Attribute::Assignee,
    Attribute::Customer,
];

/// The columns that say which ticket it is.
pub(super) fn ticket_columns() -> Vec<Column> {
    let mut columns = vec![
        Column::new("number", Shape::Text),
        Column::new("created", Shape::Moment),
        Column::new("status", Shape::Text),
    ];
    columns.extend(SHOWN.map(|attribute| Column::new(attribute.code(), Shape::Text)));
    columns
}

/// The cells of [`ticket_columns`].
pub(super) fn ticket_cells(facts: &Facts, tickets: &Tickets, question: &Question<'_>) -> Vec<Cell> {
    let mut cells = vec![
        Cell::Text(facts.number.as_str().into()),
        moment(Some(facts.created), question),
        Cell::Code("status", facts.status.code().into()),
    ];
    cells.extend(SHOWN.map(|attribute| Cell::code(attribute.label_kind(), tickets.value(facts, attribute))));
    cells
}

/// An instant in the desk's time zone.
pub(super) fn moment(at: Option<Instant>, question: &Question<'_>) -> Cell {
    Cell::moment(at.map(|at| question.zone.to_local(at)))
}

/// The tickets of a selection, with more columns and their cells.
pub(super) fn tickets(
    chosen: &[Chosen<'_>],
    tickets: &Tickets,
    question: &Question<'_>,
    frame: Frame,
    columns: Vec<Column>,
    cells: impl Fn(&Chosen<'_>) -> Vec<Cell>,
) -> Table {
    let row = |chosen| {
        let ticket: &Chosen<'_> = chosen;
        ticket_cells(ticket.facts, tickets, question).into_iter().chain(cells(ticket)).collect()
    };
    Table {
        id: "tickets",
        columns: ticket_columns().into_iter().chain(columns).collect(),
        rows: chosen.iter().map(row).collect(),
        frame: Some(frame),
    }
}

/// The clocks of a selection that pass the question's filter.
pub(super) fn clocks(chosen: &[Chosen<'_>], tickets: &Tickets, question: &Question<'_>, frame: Frame) -> Table {
    let mut columns = ticket_columns();
    columns.extend(["clock", "state"].map(|key| Column::new(key, Shape::Text)));
    columns.extend(["elapsed", "target", "left"].map(|key| Column::new(key, Shape::Number)));
    columns.push(Column::new("due", Shape::Moment));
    let rows = chosen.iter().flat_map(|chosen| {
        let facts = chosen.facts;
        let shown = facts.readings.iter().filter(|reading| passes(reading, tickets, question));
        shown.map(|reading| {
            ticket_cells(facts, tickets, question).into_iter().chain(clock_cells(reading, tickets, question)).collect()
        })
    });
    Table { id: "clocks", columns, rows: rows.collect(), frame: Some(frame) }
}

fn passes(reading: &Reading, tickets: &Tickets, question: &Question<'_>) -> bool {
    let filter = &question.filter;
    filter.takes_clock(tickets.clock(reading)) && filter.state.is_none_or(|wanted| wanted == reading.state)
}

fn clock_cells(reading: &Reading, tickets: &Tickets, question: &Question<'_>) -> [Cell; 6] {
    let elapsed = i64::from(reading.elapsed);
    let target = reading.target.map(i64::from);
    [
        Cell::Code("clock", tickets.clock(reading).into()),
        Cell::Code("state", reading.state.code().into()),
        Cell::working(Some(elapsed)),
        Cell::working(target),
        Cell::working(target.map(|target| target - elapsed)),
        moment(reading.due, question),
    ]
}
