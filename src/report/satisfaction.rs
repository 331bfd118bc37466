//! Satisfaction: what customers answered, by dimension of the survey.
//!
//! A survey belongs to the period in which it was sent, whenever its answer came; an answer to none
//! that was sent belongs to the period in which it was given. So all figures of a row, the response
//! rate too, are about the same surveys. A survey is answered once: of several answers the last one counts.
mod tally;

use self::tally::Tally;
use super::answers::{Answer, Answers};
use super::facts::Facts;
use super::group::{self, Group};
use super::listing;
use super::question::{Question, Settings};
use super::selection::Member;
use super::table::{Cell, Column, Frame, Heading, Shape, Table};
use super::{Material, Report};
use crate::domain::ids::Code;
use crate::time::Instant;

pub(super) const REPORT: Report =
    Report { name: "satisfaction", needs_answers: true, needs_classes: false, needs_stages: false, figures, behind };

/// The row of all dimensions together.
const ALL: &str = "all-dimensions";

/// The longest scale whose scores have a column each.
const LONGEST: i64 = 11;

/// A survey that was sent or answered.
struct Case<'a> {
    facts: &'a Facts,
    /// When it was sent, else answered.
    at: Instant,
    is_sent: bool,
    answer: Option<&'a Answer>,
}

impl<'a> Case<'a> {
    /// The surveys about a ticket.
    fn of(facts: &'a Facts, answers: &'a [Answer]) -> Vec<Self> {
        let answer_to = |survey| answers.iter().find(|answer| facts.survey_of(answer.at) == survey);
        let sent = facts.surveys.iter().enumerate();
        let sent = sent.map(|(survey, &at)| Case { facts, at, is_sent: true, answer: answer_to(survey) });
        let unsent = answers.iter().filter(|_| facts.surveys.is_empty());
        sent.chain(unsent.map(|answer| Case { facts, at: answer.at, is_sent: false, answer: Some(answer) })).collect()
    }
}

impl Member for Case<'_> {
    fn facts(&self) -> &Facts {
        self.facts
    }

    fn at(&self) -> Instant {
        self.at
    }
}

fn cases<'a>(material: Material<'a>, question: &Question<'_>) -> (Vec<Case<'a>>, Frame) {
    let (mut cases, mut outside, mut without, mut others) = (Vec::new(), 0, 0, 0);
    for (place, facts) in material.tickets.facts.iter().enumerate() {
        if !question.is_about(facts) {
            others += 1;
            continue;
        }
        let surveys = Case::of(facts, material.answers.of(place));
        without += usize::from(surveys.is_empty());
        for case in surveys {
            if question.covers(case.at) {
                cases.push(case);
            } else {
                outside += 1;
            }
        }
    }
    let answered = cases.iter().filter(|case| case.answer.is_some()).count();
    let mut frame = question.frame(answered);
    frame.exclude("survey-unanswered", cases.len() - answered);
    frame.exclude("no-survey", without);
    frame.exclude("outside-period", outside);
    frame.exclude("filtered", others);
    frame.exclude("answer-later", material.answers.later);
    frame.exclude("answer-replaced", material.answers.replaced);
    frame.exclude("answer-unmatched", material.answers.unmatched);
    frame.exclude("score-unknown", unknown_scores(&cases, material.answers, question.settings));
    (cases, frame)
}

