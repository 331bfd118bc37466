//! `report`: figures over many tickets.

use std::path::PathBuf;
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, format_parser};
use crate::cli::listing::Lenience;
use crate::cli::{holidays, output};
use crate::desk::open::{self, Desk, Listed};
use crate::desk::process::Stage;
use crate::domain::ids::Text;
use crate::domain::status::Status;
use crate::fault::Result;
use crate::faults;
use crate::near;
use crate::render::Format;
use crate::report::dimension::Dimension;
use crate::report::question::{Event, Filter, Order, Question, Settings, StageTarget};
use crate::report::{self, REPORTS};
use crate::service::heading;
use crate::service::material;
use crate::service::rows::{self, Wanted};
use crate::store::disk;
use crate::time::bucket::Unit;
use crate::time::clocks::{Policies, State};
use crate::time::{Calendar, Instant, moment};

faults! {
    /// Why a report is not made.
    pub enum ReportFault {
        "usage-period-empty" => Empty { since: String, until: String },
        "report-folder-missing" => NoFolder { folder: String },
        "usage-state-unknown" => State { state: String, near: String },
    }
}

/// Compute figures over many tickets: service levels, satisfaction, volume, backlog, flow,
/// classification, process
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets report sla --month last --by priority\n  \
    tickets report satisfaction --since 2026-10-01 --until 2026-10-31 --by team,month\n  \
    tickets report sla --week last --format csv -o sla.csv --fail-on-breach\n  \
    tickets report sla --tickets --clock first_response --state missed\n    \
    tickets report volume --month last --by category --top 5 --where 'product = S1'")]
pub struct Report {
    /// Which report
    #[arg(value_name = "REPORT", value_parser = PossibleValuesParser::new(REPORTS.iter().map(|report| report.name)))]
    name: String,
    /// From this day or time on
    #[arg(long, value_name = "TIME", conflicts_with_all = ["week", "month"])]
    since: Option<String>,
    /// Up to the end of this day, or before this time
    #[arg(long, value_name = "TIME", conflicts_with_all = ["week", "month"])]
    until: Option<String>,
    /// Of this week: last, this, 2026-W47
    #[arg(long, value_name = "WEEK", conflicts_with = "month")]
    week: Option<String>,
    /// Of this month: last, this, 2026-10
    #[arg(long, value_name = "MONTH")]
    month: Option<String>,
    /// Broken down by these: priority, type, category, team, assignee, channel, product, customer,
    /// source, day, week, month, quarter, year; industry, region, tier (of the customer)
    #[arg(long, value_name = "DIMENSION")]
    by: Option<String>,
    /// Only so many groups: those with the most tickets, of each period
    #[arg(long, value_name = "COUNT", requires = "by")]
    top: Option<usize>,
    /// Only tickets for which this holds, such as `product = S1 and region = east`; see `list`
    #[arg(short, long = "where", value_name = "FILTER")]
    filter: Option<String>,
    /// What must have happened in the period for a ticket to count
    #[arg(long, value_name = "EVENT", default_value = "created")]
    event: Selected,
    /// List what is behind the figures
    #[arg(long)]
    tickets: bool,
    /// Only this clock
    #[arg(long, value_name = "CLOCK")]
    clock: Option<String>,
    /// With --tickets: only clocks in this state, such as missed
    #[arg(long, value_name = "STATE", requires = "tickets")]
    state: Option<String>,
    /// Write it in this form
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = format_parser())]
    format: Format,
    /// Write it to this file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Exit with 3 when a promise of these tickets was missed
    #[arg(long)]
    fail_on_breach: bool,
    #[command(flatten)]
    lenience: Lenience,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Selected {
    Created,
    Resolved,
    Closed,
}

/// The report whose figures go by due times.
const OF_CLOCKS: &str = "sla";

