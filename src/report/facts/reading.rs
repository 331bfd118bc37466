//! What a clock showed, in 32 bytes.
use super::seconds;
use crate::time::Instant;
use crate::time::clocks::{self, State};

/// How far a clock came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Course {
    /// It runs or stands still; a missed one is overdue.
    Open,
    /// What it waited for was done.
    Finished,
    /// It came to nothing: the ticket ended without it.
    Void,
}

/// One run of a ticket's clock at the report's instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The clock's place in [`Tickets::clocks`](super::Tickets::clocks).
    pub clock: u16,
    /// Where the promise stands.
    pub state: State,
    /// How far the clock came.
    pub course: Course,
    /// Working seconds used up.
    pub elapsed: u32,
    /// Working seconds allowed; none when nothing was promised.
    pub target: Option<u32>,
    /// When the target is used up.
    pub due: Option<Instant>,
}

impl Reading {
    /// Whether something was promised and it came to it.
    pub const fn is_applicable(&self) -> bool {
        !matches!(self.state, State::NotApplicable)
    }

    /// Whether it is missed and still runs.
    pub const fn is_overdue(&self) -> bool {
        matches!((self.state, self.course), (State::Missed, Course::Open))
    }
}

impl From<&clocks::Reading> for Reading {
    fn from(reading: &clocks::Reading) -> Self {
        let course = match (reading.stop, reading.first) {
            (None, _) => Course::Open,
            (Some(_), Some(_)) => Course::Finished,
            (Some(_), None) => Course::Void,
        };
        Self {
            clock: u16::try_from(reading.clock).unwrap_or(u16::MAX),
            state: reading.state,
            course,
            elapsed: seconds(reading.spent.working),
            target: reading.target.map(seconds),
            due: reading.due,
        }
    }
}
