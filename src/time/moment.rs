//! Times and periods as people type them: `2026-10-28 09:00`, `yesterday`, `-2h`, `2026-W47`, `last-month`.
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::bucket::{Bucket, Period, Unit};
use super::duration::Span;
use super::{Instant, Zone, civil};
use crate::fault::Result;
use crate::faults;

faults! {
    /// What is wrong with a time or a period that somebody typed.
    pub enum MomentFault {
        "moment-unknown" => Moment { text: String },
        /// In a year that nobody means.
        "moment-far" => Far { text: String },
        /// `-2bd` without a calendar.
        "moment-business-days" => BusinessDays { text: String },
        "period-unknown" => Period { text: String },
        /// A month where a week was asked for.
        "period-other-length" => OtherLength { text: String, example: Bucket },
    }
}

/// The years that people mean.
const MEANT: std::ops::RangeInclusive<i32> = 1900..=2999;

/// Reads what people type, seen from `now` in a zone.
#[derive(Debug, Clone)]
pub struct Reader {
    now: Instant,
    zone: Zone,
}

impl Reader {
    /// A reader for whom it is `now` and whose clocks show the zone's time.
    pub fn new(now: impl Into<Instant>, zone: Zone) -> Self {
        Self { now: now.into(), zone }
    }

    /// The instant of `2026-10-28T09:00:12+08:00`; of `2026-10-28 09:00[:30]` (or with a `T`) and of
    /// `09:00` today in the zone; of a date, `today`, `yesterday` or `tomorrow` at its beginning, or
    /// with a time (`tomorrow 10:00`); of `now`, `-2h` or `2h ago`, `+2h`; the same in Chinese: `明天 10:00`, `2小时前`.
    ///
    /// Faults: what is none of these; a local time that the zone's clocks jump over or show twice; a year before 1900 or
    /// after 2999.
    pub fn instant(&self, text: &str) -> Result<Instant> {
        self.near(text, self.any_instant(text.trim())?)
    }

    /// An instant that somebody may mean.
    fn near(&self, text: &str, at: Instant) -> Result<Instant> {
        if MEANT.contains(&self.zone.date_at(at).year()) {
            return Ok(at);
        }
        Err(MomentFault::Far { text: text.trim().to_owned() }.into())
    }

    fn any_instant(&self, text: &str) -> Result<Instant> {
        if ["now", "现在"].contains(&text) {
            return Ok(self.now);
        }
        if let Some(day) = self.named_day(text) {
            return Ok(self.zone.start_of_day(day));
        }
        if let Some((day, time)) = text.split_once(' ')
            && let (Some(day), Some(time)) = (self.named_day(day), time_of_day(time.trim_start()))
        {
            return Ok(self.zone.resolve(at_time(day, time))?);
        }
        if let Some(at) = self.relative(text)? {
            return Ok(at);
        }
        if let Some(time) = time_of_day(text) {
            return Ok(self.zone.resolve(at_time(self.today(), time))?);
        }
        read(text, &self.zone)
    }

    /// As [`Self::instant`], for the time by which something is due: a day, week or month that is
    /// named is meant to its last second, and a duration counts from now.
    pub fn deadline(&self, text: &str) -> Result<Instant> {
        if let Ok(period) = self.period(text) {
            return self.near(text, period.end.plus(-1));
        }
        let lasting = text.parse::<Span>().ok().and_then(Span::fixed_seconds);
        lasting.map_or_else(|| self.instant(text), |seconds| self.near(text, self.now.plus(seconds)))
    }

    /// The instant from which it looks.
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// The period of a date, `2026-W47`, `2026-10`, `2026-Q4` or `2026`; of `today`, `yesterday` or
    /// `tomorrow`; of `this-week`, `last-month`, `next-year` and the like.
    pub fn period(&self, text: &str) -> Result<Period> {
        Ok(self.bucket(text)?.period(&self.zone))
    }

    /// As [`Self::period`], for an option that names its length (`--week`, `--month`): also `this`
    /// and `last`, and a day for the period around it.
    ///
    /// Faults: a period of another length.
    pub fn period_of(&self, unit: Unit, text: &str) -> Result<Period> {
        let this = Bucket::containing(unit, self.today());
        let bucket = match text.trim() {
            "this" => this,
            "last" => this.previous(),
            other => self.bucket(other)?,
        };
        let bucket = if bucket.unit() == Unit::Day { Bucket::containing(unit, bucket.first()) } else { bucket };
        if bucket.unit() == unit {
            Ok(bucket.period(&self.zone))
        } else {
            Err(MomentFault::OtherLength { text: text.to_owned(), example: this }.into())
        }
    }

