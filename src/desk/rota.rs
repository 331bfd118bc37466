//! `config/rota.yaml`: who is on duty when.
mod shift;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;

use super::file::File;
use crate::domain::ids::MemberId;
use crate::domain::member::Roster;
use crate::fault::{Problem, Result};
use crate::faults;
use crate::time::agenda::Event;
use crate::time::calendar::{Calendar, HoursSpec, WeekSpec};
use crate::time::{Instant, Zone, civil};

/// The file, relative to the desk.
pub const FILE: &str = "config/rota.yaml";

/// The file as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RotaFile {
    /// The shifts; somebody is on duty when any of theirs is on.
    shifts: Vec<ShiftFile>,
}

/// A shift: the hours of a calendar, those of the events of an iCalendar file, or hours of its own in the desk's time
/// zone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ShiftFile {
    /// Whose it is; without them, each event says whose it is.
    #[serde(default)]
    members: Vec<MemberId>,
    /// A calendar of the desk whose open hours it has.
    #[serde(default)]
    calendar: Option<String>,
    /// An iCalendar file, relative to the desk, each of whose events is a shift.
    #[serde(default)]
    ics: Option<String>,
    /// Its hours by day of the week.
    #[serde(default)]
    week: WeekSpec,
    /// Its hours on certain dates, instead of the week's.
    #[serde(default)]
    dates: BTreeMap<String, Vec<HoursSpec>>,
    /// The first date of it.
    #[serde(default, deserialize_with = "civil::deserialize_optional")]
    from: Option<NaiveDate>,
    /// The last date of it.
    #[serde(default, deserialize_with = "civil::deserialize_optional")]
    until: Option<NaiveDate>,
}

faults! {
    /// Why a `config/rota.yaml` cannot be used.
    pub enum RotaFault {
        "rota-empty" => Empty {},
        "rota-members-missing" => Members {},
        "rota-hours-missing" => Hours {},
        "rota-hours-twice" => Both {},
        "rota-dates-empty" => Dates { from: NaiveDate, until: NaiveDate },
        "rota-ics-outside" => Outside { path: String },
        "rota-ics-missing" => File { path: String },
        "rota-event-nobody" => Nobody { event: String },
        "rota-over" => Over {},
    }
}

const YEAR_SECONDS: i64 = 366 * 86_400;

/// Who is on duty when.
#[derive(Debug)]
pub struct Rota {
    shifts: Vec<Shift>,
}

#[derive(Debug)]
struct Shift {
    members: Vec<MemberId>,
    hours: Hours,
    /// The first instant at which it can be on, and the first at which it cannot any more.
    within: (Instant, Instant),
}

#[derive(Debug)]
enum Hours {
    Calendar(Calendar),
    Event(Event),
}

/// A member's time on duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
    /// Whose it is.
    pub member: MemberId,
}

/// Reads the rota of the desk at `root`, and what is wrong with its shifts, each at its place; `None` when there is
/// none. A wrong shift is left out.
///
/// Faults: a file that is no such configuration.
pub fn examine(root: &Path, zone: &Zone, roster: &Roster) -> Result<Option<(Rota, Vec<Problem>)>> {
    let Some(file) = File::open(root, Path::new(FILE))? else { return Ok(None) };
    let RotaFile { shifts } = file.read()?;
    let mut rota = Rota { shifts: Vec::new() };
    let mut problems = Vec::new();
    if shifts.is_empty() {
        problems.push(file.placed(Problem::from(RotaFault::Empty {}).within("shifts")));
    }
    for (place, shift) in shifts.into_iter().enumerate() {
        match shift.compile(root, zone, roster) {
            Ok((shifts, wrongs)) => {
                rota.shifts.extend(shifts);
                problems.extend(wrongs);
            }
            Err(problem) => problems.push(file.placed(problem.within(place).within("shifts"))),
        }
    }
    Ok(Some((rota, problems)))
}

/// The rota of the desk at `root`; `None` when there is none.
pub fn read(root: &Path, zone: &Zone, roster: &Roster) -> Result<Option<Rota>> {
    let Some((rota, problems)) = examine(root, zone, roster)? else { return Ok(None) };
    problems.into_iter().next().map_or(Ok(Some(rota)), Err)
}

impl Rota {
    /// Whether a member is on duty at an instant.
    pub fn has(&self, member: &MemberId, at: Instant) -> bool {
        let mut theirs = self.shifts.iter().filter(|shift| shift.members.contains(member));
        theirs.any(|shift| !shift.times(at, at.plus(1)).is_empty())
    }

    /// Whether nobody is on duty any more: not within a year from an instant.
    pub fn is_over(&self, at: Instant) -> bool {
        self.shifts.iter().all(|shift| shift.times(at, at.plus(YEAR_SECONDS)).is_empty())
    }

    /// Whether a member has a shift at all.
    pub fn names(&self, member: &MemberId) -> bool {
        self.shifts.iter().any(|shift| shift.members.contains(member))
    }

    /// Who is on duty in `[from, to)`, clipped to it, by time and member; shifts of a member that touch are one.
    pub fn duties(&self, from: Instant, to: Instant) -> Vec<Duty> {
        let mut times: BTreeMap<&MemberId, Vec<(Instant, Instant)>> = BTreeMap::new();
        for shift in &self.shifts {
            for member in &shift.members {
                times.entry(member).or_default().extend(shift.times(from, to));
            }
        }
        let of = |(member, times): (&MemberId, Vec<_>)| {
            let member = member.clone();
            joined(times).into_iter().map(move |(from, to)| Duty { from, to, member: member.clone() })
        };
        let mut duties: Vec<_> = times.into_iter().flat_map(of).collect();
        duties.sort_by(|one, other| (one.from, &one.member).cmp(&(other.from, &other.member)));
        duties
    }
}

/// Stretches in order, those that touch or overlap in one.
fn joined(mut times: Vec<(Instant, Instant)>) -> Vec<(Instant, Instant)> {
    times.sort_unstable();
    let mut joined: Vec<(Instant, Instant)> = Vec::new();
    for (from, to) in times {
        match joined.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => joined.push((from, to)),
        }
    }
    joined
}

impl Shift {
    /// When it is on, clipped to `[from, to)`.
    fn times(&self, from: Instant, to: Instant) -> Vec<(Instant, Instant)> {
        let (from, to) = (from.max(self.within.0), to.min(self.within.1));
        if to <= from {
            return Vec::new();
        }
        match &self.hours {
            Hours::Calendar(calendar) => calendar.openings(from, to),
            Hours::Event(event) => {
                let times = event.occurrences(from, to).into_iter();
                times.map(|(begins, ends)| (begins.max(from), ends.min(to))).collect()
            }
        }
    }
}
