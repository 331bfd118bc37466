//! Calendars, working time and clocks: pure.
//!
//! | module | what it answers |
//! |---|---|
//! | [`instant`] | a point in time, in whole seconds |
//! | [`zone`] | what the clocks of a place show, from the bundled time-zone database |
//! | [`calendar`] | when a desk is open: hours of the week, holidays, make-up days, breaks |
//! | [`working`] | how much open time lies between two instants, and when a target is used up |
//! | [`clocks`] | what was promised, and how each promise stands |
//! | [`duration`] | durations as people write them: `10m`, `1d 4h`, `2bd` |
//! | [`moment`] | times and periods as people type them: `yesterday`, `-2h`, `2026-W47` |
//! | [`bucket`] | days, weeks, months, quarters and years that reports are cut into |
//! | [`batch`] | questions about a calendar, one JSON object a line |
pub mod agenda;
pub mod batch;
pub mod bucket;
pub mod calendar;
pub mod civil;
pub mod clocks;
pub mod duration;
pub mod instant;
pub mod moment;
#[cfg(test)]
pub(crate) mod testing;
pub mod working;
pub mod zone;

pub use calendar::Calendar;
pub use instant::Instant;
pub use zone::Zone;
