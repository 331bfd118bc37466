//! The desk's number format, such as `CS{yyyy}{mm}{dd}{seq:4}`.
use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::ids::Number;
use crate::faults;

faults! {
    /// Why a text is no number format, or gives no number.
    pub enum NumberFault {
        "number-part-unknown" => UnknownPart { part: String, format: String },
        "number-brace-open" => OpenBrace { format: String },
        "number-no-counter" => NoCounter { format: String },
        "number-character" => Character { character: char, format: String },
        "number-lane-missing" => LaneMissing { format: String },
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Year,
    Month,
    Day,
    Lane,
    /// A counter of at least this many digits; it restarts with the finest date part.
    Sequence(usize),
    /// This many random characters.
    Random(usize),
}

/// A desk's number format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberFormat {
    text: String,
    parts: Vec<Part>,
}

/// What a number says, read by its format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Reading {
    /// The year, when the format has one.
    pub year: Option<i32>,
    /// The month, 1–12, when the format has one.
    pub month: Option<u32>,
    /// The day of the month, when the format has one.
    pub day: Option<u32>,
    /// The counter, when the format has one.
    pub sequence: Option<u64>,
}

/// Crockford's base32 in upper case, as numbers are read out on the telephone.
const RANDOM: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn random_character(random: &mut u64) -> char {
    let character = char::from(RANDOM[(*random & 31) as usize]);
    *random = random.rotate_right(5);
    character
}

impl NumberFormat {
    /// Reads a format: `{yyyy}`, `{mm}`, `{dd}`, `{lane}`, `{seq:N}`, `{rand:N}` and literal
    /// letters, digits, `-`, `_` and `.`.
    pub fn parse(text: &str) -> Result<Self, NumberFault> {
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (part, after) = next_part(rest, text)?;
            parts.push(part);
            rest = after;
        }
        if parts.iter().any(|part| matches!(part, Part::Sequence(_) | Part::Random(_))) {
            Ok(Self { text: text.to_owned(), parts })
        } else {
            Err(NumberFault::NoCounter { format: text.to_owned() })
        }
    }

    /// The number of a ticket created on `date`. `random` supplies the random characters, five bits
    /// each.
    pub fn render(
        &self,
        date: NaiveDate,
        sequence: u64,
        mut random: u64,
        lane: Option<&str>,
    ) -> Result<Number, NumberFault> {
        let mut write = |part: &Part| {
            Ok(match part {
                Part::Literal(text) => text.clone(),
                Part::Year => format!("{:04}", date.year()),
                Part::Month => format!("{:02}", date.month()),
                Part::Day => format!("{:02}", date.day()),
                Part::Lane => lane.ok_or_else(|| NumberFault::LaneMissing { format: self.text.clone() })?.to_owned(),
                Part::Sequence(width) => format!("{sequence:0width$}"),
                Part::Random(width) => (0..*width).map(|_| random_character(&mut random)).collect(),
            })
        };
        let number: Result<String, NumberFault> = self.parts.iter().map(&mut write).collect();
        number.map(|number| number.as_str().into())
    }

    /// Whether each clone has a part of its own in it.
    pub fn has_lane(&self) -> bool {
        self.parts.contains(&Part::Lane)
    }

    /// What `number` says; `None` when it is not of this format.
    pub fn read(&self, number: &str) -> Option<Reading> {
        let mut reading = Reading::default();
        read_parts(&self.parts, number, &mut reading).then_some(reading)
    }

    /// The lane in which `number` was given; `None` when the format has none, or is not the number's.
    pub fn lane_of<'n>(&self, number: &'n str) -> Option<&'n str> {
        let place = self.parts.iter().position(|part| *part == Part::Lane)?;
        let (before, after) = (&self.parts[..place], &self.parts[place + 1..]);
        let fits = |parts, text| read_parts(parts, text, &mut Reading::default());
        let bounds = || (0..=number.len()).filter(|place| number.is_char_boundary(*place));
        let starts = bounds().filter(|start| fits(before, &number[..*start]));
        let spans = starts.flat_map(|start| bounds().filter(move |end| start < *end).map(move |end| (start, end)));
        spans.into_iter().find(|(_, end)| fits(after, &number[*end..])).map(|(start, end)| &number[start..end])
    }

    /// The next free counter of the period of `date`, given the numbers that exist there.
    pub fn next_sequence<'a>(&self, date: NaiveDate, existing: impl IntoIterator<Item = &'a str>) -> u64 {
        existing
            .into_iter()
            .filter_map(|number| self.read(number))
            .filter(|reading| reading.is_in_period_of(date))
            .filter_map(|reading| reading.sequence)
            .max()
            .map_or(1, |last| last.saturating_add(1))
    }

    /// What the numbers of one counter have in common: the parts of `date` that the format has.
    pub fn counter(&self, date: NaiveDate) -> Reading {
        let has = |part| self.parts.contains(&part);
        Reading {
            year: has(Part::Year).then(|| date.year()),
            month: has(Part::Month).then(|| date.month()),
            day: has(Part::Day).then(|| date.day()),
            sequence: None,
        }
    }

    /// The months whose archive may hold numbers of `date`'s period: its own, all of its year, or
    /// (no date in the format) every one.
    pub fn period(&self) -> Period {
        match (self.parts.contains(&Part::Year), self.parts.contains(&Part::Month)) {
            (true, true) => Period::Month,
            (true, false) => Period::Year,
            // A month without its year comes again.
            (false, _) => Period::Ever,
        }
    }
}

