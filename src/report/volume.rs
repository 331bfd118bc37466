//! Volume: what came in, and what became of it.
//!
//! All figures are about the tickets that were selected by the period, so that each share has a
//! numerator and a denominator of the same tickets.
mod repeats;

use std::collections::HashMap;

use super::group::{self, Group};
use super::listing;
use super::question::Question;
use super::selection::{Chosen, Selection};
use super::table::{Cell, Column, Heading, Shape, Table};
use super::{Material, Report};
use crate::domain::ids::Text;

pub(super) const REPORT: Report =
    Report { name: "volume", needs_answers: false, needs_classes: false, needs_stages: false, figures, behind };

fn figures(material: Material<'_>, question: &Question<'_>) -> Table {
    let selection = Selection::of(material.tickets, question);
    let mut frame = selection.frame(question);
    let repeats = repeats::of(&material.tickets.facts, question.settings.repeat_window);
    let groups = group::all(selection.chosen, material.tickets, question);
    let wholes = Wholes::of(&groups, question, &repeats);
    let groups = group::largest(groups, question, &mut frame);
    let rows =
        groups.iter().map(|group| row(group, &repeats, wholes.of_period(&group.periods(&question.by)))).collect();
    Table { id: REPORT.name, columns: columns(question), rows, frame: Some(frame) }
}

fn columns(question: &Question<'_>) -> Vec<Column> {
    let mut columns = group::columns(&question.by);
    let counts = ["count", "distinct", "resolved", "closed", "reopened", "handed_over", "handovers"];
    columns.extend(counts.map(|key| Column::new(key, Shape::Number)));
    columns.extend(["reopen_rate", "first_contact"].map(|key| Column::new(key, Shape::Rate)));
    let share = |(key, heading): (&'static str, _)| Column {
        key: key.into(),
        heading: Heading::Phrase(heading, Vec::new()),
        shape: Shape::Rate,
    };
    columns.extend([("share", "column.share-of-all"), ("distinct_share", "column.distinct-share")].map(share));
    columns
}

/// What shares are of: how many tickets each period has, and how many without repeats; there is one when the breakdown
/// names no period.
struct Wholes(HashMap<Vec<Text>, (usize, usize)>);

impl Wholes {
    fn of(groups: &[Group<Chosen<'_>>], question: &Question<'_>, repeats: &[bool]) -> Self {
        let mut wholes: HashMap<_, (usize, usize)> = HashMap::new();
        for group in groups {
            let whole = wholes.entry(group.periods(&question.by)).or_default();
            whole.0 += group.members.len();
            whole.1 += distinct(group, repeats);
        }
        Self(wholes)
    }

    fn of_period(&self, periods: &[Text]) -> (usize, usize) {
        self.0.get(periods).copied().unwrap_or_default()
    }
}

fn distinct(group: &Group<Chosen<'_>>, repeats: &[bool]) -> usize {
    group.members.iter().filter(|chosen| !repeats[chosen.place]).count()
}

fn row(group: &Group<Chosen<'_>>, repeats: &[bool], whole: (usize, usize)) -> Vec<Cell> {
    let count = |is: &dyn Fn(&Chosen<'_>) -> bool| group.members.iter().filter(|chosen| is(chosen)).count();
    let resolved = count(&|chosen| chosen.facts.was_resolved());
    let resolved_and_reopened = count(&|chosen| chosen.facts.was_resolved() && chosen.facts.reopenings > 0);
    let at_first_contact = count(&|chosen| chosen.facts.is_first_contact());
    let mut cells = group.cells.clone();
    cells.extend([
        Cell::count(group.members.len()),
        Cell::count(distinct(group, repeats)),
        Cell::count(resolved),
        Cell::count(count(&|chosen| chosen.facts.closed.is_some())),
        Cell::count(count(&|chosen| chosen.facts.reopenings > 0)),
        Cell::count(count(&|chosen| chosen.facts.handovers > 0)),
        Cell::Count(group.members.iter().map(|chosen| u64::from(chosen.facts.handovers)).sum()),
        Cell::rate(resolved_and_reopened, resolved),
        Cell::rate(at_first_contact, resolved),
        Cell::rate(group.members.len(), whole.0),
        Cell::rate(distinct(group, repeats), whole.1),
    ]);
    cells
}

fn behind(material: Material<'_>, question: &Question<'_>) -> Table {
    let selection = Selection::of(material.tickets, question);
    let frame = selection.frame(question);
    let repeats = repeats::of(&material.tickets.facts, question.settings.repeat_window);
    let cells = |chosen: &Chosen<'_>| {
        let facts = chosen.facts;
        vec![
            Cell::Flag(repeats[chosen.place]),
            listing::moment(facts.settled, question),
            listing::moment(facts.closed, question),
            Cell::Count(facts.replies.into()),
            Cell::Count(facts.reopenings.into()),
            Cell::Count(facts.handovers.into()),
            Cell::Flag(facts.is_first_contact()),
        ]
    };
    let columns = vec![
        Column::new("repeat", Shape::Text),
        Column::new("settled", Shape::Moment),
        Column::new("closed", Shape::Moment),
        Column::new("replies", Shape::Number),
        Column::new("reopenings", Shape::Number),
        Column::new("handovers", Shape::Number),
        Column::new("first_contact", Shape::Text),
    ];
    listing::tickets(&selection.chosen, material.tickets, question, frame, columns, cells)
}

#[cfg(test)]
mod tests;
