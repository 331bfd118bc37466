//! Open time as instants, with running sums, so that a question costs two binary searches.
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use super::hours::Hours;
use super::stretch::{self, Stretch};
use crate::time::civil::DAY;
use crate::time::{Instant, Zone};

/// A chunk is 2^25 seconds, about 388 days: its number is the instant's upper bits.
const CHUNK_BITS: u32 = 25;
/// The chunks that are kept once computed: those of November 1900 to April 2173.
const KEPT: RangeInclusive<i64> = -65..=191;

/// The open stretches of a calendar. Chunks are computed when first asked for and kept for good;
/// those outside [`KEPT`] are computed anew each time.
#[derive(Debug)]
pub(super) struct Index {
    hours: Hours,
    zone: Zone,
    chunks: Box<[OnceLock<Chunk>]>,
}

/// The open stretches of one chunk, clipped to it.
#[derive(Debug)]
struct Chunk {
    openings: Box<[Opening]>,
    total: i64,
}

/// An open stretch and the open seconds of its chunk before it.
#[derive(Debug)]
struct Opening {
    stretch: Stretch,
    before: i64,
}

impl Index {
    pub(super) fn new(hours: Hours, zone: Zone) -> Self {
        Self { hours, zone, chunks: KEPT.map(|_| OnceLock::new()).collect() }
    }

    pub(super) const fn hours(&self) -> &Hours {
        &self.hours
    }

    pub(super) const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The open seconds of `[from, to)`.
    pub(super) fn open_seconds(&self, from: Instant, to: Instant) -> i64 {
        let (first, last) = (number_of(from), number_of(to));
        let whole: i64 = (first..last).map(|number| self.chunk(number, |chunk| chunk.total)).sum();
        whole + self.chunk(last, |chunk| chunk.before(to)) - self.chunk(first, |chunk| chunk.before(from))
    }

    pub(super) fn is_open(&self, at: Instant) -> bool {
        self.chunk(number_of(at), |chunk| chunk.is_open(at))
    }

    /// The earliest instant with `seconds` > 0 of open time since `from`.
    pub(super) fn earliest(&self, from: Instant, seconds: i64) -> Option<Instant> {
        let reachable = self.reachable()?;
        let first = number_of(from);
        let mut wanted = seconds.checked_add(self.chunk(first, |chunk| chunk.before(from)))?;
        for number in first.max(*reachable.start())..=*reachable.end() {
            match self.chunk(number, |chunk| chunk.earliest(wanted).ok_or(chunk.total)) {
                Ok(at) => return Some(at),
                Err(total) => wanted -= total,
            }
        }
        None
    }

    /// The latest instant with `seconds` > 0 of open time until `to`.
    pub(super) fn latest(&self, to: Instant, seconds: i64) -> Option<Instant> {
        let reachable = self.reachable()?;
        let last = number_of(to);
        let after = self.chunk(last, |chunk| chunk.total - chunk.before(to));
        let mut wanted = seconds.checked_add(after)?;
        for number in (*reachable.start()..=last.min(*reachable.end())).rev() {
            match self.chunk(number, |chunk| chunk.latest(wanted).ok_or(chunk.total)) {
                Ok(at) => return Some(at),
                Err(total) => wanted -= total,
            }
        }
        None
    }

    /// The open stretches of `[from, to)`, in order.
    pub(super) fn openings(&self, from: Instant, to: Instant) -> Vec<Stretch> {
        let wanted = Stretch { from: from.seconds(), to: to.seconds() };
        let mut openings = Vec::new();
        for number in number_of(from)..=number_of(to) {
            self.chunk(number, |chunk| {
                chunk.openings.iter().for_each(|opening| stretch::push(&mut openings, opening.stretch.common(wanted)));
            });
        }
        openings
    }

    /// The chunks outside which nothing ever opens.
    fn reachable(&self) -> Option<RangeInclusive<i64>> {
        const SLACK: i64 = 2; // days: hours run into the morrow, and zones are up to a day apart
        let dates = self.hours.dates_with_hours()?;
        let at = |day: i64| number_of(Instant::from_seconds(day.saturating_mul(DAY)));
        Some(at(dates.start().saturating_sub(SLACK))..=at(dates.end().saturating_add(SLACK)))
    }

    fn chunk<T>(&self, number: i64, read: impl FnOnce(&Chunk) -> T) -> T {
        let place = usize::try_from(number - KEPT.start()).ok();
        match place.and_then(|place| self.chunks.get(place)) {
            Some(kept) => read(kept.get_or_init(|| self.compute(number))),
            None => read(&self.compute(number)),
        }
    }

    /// Cuts civil hours with each stretch of constant offset. So an instant is open exactly when the
    /// clocks show an open time, also where they jump over an edge of hours or show it twice.
    fn compute(&self, number: i64) -> Chunk {
        let from = Instant::from_seconds(number << CHUNK_BITS);
        let to = Instant::from_seconds((number + 1) << CHUNK_BITS);
        let mut open = Vec::new();
        for segment in self.zone.segments(from, to) {
            let instants = Stretch { from: segment.from.seconds(), to: segment.to.seconds() };
            let shown = instants.shifted(segment.offset);
            let days = shown.from.div_euclid(DAY) - 1..=shown.to.div_euclid(DAY);
            for hours in self.hours.open(days) {
                stretch::push(&mut open, hours.common(shown).shifted(-segment.offset));
            }
        }
        Chunk::new(open)
    }
}

fn number_of(at: Instant) -> i64 {
    at.seconds() >> CHUNK_BITS
}

impl Chunk {
    fn new(open: Vec<Stretch>) -> Self {
        let mut total = 0;
        let sum_up = |stretch: Stretch| {
            let before = total;
            total += stretch.to - stretch.from;
            Opening { stretch, before }
        };
        Self { openings: open.into_iter().map(sum_up).collect(), total }
    }

    /// The last opening that begins at or before an instant of this chunk.
    fn opening_at(&self, at: Instant) -> Option<&Opening> {
        let after = self.openings.partition_point(|opening| opening.stretch.from <= at.seconds());
        self.openings.get(after.checked_sub(1)?)
    }

    /// The open seconds of this chunk before one of its instants.
    fn before(&self, at: Instant) -> i64 {
        self.opening_at(at).map_or(0, |opening| {
            let Stretch { from, to } = opening.stretch;
            opening.before + at.seconds().min(to) - from
        })
    }

    fn is_open(&self, at: Instant) -> bool {
        self.opening_at(at).is_some_and(|opening| at.seconds() < opening.stretch.to)
    }

    /// The earliest instant with `seconds` > 0 of open time since the chunk's start: an opening's last
    /// second is used up at its closing, not at the next opening.
    fn earliest(&self, seconds: i64) -> Option<Instant> {
        if seconds > self.total {
            return None;
        }
        let after = self.openings.partition_point(|opening| opening.before < seconds);
        let opening = self.openings.get(after.checked_sub(1)?)?;
        Some(Instant::from_seconds(opening.stretch.from + seconds - opening.before))
    }

    /// The latest instant with `seconds` > 0 of open time until the chunk's end.
    fn latest(&self, seconds: i64) -> Option<Instant> {
        let elapsed = self.total.checked_sub(seconds).filter(|elapsed| *elapsed >= 0)?;
        let after = self.openings.partition_point(|opening| opening.before <= elapsed);
        let opening = self.openings.get(after.checked_sub(1)?)?;
        Some(Instant::from_seconds(opening.stretch.from + elapsed - opening.before))
    }
}
