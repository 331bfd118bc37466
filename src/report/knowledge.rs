//! Knowledge: which articles were given to customers, and whether they helped.
//!
//! A row is about the tickets that got one article; a ticket that got two of them is in two rows.
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::facts::Given;
use super::group::{self, Group};
use super::listing;
use super::question::{Question, Settings};
use super::selection::{Chosen, Selection};
use super::statistics::Fraction;
use super::table::{Cell, Column, Frame, Shape, Table};
use super::{Material, Report};

pub(super) const REPORT: Report =
    Report { name: "knowledge", needs_answers: true, needs_classes: false, needs_stages: false, figures, behind };

/// How many decimals people read of an average score.
const DECIMALS: usize = 2;

/// The selected tickets that got an article.
fn chosen<'a>(material: Material<'a>, question: &Question<'_>) -> (Vec<Chosen<'a>>, Frame) {
    let selection = Selection::of(material.tickets, question);
    let mut frame = selection.frame(question);
    let all = selection.chosen.len();
    let chosen: Vec<_> = selection.chosen.into_iter().filter(|chosen| !chosen.facts.articles.is_empty()).collect();
    frame.counted = chosen.len() as u64;
    frame.exclude("no-article", all - chosen.len());
    (chosen, frame)
}

fn figures(material: Material<'_>, question: &Question<'_>) -> Table {
    let (chosen, mut frame) = chosen(material, question);
    let mut columns = group::columns(&question.by);
    columns.push(Column::new("article", Shape::Text));
    columns.extend(["used", "tickets", "helped"].map(|key| Column::new(key, Shape::Number)));
    columns.extend(["help_rate", "first_contact"].map(|key| Column::new(key, Shape::Rate)));
    columns.extend(["answered", "average"].map(|key| Column::new(key, Shape::Number)));
    let groups = group::groups(chosen, material.tickets, question, &mut frame);
    let rows = groups.iter().flat_map(|group| rows(group, material, question.settings)).collect();
    Table { id: REPORT.name, columns, rows, frame: Some(frame) }
}

/// A row for each article that the tickets of a group got: the most used first, then by name.
fn rows(group: &Group<Chosen<'_>>, material: Material<'_>, settings: &Settings) -> Vec<Vec<Cell>> {
    let names = &material.tickets.names;
    let mut articles: BTreeMap<&str, Vec<(Chosen<'_>, Given)>> = BTreeMap::new();
    for chosen in &group.members {
        for given in &chosen.facts.articles {
            articles.entry(names.name(given.article)).or_default().push((*chosen, *given));
        }
    }
    let row = |(name, cases): (_, Vec<(Chosen<'_>, Given)>)| {
        let used: u64 = cases.iter().map(|(_, given)| u64::from(given.times)).sum();
        (used, name, row(&cases, used, material, settings))
    };
    let mut rows: Vec<_> = articles.into_iter().map(row).collect();
    rows.sort_by_key(|(used, ..)| Reverse(*used));
    let cells = |(_, name, cells): (u64, &str, Vec<Cell>)| {
        group.cells.iter().cloned().chain([Cell::Text(name.into())]).chain(cells).collect()
    };
    rows.into_iter().map(cells).collect()
}

fn row(cases: &[(Chosen<'_>, Given)], used: u64, material: Material<'_>, settings: &Settings) -> Vec<Cell> {
    let helped = cases.iter().filter(|(_, given)| given.helped).count();
    let first = cases.iter().filter(|(chosen, _)| chosen.facts.is_first_contact()).count();
    let resolved = cases.iter().filter(|(chosen, _)| chosen.facts.was_resolved()).count();
    let scores: Vec<_> = cases.iter().flat_map(|(chosen, _)| scores(chosen, material, settings)).collect();
    let answered = cases.iter().filter(|(chosen, _)| !material.answers.of(chosen.place).is_empty()).count();
    let sum = scores.iter().map(|score| i128::from(*score)).sum();
    vec![
        Cell::Count(used),
        Cell::count(cases.len()),
        Cell::count(helped),
        Cell::rate(helped, cases.len()),
        Cell::rate(first, resolved),
        Cell::count(answered),
        Fraction::new(sum, scores.len() as u64).map_or(Cell::Absent, |mean| Cell::Mean(mean, DECIMALS)),
    ]
}

/// The scores of the answers about a ticket, of the survey's dimensions and on its scale.
fn scores(chosen: &Chosen<'_>, material: Material<'_>, settings: &Settings) -> Vec<i64> {
    let answers = material.answers;
    let is_known = |dimension: u16| settings.dimensions.iter().any(|known| known.as_str() == answers.name(dimension));
    let given = answers.of(chosen.place).iter().flat_map(|answer| &answer.scores);
    let known = given.filter(|(dimension, _)| is_known(*dimension)).map(|(_, score)| i64::from(*score));
    known.filter(|score| (settings.scale.min..=settings.scale.max).contains(score)).collect()
}

/// A row for each ticket and article.
fn behind(material: Material<'_>, question: &Question<'_>) -> Table {
    let (chosen, frame) = chosen(material, question);
    let mut columns = listing::ticket_columns();
    columns.push(Column::new("article", Shape::Text));
    columns.push(Column::new("used", Shape::Number));
    columns.extend(["helped", "first_contact"].map(|key| Column::new(key, Shape::Text)));
    columns.push(Column::new("average", Shape::Number));
    let mut rows = Vec::new();
    for chosen in &chosen {
        for given in &chosen.facts.articles {
            let scores = scores(chosen, material, question.settings);
            let sum = scores.iter().map(|score| i128::from(*score)).sum();
            let mut row = listing::ticket_cells(chosen.facts, material.tickets, question);
            row.extend([
                Cell::Text(material.tickets.names.name(given.article).into()),
                Cell::Count(given.times.into()),
                Cell::Flag(given.helped),
                Cell::Flag(chosen.facts.is_first_contact()),
                Fraction::new(sum, scores.len() as u64).map_or(Cell::Absent, |mean| Cell::Mean(mean, DECIMALS)),
            ]);
            rows.push(row);
        }
    }
    Table { id: "articles", columns, rows, frame: Some(frame) }
}

#[cfg(test)]
mod tests;
