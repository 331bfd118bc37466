//! Times as they stand in files: whole seconds with the offset they were written in.
use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, TimeZone};

use crate::faults;

/// An instant with the offset of whoever wrote it.
pub type Moment = DateTime<FixedOffset>;

faults! {
    /// Why a text is no time.
    pub enum MomentFault {
        "time-malformed" => Malformed { time: String },
    }
}

/// The text of `at` in files: `2026-10-28T09:00:12+08:00`.
pub fn write(at: Moment) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// Reads a time of a file: RFC 3339 (a space may stand for the `T`), fractions of a second dropped.
pub fn read(text: &str) -> Result<Moment, MomentFault> {
    read_canonical(text.as_bytes())
        .or_else(|| read_lenient(text))
        .ok_or_else(|| MomentFault::Malformed { time: text.to_owned() })
}

/// Exactly `YYYY-MM-DDTHH:MM:SS±HH:MM`, the form in almost every line of every file.
fn read_canonical(text: &[u8]) -> Option<Moment> {
    let text: &[u8; 25] = text.try_into().ok()?;
    let separators = [text[4], text[7], text[10], text[13], text[16], text[22]];
    if &separators != b"--T:::" {
        return None;
    }
    let two = |place: usize| {
        let (tens, ones) = (text[place].wrapping_sub(b'0'), text[place + 1].wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then(|| u32::from(tens) * 10 + u32::from(ones))
    };
    let year = i32::try_from(two(0)? * 100 + two(2)?).ok()?;
    let local = NaiveDate::from_ymd_opt(year, two(5)?, two(8)?)?.and_hms_opt(two(11)?, two(14)?, two(17)?)?;
    let (hours, minutes) = (two(20)?, two(23)?);
    if minutes > 59 {
        return None;
    }
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    let offset = match text[19] {
        b'+' => FixedOffset::east_opt(seconds)?,
        b'-' => FixedOffset::west_opt(seconds)?,
        _ => return None,
    };
    offset.from_local_datetime(&local).single()
}

fn read_lenient(text: &str) -> Option<Moment> {
    let at = DateTime::parse_from_rfc3339(text).ok()?;
    DateTime::from_timestamp(at.timestamp(), 0).map(|seconds| seconds.with_timezone(at.offset()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_readers_agree() {
        for text in ["2026-10-28T09:00:12+08:00", "2024-02-29T23:59:59-03:30", "2026-01-01T00:00:00-00:00"] {
            assert_eq!(read_canonical(text.as_bytes()), read_lenient(text), "{text}");
            assert!(read(text).is_ok());
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let text = "2026-10-28T09:00:12+08:00";
        assert_eq!(write(read(text).unwrap()), text);
        assert_eq!(write(read("2026-10-28T01:00:12.9Z").unwrap()), "2026-10-28T01:00:12+00:00");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "yesterday",
            "2026-10-28",
            "2026-02-30T09:00:12+08:00",
            "2026-10-28T09:00:12",
            "2026-10-28T24:00:00+08:00",
            "2026-10-28T09:00:12+08:60",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
