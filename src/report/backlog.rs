//! Backlog: what is unresolved at the report's instant, and how old it is.
//!
//! A period, when one is given, narrows it to the tickets created in it. Ages are real time; a
//! ticket that is exactly as old as the end of a class belongs to the next one.
use super::group::{self, Group};
use super::listing;
use super::question::{Event, Question};
use super::selection::{Chosen, Selection};
use super::statistics::Sample;
use super::table::{Cell, Column, Frame, Heading, Shape, Table};
use super::{Material, Report};

pub(super) const REPORT: Report =
    Report { name: "backlog", needs_answers: false, needs_classes: false, needs_stages: false, figures, behind };

const DAY: i64 = 86_400;

/// The unresolved tickets; the resolved ones are among what is left out.
fn unresolved<'a>(material: Material<'a>, question: &Question<'_>) -> (Vec<Chosen<'a>>, Frame) {
    let question = Question { event: Event::Created, ..question.clone() };
    let mut selection = Selection::of(material.tickets, &question);
    let created = selection.chosen.len();
    selection.chosen.retain(|chosen| chosen.facts.status.is_unresolved());
    let mut frame = selection.frame(&question);
    frame.exclude("resolved", created - selection.chosen.len());
    (selection.chosen, frame)
}

fn figures(material: Material<'_>, question: &Question<'_>) -> Table {
    let (chosen, mut frame) = unresolved(material, question);
    let groups = group::groups(chosen, material.tickets, question, &mut frame);
    let rows = groups.iter().map(|group| row(group, question)).collect();
    Table { id: REPORT.name, columns: columns(question), rows, frame: Some(frame) }
}

fn columns(question: &Question<'_>) -> Vec<Column> {
    let mut columns = group::columns(&question.by);
    columns.push(Column::new("count", Shape::Number));
    let ends = &question.settings.ageing;
    let starts = std::iter::once(0).chain(ends.iter().copied());
    columns.extend(starts.zip(ends.iter().map(Some).chain([None])).map(|(from, to)| class(from, to.copied())));
    columns.extend(["median_age", "oldest"].map(|key| Column::new(key, Shape::Number)));
    columns
}

/// The column of a class of age: from `from` days to less than `to`.
fn class(from: u32, to: Option<u32>) -> Column {
    let (key, heading) = match to {
        Some(to) => {
            let days = vec![("from", from.to_string()), ("to", to.to_string())];
            (format!("age_{from}_{to}"), Heading::Phrase("column.age-between", days))
        }
        None => (format!("age_{from}"), Heading::Phrase("column.age-over", vec![("from", from.to_string())])),
    };
    Column { key: key.into(), heading, shape: Shape::Number }
}

fn age(chosen: &Chosen<'_>, question: &Question<'_>) -> i64 {
    question.as_of.seconds() - chosen.facts.created.seconds()
}

fn row(group: &Group<Chosen<'_>>, question: &Question<'_>) -> Vec<Cell> {
    let ends = &question.settings.ageing;
    let mut classes = vec![0; ends.len() + 1];
    let mut ages = Vec::with_capacity(group.members.len());
    for chosen in &group.members {
        let age = age(chosen, question);
        classes[ends.partition_point(|end| i64::from(*end) * DAY <= age)] += 1;
        ages.push(age);
    }
    let ages: Sample = ages.into_iter().collect();
    let mut cells = group.cells.clone();
    cells.push(Cell::count(group.members.len()));
    cells.extend(classes.into_iter().map(Cell::Count));
    cells.extend([Cell::seconds(ages.median()), Cell::seconds(ages.max())]);
    cells
}

fn behind(material: Material<'_>, question: &Question<'_>) -> Table {
    let (mut chosen, frame) = unresolved(material, question);
    chosen.sort_by_key(|chosen| chosen.facts.created);
    let cells = |chosen: &Chosen<'_>| vec![Cell::seconds(Some(age(chosen, question)))];
    let columns = vec![Column::new("age", Shape::Number)];
    listing::tickets(&chosen, material.tickets, question, frame, columns, cells)
}

#[cfg(test)]
mod tests;
