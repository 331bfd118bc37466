//! Classification: how well the rules and their keywords do, so that the libraries can be kept up.
//!
//! Every ticket is asked about with the rules and libraries as they are now: what is reported is what would be found
//! today. What people made of the ticket is taken from its history.
mod suggestions;
mod tally;

use std::collections::HashMap;

use self::tally::Tallies;
use super::group::{self, Group};
use super::listing;
use super::question::Question;
use super::selection::{Chosen, Selection};
use super::table::{Cell, Column, Heading, Shape, Table};
use super::{Material, Report};
use crate::automation::classification::{Assessment, class_of};
use crate::automation::rules::Ruleset;
use crate::domain::ids::{Key, Number, Text};

pub(super) const REPORT: Report =
    Report { name: "classification", needs_answers: false, needs_classes: true, needs_stages: false, figures, behind };

/// How the rules do on each ticket.
#[derive(Debug, Default)]
pub struct Classes {
    /// The rules; a desk may have none.
    pub rules: Option<Ruleset>,
    /// By number and key.
    pub assessments: HashMap<(Number, Key), Assessment>,
}

impl Classes {
    fn of(&self, chosen: &Chosen<'_>) -> Option<&Assessment> {
        self.assessments.get(&(chosen.facts.number.clone(), chosen.facts.key))
    }
}

fn figures(material: Material<'_>, question: &Question<'_>) -> Table {
    let selection = Selection::of(material.tickets, question);
    let mut frame = selection.frame(question);
    let groups = group::groups(selection.chosen, material.tickets, question, &mut frame);
    let rows = groups.iter().flat_map(|group| rows(group, material.classes)).collect();
    let mut columns = group::columns(&question.by);
    columns.extend(["row", "rule", "library", "keyword", "class"].map(|key| Column::new(key, Shape::Text)));
    columns.extend(["count", "corrected"].map(|key| Column::new(key, Shape::Number)));
    // Elsewhere that word is about promises.
    let missed = Heading::Phrase("column.missed_rules", Vec::new());
    columns.push(Column { heading: missed, ..Column::new("missed", Shape::Number) });
    columns.extend(["accuracy", "coverage"].map(|key| Column::new(key, Shape::Rate)));
    Table { id: REPORT.name, columns, rows, frame: Some(frame) }
}

/// What a row is about.
#[derive(Default)]
struct Subject<'r> {
    kind: &'static str,
    rule: Option<&'r str>,
    library: Option<&'r str>,
    keyword: Option<&'r str>,
    class: Option<(&'static str, &'r str)>,
}

impl Subject<'_> {
    fn cells(&self) -> [Cell; 5] {
        [
            Cell::code("classified", Some(self.kind)),
            Cell::text(self.rule),
            Cell::text(self.library),
            Cell::text(self.keyword),
            self.class.map_or(Cell::Absent, |(field, code)| Cell::code(field, Some(code))),
        ]
    }
}

fn about<'r>(kind: &'static str, library: &'r str, keyword: Option<&'r str>) -> Subject<'r> {
    Subject { kind, library: Some(library), keyword, ..Subject::default() }
}

fn rows(group: &Group<Chosen<'_>>, classes: &Classes) -> Vec<Vec<Cell>> {
    let Some(rules) = &classes.rules else { return Vec::new() };
    let members: Vec<_> = group.members.iter().filter_map(|chosen| classes.of(chosen)).collect();
    let mut rows = Vec::new();
    let mut push = |subject: &Subject<'_>, figures: [Cell; 5]| {
        rows.push(group.cells.iter().cloned().chain(subject.cells()).chain(figures).collect());
    };
    let tallies = Tallies::of(rules, &members);
    for (place, (rule, tally)) in rules.rules.iter().zip(&tallies.rules).enumerate() {
        let class = class_of(rules, place).map(|(field, to)| (field.code(), to.as_str()));
        push(&Subject { kind: "rule", rule: Some(&rule.name), class, ..Subject::default() }, tally.cells());
    }
    for (place, library) in rules.keywords.libraries().iter().enumerate() {
        let name = &*library.name;
        push(&about("library", name, None), tallies.libraries[place].cells());
        for (keyword, tally) in library.words.iter().zip(&tallies.words[place]) {
            push(&about("keyword", name, Some(keyword)), tally.cells());
        }
        for (word, count) in suggestions::of(&tallies.missed[place]) {
            push(&about("suggestion", name, Some(&word)), only(count));
        }
    }
    let unclassified = members.iter().filter(|assessment| assessment.is_unclassified).count();
    push(&Subject { kind: "unclassified", ..Subject::default() }, only(unclassified));
    rows
}

/// Figures of a row that only counts.
fn only(count: usize) -> [Cell; 5] {
    [Cell::count(count), Cell::Absent, Cell::Absent, Cell::Absent, Cell::Absent]
}

fn behind(material: Material<'_>, question: &Question<'_>) -> Table {
    let selection = Selection::of(material.tickets, question);
    let frame = selection.frame(question);
    let classes = material.classes;
    let columns =
        ["keywords", "fired", "held_rules", "corrected_rules", "missed_rules"].map(|key| Column::new(key, Shape::Text));
    let cells = |chosen: &Chosen<'_>| {
        let (Some(rules), Some(assessment)) = (&classes.rules, classes.of(chosen)) else {
            return vec![Cell::Absent; 5];
        };
        let names =
            |places: &[usize]| Cell::List(places.iter().map(|&place| rules.rules[place].name.clone()).collect());
        let word =
            |&(library, word): &(usize, usize)| -> Text { rules.keywords.libraries()[library].words[word].clone() };
        let words = Cell::List(assessment.words.iter().map(word).collect());
        let Assessment { fired, held, corrected, missed, .. } = assessment;
        vec![words, names(fired), names(held), names(corrected), names(missed)]
    };
    listing::tickets(&selection.chosen, material.tickets, question, frame, columns.into(), cells)
}

#[cfg(test)]
mod tests;
