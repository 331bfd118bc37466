//! `config/rota.yaml`: who is on duty when.
use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;

use super::open;
use crate::domain::ids::MemberId;
use crate::domain::member::Roster;
use crate::fault::{Place, Problem, Result};
use crate::faults;
use crate::store::{disk, yaml};
use crate::time::calendar::{Calendar, CalendarSpec, HoursSpec, WeekSpec};
use crate::time::{Instant, Zone};

/// The file, relative to the desk.
pub const FILE: &str = "config/rota.yaml";

/// The file as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RotaFile {
    /// The shifts; somebody is on duty when any of theirs is on.
    shifts: Vec<ShiftFile>,
}

/// A shift: the hours of a calendar, or hours of its own in the desk's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ShiftFile {
    /// Whose it is.
    members: Vec<MemberId>,
    /// A calendar of the desk whose open hours it has.
    #[serde(default)]
    calendar: Option<String>,
    /// Its hours by day of the week.
    #[serde(default)]
    week: WeekSpec,
    /// Its hours on certain dates, instead of the week's.
    #[serde(default)]
    dates: BTreeMap<String, Vec<HoursSpec>>,
    /// The first date of it.
    #[serde(default)]
    from: Option<NaiveDate>,
    /// The last date of it.
    #[serde(default)]
    until: Option<NaiveDate>,
}

faults! {
    /// Why a `config/rota.yaml` cannot be used.
    pub enum RotaFault {
        "rota-hours-missing" => Hours {},
        "rota-hours-twice" => Both {},
        "rota-dates-empty" => Dates { from: NaiveDate, until: NaiveDate },
    }
}

/// Who is on duty when.
#[derive(Debug)]
pub struct Rota {
    shifts: Vec<Shift>,
    zone: Zone,
}

#[derive(Debug)]
struct Shift {
    members: Vec<MemberId>,
    hours: Calendar,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

/// Reads the rota of the desk at `root`, and what is wrong with its shifts, each at its place; `None` when there is
/// none. A wrong shift is left out.
///
/// Faults: a file that is no such configuration.
pub fn examine(root: &Path, zone: &Zone, roster: &Roster) -> Result<Option<(Rota, Vec<Problem>)>> {
    let path = Path::new(FILE);
    let Some(text) = disk::read_text(&root.join(path))? else { return Ok(None) };
    let file: RotaFile = yaml::read_config(&text).map_err(|problem: Problem| problem.in_file(path))?;
    let mut rota = Rota { shifts: Vec::new(), zone: zone.clone() };
    let mut problems = Vec::new();
    for (place, shift) in file.shifts.into_iter().enumerate() {
        match shift.compile(root, zone, roster) {
            Ok(shift) => rota.shifts.push(shift),
            Err(problem) => {
                let at = yaml::locate(&text, &yaml::Path::parse(&format!("shifts[{place}]")));
                let at = at.map_or_else(|| Place::whole(path.to_owned()), |at| Place { file: path.to_owned(), ..at });
                problems.push(problem.at(at));
            }
        }
    }
    Ok(Some((rota, problems)))
}

/// The rota of the desk at `root`; `None` when there is none.
pub fn read(root: &Path, zone: &Zone, roster: &Roster) -> Result<Option<Rota>> {
    let Some((rota, problems)) = examine(root, zone, roster)? else { return Ok(None) };
    problems.into_iter().next().map_or(Ok(Some(rota)), Err)
}

impl ShiftFile {
    fn compile(self, root: &Path, zone: &Zone, roster: &Roster) -> Result<Shift> {
        for member in &self.members {
            roster.member(member.as_str())?;
        }
        if let (Some(from), Some(until)) = (self.from, self.until)
            && until < from
        {
            return Err(RotaFault::Dates { from, until }.into());
        }
        let has_hours = !self.dates.is_empty() || self.week != WeekSpec::default();
        let hours = match self.calendar {
            Some(_) if has_hours => return Err(RotaFault::Both {}.into()),
            Some(name) => open::calendar(root, &name)?,
            None if !has_hours => return Err(RotaFault::Hours {}.into()),
            None => {
                let (week, workdays_extra) = (self.week, self.dates);
                let tz = zone.name().to_owned();
                Calendar::compile(&CalendarSpec { tz, week, workdays_extra, ..CalendarSpec::default() })?
            }
        };
        Ok(Shift { members: self.members, hours, from: self.from, until: self.until })
    }
}

impl Rota {
    /// Whether a member is on duty at an instant.
    pub fn has(&self, member: &MemberId, at: Instant) -> bool {
        let date = self.zone.date_at(at);
        let is_on = |shift: &Shift| {
            let begun = shift.from.is_none_or(|from| from <= date);
            let lasts = shift.until.is_none_or(|until| date <= until);
            shift.members.contains(member) && begun && lasts && shift.hours.is_open(at)
        };
        self.shifts.iter().any(is_on)
    }
}