/// How many scores are of a dimension that the survey does not have, or outside its scale.
fn unknown_scores(cases: &[Case<'_>], answers: &Answers, settings: &Settings) -> usize {
    let scores = cases.iter().filter_map(|case| case.answer).flat_map(|answer| &answer.scores);
    let known = scores.clone().filter(|(dimension, score)| {
        is_on_scale(*score, settings)
            && settings.dimensions.iter().any(|known| known.as_str() == answers.name(*dimension))
    });
    scores.clone().count() - known.count()
}

fn is_on_scale(score: i32, settings: &Settings) -> bool {
    (settings.scale.min..=settings.scale.max).contains(&score.into())
}

fn figures(material: Material<'_>, question: &Question<'_>) -> Table {
    let (cases, mut frame) = cases(material, question);
    let groups = group::groups(cases, material.tickets, question, &mut frame);
    let rows = groups.iter().flat_map(|group| rows(group, material.answers, question.settings)).collect();
    Table { id: REPORT.name, columns: columns(question), rows, frame: Some(frame) }
}

fn columns(question: &Question<'_>) -> Vec<Column> {
    let mut columns = group::columns(&question.by);
    columns.push(Column::new("dimension", Shape::Text));
    columns.extend(["answered", "sent"].map(|key| Column::new(key, Shape::Number)));
    columns.extend(["response_rate", "csat"].map(|key| Column::new(key, Shape::Rate)));
    columns.push(Column::new("average", Shape::Number));
    if question.settings.scale.is_promoter_scale() {
        columns.push(Column::new("nps", Shape::Rate));
    }
    columns.extend(scale(question.settings).map(score_column));
    columns
}

/// The scores that have a column each.
fn scale(settings: &Settings) -> impl Iterator<Item = i64> + use<> {
    let (min, max) = (settings.scale.min, settings.scale.max);
    let is_short = max.saturating_sub(min) < LONGEST;
    is_short.then_some(min..=max).into_iter().flatten()
}

fn score_column(score: i64) -> Column {
    Column { key: format!("score_{score}").into(), heading: Heading::Score(score), shape: Shape::Rate }
}

/// A row for each dimension of the survey, and one for all of them together.
fn rows(group: &Group<Case<'_>>, answers: &Answers, settings: &Settings) -> Vec<Vec<Cell>> {
    let tally = |dimension: Option<&Code>| {
        let scores_of = |case: &Case<'_>| scores(case, dimension, answers, settings);
        Tally::of(group.members.iter().map(|case| (case.is_sent, scores_of(case))))
    };
    let of_dimension = |dimension: &Code| (Cell::Code("dimension", dimension.as_str().into()), tally(Some(dimension)));
    let all = (Cell::Code("measure", ALL.into()), tally(None));
    let rows = settings.dimensions.iter().map(of_dimension).chain([all]);
    rows.map(|(name, tally)| {
        group.cells.iter().cloned().chain([name]).chain(tally.cells(settings.scale, scale(settings))).collect()
    })
    .collect()
}

/// The known scores of the answer to a survey, of one dimension or of all.
fn scores(case: &Case<'_>, dimension: Option<&Code>, answers: &Answers, settings: &Settings) -> Vec<i64> {
    let is_wanted = |name: &str| match dimension {
        Some(dimension) => dimension.as_str() == name,
        None => settings.dimensions.iter().any(|known| known.as_str() == name),
    };
    let given = case.answer.iter().flat_map(|answer| &answer.scores);
    let wanted = given.filter(|(place, score)| is_wanted(answers.name(*place)) && is_on_scale(*score, settings));
    wanted.map(|(_, score)| i64::from(*score)).collect()
}

/// The surveys, each with its answer when there is one.
fn behind(material: Material<'_>, question: &Question<'_>) -> Table {
    let (cases, frame) = cases(material, question);
    let mut columns = listing::ticket_columns();
    columns.extend(["survey_sent", "survey_answered"].map(|key| Column::new(key, Shape::Moment)));
    columns.extend(question.settings.dimensions.iter().map(|dimension| Column {
        key: format!("score_{dimension}").into(),
        heading: Heading::Code("dimension", dimension.clone()),
        shape: Shape::Number,
    }));
    let mut rows = Vec::new();
    for case in &cases {
        let mut row = listing::ticket_cells(case.facts, material.tickets, question);
        row.push(listing::moment(case.is_sent.then_some(case.at), question));
        row.push(listing::moment(case.answer.map(|answer| answer.at), question));
        let dimensions = question.settings.dimensions.iter();
        row.extend(dimensions.map(|dimension| score(case.answer, dimension, material.answers)));
        rows.push(row);
    }
    Table { id: "answers", columns, rows, frame: Some(frame) }
}

fn score(answer: Option<&Answer>, dimension: &Code, answers: &Answers) -> Cell {
    let scores = answer.into_iter().flat_map(|answer| &answer.scores);
    let mut of_dimension = scores.filter(|(place, _)| answers.name(*place) == dimension.as_str());
    of_dimension.next().map_or(Cell::Absent, |(_, score)| Cell::Score(i64::from(*score)))
}

#[cfg(test)]
mod tests;
