//! `calendar`: questions about working time, and the holidays of a new year.
mod holidays;

use std::io::BufRead;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::{self, InputFault};
use crate::cli::{holidays as told, output, present};
use crate::fault::Result;
use crate::render::human;
use crate::store::yaml;
use crate::time::batch::Batch;
use crate::time::calendar::{Calendar as Compiled, CalendarSpec};
use crate::time::duration::Span;
use crate::time::moment::Reader;
use crate::time::working::WorkingFault;
use crate::time::{Instant, working};

/// Ask about working time: opening hours, elapsed time, due instants
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets calendar show\n  \
    tickets calendar elapsed --from '2026-10-28 09:00' --to '2026-10-29 10:30'\n  \
    tickets calendar add --calendar holidays.yaml --from 2026-10-28T17:30:00+08:00 --for 90m")]
pub struct Calendar {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, Subcommand)]
enum Question {
    /// Show the opening hours of the coming days
    Show {
        #[command(flatten)]
        which: Which,
        /// The first day (default: today)
        #[arg(long, value_name = "TIME", default_value = "today")]
        from: String,
        /// How many days, up to 3660
        #[arg(long, value_name = "COUNT", default_value_t = 14, value_parser = clap::value_parser!(u32).range(1..=3660))]
        days: u32,
    },
    /// Say whether it is open: `open` or `closed`
    Open {
        #[command(flatten)]
        which: Which,
        /// When
        #[arg(long, visible_alias = "from", value_name = "TIME", default_value = "now")]
        at: String,
    },
    /// Print the working time from one instant to another
    Elapsed {
        #[command(flatten)]
        which: Which,
        /// From when, included
        #[arg(long, value_name = "TIME")]
        from: String,
        /// To when, excluded
        #[arg(long, value_name = "TIME")]
        to: String,
        /// Print it as seconds
        #[arg(long)]
        seconds: bool,
    },
    /// Print the earliest instant by which a working time has passed
    Add(Move),
    /// Print the latest instant from which a working time still fits
    Sub(Move),
    /// Answer questions from standard input, one JSON object a line
    Batch,
    Holidays(holidays::Holidays),
}

/// A working time to go, and where from.
#[derive(Debug, Args)]
struct Move {
    #[command(flatten)]
    which: Which,
    /// From when
    #[arg(long, value_name = "TIME")]
    from: String,
    /// How much working time, such as 90m or 2bd
    #[arg(long = "for", value_name = "DURATION")]
    span: String,
}

/// Which calendar is asked.
#[derive(Debug, Args)]
struct Which {
    /// A calendar file, or the name of one of the desk's calendars
    #[arg(long, value_name = "FILE", default_value = "office")]
    calendar: PathBuf,
}

impl Which {
    /// The calendar: a file when there is one of that name, else the desk's.
    fn open(&self, context: &Context) -> Result<Compiled> {
        let file = context.environment.dir.join(&self.calendar);
        let is_name = self.calendar.extension().is_none() && self.calendar.components().count() == 1;
        if is_name && !crate::store::disk::exists(&file) {
            let name = self.calendar.to_string_lossy();
            return Ok(context.desk()?.calendar(&name)?.of_file(&name));
        }
        let text = crate::store::disk::read_given_text(&file)?;
        let text = text.ok_or_else(|| InputFault::NoFile { path: self.calendar.display().to_string() })?;
        let spec: CalendarSpec = yaml::read_config(&text).map_err(|problem| problem.in_file(&self.calendar))?;
        Compiled::compile(&spec).map_err(|problem| problem.in_file(&self.calendar))
    }
}

impl Calendar {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        match self.question {
            Question::Show { which, from, days } => show(context, &which.open(context)?, &from, days)?,
            Question::Open { which, at } => {
                let calendar = which.open(context)?;
                let at = at_time(context, &calendar, &at)?;
                output::line(if calendar.is_open(at) { "open" } else { "closed" })?;
                tell_uncovered(context, &calendar, at, at.plus(1));
            }
            Question::Elapsed { which, from, to, seconds } => {
                elapsed(context, &which.open(context)?, &from, &to, seconds)?;
            }
            Question::Add(by) => by.run(context, working::add)?,
            Question::Sub(by) => by.run(context, working::sub)?,
            Question::Batch => batch(context)?,
            Question::Holidays(holidays) => return holidays.run(context),
        }
        Ok(Exit::Done)
    }
}

