//! Working time: how much of it lies between two instants, and when a target is used up.
//!
//! All amounts are whole seconds of real time inside the calendar's open stretches, less pauses.
use std::borrow::Cow;

use super::duration::Span;
use super::{Calendar, Instant};
use crate::faults;

/// A half-open stretch `[from, to)` in which a clock stands still. One that ends before it begins
/// pauses nothing; one that has not ended yet ends at [`Instant::MAX`].
pub type Pause = (Instant, Instant);

faults! {
    /// What cannot be measured.
    pub enum WorkingFault {
        "working-backwards" => Backwards { from: String, to: String },
        "working-negative" => Negative { seconds: i64 },
        "working-never" => Never { amount: Span, from: String },
        "working-never-before" => NeverBefore { amount: Span, to: String },
    }
}

/// The working seconds of `[from, to)`; 0 when `to` is not after `from`. Pauses may overlap and
/// come in any order: a second that two of them cover is taken off once.
pub fn elapsed(calendar: &Calendar, from: Instant, to: Instant, pauses: &[Pause]) -> i64 {
    let mut working = calendar.open_seconds(from, to);
    let mut counted = from; // pauses before it are taken off already
    for &(pause, resumed) in &*in_order(pauses) {
        let (pause, resumed) = (pause.max(counted), resumed.min(to));
        if pause < resumed {
            working -= calendar.open_seconds(pause, resumed);
            counted = resumed;
        }
    }
    working
}

/// As [`elapsed`], for questions that people ask: an end before the start is a fault.
pub fn elapsed_forwards(
    calendar: &Calendar,
    from: Instant,
    to: Instant,
    pauses: &[Pause],
) -> Result<i64, WorkingFault> {
    let write = |at| calendar.zone().write(at);
    if to < from {
        return Err(WorkingFault::Backwards { from: write(from), to: write(to) });
    }
    Ok(elapsed(calendar, from, to, pauses))
}

/// The earliest instant `t` ≥ `from` such that `[from, t)` has that many working seconds: `from`
/// itself for 0, and closing time when the last second ends there.
///
/// Faults: a negative amount; no such instant up to [`Instant::MAX`].
pub fn add(calendar: &Calendar, from: Instant, seconds: i64) -> Result<Instant, WorkingFault> {
    due(calendar, from, seconds, &[])
}

/// As [`add`], with a clock that stands still during `pauses` (see [`elapsed`]).
pub fn due(calendar: &Calendar, from: Instant, seconds: i64, pauses: &[Pause]) -> Result<Instant, WorkingFault> {
    let mut left = not_negative(seconds)?;
    let mut start = from;
    for &(pause, resumed) in &*in_order(pauses) {
        let before = calendar.open_seconds(start, pause);
        if left <= before {
            break;
        }
        left -= before;
        start = start.max(resumed).max(pause);
    }
    if left == 0 {
        return Ok(start);
    }
    calendar
        .earliest(start, left)
        .ok_or_else(|| WorkingFault::Never { amount: Span::from_seconds(seconds), from: calendar.zone().write(from) })
}

/// The latest instant `t` ≤ `to` such that `[t, to)` has that many working seconds: `to` itself for 0.
///
/// Faults: a negative amount; no such instant down to [`Instant::MIN`].
pub fn sub(calendar: &Calendar, to: Instant, seconds: i64) -> Result<Instant, WorkingFault> {
    if not_negative(seconds)? == 0 {
        return Ok(to);
    }
    calendar
        .latest(to, seconds)
        .ok_or_else(|| WorkingFault::NeverBefore { amount: Span::from_seconds(seconds), to: calendar.zone().write(to) })
}

fn not_negative(seconds: i64) -> Result<i64, WorkingFault> {
    if seconds < 0 { Err(WorkingFault::Negative { seconds }) } else { Ok(seconds) }
}

/// Pauses by their beginning, copied only when they are not in that order already.
fn in_order(pauses: &[Pause]) -> Cow<'_, [Pause]> {
    if pauses.is_sorted() {
        return Cow::Borrowed(pauses);
    }
    let mut sorted = pauses.to_vec();
    sorted.sort_unstable();
    Cow::Owned(sorted)
}

#[cfg(test)]
mod tests;
