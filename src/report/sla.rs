//! Service levels: which promises were kept, and how long things took.
//!
//! Tickets count by their creation in the period (or by another [event](super::question::Event)). A
//! clock that repeats counts once for each run. Quantiles and means are over finished runs.
mod times;

use super::facts::{Course, Facts, Reading, Tickets};
use super::group::{self, Group};
use super::listing;
use super::question::Question;
use super::selection::{Chosen, Selection};
use super::statistics::{Fraction, Sample};
use super::table::{Cell, Column, Shape, Table};
use super::{Material, Report};
use crate::domain::ids::ClockName;
use crate::time::clocks::State;

pub(super) const REPORT: Report =
    Report { name: "sla", needs_answers: false, needs_classes: false, needs_stages: false, figures, behind };

fn figures(material: Material<'_>, question: &Question<'_>) -> Table {
    let selection = Selection::of(material.tickets, question);
    let mut frame = selection.frame(question);
    let groups = group::groups(selection.chosen, material.tickets, question, &mut frame);
    let rows = groups.iter().flat_map(|group| rows(group, material.tickets, question)).collect();
    Table { id: REPORT.name, columns: columns(question), rows, frame: Some(frame) }
}

fn columns(question: &Question<'_>) -> Vec<Column> {
    let mut columns = group::columns(&question.by);
    columns.push(Column::new("clock", Shape::Text));
    let counts = ["count", "met", "missed", "overdue", "running", "not_applicable"];
    columns.extend(counts.map(|key| Column::new(key, Shape::Number)));
    columns.push(Column::new("attainment", Shape::Rate));
    columns.extend(["median", "p90", "mean"].map(|key| Column::new(key, Shape::Number)));
    columns
}

/// A row for each clock of the policies, one for the tickets as wholes, one for each duration; when one clock is asked
/// for, its row and what it makes of the tickets.
fn rows(group: &Group<Chosen<'_>>, tickets: &Tickets, question: &Question<'_>) -> Vec<Vec<Cell>> {
    let clocks = tickets.clocks.iter().enumerate();
    let asked = clocks.filter(|(_, clock)| question.filter.takes_clock(clock.as_str()));
    let clocks = asked.map(|(place, clock)| clock_row(place, clock, group));
    let all = std::iter::once_with(|| ticket_row(group, tickets, question));
    let times = question.filter.clock.is_none().then(|| times::rows(group)).into_iter().flatten();
    let figures = clocks.chain(all).chain(times);
    figures.map(|figures| group.cells.iter().cloned().chain(figures).collect()).collect()
}

/// How promises stand.
#[derive(Default)]
struct Tally {
    met: usize,
    missed: usize,
    overdue: usize,
    running: usize,
}

impl Tally {
    fn add(&mut self, reading: &Reading) {
        match reading.state {
            State::Met => self.met += 1,
            State::Missed => {
                self.missed += 1;
                self.overdue += usize::from(reading.is_overdue());
            }
            State::Running | State::Warned | State::Paused => self.running += 1,
            State::NotApplicable => {}
        }
    }

    /// From `count` to `attainment`.
    fn cells(&self, not_applicable: usize) -> Vec<Cell> {
        let decided = self.met + self.missed;
        let counts = [decided + self.running, self.met, self.missed, self.overdue, self.running, not_applicable];
        let mut cells: Vec<_> = counts.map(Cell::count).into();
        cells.push(Cell::rate(self.met, decided));
        cells
    }
}

fn clock_row(place: usize, clock: &ClockName, group: &Group<Chosen<'_>>) -> Vec<Cell> {
    let (mut tally, mut elapsed, mut not_applicable) = (Tally::default(), Vec::new(), 0);
    for chosen in &group.members {
        let of_clock = applicable(chosen.facts).filter(|reading| usize::from(reading.clock) == place);
        let mut runs = 0;
        for reading in of_clock {
            runs += 1;
            tally.add(reading);
            elapsed.extend((reading.course == Course::Finished).then_some(i64::from(reading.elapsed)));
        }
        not_applicable += usize::from(runs == 0);
    }
    let mut cells = vec![Cell::Code("clock", clock.as_str().into())];
    cells.extend(tally.cells(not_applicable));
    cells.extend(figures_of(&elapsed.into_iter().collect()).map(Cell::working));
    cells
}

/// All clocks of each ticket that are asked for together: missed when one was, met when all were.
fn ticket_row(group: &Group<Chosen<'_>>, tickets: &Tickets, question: &Question<'_>) -> Vec<Cell> {
    let (mut tally, mut not_applicable) = (Tally::default(), 0);
    let is_asked = |reading: &Reading| question.filter.takes_clock(tickets.clock(reading));
    for chosen in &group.members {
        match worst(chosen.facts, is_asked) {
            Some(reading) => tally.add(reading),
            None => not_applicable += 1,
        }
    }
    let mut cells = vec![Cell::Code("measure", "ticket".into())];
    cells.extend(tally.cells(not_applicable));
    cells.extend([Cell::Absent, Cell::Absent, Cell::Absent]);
    cells
}

/// The reading that decides about a ticket: an overdue one, else a missed one, else a running one, else a met one.
fn worst(facts: &Facts, is_asked: impl Fn(&Reading) -> bool) -> Option<&Reading> {
    applicable(facts).filter(|reading| is_asked(reading)).max_by_key(|reading| match reading.state {
        State::Missed if reading.is_overdue() => 3,
        State::Missed => 2,
        State::Running | State::Warned | State::Paused => 1,
        State::Met | State::NotApplicable => 0,
    })
}

fn applicable(facts: &Facts) -> impl Iterator<Item = &Reading> {
    facts.readings.iter().filter(|reading| reading.is_applicable())
}

/// Median, 90th percentile and mean, in seconds.
fn figures_of(sample: &Sample) -> [Option<Fraction>; 3] {
    [sample.median(), sample.quantile(90), sample.mean()]
}

fn behind(material: Material<'_>, question: &Question<'_>) -> Table {
    let selection = Selection::of(material.tickets, question);
    let frame = selection.frame(question);
    listing::clocks(&selection.chosen, material.tickets, question, frame)
}

/// How many promises of the selected tickets were missed, overdue ones too: the findings of
/// `--fail-on-breach`.
pub fn breaches(material: Material<'_>, question: &Question<'_>) -> usize {
    let selection = Selection::of(material.tickets, question);
    let readings = selection.chosen.iter().flat_map(|chosen| &chosen.facts.readings);
    let asked = readings.filter(|reading| question.filter.takes_clock(material.tickets.clock(reading)));
    asked.filter(|reading| reading.state == State::Missed).count()
}

#[cfg(test)]
mod tests;