/// The instant that a person means, in the calendar's zone.
fn at_time(context: &Context, calendar: &Compiled, text: &str) -> Result<Instant> {
    Reader::new(context.instant(), calendar.zone().clone()).instant(text)
}

fn elapsed(context: &Context, calendar: &Compiled, from: &str, to: &str, in_seconds: bool) -> Result<()> {
    let (from, to) = (at_time(context, calendar, from)?, at_time(context, calendar, to)?);
    let elapsed = working::elapsed_forwards(calendar, from, to, &[])?;
    output::line(&if in_seconds { elapsed.to_string() } else { Span::from_seconds(elapsed).in_hours() })?;
    tell_uncovered(context, calendar, from, to);
    Ok(())
}

/// Counts a working time forwards or backwards.
type Count = fn(&Compiled, Instant, i64) -> std::result::Result<Instant, WorkingFault>;

impl Move {
    fn run(&self, context: &Context, count: Count) -> Result<()> {
        let calendar = self.which.open(context)?;
        let seconds = self.span.parse::<Span>()?.seconds(&calendar)?;
        let from = at_time(context, &calendar, &self.from)?;
        let reached = count(&calendar, from, seconds)?;
        output::line(&calendar.zone().write(reached))?;
        tell_uncovered(context, &calendar, from.min(reached), from.max(reached));
        Ok(())
    }
}

/// Warns that holidays may be missing from an answer about `[from, to)`.
fn tell_uncovered(context: &Context, calendar: &Compiled, from: Instant, to: Instant) {
    if let Some(year) = calendar.uncovered_year(from, to) {
        context.tell("calendar-uncovered", &[("year", &year.to_string())]);
        calendar.file().into_iter().for_each(|file| told::tell_remedy(context, file));
    }
}

fn show(context: &Context, calendar: &Compiled, from: &str, days: u32) -> Result<()> {
    let zone = calendar.zone();
    let first = zone.date_at(at_time(context, calendar, from)?);
    let mut lines = vec![zone.name().to_owned()];
    for date in first.iter_days().take(usize::try_from(days).unwrap_or_default()) {
        let (start, end) = (zone.start_of_day(date), zone.start_of_day(date + chrono::Days::new(1)));
        let clock =
            |at: Instant| if at == end { "24:00".to_owned() } else { zone.to_local(at).format("%H:%M").to_string() };
        let open = calendar.openings(start, end);
        let hours: Vec<_> = open.iter().map(|(from, to)| format!("{}–{}", clock(*from), clock(*to))).collect();
        let hours = if hours.is_empty() { context.say("calendar-closed", &[]) } else { hours.join("  ") };
        let total = calendar.open_seconds(start, end);
        let day = context.say(WEEKDAYS[chrono::Datelike::weekday(&date).num_days_from_monday() as usize], &[]);
        let sum =
            if total > 0 { format!("  ({})", human::working(total.into(), context.language)) } else { String::new() };
        lines.push(format!("{date} {day}  {hours}{sum}"));
    }
    output::line(&lines.join("\n"))?;
    let end = zone.start_of_day(first + chrono::Days::new(u64::from(days)));
    tell_uncovered(context, calendar, zone.start_of_day(first), end);
    Ok(())
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn batch(context: &Context) -> Result<()> {
    let mut batch = Batch::default();
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|cause| input::InputFault::Unreadable { cause: cause.to_string() })?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = match batch.answer(&line) {
            Ok(result) => serde_json::json!({ "result": result }),
            Err(problem) => serde_json::json!({ "error": present::sentence(&problem, context.language) }),
        };
        output::line(&answer.to_string())?;
    }
    Ok(())
}