impl Report {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let policies = desk.policies()?;
        let report = report::find(&self.name)?;
        let as_of = Instant::from(context.as_of(&desk)?);
        let (order, settings) = (order(&desk, &policies)?, settings(&desk, &policies, as_of)?);
        let mut question = self.question(context, &desk, &policies, as_of, &order, &settings)?;
        let query = rows::query(&desk, context.reader(&desk), self.filter.as_deref())?;
        let moment = context.as_of(&desk)?;
        let wanted = Wanted::of(&desk, &policies, (moment, context.is_past(&desk, moment)), &query);
        let wanted = self.filter.is_some().then_some(&wanted);
        let mut gathered = material::gather(&desk, &policies, as_of, report, wanted)?;
        let only = wanted.map(|_| gathered.only);
        question.only = only.as_ref();
        if question.by.iter().any(Dimension::is_of_customer) {
            material::introduce(&desk, &mut gathered.tickets)?;
        }
        let left_out = self.lenience.settle(context, gathered.invalid)?;
        let material =
            report::Material { tickets: &gathered.tickets, answers: &gathered.answers, classes: &gathered.classes };
        let mut table =
            if self.tickets { (report.behind)(material, &question) } else { (report.figures)(material, &question) };
        if let Some(frame) = &mut table.frame {
            frame.exclude("unreadable", left_out.0);
        }
        self.write(context, &form::text(context, &desk, &table, self.format))?;
        if report.name == OF_CLOCKS {
            holidays::tell_unknown(context, &gathered.unknown);
        }
        let breached = self.fail_on_breach && report::breaches(material, &question) > 0;
        Ok(if breached { Exit::Findings } else { Exit::Done })
    }

    fn write(&self, context: &Context, text: &str) -> Result<()> {
        match &self.output {
            Some(path) => {
                let path = context.environment.dir.join(path);
                match path.parent().filter(|folder| !disk::exists(folder)) {
                    Some(folder) => Err(ReportFault::NoFolder { folder: folder.display().to_string() }.into()),
                    None => disk::write(&path, text.as_bytes()),
                }
            }
            None => output::data(text),
        }
    }

    fn question<'a>(
        &self,
        context: &Context,
        desk: &'a Desk,
        policies: &Policies,
        as_of: Instant,
        order: &'a Order,
        settings: &'a Settings,
    ) -> Result<Question<'a>> {
        let (since, until) = self.period(context, desk)?;
        let by = self.by.as_deref().map(dimensions).transpose()?.unwrap_or_default();
        let event = match self.event {
            Selected::Created => Event::Created,
            Selected::Resolved => Event::Resolved,
            Selected::Closed => Event::Closed,
        };
        let filter = Filter { clock: self.clock(desk, policies)?, state: self.state()? };
        let top = self.top;
        Ok(Question {
            as_of,
            since,
            until,
            event,
            by,
            top,
            only: None,
            filter,
            zone: &desk.settings.zone,
            order,
            settings,
        })
    }

    /// The half-open period that is asked about.
    fn period(&self, context: &Context, desk: &Desk) -> Result<(Option<Instant>, Option<Instant>)> {
        let reader = context.reader(desk);
        let named = [(Unit::Week, &self.week), (Unit::Month, &self.month)];
        if let Some((unit, text)) = named.into_iter().find_map(|(unit, text)| Some((unit, text.as_deref()?))) {
            let period = reader.period_of(unit, text)?;
            return Ok((Some(period.start), Some(period.end)));
        }
        let start = |text: &str| reader.period(text).map(|period| period.start).or_else(|_| reader.instant(text));
        let end = |text: &str| end_of(&reader, text);
        let since = self.since.as_deref().map(start).transpose()?;
        let until = self.until.as_deref().map(end).transpose()?;
        match (since, until) {
            (Some(since), Some(until)) if until <= since => {
                let write = |at| desk.settings.zone.write(at);
                Err(ReportFault::Empty { since: write(since), until: write(until) }.into())
            }
            period => Ok(period),
        }
    }

    fn clock(&self, desk: &Desk, policies: &Policies) -> Result<Option<Text>> {
        let Some(name) = &self.clock else { return Ok(None) };
        let clock = &policies.clocks()[heading::clock(desk, policies, name)?];
        Ok(Some(clock.name().as_str().into()))
    }

    fn state(&self) -> Result<Option<State>> {
        let Some(name) = &self.state else { return Ok(None) };
        let codes = State::ALL.map(State::code);
        let code = heading::meant(&(), "state", name, &codes);
        let found = State::ALL.into_iter().find(|state| Some(state.code()) == code);
        let near = || near::list(name, codes);
        Ok(Some(found.ok_or_else(|| ReportFault::State { state: name.clone(), near: near() })?))
    }
}

/// The dimensions that people name, by their codes or as the headings call them.
fn dimensions(text: &str) -> Result<Vec<Dimension>> {
    let known = || Dimension::all().map(Dimension::code);
    text.split(',').map(|name| Ok(heading::coded(name, known()).parse()?)).collect()
}

/// The end of the day, week or month that is named, or the instant itself.
fn end_of(reader: &moment::Reader, text: &str) -> Result<Instant> {
    reader.period(text).map(|period| period.end).or_else(|_| reader.instant(text))
}

fn settings(desk: &Desk, policies: &Policies, as_of: Instant) -> Result<Settings> {
    let calendar = policies.calendar_at(as_of).unwrap_or_else(|| Arc::new(Calendar::always()));
    let stage = |(process, stage): (&Option<Text>, &Stage)| {
        let target = stage.target.map(|target| target.seconds(&calendar)).transpose()?;
        Ok(StageTarget {
            process: process.clone().filter(|_| desk.process.is_chosen()),
            code: stage.code.clone(),
            target,
        })
    };
    let stages = desk.process.walked().flat_map(|process| process.stages.iter().map(|stage| (&process.name, stage)));
    let stages = stages.map(stage).collect::<Result<_>>()?;
    Ok(Settings { dimensions: desk.survey.codes(), scale: desk.survey.scale(), stages, ..Settings::default() })
}

/// The order of the desk's codes: as its configuration lists them.
fn order(desk: &Desk, policies: &Policies) -> Result<Order> {
    let vocabulary = &desk.vocabulary;
    let codes =
        |words: &'_ [crate::desk::vocabulary::Word]| words.iter().map(|word| word.code.to_string()).collect::<Vec<_>>();
    let Listed { members, teams } = open::listed(&desk.root)?;
    let mut order = Order::default();
    for (kind, words) in [
        ("type", &vocabulary.types),
        ("priority", &vocabulary.priorities),
        ("category", &vocabulary.categories),
        ("channel", &vocabulary.channels),
        ("source", &vocabulary.sources),
        ("product", &vocabulary.products),
        ("industry", &vocabulary.industries),
    ] {
        order = order.with(kind, codes(words).iter().map(String::as_str));
    }
    Ok(order
        .with("clock", policies.clocks().iter().map(|clock| clock.name().as_str()))
        .with("team", teams.iter().map(AsRef::as_ref))
        .with("member", members.iter().map(AsRef::as_ref))
        .with("status", Status::ALL.map(Status::code)))
}
