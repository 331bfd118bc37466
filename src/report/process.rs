//! Process: how long tickets are in each stage, where they stand, and where they get stuck.
//!
//! A ticket's time in a stage is that of all its stays there. Medians and means are of the tickets that
//! have left the stage; the share of time, and what is over the target, take in those that stand there.
use super::facts::{Stay, Took};
use super::group::{self, Group};
use super::listing;
use super::question::{Question, StageTarget};
use super::selection::{Chosen, Selection};
use super::statistics::Sample;
use super::table::{Cell, Column, Frame, Shape, Table};
use super::{Material, Report};

pub(super) const REPORT: Report =
    Report { name: "process", needs_answers: false, needs_classes: false, needs_stages: true, figures, behind };

fn figures(material: Material<'_>, question: &Question<'_>) -> Table {
    let (selection, mut frame) = selected(material, question);
    let groups = group::groups(selection.chosen, material.tickets, question, &mut frame);
    let rows = groups.iter().flat_map(|group| rows(group, question)).collect();
    Table { id: REPORT.name, columns: columns(question), rows, frame: Some(frame) }
}

/// The tickets of the question; without stages, nothing can be said of them.
fn selected<'a>(material: Material<'a>, question: &Question<'_>) -> (Selection<'a>, Frame) {
    let mut selection = Selection::of(material.tickets, question);
    let before = selection.chosen.len();
    selection.chosen.retain(|chosen| !chosen.facts.stays.is_empty());
    let mut frame = selection.frame(question);
    frame.exclude("no-process", before - selection.chosen.len());
    (selection, frame)
}

fn columns(question: &Question<'_>) -> Vec<Column> {
    let mut columns = group::columns(&question.by);
    columns.extend(of_stage(question));
    let times = ["median", "p90", "mean", "working_median", "working_p90", "working_mean"];
    let counts = ["returned", "standing", "longest"];
    columns.extend(["count"].iter().chain(&times).chain(&counts).map(|key| Column::new(key, Shape::Number)));
    columns.push(Column::new("share", Shape::Rate));
    columns.push(Column::new("over", Shape::Number));
    columns
}

/// Whether tickets walk several processes.
fn has_processes(question: &Question<'_>) -> bool {
    question.settings.stages.iter().any(|stage| stage.process.is_some())
}

/// The columns of a stage, and of the process it belongs to where there are several.
fn of_stage(question: &Question<'_>) -> impl Iterator<Item = Column> + use<> {
    let process = has_processes(question).then(|| Column::new("process", Shape::Text));
    process.into_iter().chain([Column::new("stage", Shape::Text)])
}

fn stage_cells(stage: &StageTarget) -> impl Iterator<Item = Cell> {
    let process = stage.process.as_deref().map(|name| Cell::Code("process", name.into()));
    process.into_iter().chain([Cell::Code("stage", stage.code.as_str().into())])
}

/// A row for each stage, also for one that no ticket was in; of several processes, only those that tickets walk.
fn rows(group: &Group<Chosen<'_>>, question: &Question<'_>) -> Vec<Vec<Cell>> {
    let stays = || group.members.iter().flat_map(|chosen| &chosen.facts.stays);
    let row = |(place, stage): (usize, &StageTarget)| {
        let process = |stay: &&Stay| stage_of(stay, question).is_some_and(|other| other.process == stage.process);
        let whole = stays().filter(process).map(|stay| u64::from(stay.took.calendar)).sum();
        if stage.process.is_some() && !stays().any(|stay| process(&stay)) {
            return None;
        }
        let here: Vec<_> = stays().filter(|stay| usize::from(stay.stage) == place).collect();
        let cells = group.cells.iter().cloned().chain(stage_cells(stage));
        Some(cells.chain(figures_of(&here, stage, whole, question)).collect())
    };
    question.settings.stages.iter().enumerate().filter_map(row).collect()
}

fn figures_of(here: &[&Stay], stage: &StageTarget, whole: u64, question: &Question<'_>) -> [Cell; 12] {
    let left = || here.iter().filter(|stay| stay.since.is_none());
    let sample = |of: fn(&Took) -> u32| left().map(|stay| i64::from(of(&stay.took))).collect::<Sample>();
    let (calendar, working) = (sample(|took| took.calendar), sample(|took| took.working));
    let standing = here.iter().filter_map(|stay| stay.since);
    let longest = standing.clone().min().map(|since| question.as_of.seconds() - since.seconds());
    let share: i64 = here.iter().map(|stay| i64::from(stay.took.calendar)).sum();
    [
        Cell::count(calendar.len()),
        Cell::seconds(calendar.median()),
        Cell::seconds(calendar.quantile(90)),
        Cell::seconds(calendar.mean()),
        Cell::working(working.median()),
        Cell::working(working.quantile(90)),
        Cell::working(working.mean()),
        Cell::count(here.iter().filter(|stay| stay.visits > 1).count()),
        Cell::count(standing.count()),
        Cell::seconds(longest),
        Cell::Rate(share, whole),
        stage.target.map_or(Cell::Absent, |_| Cell::count(here.iter().filter(|stay| is_over(stay, stage)).count())),
    ]
}

/// Whether a ticket was longer in a stage than it should have been; exactly as long is not.
fn is_over(stay: &Stay, stage: &StageTarget) -> bool {
    stage.target.is_some_and(|target| i64::from(stay.took.working) > target)
}

fn behind(material: Material<'_>, question: &Question<'_>) -> Table {
    let (selection, frame) = selected(material, question);
    let mut columns = listing::ticket_columns();
    columns.extend(of_stage(question));
    columns.extend([Column::new("visits", Shape::Number), Column::new("standing", Shape::Text)]);
    columns.extend(["calendar", "working", "target"].map(|key| Column::new(key, Shape::Number)));
    columns.push(Column::new("over", Shape::Text));
    let rows = selection.chosen.iter().flat_map(|chosen| {
        let stays = chosen.facts.stays.iter().filter_map(|stay| Some((stay, stage_of(stay, question)?)));
        stays.map(|(stay, stage)| {
            let ticket = listing::ticket_cells(chosen.facts, material.tickets, question);
            ticket.into_iter().chain(stage_cells(stage)).chain(stay_cells(stay, stage)).collect()
        })
    });
    Table { id: "stages", columns, rows: rows.collect(), frame: Some(frame) }
}

fn stage_of<'q>(stay: &Stay, question: &'q Question<'_>) -> Option<&'q StageTarget> {
    question.settings.stages.get(usize::from(stay.stage))
}

fn stay_cells(stay: &Stay, stage: &StageTarget) -> [Cell; 6] {
    [
        Cell::Count(stay.visits.into()),
        Cell::Flag(stay.since.is_some()),
        Cell::seconds(Some(i64::from(stay.took.calendar))),
        Cell::working(Some(i64::from(stay.took.working))),
        Cell::working(stage.target),
        stage.target.map_or(Cell::Absent, |_| Cell::Flag(is_over(stay, stage))),
    ]
}

#[cfg(test)]
mod tests;