    fn bucket(&self, text: &str) -> Result<Bucket> {
        let text = text.trim();
        let day = self.named_day(text).map(|day| Bucket::containing(Unit::Day, day));
        let bucket = day.or_else(|| self.named_period(text)).or_else(|| Bucket::from_label(text));
        Ok(bucket.ok_or_else(|| MomentFault::Period { text: text.to_owned() })?)
    }

    fn today(&self) -> NaiveDate {
        self.zone.date_at(self.now)
    }

    fn named_day(&self, name: &str) -> Option<NaiveDate> {
        let today = self.today();
        match name {
            "today" | "今天" | "今日" => Some(today),
            "yesterday" | "昨天" | "昨日" => today.checked_sub_days(Days::new(1)),
            "前天" => today.checked_sub_days(Days::new(2)),
            "tomorrow" | "明天" | "明日" => today.checked_add_days(Days::new(1)),
            "后天" => today.checked_add_days(Days::new(2)),
            _ => None,
        }
    }

    /// `this-week`, `last-month`, `next-year`, `上周`, `本月` …
    fn named_period(&self, name: &str) -> Option<Bucket> {
        let (which, length) = name.split_once('-').or_else(|| chinese_period(name))?;
        let unit = match length {
            "week" => Unit::Week,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            _ => return None,
        };
        let this = Bucket::containing(unit, self.today());
        match which {
            "this" => Some(this),
            "last" => Some(this.previous()),
            "next" => Some(this.next()),
            _ => None,
        }
    }

    /// `-2h`, `2h ago` or `+2h`; `None` for anything else.
    fn relative(&self, text: &str) -> Result<Option<Instant>> {
        let past = text.strip_prefix('-').or_else(|| text.strip_suffix(" ago")).or_else(|| text.strip_suffix('前'));
        let future = || text.strip_prefix('+').or_else(|| text.strip_suffix('后'));
        let Some(span) = past.or_else(future) else { return Ok(None) };
        let seconds = span.parse::<Span>()?.fixed_seconds();
        let seconds = seconds.ok_or_else(|| MomentFault::BusinessDays { text: text.to_owned() })?;
        Ok(Some(self.now.plus(if past.is_some() { -seconds } else { seconds })))
    }
}

/// Which period and of what length a Chinese name means.
fn chinese_period(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "本周" | "这周" => ("this", "week"),
        "上周" => ("last", "week"),
        "下周" => ("next", "week"),
        "本月" | "这个月" => ("this", "month"),
        "上月" | "上个月" => ("last", "month"),
        "下月" | "下个月" => ("next", "month"),
        "本季度" => ("this", "quarter"),
        "上季度" | "上个季度" => ("last", "quarter"),
        "下季度" | "下个季度" => ("next", "quarter"),
        "今年" | "本年" => ("this", "year"),
        "去年" => ("last", "year"),
        "明年" => ("next", "year"),
        _ => return None,
    })
}

/// The instant of a text that says its date: RFC 3339 (also without seconds, and with a space for
/// the `T`), or a local time or a date in `zone`.
///
/// Faults: what is none of these; a local time that the zone's clocks jump over or show twice.
pub fn read(text: &str, zone: &Zone) -> Result<Instant> {
    if let Some(at) = with_offset(text) {
        return Ok(at);
    }
    if let Some(date) = civil::date(text) {
        return Ok(zone.start_of_day(date));
    }
    let local = local(text).ok_or_else(|| MomentFault::Moment { text: text.to_owned() })?;
    Ok(zone.resolve(local)?)
}

fn with_offset(text: &str) -> Option<Instant> {
    let numeric = text.replacen('Z', "+00:00", 1);
    let short = |form| DateTime::parse_from_str(&numeric, form).ok();
    let full = DateTime::parse_from_rfc3339(text).ok();
    full.or_else(|| short("%Y-%m-%dT%H:%M%:z")).or_else(|| short("%Y-%m-%d %H:%M%:z")).map(Instant::from)
}

/// `2026-10-28 09:00`, `2026-10-28T09:00:30`.
fn local(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    Some(at_time(civil::date(date)?, time_of_day(time)?))
}

/// Seconds after midnight of `9:00`, `09:00:30` or `09:00:30.5`, fractions dropped.
fn time_of_day(text: &str) -> Option<i64> {
    match text.split_once('.') {
        None => civil::time_of_day(text),
        Some((whole, fraction)) => {
            let digits = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
            civil::time_of_day(whole).filter(|_| digits && whole.matches(':').count() == 2)
        }
    }
}

/// `seconds` after the midnight of a date; 86,400 is the next date's midnight.
fn at_time(date: NaiveDate, seconds: i64) -> NaiveDateTime {
    let midnight = date.and_time(NaiveTime::MIN);
    midnight.checked_add_signed(TimeDelta::seconds(seconds)).unwrap_or(midnight)
}

#[cfg(test)]
mod tests;
