//! `survey import`: answers from a file.
mod columns;
mod record;

use std::io::Cursor;
use std::path::PathBuf;

use clap::Args;

use self::columns::Columns;
use self::record::{Outcome, Recorder};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, format_parser};
use crate::cli::input::{self, InputFault};
use crate::cli::{output, present};
use crate::desk::open::Desk;
use crate::fault::{Problem, Result};
use crate::import::mapping::{FileOptions, TimeOptions};
use crate::import::{Line, Table as File};
use crate::render::Format;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::store::disk;

/// Import responses from a CSV file; run again, it adds only what is new
#[derive(Debug, Args)]
#[command(
    after_help = "The columns are `ticket` (or `number`), `at`, one for each question of the survey by its code \
    or label, and, when there are such, `comment`, `channel` and `external` (the answer's id elsewhere).\n\n\
    Examples:\n  tickets survey import answers.csv --dry-run\n  \
    tickets survey import answers.csv --encoding gbk --time-format '%d/%m/%Y %H:%M'"
)]
pub struct Import {
    /// The file; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write nothing; say what would be done
    #[arg(long)]
    dry_run: bool,
    /// The file's encoding, such as gbk or utf-16le (default: utf-8)
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// What separates cells: one character, or `tab` (default: what the header has most)
    #[arg(long, value_name = "CHARACTER")]
    separator: Option<String>,
    /// How times are written, such as '%d/%m/%Y %H:%M' (default: ISO 8601); give the option once for each form
    #[arg(long = "time-format", value_name = "FORMAT")]
    time_formats: Vec<String>,
    /// What means that there is no value, such as `-` or `N/A`; give the option once for each
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    missing: Vec<String>,
    /// Write the outcome of each row in this form
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = format_parser())]
    format: Format,
}

/// What became of a row.
struct Done {
    line: usize,
    ticket: String,
    outcome: Result<Outcome>,
}

impl Import {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        context.actor(&desk)?;
        let writer = if self.dry_run { None } else { Some(context.lock(&desk)?) };
        let mut recorder = Recorder::new(context, &desk, writer.as_ref())?;
        let done = self.rows(context, &desk, &mut recorder)?;
        for problem in done.iter().filter_map(|done| done.outcome.as_ref().err()) {
            output::tell(&present::problem(problem, context.language));
        }
        if self.format.is_machine() {
            output::data(&form::text(context, &desk, &table(&done), self.format))?;
        } else {
            output::line(&self.summary(context, &done))?;
        }
        Ok(if done.iter().any(|done| done.outcome.is_err()) { Exit::Findings } else { Exit::Done })
    }

    fn rows(&self, context: &Context, desk: &Desk, recorder: &mut Recorder<'_>) -> Result<Vec<Done>> {
        let encoding = self.encoding.clone();
        let separator = self.separator.clone();
        let file = FileOptions { encoding, separator, missing: self.missing.clone(), ..FileOptions::default() };
        let formats = (!self.time_formats.is_empty()).then(|| self.time_formats.clone());
        let time = TimeOptions { formats, ..TimeOptions::default() };
        let rows = File::open(Cursor::new(self.bytes(context)?), &self.file, &file)?;
        let columns = Columns::new(desk, rows.header(), &file, &time).map_err(|problem| problem.in_file(&self.file))?;
        let mut done = Vec::new();
        for line in rows {
            done.push(match line? {
                Line::Row(row) => {
                    let outcome = columns.read(desk, &row).and_then(|given| recorder.record(&given));
                    let outcome = outcome.map_err(|problem| placed(problem, row.place()));
                    Done { line: row.line(), ticket: columns.ticket(&row), outcome }
                }
                Line::Rejected(problem) => {
                    let line = problem.place().map_or(0, |place| place.line);
                    Done { line, ticket: String::new(), outcome: Err(problem) }
                }
            });
        }
        Ok(done)
    }

    fn bytes(&self, context: &Context) -> Result<Vec<u8>> {
        if self.file.as_os_str() == "-" {
            return Ok(input::standard_input()?.into_bytes());
        }
        let bytes = disk::read_whole(&context.environment.dir.join(&self.file))?;
        Ok(bytes.ok_or_else(|| InputFault::NoFile { path: self.file.display().to_string() })?)
    }

    fn summary(&self, context: &Context, done: &[Done]) -> String {
        let count = |is: fn(&Result<Outcome>) -> bool| done.iter().filter(|done| is(&done.outcome)).count().to_string();
        let recorded = count(|outcome| matches!(outcome, Ok(Outcome::Recorded(_))));
        let known = count(|outcome| matches!(outcome, Ok(Outcome::Known(_))));
        let rejected = count(Result::is_err);
        let key = if self.dry_run { "survey-import-would" } else { "survey-import-done" };
        context.say(key, &[("recorded", &recorded), ("known", &known), ("rejected", &rejected)])
    }
}

/// A problem at its row, unless it has a place already.
fn placed(problem: Problem, place: crate::fault::Place) -> Problem {
    if problem.place().is_some() { problem } else { problem.at(place) }
}

/// The outcome of every row, for a program.
fn table(done: &[Done]) -> Table {
    let columns = ["line", "number", "outcome", "file", "reason"];
    let columns = columns.map(|key| Column::new(key, if key == "line" { Shape::Number } else { Shape::Text }));
    let row = |done: &Done| {
        let (outcome, file, reason) = match &done.outcome {
            Ok(Outcome::Recorded(path)) => ("recorded", Some(path.display().to_string()), None),
            Ok(Outcome::Known(path)) => ("known", Some(path.display().to_string()), None),
            Err(problem) => ("rejected", None, Some(problem.code())),
        };
        let number = (!done.ticket.is_empty()).then_some(done.ticket.as_str());
        vec![
            Cell::count(done.line),
            Cell::text(number),
            Cell::text(Some(outcome)),
            Cell::text(file.as_deref()),
            Cell::text(reason),
        ]
    };
    Table { id: "survey-import", columns: columns.into(), rows: done.iter().map(row).collect(), frame: None }
}
