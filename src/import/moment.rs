//! Dates and times as exports write them.
use super::fault::ImportFault;
use crate::domain::moment::Moment;
use crate::fault::Result;
use chrono::format::{Fixed, Item, Numeric, Parsed, StrftimeItems};
use chrono::{DateTime, Datelike, NaiveDateTime, NaiveTime, SubsecRound};
use std::borrow::Cow;
use std::fmt::Write;

/// Gives a time without an offset the offset of the file's time zone.
pub type Zoned<'z> = dyn Fn(NaiveDateTime) -> Result<Moment> + 'z;

/// What ISO 8601 allows in the exports that say they use it; with a `T`, for which a space may stand.
const ISO: [&str; 5] =
    ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M%#z", "%Y-%m-%dT%H:%M", "%Y-%m-%d"];

/// The forms in which times are written, tried in order.
///
/// Each is a name or a pattern of `strftime`. Digits may lack their leading zero: `D/M/YYYY H:MM` is
/// `%d/%m/%Y %H:%M`, `01-Aug-23` is `%d-%b-%y`.
///
/// | name | example |
/// |---|---|
/// | `iso` | `2026-10-28T09:00:12+08:00`, `2026-10-28 09:00`, `2026-10-28` (its first instant) |
/// | `rfc2822` | `Wed, 28 Oct 2026 09:00:12 +0800` |
/// | `epoch_s`, `epoch_ms` | `1793149212`, `1793149212000` |
#[derive(Debug, Clone)]
pub struct Formats(Vec<Format>);

#[derive(Debug, Clone)]
struct Format {
    name: String,
    form: Form,
}

#[derive(Debug, Clone)]
enum Form {
    Rfc2822,
    EpochSeconds,
    EpochMilliseconds,
    /// Any of these patterns, after a space has become a `T`.
    Iso(Vec<Pattern>),
    Pattern(Pattern),
}

type Pattern = Vec<Item<'static>>;

impl Formats {
    /// Reads a list of forms. Two that would take the same text for different days, day before month and month
    /// before day, are refused.
    pub fn new<'f>(names: impl IntoIterator<Item = &'f str>) -> Result<Self, ImportFault> {
        let formats = names.into_iter().map(Format::new).collect::<Result<Vec<_>, _>>()?;
        for (index, first) in formats.iter().enumerate() {
            if let Some(second) = formats[index + 1..].iter().find(|second| first.clashes_with(second)) {
                return Err(ImportFault::FormatsClash { first: first.name.clone(), second: second.name.clone() });
            }
        }
        Ok(Self(formats))
    }

    /// The instant that `text` says, to the second (fractions are dropped); `None` when it is in none of the forms.
    /// A time without an offset is in the zone.
    pub fn read(&self, text: &str, zone: &Zoned<'_>) -> Option<Result<Moment>> {
        let moment = self.0.iter().find_map(|format| format.read(text, zone))?;
        Some(moment.map(|moment| moment.trunc_subsecs(0)))
    }

    /// The forms, as the mapping names them.
    pub fn names(&self) -> String {
        self.0.iter().map(|format| format!("`{}`", format.name)).collect::<Vec<_>>().join(", ")
    }
}

impl Default for Formats {
    fn default() -> Self {
        Self(vec![Format { name: "iso".to_owned(), form: iso() }])
    }
}

fn iso() -> Form {
    Form::Iso(ISO.iter().filter_map(|pattern| StrftimeItems::new(pattern).parse_to_owned().ok()).collect())
}

impl Format {
    fn new(name: &str) -> Result<Self, ImportFault> {
        let form = match name {
            "iso" => Some(iso()),
            "rfc2822" => Some(Form::Rfc2822),
            "epoch_s" => Some(Form::EpochSeconds),
            "epoch_ms" => Some(Form::EpochMilliseconds),
            _ => StrftimeItems::new(name).parse_to_owned().ok().filter(|items| tells_a_day(items)).map(Form::Pattern),
        };
        let name = name.to_owned();
        match form {
            Some(form) => Ok(Self { name, form }),
            None => Err(ImportFault::Format { format: name }),
        }
    }