/// How far back one counter reaches, in months of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// One month or less.
    Month,
    /// A year.
    Year,
    /// Since the beginning.
    Ever,
}

impl Period {
    /// The first day of the period around `date`; `None` when it has none.
    pub fn first_day(self, date: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Month => date.with_day(1),
            Self::Year => date.with_ordinal(1),
            Self::Ever => None,
        }
    }
}

impl Reading {
    fn is_in_period_of(self, date: NaiveDate) -> bool {
        self.year.is_none_or(|year| year == date.year())
            && self.month.is_none_or(|month| month == date.month())
            && self.day.is_none_or(|day| day == date.day())
    }
}

impl fmt::Display for NumberFormat {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

fn next_part<'a>(rest: &'a str, format: &str) -> Result<(Part, &'a str), NumberFault> {
    let Some(inner) = rest.strip_prefix('{') else {
        let end = rest.find('{').unwrap_or(rest.len());
        let (literal, after) = rest.split_at(end);
        return match literal.chars().find(|c| !is_literal(*c)) {
            Some(character) => Err(NumberFault::Character { character, format: format.to_owned() }),
            None => Ok((Part::Literal(literal.to_owned()), after)),
        };
    };
    let (name, after) = inner.split_once('}').ok_or_else(|| NumberFault::OpenBrace { format: format.to_owned() })?;
    let part =
        part_of(name).ok_or_else(|| NumberFault::UnknownPart { part: name.to_owned(), format: format.to_owned() })?;
    Ok((part, after))
}

/// Numbers become file names and are typed in shells.
fn is_literal(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-_.".contains(character)
}

fn part_of(name: &str) -> Option<Part> {
    let width = |digits: &str| digits.parse().ok().filter(|width| (1..=12).contains(width));
    match name.split_once(':') {
        None => match name {
            "yyyy" => Some(Part::Year),
            "mm" => Some(Part::Month),
            "dd" => Some(Part::Day),
            "lane" => Some(Part::Lane),
            _ => None,
        },
        Some(("seq", digits)) => width(digits).map(Part::Sequence),
        Some(("rand", digits)) => width(digits).map(Part::Random),
        Some(_) => None,
    }
}

fn read_parts(parts: &[Part], number: &str, reading: &mut Reading) -> bool {
    let Some((part, later)) = parts.split_first() else { return number.is_empty() };
    match part {
        Part::Literal(text) => number.strip_prefix(text.as_str()).is_some_and(|rest| read_parts(later, rest, reading)),
        Part::Year => take_digits(number, 4).is_some_and(|(year, rest)| {
            reading.year = i32::try_from(year).ok();
            read_parts(later, rest, reading)
        }),
        Part::Month => take_digits(number, 2).is_some_and(|(month, rest)| {
            reading.month = u32::try_from(month).ok();
            (1..=12).contains(&month) && read_parts(later, rest, reading)
        }),
        Part::Day => take_digits(number, 2).is_some_and(|(day, rest)| {
            reading.day = u32::try_from(day).ok();
            (1..=31).contains(&day) && read_parts(later, rest, reading)
        }),
        Part::Random(width) => {
            number.is_char_boundary(*width) && number.get(*width..).is_some_and(|rest| read_parts(later, rest, reading))
        }
        Part::Sequence(width) => (*width..=number.len()).any(|length| read_sequence(length, number, later, reading)),
        Part::Lane => (1..=number.len())
            .any(|length| number.is_char_boundary(length) && read_parts(later, &number[length..], reading)),
    }
}

