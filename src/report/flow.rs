//! Flow: what came in and went out in each day, week, month …, and what was left at its end.
//!
//! Here every event counts by its own instant. A ticket that came back counts where its last
//! resolution and its last closing stand; what was unresolved at a bucket's end is exact. A bucket
//! that the period or the report's instant cuts counts only what lies inside.
use super::dimension::Dimension;
use super::facts::Facts;
use super::group::{self, Group};
use super::listing;
use super::question::Question;
use super::selection::{Chosen, Selection};
use super::table::{Cell, Column, Frame, Shape, Table};
use super::{Material, Report};
use crate::time::Instant;
use crate::time::bucket::{Bucket, Unit};

pub(super) const REPORT: Report =
    Report { name: "flow", needs_answers: false, needs_classes: false, needs_stages: false, figures, behind };

fn figures(material: Material<'_>, question: &Question<'_>) -> Table {
    let (chosen, mut frame) = existing(material, question);
    let (unit, by) = breakdown(question);
    let buckets = buckets(&chosen, unit, question);
    let groups = group::groups(chosen, material.tickets, &Question { by: by.clone(), ..question.clone() }, &mut frame);
    let flows: Vec<_> = groups.iter().map(|group| flow(group, &buckets, question)).collect();
    let mut rows = Vec::with_capacity(buckets.len() * groups.len());
    for (place, (label, _)) in buckets.iter().enumerate() {
        for (group, flow) in groups.iter().zip(&flows) {
            rows.push(row(label, group, &flow[place]));
        }
    }
    let columns = columns(unit, &by);
    Table { id: REPORT.name, columns, rows, frame: Some(frame) }
}

/// All tickets that existed before the period's end.
fn existing<'a>(material: Material<'a>, question: &Question<'_>) -> (Vec<Chosen<'a>>, Frame) {
    let any = Question { since: None, event: super::question::Event::Created, ..question.clone() };
    let selection = Selection::of(material.tickets, &any);
    let frame = Frame { since: question.frame(0).since, ..selection.frame(&any) };
    (selection.chosen, frame)
}

/// The length of the buckets (weeks when the question names none) and the other dimensions.
fn breakdown(question: &Question<'_>) -> (Unit, Vec<Dimension>) {
    let unit = question.by.iter().find_map(|dimension| match dimension {
        Dimension::Period(unit) => Some(*unit),
        Dimension::Attribute(_) => None,
    });
    let others = question.by.iter().copied().filter(|dimension| matches!(dimension, Dimension::Attribute(_)));
    (unit.unwrap_or(Unit::Week), others.collect())
}

fn columns(unit: Unit, by: &[Dimension]) -> Vec<Column> {
    let mut columns = group::columns(&[Dimension::Period(unit)]);
    columns.extend(group::columns(by));
    columns.extend(["created", "resolved", "closed", "net", "unresolved"].map(|key| Column::new(key, Shape::Number)));
    columns
}

/// The labels and first instants of the buckets from the period's first instant (or the first
/// creation) to its last (or the report's).
fn buckets(chosen: &[Chosen<'_>], unit: Unit, question: &Question<'_>) -> Vec<(String, Instant)> {
    let earliest = chosen.iter().map(|chosen| chosen.facts.created).min();
    let Some(first) = question.since.or(earliest) else { return Vec::new() };
    let last = question.until.map_or(question.as_of, |until| until.plus(-1).min(question.as_of));
    let mut buckets = Vec::new();
    let mut bucket = Bucket::of(unit, first, question.zone);
    loop {
        let period = bucket.period(question.zone);
        if period.start > last || bucket.next() == bucket {
            return buckets;
        }
        buckets.push((period.label, period.start));
        bucket = bucket.next();
    }
}

/// What happened in a bucket.
#[derive(Clone, Default)]
struct Flow {
    created: u64,
    resolved: u64,
    closed: u64,
    /// At the bucket's end.
    unresolved: i64,
}

/// The flow of each bucket.
fn flow(group: &Group<Chosen<'_>>, buckets: &[(String, Instant)], question: &Question<'_>) -> Vec<Flow> {
    let mut flows = vec![Flow::default(); buckets.len()];
    let place = |at: Instant| buckets.partition_point(|(_, start)| *start <= at).checked_sub(1);
    let inside = |at: Instant| place(at).filter(|_| question.covers(at));
    let mut before = 0;
    for facts in group.members.iter().map(|chosen| chosen.facts) {
        count(facts, &inside, &mut flows);
        for (at, change) in changes(facts).filter(|(at, _)| question.until.is_none_or(|until| *at < until)) {
            match place(at) {
                Some(place) => flows[place].unresolved += change,
                None => before += change,
            }
        }
    }
    for flow in &mut flows {
        flow.unresolved += before;
        before = flow.unresolved;
    }
    flows
}

fn count(facts: &Facts, inside: &dyn Fn(Instant) -> Option<usize>, flows: &mut [Flow]) {
    let place = |at: Option<Instant>| at.and_then(inside);
    if let Some(place) = place(Some(facts.created)) {
        flows[place].created += 1;
    }
    if let Some(place) = place(facts.settled) {
        flows[place].resolved += 1;
    }
    if let Some(place) = place(facts.closed) {
        flows[place].closed += 1;
    }
}

/// When the ticket came to the backlog and when it left it.
fn changes(facts: &Facts) -> impl Iterator<Item = (Instant, i64)> {
    let rests = facts.rests.iter().flat_map(|(from, to)| [(*from, -1), (*to, 1)]);
    std::iter::once((facts.created, 1)).chain(rests).chain(facts.settled.map(|at| (at, -1)))
}

fn row(label: &str, group: &Group<Chosen<'_>>, flow: &Flow) -> Vec<Cell> {
    let mut cells = vec![Cell::text(Some(label))];
    cells.extend(group.cells.iter().cloned());
    cells.extend([flow.created, flow.resolved, flow.closed].map(Cell::Count));
    cells.push(Cell::Change(flow.created.cast_signed() - flow.closed.cast_signed()));
    cells.push(Cell::Count(flow.unresolved.max(0).unsigned_abs()));
    cells
}

/// The tickets to which something happened in the period.
fn behind(material: Material<'_>, question: &Question<'_>) -> Table {
    let (mut chosen, frame) = existing(material, question);
    let touched = |at: Option<Instant>| at.is_some_and(|at| question.covers(at));
    chosen.retain(|chosen| {
        let facts = chosen.facts;
        touched(Some(facts.created)) || touched(facts.settled) || touched(facts.closed)
    });
    let frame = Frame { counted: chosen.len() as u64, ..frame };
    let cells = |chosen: &Chosen<'_>| {
        vec![listing::moment(chosen.facts.settled, question), listing::moment(chosen.facts.closed, question)]
    };
    let columns = vec![Column::new("settled", Shape::Moment), Column::new("closed", Shape::Moment)];
    listing::tickets(&chosen, material.tickets, question, frame, columns, cells)
}

#[cfg(test)]
mod tests;
