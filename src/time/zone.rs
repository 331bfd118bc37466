//! What the clocks of a place show, from the bundled time-zone database.
//!
//! The database is part of the binary and the system's is never read, so that every machine of a
//! team computes the same figures.
use std::fmt;
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, SecondsFormat, Utc};
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::instant::Instant;
use crate::{faults, near};

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

faults! {
    /// What is wrong with a zone's name, or with a local time in a zone.
    pub enum ZoneFault {
        "zone-unknown" => Unknown { name: String, near: String },
        /// The clocks jump over `local`; they go on at `resumed`.
        "zone-gap" => Gap { local: NaiveDateTime, zone: String, resumed: String },
        /// The clocks show `local` twice.
        "zone-fold" => Fold { local: NaiveDateTime, zone: String, first: String, second: String },
    }
}

/// A time zone of the IANA database. Cheap to clone.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// A half-open stretch of instants in which the zone's clocks are `offset` seconds ahead of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
    /// Seconds east of UTC.
    pub offset: i64,
}

impl Segment {
    /// The instant in this segment at which the clocks show `local` (seconds as if it were UTC).
    fn instant_of(&self, local: i64) -> Option<Instant> {
        let at = Instant::from_seconds(local - self.offset);
        (self.from <= at && at < self.to).then_some(at)
    }
}

impl Zone {
    /// The zone of an IANA name such as `Asia/Shanghai`, in any case of letters.
    pub fn find(name: &str) -> Result<Self, ZoneFault> {
        let known = DATABASE.get(name).ok().filter(|zone| !zone.is_unknown());
        known.map(Self).ok_or_else(|| ZoneFault::Unknown { name: name.to_owned(), near: nearest_name(name) })
    }

    /// Coordinated Universal Time.
    pub const fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// How far its clocks are from UTC at an instant.
    pub fn offset_at(&self, at: Instant) -> FixedOffset {
        let offset = self.0.to_offset(timestamp(at));
        FixedOffset::east_opt(offset.seconds()).unwrap_or_else(|| Utc.fix())
    }

    /// What its clocks show at an instant.
    pub fn to_local(&self, at: Instant) -> DateTime<FixedOffset> {
        DateTime::<Utc>::from(at).with_timezone(&self.offset_at(at))
    }

    /// The date its calendars show at an instant.
    pub fn date_at(&self, at: Instant) -> NaiveDate {
        self.to_local(at).date_naive()
    }

    /// RFC 3339 with whole seconds and this zone's offset: `2026-10-28T09:00:12+08:00`.
    ///
    /// Offsets before standard time have seconds, which RFC 3339 cannot say: such an instant is written in UTC.
    pub fn write(&self, at: Instant) -> String {
        let local = self.to_local(at);
        let exact = local.offset().local_minus_utc() % 60 == 0;
        let written = if exact { local } else { DateTime::<Utc>::from(at).fixed_offset() };
        written.to_rfc3339_opts(SecondsFormat::Secs, false)
    }

    /// The segments of constant offset of `[from, to)`, in order and without holes.
    pub fn segments(&self, from: Instant, to: Instant) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut current = Segment { from, to, offset: i64::from(self.offset_at(from).local_minus_utc()) };
        for transition in self.0.following(timestamp(from)) {
            let edge = Instant::from_seconds(transition.timestamp().as_second());
            if edge >= to {
                break;
            }
            segments.push(Segment { to: edge, ..current });
            current = Segment { from: edge, to, offset: i64::from(transition.offset().seconds()) };
        }
        segments.push(current);
        segments
    }

    /// The instant at which the clocks show `local`; a fault when they never do or do so twice.
    pub fn resolve(&self, local: NaiveDateTime) -> Result<Instant, ZoneFault> {
        let segments = self.segments_around(local);
        match instants_of(&segments, local) {
            (Some(only), None) => Ok(only),
            (Some(first), Some(second)) => Err(ZoneFault::Fold {
                local,
                zone: self.name().to_owned(),
                first: self.write(first),
                second: self.write(second),
            }),
            (None, _) => {
                let resumed = self.write(end_of_gap(&segments, local));
                Err(ZoneFault::Gap { local, zone: self.name().to_owned(), resumed })
            }
        }
    }

    /// The two instants at which the clocks show `local`, when they do so twice.
    pub fn twice(&self, local: NaiveDateTime) -> Option<(Instant, Instant)> {
        let (first, second) = instants_of(&self.segments_around(local), local);
        first.zip(second)
    }

    /// The first instant of a date: local midnight, the first of two, or the end of the gap that swallows it.
    pub fn start_of_day(&self, date: NaiveDate) -> Instant {
        self.first_shown(date.and_time(NaiveTime::MIN))
    }

    /// The first instant at which the clocks show `local`, or the end of the gap that swallows it.
    pub fn first_shown(&self, local: NaiveDateTime) -> Instant {
        let segments = self.segments_around(local);
        instants_of(&segments, local).0.unwrap_or_else(|| end_of_gap(&segments, local))
    }

    /// The segments of every instant at which some clock on earth could show `local`.
    fn segments_around(&self, local: NaiveDateTime) -> Vec<Segment> {
        const FARTHEST_OFFSET: i64 = 26 * 3600;
        let middle = Instant::from(local.and_utc());
        self.segments(middle.plus(-FARTHEST_OFFSET), middle.plus(FARTHEST_OFFSET))
    }
}

/// The first and the second instant at which the clocks show `local`.
fn instants_of(segments: &[Segment], local: NaiveDateTime) -> (Option<Instant>, Option<Instant>) {
    let mut shown = segments.iter().filter_map(|segment| segment.instant_of(local.and_utc().timestamp()));
    (shown.next(), shown.next())
}

/// The first instant at which the clocks show more than a `local` that they jump over.
fn end_of_gap(segments: &[Segment], local: NaiveDateTime) -> Instant {
    let local = local.and_utc().timestamp();
    let after = segments.iter().find(|segment| local - segment.offset < segment.from.seconds());
    after.map_or_else(|| Instant::from_seconds(local), |segment| segment.from)
}

/// Every [`Instant`] is inside the range of the database's timestamps.
fn timestamp(at: Instant) -> Timestamp {
    Timestamp::from_second(at.seconds()).unwrap_or_default()
}

/// The name that somebody may have meant: the zone of that city, or one spelled alike, or an example.
fn nearest_name(name: &str) -> String {
    let names: Vec<_> = DATABASE.available().map(|name| name.to_string()).collect();
    let names = || names.iter().map(String::as_str);
    let city = |name: &str| name.rsplit('/').next().unwrap_or(name).to_lowercase().replace(' ', "_");
    let wanted = match city(name).as_str() {
        "beijing" => "shanghai".to_owned(), // China has one zone, and the database names it after its largest city
        other => other.to_owned(),
    };
    let same_city = names().filter(|known| known.contains('/')).find(|known| city(known) == wanted);
    same_city.or_else(|| near::nearest(name, names())).unwrap_or("Asia/Shanghai").to_owned()
}

impl fmt::Debug for Zone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

#[cfg(test)]
mod tests;
