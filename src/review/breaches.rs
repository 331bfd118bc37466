//! Promises that a change breaks.
use crate::time::clocks::{Reading, State};

/// Of the clocks of a ticket after a change, those that are missed and were not before it. Both are
/// read at one instant, so that the passing of time breaks nothing here.
pub fn caused<'a>(before: &'a [Reading], after: &'a [Reading]) -> impl Iterator<Item = &'a Reading> {
    let is_same = |one: &Reading, other: &Reading| (one.clock, one.start) == (other.clock, other.start);
    let was_missed = move |reading: &Reading| {
        before.iter().any(|earlier| is_same(earlier, reading) && earlier.state == State::Missed)
    };
    after.iter().filter(move |reading| reading.state == State::Missed && !was_missed(reading))
}
