//! `rota`: who is on duty.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, format_parser};
use crate::cli::output;
use crate::desk::open::Desk;
use crate::desk::rota::{Duty, Rota as Shifts};
use crate::domain::ids::{MemberId, TeamId, Text};
use crate::fault::Result;
use crate::faults;
use crate::render::{Format, Labels};
use crate::report::table::{Cell, Column, Shape, Table};
use crate::time::Instant;
use crate::time::bucket::Unit;

/// How far around an instant the ends of the duties at it are looked for, in seconds.
const AROUND: i64 = 31 * 86_400;

faults! {
    /// Why nobody can be named.
    pub enum RotaFault {
        "rota-off" => Off {},
    }
}

/// Show who is on duty: now, at another time, or in a week
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets rota\n  tickets rota --at 'tomorrow 20:00' --team tech\n  \
    tickets rota --week next-week --format csv")]
pub struct Rota {
    /// At this time (default: now)
    #[arg(long, value_name = "TIME", conflicts_with = "week")]
    at: Option<String>,
    /// All of a week: this, next-week, 2026-W47
    #[arg(long, value_name = "WEEK")]
    week: Option<String>,
    /// Only this team
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Write it in this form
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = format_parser())]
    format: Format,
}

impl Rota {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let shifts = desk.rota()?.ok_or(RotaFault::Off {})?;
        let team = self.team.as_deref().map(|team| desk.roster.team_called(team)).transpose()?.map(|(id, _)| id);
        let is_in = |duty: &Duty| team.is_none_or(|team| teams(&desk, &duty.member).contains(team));
        let (duties, seen) = self.duties(context, &desk, &shifts)?;
        let duties: Vec<_> = duties.into_iter().filter(is_in).collect();
        if duties.is_empty() && !self.format.is_machine() {
            context.tell("rota-nobody", &[]);
            return Ok(Exit::Done);
        }
        output::data(&form::text(context, &desk, &table(&desk, duties, seen, self.format), self.format))?;
        Ok(Exit::Done)
    }

    /// The duties, and how far around was looked: where one reaches that end, its own is not known.
    fn duties(&self, context: &Context, desk: &Desk, shifts: &Shifts) -> Result<(Vec<Duty>, [Instant; 2])> {
        let reader = context.reader(desk);
        let (from, to) = match (&self.week, &self.at) {
            (Some(week), _) => {
                let week = reader.period_of(Unit::Week, week)?;
                (week.start, week.end)
            }
            (None, at) => {
                let at = at.as_deref().map_or_else(|| Ok(context.as_of(desk)?.into()), |at| reader.instant(at))?;
                (at, at.plus(1))
            }
        };
        let seen = [from.plus(-AROUND), to.plus(AROUND)];
        let around = shifts.duties(seen[0], seen[1]).into_iter();
        Ok((around.filter(|duty| duty.from < to && from < duty.to).collect(), seen))
    }
}

fn teams<'d>(desk: &'d Desk, member: &MemberId) -> &'d [TeamId] {
    desk.roster.members.get(member).map_or(&[], |known| &known.teams)
}

/// A row for each duty.
fn table(desk: &Desk, duties: Vec<Duty>, seen: [Instant; 2], format: Format) -> Table {
    let columns = vec![
        Column::new("start", Shape::Moment),
        Column::new("end", Shape::Moment),
        Column::new("member", Shape::Text),
        Column::new("teams", Shape::Text),
    ];
    let moment = |at: Instant| Cell::moment((!seen.contains(&at)).then(|| desk.settings.zone.to_local(at)));
    let name = |team: &TeamId| match desk.label("team", team.as_str()) {
        Some(label) if !format.is_machine() => Text::from(label),
        _ => team.as_str().into(),
    };
    let row = |duty: Duty| {
        let names = teams(desk, &duty.member).iter().map(name).collect();
        vec![moment(duty.from), moment(duty.to), Cell::code("member", Some(duty.member.as_str())), Cell::List(names)]
    };
    Table { id: "rota", columns, rows: duties.into_iter().map(row).collect(), frame: None }
}
