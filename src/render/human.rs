//! Cells as people read them: words, durations, percentages.
use std::borrow::Cow;

use super::{Page, sanitize};
use crate::report::statistics::Fraction;
use crate::report::table::{Cell, Column, Frame, Heading, Shape, Table};
use crate::text::{Language, fill};

/// Stands for a value that is absent.
const ABSENT: &str = "-";

const MINUTE: u128 = 60;
const HOUR: u128 = 60 * MINUTE;
const DAY: u128 = 24 * HOUR;

/// A duration, all day and night, with its two coarsest units, rounded to a second and then cut off: `3d 4h`, `4h 05m`,
/// `12m 05s`, `45s`. What lies before now has a sign.
pub fn duration(seconds: Fraction, language: Language) -> String {
    in_units(seconds, DAY, language)
}

/// As [`duration`], of working time: `40h 00m`. Days of 24 hours would be none that anybody works.
pub fn working(seconds: Fraction, language: Language) -> String {
    in_units(seconds, u128::MAX, language)
}

/// In days from `days` seconds on.
fn in_units(seconds: Fraction, days: u128, language: Language) -> String {
    let rounded = seconds.rounded(0);
    let total = rounded.unsigned_abs();
    let (key, coarse, fine, width) = match total {
        _ if total >= days => ("duration.days-hours", total / DAY, total % DAY / HOUR, 1),
        HOUR.. => ("duration.hours-minutes", total / HOUR, total % HOUR / MINUTE, 2),
        MINUTE.. => ("duration.minutes-seconds", total / MINUTE, total % MINUTE, 2),
        _ => ("duration.seconds", 0, total, 1),
    };
    let sign = if rounded < 0 { "-" } else { "" };
    language.say(key, &[("sign", sign), ("coarse", &coarse.to_string()), ("fine", &format!("{fine:0width$}"))])
}

/// A share as a percentage with one decimal: `87.5%`.
fn percent(part: i64, whole: u64) -> String {
    let share = Fraction::new(i128::from(part) * 100, whole);
    share.map_or_else(|| ABSENT.to_owned(), |share| format!("{}%", share.fixed(1)))
}

/// The first line of a text, and a sign that there are more.
fn first_line(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    match text.split_once('\n') {
        Some((first, _)) => format!("{} …", sanitize::line(first.trim_end())).into(),
        None => sanitize::line(text),
    }
}

impl Page<'_> {
    /// A cell on one line, safe for a terminal.
    pub(super) fn cell<'a>(&'a self, cell: &'a Cell) -> Cow<'a, str> {
        match cell {
            Cell::Absent => ABSENT.into(),
            Cell::Text(text) => sanitize::line(text),
            Cell::Lines(text) => first_line(text),
            Cell::Score(score) => self.score(*score).into(),
            Cell::Code(kind, code) => self.label(kind, code),
            Cell::Count(count) => count.to_string().into(),
            Cell::Number(number) => number.to_string().into(),
            Cell::Change(0) => "0".into(),
            Cell::Change(change) => format!("{change:+}").into(),
            Cell::Seconds(seconds) => duration(*seconds, self.language).into(),
            Cell::Working(seconds) => working(*seconds, self.language).into(),
            Cell::Rate(part, whole) => percent(*part, *whole).into(),
            Cell::Mean(mean, digits) => mean.fixed(*digits).into(),
            Cell::Moment(at) => at.format("%Y-%m-%d %H:%M").to_string().into(),
            Cell::Flag(flag) => self.language.word(if *flag { "flag.yes" } else { "flag.no" }).into(),
            Cell::List(texts) => sanitize::line(&texts.join(", ")).into_owned().into(),
            Cell::Codes(kind, codes) => {
                let labels: Vec<_> = codes.iter().map(|code| self.label(kind, code)).collect();
                labels.join(self.language.word("list-comma")).into()
            }
            Cell::Object(pairs) => {
                let pairs: Vec<_> = pairs.iter().map(|(name, text)| format!("{name}: {text}")).collect();
                sanitize::line(&pairs.join("; ")).into_owned().into()
            }
        }
    }

    /// A score with what the desk calls it: `5 very satisfied`.
    fn score(&self, score: i64) -> String {
        let number = score.to_string();
        match self.labels.label("score", &number) {
            Some(label) => format!("{number} {}", sanitize::line(&label)),
            None => number,
        }
    }

    /// What the desk calls a code, else what the product calls it, else the code itself.
    fn label<'a>(&'a self, kind: &str, code: &'a str) -> Cow<'a, str> {
        match self.labels.label(kind, code) {
            Some(label) => sanitize::line(&label).into_owned().into(),
            None => self.language.find(&format!("{kind}.{code}")).map_or_else(|| sanitize::line(code), Cow::Borrowed),
        }
    }

    /// A column's name.
    pub(super) fn heading<'a>(&'a self, column: &'a Column) -> Cow<'a, str> {
        match &column.heading {
            Heading::Word => self.word_of(column).unwrap_or_else(|| sanitize::line(&column.key)),
            Heading::Phrase(key, values) => {
                let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                sanitize::line(&self.language.say(key, &values)).into_owned().into()
            }
            Heading::Score(score) => match self.labels.label("score", &score.to_string()) {
                Some(label) => sanitize::line(&label).into_owned().into(),
                None => self.language.say("column.score", &[("score", &score.to_string())]).into(),
            },
            Heading::Code(kind, code) => self.label(kind, code.as_str()),
        }
    }

    /// An instant may have another word than a count of the same name.
    fn word_of(&self, column: &Column) -> Option<Cow<'_, str>> {
        let find = |kind: &str| self.language.find(&format!("{kind}.{}", column.key));
        let of_moment = (column.shape == Shape::Moment).then(|| find("moment")).flatten();
        of_moment.or_else(|| find("column")).map(Cow::Borrowed)
    }

    /// A report's name; a plain listing has none.
    pub(super) fn title(&self, table: &Table) -> Option<Cow<'_, str>> {
        table.frame.as_ref().map(|_| Cow::Owned(self.label("report", table.id).into_owned()))
    }

    /// The period, the instant, and what was counted and left out, a sentence each.
    pub(super) fn notes(&self, frame: &Frame) -> Vec<String> {
        let moment = |at| self.cell(&Cell::Moment(at)).into_owned();
        let say = |key, values: &[(&str, &str)]| fill(self.language.word(key), values);
        let asked = match (frame.since.map(moment), frame.until.map(moment)) {
            (Some(since), Some(until)) => say("frame.period", &[("since", &since), ("until", &until)]),
            (Some(since), None) => say("frame.since", &[("since", &since)]),
            (None, Some(until)) => say("frame.until", &[("until", &until)]),
            (None, None) => say("frame.all", &[]),
        };
        let as_of = say("frame.as-of", &[("moment", &moment(frame.as_of))]);
        let counted = say("frame.counted", &[("count", &frame.counted.to_string())]);
        let mut notes = vec![asked, as_of, counted];
        for excluded in &frame.excluded {
            let (reason, count) = (self.label("excluded", excluded.reason), excluded.count.to_string());
            notes.push(say("frame.excluded", &[("count", &count), ("reason", &reason)]));
        }
        notes
    }
}