fn read_sequence(length: usize, number: &str, later: &[Part], reading: &mut Reading) -> bool {
    take_digits(number, length).is_some_and(|(sequence, rest)| {
        let fits = read_parts(later, rest, reading);
        if fits {
            reading.sequence = Some(sequence);
        }
        fits
    })
}

fn take_digits(text: &str, count: usize) -> Option<(u64, &str)> {
    let digits = text.get(..count)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((digits.parse().ok()?, &text[count..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_counter_reaches_as_far_back_as_its_numbers_can_come_again() {
        let period = |format| NumberFormat::parse(format).unwrap().period();
        assert_eq!(period("{yyyy}{mm}{dd}{seq:2}"), Period::Month);
        assert_eq!(period("{yyyy}-{seq:2}"), Period::Year);
        assert_eq!(period("{mm}-{seq:2}"), Period::Ever);
        assert_eq!(period("{seq:2}"), Period::Ever);
    }

    #[test]
    fn numbers_of_the_desks() {
        let daily = NumberFormat::parse("CS{yyyy}{mm}{dd}{seq:4}").unwrap();
        assert_eq!(daily.render(day("2026-10-28"), 1, 0, None).unwrap().as_str(), "CS202610280001");
        assert_eq!(daily.render(day("2026-10-28"), 12345, 0, None).unwrap().as_str(), "CS2026102812345");
        let monthly = NumberFormat::parse("{yyyy}{mm}-{seq:3}").unwrap();
        assert_eq!(monthly.render(day("2024-05-09"), 1, 0, None).unwrap().as_str(), "202405-001");
        let random = NumberFormat::parse("T-{rand:5}").unwrap();
        assert_eq!(random.render(day("2024-05-09"), 1, 31 | 1 << 5, None).unwrap().as_str(), "T-Z1000");
    }

    #[test]
    fn the_counter_restarts_with_the_finest_date_part() {
        let daily = NumberFormat::parse("CS{yyyy}{mm}{dd}{seq:4}").unwrap();
        let existing = ["CS202610280001", "CS202610280007", "CS202610270009", "X1"];
        assert_eq!(daily.next_sequence(day("2026-10-28"), existing), 8);
        assert_eq!(daily.next_sequence(day("2026-10-29"), existing), 1);
        let monthly = NumberFormat::parse("{yyyy}{mm}-{seq:3}").unwrap();
        assert_eq!(monthly.next_sequence(day("2024-05-09"), ["202405-001", "202404-100"]), 2);
    }

    #[test]
    fn a_number_is_read_by_its_format() {
        let daily = NumberFormat::parse("CS{yyyy}{mm}{dd}{seq:4}").unwrap();
        let reading = daily.read("CS2026102812345").unwrap();
        assert_eq!((reading.year, reading.month, reading.sequence), (Some(2026), Some(10), Some(12345)));
        for other in ["CS20261028001", "cs202610280001", "CS2026102800x1", "CS202613280001", "支付", ""] {
            assert_eq!(daily.read(other), None, "{other}");
        }
        let laned = NumberFormat::parse("{lane}-{yyyy}-{seq:2}").unwrap();
        assert_eq!(laned.read("a-b-2026-07").unwrap().sequence, Some(7));
        assert_eq!(laned.lane_of("a-b-2026-07"), Some("a-b"));
        assert_eq!(laned.lane_of("2026-07"), None);
        assert_eq!(daily.lane_of("CS202610280001"), None);
    }

    #[test]
    fn wrong_formats_are_refused() {
        for wrong in
            ["CS", "{yyyy}", "{seq:0}", "{seq}", "{seq:99}", "{yy}{seq:2}", "{seq:4", "a/b{seq:4}", "单{seq:4}"]
        {
            assert!(NumberFormat::parse(wrong).is_err(), "{wrong}");
        }
    }
}
