//! Questions about a calendar, one JSON object a line.
//!
//! | question | answer |
//! |---|---|
//! | `{"op":"elapsed","calendar":{…},"from":…,"to":…,"pauses":[[from,to],…]}` | working seconds |
//! | `{"op":"add","calendar":{…},"from":…,"minutes":90,"pauses":…}` | the due instant, RFC 3339 in the calendar's zone |
//! | `{"op":"sub","calendar":{…},"from":…,"minutes":90}` | the latest instant from which the minutes fit until `from` |
//! | `{"op":"open","calendar":{…},"from":…}` | `true` or `false` |
//!
//! Times without an offset are read in the calendar's zone; `pauses` may be left out.
use serde::Deserialize;
use serde_json::{Number, Value};

use super::calendar::CalendarSpec;
use super::working::{self, Pause};
use super::{Calendar, Instant, moment};
use crate::fault::Result;
use crate::{faults, near};

faults! {
    /// What is wrong with a question.
    pub enum BatchFault {
        "batch-malformed" => Malformed { detail: String },
        "batch-unknown-op" => UnknownOp { op: String, near: String },
        "batch-missing-key" => MissingKey { op: String, key: &'static str },
        "batch-extra-key" => ExtraKey { op: String, key: &'static str },
        "batch-minutes" => Minutes { minutes: Number },
    }
}

/// Answers questions, keeping the calendar of the last one for the next.
#[derive(Debug, Default)]
pub struct Batch {
    last: Option<(CalendarSpec, Calendar)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    op: String,
    calendar: CalendarSpec,
    from: String,
    to: Option<String>,
    minutes: Option<Number>,
    pauses: Option<Vec<(String, String)>>,
}

const OPS: [&str; 4] = ["elapsed", "add", "sub", "open"];

impl Batch {
    /// The `result` of the question in `line`.
    ///
    /// Faults: a malformed line, and whatever makes the question unanswerable.
    pub fn answer(&mut self, line: &str) -> Result<Value> {
        let mut question: Question =
            serde_json::from_str(line).map_err(|error| BatchFault::Malformed { detail: error.to_string() })?;
        question.refuse_extra_keys()?;
        let calendar = self.calendar(std::mem::take(&mut question.calendar))?;
        question.answer(calendar)
    }

    fn calendar(&mut self, spec: CalendarSpec) -> Result<&Calendar> {
        let kept = self.last.take().filter(|(last, _)| *last == spec);
        let compiled = match kept {
            Some(same) => same,
            None => Calendar::compile(&spec).map(|calendar| (spec, calendar))?,
        };
        Ok(&self.last.insert(compiled).1)
    }
}

impl Question {
    fn answer(&self, calendar: &Calendar) -> Result<Value> {
        let from = moment::read(&self.from, calendar.zone())?;
        let written = |at| calendar.zone().write(at).into();
        Ok(match self.op.as_str() {
            "elapsed" => working::elapsed_forwards(calendar, from, self.to(calendar)?, &self.pauses(calendar)?)?.into(),
            "add" => written(working::due(calendar, from, self.seconds()?, &self.pauses(calendar)?)?),
            "sub" => written(working::sub(calendar, from, self.seconds()?)?),
            "open" => calendar.is_open(from).into(),
            other => Err(BatchFault::UnknownOp { op: other.to_owned(), near: near::list(other, OPS) })?,
        })
    }

    /// Keys that the operation does not look at are refused: they would be believed to count.
    fn refuse_extra_keys(&self) -> Result<(), BatchFault> {
        let op = self.op.as_str();
        let pauses = self.pauses.as_ref().is_some_and(|pauses| !pauses.is_empty());
        let extra = [
            ("to", self.to.is_some() && op != "elapsed"),
            ("minutes", self.minutes.is_some() && !matches!(op, "add" | "sub")),
            ("pauses", pauses && !matches!(op, "elapsed" | "add")),
        ];
        match extra.into_iter().find(|(_, extra)| *extra) {
            Some((key, _)) if OPS.contains(&op) => Err(BatchFault::ExtraKey { op: op.to_owned(), key }),
            _ => Ok(()),
        }
    }

    fn missing(&self, key: &'static str) -> BatchFault {
        BatchFault::MissingKey { op: self.op.clone(), key }
    }

    fn to(&self, calendar: &Calendar) -> Result<Instant> {
        moment::read(self.to.as_ref().ok_or_else(|| self.missing("to"))?, calendar.zone())
    }

    fn seconds(&self) -> Result<i64, BatchFault> {
        let minutes = self.minutes.as_ref().ok_or_else(|| self.missing("minutes"))?;
        seconds(minutes).ok_or_else(|| BatchFault::Minutes { minutes: minutes.clone() })
    }

    fn pauses(&self, calendar: &Calendar) -> Result<Vec<Pause>> {
        let read = |text: &str| moment::read(text, calendar.zone());
        let pause = |(from, to): &(String, String)| {
            let pause = (read(from)?, read(to)?);
            working::elapsed_forwards(calendar, pause.0, pause.1, &[])?;
            Ok(pause)
        };
        self.pauses.iter().flatten().map(pause).collect()
    }
}

/// Minutes in whole seconds; fractions of a second are dropped. Decimal digits, no binary fractions:
/// 4.35 minutes are 261 seconds.
fn seconds(minutes: &Number) -> Option<i64> {
    const DIGITS: usize = 12;
    if let Some(whole) = minutes.as_i64() {
        return whole.checked_mul(60);
    }
    let text = minutes.as_f64()?.to_string(); // the shortest text that reads as this number, without exponent
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.get(..DIGITS).unwrap_or(fraction);
    let fraction: i64 = format!("{fraction:0<DIGITS$}").parse().ok()?;
    let seconds = whole.parse::<i64>().ok()?.checked_mul(60)?.checked_add(fraction * 60 / 10_i64.pow(12))?;
    (!text.starts_with('-')).then_some(seconds)
}

#[cfg(test)]
mod tests;
