//! `calendar holidays`: what was announced for a year goes into a calendar of the desk.
use std::path::PathBuf;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::{input, output};
use crate::desk::open::discover;
use crate::fault::{Place, Problem, Result};
use crate::faults;
use crate::store::transaction::Transaction;
use crate::store::yaml::{self, Edit, Path, Step, Value};
use crate::store::{disk, layout};
use crate::time::agenda;
use crate::time::calendar::{Announcement, CalendarSpec, Changes, HoursSpec, WEEKDAYS};

faults! {
    /// Why days cannot be added.
    pub enum HolidaysFault {
        "calendar-absent" => Absent { calendar: String },
    }
}

/// Add the holidays and make-up working days that were announced for a year
#[derive(Debug, Args)]
#[command(
    after_help = "The file is an iCalendar file (.ics) of whole days, in which X-APPLE-SPECIAL-DAY marks holidays and\n\
    make-up working days; or JSON or YAML:\n  \
    {\"year\": 2027, \"days\": [{\"date\": \"2027-01-01\", \"isOffDay\": true}, {\"date\": \"2027-01-10\", \"isOffDay\": false}]}\n\n\
    Examples:\n  tickets calendar holidays 2027.json\n  tickets calendar holidays holidays.ics\n  curl -s https://example.org/2027.json | tickets calendar holidays -"
)]
pub struct Holidays {
    /// The list of days, or an .ics file; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The desk's calendar to add them to
    #[arg(long, value_name = "NAME", default_value = "office")]
    calendar: String,
    /// The day of the week whose hours a make-up working day has
    #[arg(long, value_name = "DAY", default_value = "mon", value_parser = WEEKDAYS)]
    hours: String,
}

impl Holidays {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let text = input::file(&self.file)?;
        let announced = self.announced(&text)?;
        let root = discover(&context.start())?;
        let writer = context.lock_at(&root)?;
        let path = layout::calendar(&self.calendar);
        let absent = || HolidaysFault::Absent { calendar: self.calendar.clone() };
        let before = disk::read_text(&root.join(&path))?.ok_or_else(absent)?;
        let spec: CalendarSpec = yaml::read_config(&before).map_err(|problem| problem.in_file(&path))?;
        let changes = announced.changes(&spec).map_err(|problem| yaml::placed(&text, &self.file, problem))?;
        if !changes.is_empty() {
            let edits = edits(&changes, &spec, &self.hours);
            let after = yaml::apply_in(&before, &edits, &[]).map_err(|problem| problem.in_file(&path))?;
            let mut transaction = Transaction::new();
            transaction.replace(path, before, after);
            transaction.commit(&writer)?;
        }
        tell(context, &changes)
    }
}

impl Holidays {
    /// What the file announces: an iCalendar file, or a list in JSON or YAML.
    fn announced(&self, text: &str) -> Result<Announcement> {
        let is_agenda = self.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ics"));
        if !is_agenda && !text.trim_start_matches('\u{feff}').starts_with("BEGIN:VCALENDAR") {
            return yaml::read_config(text).map_err(|problem: Problem| problem.in_file(&self.file));
        }
        let placed = |(line, problem): agenda::Wrong| {
            let excerpt = text.lines().nth(line - 1).unwrap_or_default().to_owned();
            problem.at(Place { file: self.file.clone(), line, column: 1, excerpt })
        };
        agenda::days(text).map(|days| Announcement::of_agenda(&days)).map_err(|wrongs| {
            let first = wrongs.into_iter().next().unwrap_or_else(|| (1, agenda::AgendaFault::None {}.into()));
            placed(first)
        })
    }
}

/// `day` is the day of the week whose hours a make-up working day has.
fn edits<'c>(changes: &'c Changes, spec: &CalendarSpec, day: &str) -> Vec<Edit<'c>> {
    let interval = |times: &HoursSpec| Value::List(times.iter().map(|time| time.as_str().into()).collect());
    let hours = Value::List(spec.week.hours_of(day).iter().map(interval).collect());
    let of = |date: &'c String| Path::new([Step::Key("workdays_extra"), Step::Key(date)]);
    let mut edits: Vec<_> = changes.holidays.iter().map(|date| Edit::push("holidays", date)).collect();
    if spec.workdays_extra.is_empty() && !changes.workdays.is_empty() {
        let all = changes.workdays.iter().map(|date| (date.clone(), hours.clone())).collect();
        edits.push(Edit::Set { path: Path::key("workdays_extra"), value: Value::Map(all) });
    } else {
        edits.extend(changes.workdays.iter().map(|date| Edit::Set { path: of(date), value: hours.clone() }));
    }
    edits.extend(changes.withdrawn.iter().map(|date| Edit::Remove { path: of(date) }));
    edits.extend(changes.years.iter().map(|year| Edit::push("covers", &year.to_string())));
    edits
}

fn tell(context: &Context, changes: &Changes) -> Result<Exit> {
    let count = |dates: &[String]| dates.len().to_string();
    let (holidays, workdays) = (count(&changes.holidays), count(&changes.workdays));
    output::line(&context.say("calendar-announced", &[("holidays", &holidays), ("workdays", &workdays)]))?;
    Ok(Exit::Done)
}
