//! `digest`: tells each customer where their tickets stand.
mod messages;

use clap::Args;

use self::messages::{Message, Messages, Part};
use crate::automation::digest;
use crate::cli::commit::Done;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, format_parser};
use crate::cli::{output, present};
use crate::desk::open::Desk;
use crate::domain::act::Entry;
use crate::domain::ids::{Code, TicketRef};
use crate::domain::moment::Moment;
use crate::fault::Result;
use crate::render::{Format, Labels, sanitize};
use crate::report::table::{Cell, Column, Shape, Table};
use crate::service::deed;
use crate::store::writer::Writer;
use crate::time::{Calendar, Instant};

/// Tell each customer where their open tickets stand, on working days
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets digest\n  tickets digest --customer C1001 --script digest\n  \
    tickets digest --record --format jsonl | deliver\n  \
    0 17 * * *  cd /srv/desk && tickets digest --record --commit        # crontab")]
pub struct Digest {
    /// Only these customers: numbers, names or contacts
    #[arg(short, long, value_name = "CUSTOMER")]
    customer: Vec<String>,
    /// Only tickets for which this holds, such as `priority >= high`
    #[arg(short, long = "where", value_name = "FILTER")]
    filter: Option<String>,
    /// The standard reply that says it
    #[arg(long, value_name = "SCRIPT", default_value = "digest")]
    script: String,
    /// Record that the customers were told; each ticket is told of once a day
    #[arg(long)]
    record: bool,
    /// The calendar whose working days count
    #[arg(long, value_name = "CALENDAR", default_value = "office")]
    calendar: String,
    /// On days off too
    #[arg(long)]
    any_day: bool,
    /// Write it as a listing in this form; without it, what customers read
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    format: Option<Format>,
}

impl Digest {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let at = context.as_of(&desk)?;
        let day = Day::of(&desk, at);
        if !self.any_day && !day.is_worked(&desk.calendar(&self.calendar)?) {
            context
                .tell("digest-day-off", &[("date", &at.format("%Y-%m-%d").to_string()), ("calendar", &self.calendar)]);
            self.show(context, &desk, &[])?;
            return Ok(Exit::Done);
        }
        // What is told and what is recorded of it are about the same tickets.
        let writer = self.record.then(|| context.lock(&desk)).transpose()?;
        let Messages { messages, problems } = self.messages(context, &desk, at, day)?;
        let mut told = Told { exit: Exit::Done, messages: Vec::new() };
        for problem in &problems {
            told.fail(context, problem);
        }
        for message in messages {
            match writer.as_ref().map_or(Ok(()), |writer| record(context, writer, &message, day)) {
                Ok(()) => told.messages.push(message),
                Err(problem) => told.fail(context, &problem),
            }
        }
        self.show(context, &desk, &told.messages)?;
        Ok(told.exit)
    }

    fn show(&self, context: &Context, desk: &Desk, messages: &[Message]) -> Result<()> {
        if let Some(format) = self.format {
            return output::data(&form::text(context, desk, &table(messages), format));
        }
        let texts: Vec<_> = messages.iter().map(|message| read(context, desk, message)).collect();
        output::data(&texts.join("\n"))
    }
}

/// What was told.
struct Told {
    exit: Exit,
    messages: Vec<Message>,
}

impl Told {
    fn fail(&mut self, context: &Context, problem: &crate::fault::Problem) {
        output::tell(&present::problem(problem, context.language));
        self.exit = Exit::of(problem);
    }
}

/// A day of the desk.
#[derive(Clone, Copy)]
struct Day {
    /// Now.
    at: Moment,
    /// Its first instant, and the first one after it.
    start: Instant,
    end: Instant,
    /// Its first instant, as files say it.
    first: Moment,
}

impl Day {
    fn of(desk: &Desk, at: Moment) -> Self {
        let zone = &desk.settings.zone;
        let date = zone.date_at(at.into());
        let (start, end) = (zone.start_of_day(date), zone.start_of_day(date + chrono::Days::new(1)));
        Self { at, start, end, first: zone.to_local(start) }
    }

    /// Whether anybody works on it.
    fn is_worked(self, calendar: &Calendar) -> bool {
        calendar.open_seconds(self.start, self.end) > 0
    }
}

/// Records on each ticket of a message that its customer was told: on all of them or on none.
fn record(context: &Context, writer: &Writer, message: &Message, day: Day) -> Result<()> {
    let told = |part: &Part| {
        let told = digest::told(&part.ticket, day.at, day.first, &message.customer, message.channel.clone());
        told.into_iter().map(|deed| deed.entry).collect::<Vec<Entry>>()
    };
    let changes: Vec<_> = message.parts.iter().map(|part| (&part.file, &part.ticket, told(part))).collect();
    let after = deed::write_together(writer, &changes)?;
    let done = after.iter().zip(&changes).map(|(after, (_, _, entries))| Done::of(after, entries));
    context.deeds.borrow_mut().extend(done);
    Ok(())
}

/// A message as people read it: to whom, how, and its text.
fn read(context: &Context, desk: &Desk, message: &Message) -> String {
    let channel = message.channel.as_ref().map(|code| label(desk, code)).unwrap_or_default();
    let name = |name: &String| context.say("digest-name", &[("name", name), ("customer", message.customer.as_str())]);
    let customer = message.name.as_ref().map_or_else(|| message.customer.to_string(), name);
    let key = if channel.is_empty() { "digest-to" } else { "digest-to-by" };
    let to = context.say(key, &[("customer", &customer), ("channel", &channel)]);
    format!("{}\n{}\n", sanitize::line(&to), sanitize::lines(&message.text))
}

fn label(desk: &Desk, channel: &Code) -> String {
    desk.label("channel", channel.as_str()).map_or_else(|| channel.to_string(), Into::into)
}

fn table(messages: &[Message]) -> Table {
    let text = |key| Column::new(key, Shape::Text);
    let mut columns = ["customer", "name", "channel", "tickets"].map(text).to_vec();
    columns.extend([Column::new("due", Shape::Moment), text("text")]);
    Table { id: "digest", columns, rows: messages.iter().map(row).collect(), frame: None }
}

fn row(message: &Message) -> Vec<Cell> {
    let number = |reference: &TicketRef| reference.number.as_str().into();
    vec![
        Cell::text(Some(message.customer.as_str())),
        Cell::text(message.name.as_deref()),
        Cell::code("channel", message.channel.as_ref().map(Code::as_str)),
        Cell::List(message.parts.iter().map(|part| number(&part.file.reference)).collect()),
        Cell::moment(message.due),
        Cell::Lines(message.text.as_str().into()),
    ]
}
