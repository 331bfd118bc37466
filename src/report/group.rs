//! Breaking a selection down by dimensions.
use std::collections::HashMap;

use super::dimension::{Attribute, Dimension};
use super::facts::Tickets;
use super::names::Symbol;
use super::question::Question;
use super::selection::Member;
use super::table::{Cell, Column, Frame, Shape};
use crate::domain::ids::Text;
use crate::time::bucket::Bucket;

/// The members that share the values of all dimensions.
pub(super) struct Group<M> {
    /// The values, a cell for each dimension.
    pub(super) cells: Vec<Cell>,
    /// The members, in the order of the selection.
    pub(super) members: Vec<M>,
}

/// A value of a dimension.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Slot {
    Bucket(Bucket),
    Value(Attribute, Symbol),
    Absent,
}

/// Where a value stands among the others: periods by time, codes in the desk's order and then by
/// name, absence last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Bucket(Bucket),
    Value(usize, Text),
    Absent,
}

/// The columns of dimensions.
pub(super) fn columns(by: &[Dimension]) -> Vec<Column> {
    by.iter().map(|dimension| Column::new(dimension.code(), Shape::Text)).collect()
}

impl<M> Group<M> {
    /// The labels of the periods to which it belongs.
    pub(super) fn periods(&self, by: &[Dimension]) -> Vec<Text> {
        let label = |(dimension, cell): (&Dimension, &Cell)| match (dimension, cell) {
            (Dimension::Period(_), Cell::Text(label)) => Some(label.clone()),
            _ => None,
        };
        by.iter().zip(&self.cells).filter_map(label).collect()
    }
}

/// The groups of a question's breakdown that it asks for, in order; the frame says what is left out.
pub(super) fn groups<M: Member>(
    members: Vec<M>,
    tickets: &Tickets,
    question: &Question<'_>,
    frame: &mut Frame,
) -> Vec<Group<M>> {
    largest(all(members, tickets, question), question, frame)
}

/// Of groups in order those with the most members, the largest first, of each period; all when none is asked for.
pub(super) fn largest<M>(mut groups: Vec<Group<M>>, question: &Question<'_>, frame: &mut Frame) -> Vec<Group<M>> {
    let Some(top) = question.top else { return groups };
    groups.sort_by_cached_key(|group| (group.periods(&question.by), std::cmp::Reverse(group.members.len())));
    let (mut periods, mut place, mut beyond) = (Vec::new(), 0, 0);
    groups.retain(|group| {
        let own = group.periods(&question.by);
        place = if own == periods { place + 1 } else { 1 };
        periods = own;
        beyond += if place > top { group.members.len() } else { 0 };
        place <= top
    });
    frame.exclude("beyond-top", beyond);
    groups
}

/// All groups of a question's breakdown, in order. Without one, a single group that may be empty.
pub(super) fn all<M: Member>(members: Vec<M>, tickets: &Tickets, question: &Question<'_>) -> Vec<Group<M>> {
    if question.by.is_empty() {
        return vec![Group { cells: Vec::new(), members }];
    }
    let mut found: HashMap<Vec<Slot>, Vec<M>> = HashMap::new();
    for member in members {
        let slots = question.by.iter().map(|dimension| slot(&member, *dimension, question)).collect();
        found.entry(slots).or_default().push(member);
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_cached_key(|(slots, _)| slots.iter().map(|slot| rank(*slot, tickets, question)).collect::<Vec<_>>());
    let cells = |slots: Vec<Slot>| slots.into_iter().map(|slot| cell(slot, tickets)).collect();
    found.into_iter().map(|(slots, members)| Group { cells: cells(slots), members }).collect()
}

fn slot(member: &impl Member, dimension: Dimension, question: &Question<'_>) -> Slot {
    match dimension {
        Dimension::Period(unit) => Slot::Bucket(Bucket::of(unit, member.at(), question.zone)),
        Dimension::Attribute(attribute) => {
            member.facts().attribute(attribute).map_or(Slot::Absent, |symbol| Slot::Value(attribute, symbol))
        }
    }
}

fn rank(slot: Slot, tickets: &Tickets, question: &Question<'_>) -> Rank {
    match slot {
        Slot::Bucket(bucket) => Rank::Bucket(bucket),
        Slot::Absent => Rank::Absent,
        Slot::Value(attribute, symbol) => {
            let name = tickets.names.name(symbol);
            Rank::Value(question.order.rank(attribute.label_kind(), name), name.into())
        }
    }
}

fn cell(slot: Slot, tickets: &Tickets) -> Cell {
    match slot {
        Slot::Bucket(bucket) => Cell::Text(compact_str::format_compact!("{bucket}")),
        Slot::Value(attribute, symbol) => Cell::Code(attribute.label_kind(), tickets.names.name(symbol).into()),
        Slot::Absent => Cell::Absent,
    }
}
