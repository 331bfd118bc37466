//! `calendar holidays`: what was announced for a year goes into a calendar of the desk.
use std::path::PathBuf;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::{input, output};
use crate::desk::open::discover;
use crate::fault::Result;
use crate::faults;
use crate::store::transaction::Transaction;
use crate::store::yaml::{self, Edit, Path, Step, Value};
use crate::store::{disk, layout};
use crate::time::calendar::{Announcement, CalendarSpec, Changes, HoursSpec, WEEKDAYS};

faults! {
    /// Why days cannot be added.
    pub enum HolidaysFault {
        "calendar-absent" => Absent { calendar: String },
    }
}

/// Add the holidays and make-up working days that were announced for a year
#[derive(Debug, Args)]
#[command(after_help = "The file is JSON or YAML:\n  \
    {\"year\": 2027, \"days\": [{\"date\": \"2027-01-01\", \"isOffDay\": true}, {\"date\": \"2027-01-10\", \"isOffDay\": false}]}\n\n\
    Examples:\n  tickets calendar holidays 2027.json\n  curl -s https://example.org/2027.json | tickets calendar holidays -")]
pub struct Holidays {
    /// The list of days; `-` is standard input
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
        let announced: Announcement = yaml::read_config(&text).map_err(|problem| problem.in_file(&self.file))?;
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
    edits.extend(changes.year.map(|year| Edit::push("covers", &year.to_string())));
    edits
}

fn tell(context: &Context, changes: &Changes) -> Result<Exit> {
    let count = |dates: &[String]| dates.len().to_string();
    let (holidays, workdays) = (count(&changes.holidays), count(&changes.workdays));
    output::line(&context.say("calendar-announced", &[("holidays", &holidays), ("workdays", &workdays)]))?;
    Ok(Exit::Done)
}