    fn read(&self, text: &str, zone: &Zoned<'_>) -> Option<Result<Moment>> {
        match &self.form {
            Form::Rfc2822 => DateTime::parse_from_rfc2822(text).ok().map(Ok),
            Form::EpochSeconds => DateTime::from_timestamp(text.parse().ok()?, 0).map(|at| Ok(at.into())),
            Form::EpochMilliseconds => DateTime::from_timestamp_millis(text.parse().ok()?).map(|at| Ok(at.into())),
            Form::Iso(patterns) => {
                let text = with_t(text);
                patterns.iter().find_map(|pattern| read_pattern(&text, pattern, zone))
            }
            Form::Pattern(pattern) => read_pattern(text, pattern, zone),
        }
    }

    fn clashes_with(&self, other: &Self) -> bool {
        match (self.order(), other.order()) {
            (Some(one), Some(other)) => {
                one.parts != other.parts
                    && one.between == other.between
                    && one.begins_with_full_year == other.begins_with_full_year
            }
            _ => false,
        }
    }

    fn order(&self) -> Option<Order> {
        match &self.form {
            Form::Iso(patterns) => Order::of(patterns.first()?),
            Form::Pattern(pattern) => Order::of(pattern),
            _ => None,
        }
    }
}

fn with_t(text: &str) -> Cow<'_, str> {
    if text.contains('T') { text.into() } else { text.replacen(' ', "T", 1).into() }
}

fn read_pattern(text: &str, pattern: &[Item<'static>], zone: &Zoned<'_>) -> Option<Result<Moment>> {
    let mut parsed = Parsed::new();
    chrono::format::parse(&mut parsed, text, pattern.iter()).ok()?;
    if parsed.offset().is_some() || parsed.timestamp().is_some() {
        let at = parsed.to_datetime().or_else(|_| parsed.to_datetime_with_timezone(&chrono::Utc).map(Into::into));
        return at.ok().filter(|at| has_full_year(at.year())).map(Ok);
    }
    let date = parsed.to_naive_date().ok().filter(|date| has_full_year(date.year()))?;
    let has_time = parsed.hour_mod_12().is_some() || parsed.minute().is_some();
    let time = if has_time { parsed.to_naive_time().ok()? } else { NaiveTime::MIN };
    Some(zone(date.and_time(time)))
}

/// `%Y` takes `23` for the year 23: nobody's export means that.
fn has_full_year(year: i32) -> bool {
    (1000..=9999).contains(&year)
}

/// Whether what a pattern writes of an instant tells its day.
fn tells_a_day(pattern: &[Item<'static>]) -> bool {
    if pattern.contains(&Item::Fixed(Fixed::TimezoneName)) {
        // Would be skipped, whatever zone it names.
        return false;
    }
    // 2001-09-09T01:46:40Z
    let Some(instant) = DateTime::from_timestamp(1_000_000_000, 0) else { return false };
    let mut text = String::new();
    let is_written = write!(text, "{}", instant.fixed_offset().format_with_items(pattern.iter())).is_ok();
    let read = read_pattern(&text, pattern, &|local| Ok(local.and_utc().into()));
    is_written && matches!(read, Some(Ok(read)) if read.date_naive() == instant.date_naive())
}

/// In which order a pattern has day, month and year as figures.
struct Order {
    parts: Vec<char>,
    /// What stands between the first and the last of them.
    between: String,
    begins_with_full_year: bool,
}

impl Order {
    /// `None` when the month is a word, or is not there: then nothing can be mistaken.
    fn of(pattern: &[Item<'static>]) -> Option<Self> {
        let part = |item: &Item<'_>| match item {
            Item::Numeric(Numeric::Year | Numeric::YearMod100, _) => Some('y'),
            Item::Numeric(Numeric::Month, _) => Some('m'),
            Item::Numeric(Numeric::Day, _) => Some('d'),
            _ => None,
        };
        let first = pattern.iter().position(|item| part(item).is_some())?;
        let last = pattern.iter().rposition(|item| part(item).is_some())?;
        let date = &pattern[first..=last];
        let parts: Vec<_> = date.iter().filter_map(part).collect();
        let begins_with_full_year = matches!(date.first(), Some(Item::Numeric(Numeric::Year, _)));
        let between = date.iter().map(|item| literal(item).unwrap_or("0")).collect();
        parts.contains(&'m').then_some(Self { parts, between, begins_with_full_year })
    }
}

fn literal<'i>(item: &'i Item<'_>) -> Option<&'i str> {
    match item {
        Item::Literal(text) => Some(text),
        Item::OwnedLiteral(text) => Some(text),
        Item::Space(_) | Item::OwnedSpace(_) => Some(" "),
        Item::Fixed(Fixed::ShortWeekdayName | Fixed::LongWeekdayName) => Some("a"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
