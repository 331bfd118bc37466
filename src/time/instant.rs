//! A point in time, in whole seconds.
use std::fmt;

use chrono::{DateTime, TimeZone, Utc};

/// Whole seconds since 1970-01-01T00:00:00Z, between [`Instant::MIN`] and [`Instant::MAX`].
///
/// Fractions of a second are dropped (towards the past) where an instant is made, and what lies
/// outside the range becomes its nearer end, so that every later conversion succeeds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_135_596_800);
    /// 9999-12-30T00:00:00Z: a day short of the last year's end, so that local times stay inside it.
    pub const MAX: Self = Self(253_402_128_000);

    /// The instant `seconds` after 1970-01-01T00:00:00Z; before it when negative.
    pub const fn from_seconds(seconds: i64) -> Self {
        if seconds < Self::MIN.0 {
            Self::MIN
        } else if seconds > Self::MAX.0 {
            Self::MAX
        } else {
            Self(seconds)
        }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// The instant `seconds` of real time later; earlier when negative.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self::from_seconds(self.0.saturating_add(seconds))
    }
}

impl<T: TimeZone> From<DateTime<T>> for Instant {
    fn from(at: DateTime<T>) -> Self {
        Self::from_seconds(at.timestamp())
    }
}

impl From<Instant> for DateTime<Utc> {
    fn from(at: Instant) -> Self {
        Self::from_timestamp(at.0, 0).unwrap_or_default()
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&DateTime::<Utc>::from(*self), out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        DateTime::parse_from_rfc3339(text).unwrap().into()
    }

    #[test]
    fn fractions_floor() {
        assert_eq!(at("1970-01-01T00:00:01.9Z").seconds(), 1);
        assert_eq!(at("1969-12-31T23:59:58.1Z").seconds(), -2);
    }

    #[test]
    fn the_ends_are_what_they_say() {
        assert_eq!(Instant::MIN, at("0001-01-01T00:00:00Z"));
        assert_eq!(Instant::MAX, at("9999-12-30T00:00:00Z"));
        assert_eq!(Instant::from_seconds(i64::MAX), Instant::MAX);
        assert_eq!(Instant::MIN.plus(i64::MIN), Instant::MIN);
    }
}
