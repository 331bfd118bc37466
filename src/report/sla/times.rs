//! How long things took, whatever was promised.
use super::figures_of;
use crate::report::facts::Times;
use crate::report::group::Group;
use crate::report::selection::Chosen;
use crate::report::statistics::{Fraction, Sample};
use crate::report::table::Cell;

/// A duration of a ticket.
type Duration = fn(&Times) -> Option<u32>;

/// The cell of a duration.
type Shown = fn(Option<Fraction>) -> Cell;

/// The durations of a ticket and their codes: in working time and, at the end, in calendar time.
const DURATIONS: [(&str, Duration, Shown); 6] = [
    ("time-to-first-response", |times| times.first_response.map(|took| took.working), Cell::working),
    ("time-to-first-resolution", |times| times.first_resolution.map(|took| took.working), Cell::working),
    ("time-to-full-resolution", |times| times.full_resolution.map(|took| took.working), Cell::working),
    ("calendar-time-to-first-response", |times| times.first_response.map(|took| took.calendar), Cell::seconds),
    ("calendar-time-to-first-resolution", |times| times.first_resolution.map(|took| took.calendar), Cell::seconds),
    ("calendar-time-to-full-resolution", |times| times.full_resolution.map(|took| took.calendar), Cell::seconds),
];

/// A row for each duration: nothing was promised, so met, missed and running are absent; a ticket
/// that did not come to it counts as not applicable.
pub(super) fn rows(group: &Group<Chosen<'_>>) -> impl Iterator<Item = Vec<Cell>> {
    DURATIONS.iter().map(|(code, duration, shown)| {
        let times = group.members.iter().filter_map(|chosen| duration(&chosen.facts.times));
        let sample: Sample = times.map(i64::from).collect();
        let without = group.members.len() - sample.len();
        let mut cells = vec![Cell::Code("measure", (*code).into()), Cell::count(sample.len())];
        cells.extend([Cell::Absent, Cell::Absent, Cell::Absent, Cell::Absent]);
        cells.extend([Cell::count(without), Cell::Absent]);
        cells.extend(figures_of(&sample).map(shown));
        cells
    })
}
