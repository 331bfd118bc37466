//! From a shift as it stands to when it is on.
use std::path::{Component, Path, PathBuf};

use chrono::NaiveDate;

use super::{Hours, RotaFault, Shift, ShiftFile};
use crate::desk::open;
use crate::domain::ids::MemberId;
use crate::domain::member::{Member, Roster};
use crate::fault::{Place, Problem, Result, Within as _};
use crate::store::disk;
use crate::time::agenda::{self, Event};
use crate::time::calendar::{Calendar, CalendarSpec, WeekSpec};
use crate::time::{Instant, Zone};

impl ShiftFile {
    /// The shifts that it stands for: one, or one for each event of its file; and what is wrong in that file.
    pub(super) fn compile(self, root: &Path, zone: &Zone, roster: &Roster) -> Result<(Vec<Shift>, Vec<Problem>)> {
        for (place, member) in self.members.iter().enumerate() {
            roster.member(member.as_str()).within(place).within("members")?;
        }
        if self.members.is_empty() && self.ics.is_none() {
            return Err(RotaFault::Members {}.into());
        }
        let within = self.within(zone)?;
        let has_hours = !self.dates.is_empty() || self.week != WeekSpec::default();
        let hours = match (self.calendar, self.ics) {
            (None, None) if !has_hours => return Err(RotaFault::Hours {}.into()),
            (None, Some(path)) if !has_hours => {
                return events(root, &path, zone, roster, &self.members, within).within("ics");
            }
            (Some(name), None) if !has_hours => open::calendar(root, &name).within("calendar")?,
            (None, None) => {
                let (week, workdays_extra) = (self.week, self.dates);
                let tz = zone.name().to_owned();
                let spec = CalendarSpec { tz, week, workdays_extra, ..CalendarSpec::default() };
                // A shift calls them otherwise.
                Calendar::compile(&spec).map_err(|problem| problem.renamed("workdays_extra", "dates"))?
            }
            _ => return Err(RotaFault::Both {}.into()),
        };
        Ok((vec![Shift { members: self.members, hours: Hours::Calendar(hours), within }], Vec::new()))
    }

    fn within(&self, zone: &Zone) -> Result<(Instant, Instant)> {
        if let (Some(from), Some(until)) = (self.from, self.until)
            && until < from
        {
            return Err(RotaFault::Dates { from, until }).within("until");
        }
        let after = |until: NaiveDate| until.succ_opt().map(|next| zone.start_of_day(next));
        let from = self.from.map_or(Instant::MIN, |from| zone.start_of_day(from));
        Ok((from, self.until.and_then(after).unwrap_or(Instant::MAX)))
    }
}

/// A shift for each event of an iCalendar file: of `members` or, without any, of those whom the event names.
fn events(
    root: &Path,
    path: &str,
    zone: &Zone,
    roster: &Roster,
    members: &[MemberId],
    within: (Instant, Instant),
) -> Result<(Vec<Shift>, Vec<Problem>)> {
    let file = inside(path)?;
    let text = disk::read_text(&root.join(&file))?.ok_or_else(|| RotaFault::File { path: path.to_owned() })?;
    let (events, mut wrongs) = agenda::read(&text, zone);
    let mut shifts = Vec::new();
    for event in events {
        let members = if members.is_empty() { named(&event, roster) } else { members.to_vec() };
        if members.is_empty() {
            wrongs.push((event.line, RotaFault::Nobody { event: event.summary.clone() }.into()));
        }
        shifts.push(Shift { members, hours: Hours::Event(event), within });
    }
    let placed = |(line, problem): agenda::Wrong| {
        let excerpt = text.lines().nth(line - 1).unwrap_or_default().to_owned();
        problem.at(Place { file: file.clone(), line, column: 1, excerpt })
    };
    Ok((shifts, wrongs.into_iter().map(placed).collect()))
}

/// A path that does not leave the desk.
fn inside(path: &str) -> Result<PathBuf, RotaFault> {
    let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if is_inside && !path.is_empty() { Ok(path.into()) } else { Err(RotaFault::Outside { path: path.to_owned() }) }
}

/// The members whom an event names most closely.
fn named(event: &Event, roster: &Roster) -> Vec<MemberId> {
    let ranked = roster.members.iter().filter_map(|(id, member)| Some((rank(event, id, member)?, id)));
    let ranked: Vec<_> = ranked.collect();
    let closest = ranked.iter().map(|(rank, _)| *rank).min();
    ranked.into_iter().filter(|(rank, _)| Some(*rank) == closest).map(|(_, id)| id.clone()).collect()
}

/// How closely an event names a member, the lower the closer: as one who attends it, by an address or the name in its
/// title, by the id in its title.
fn rank(event: &Event, id: &MemberId, member: &Member) -> Option<u8> {
    if member.emails.iter().any(|email| event.attendees.contains(&email.to_lowercase())) {
        return Some(0);
    }
    if member.emails.iter().chain([&member.name]).any(|name| mentions(&event.summary, name)) {
        return Some(1);
    }
    mentions(&event.summary, id.as_str()).then_some(2)
}

/// Whether a text has a name that is no part of a longer word, in any case of letters.
fn mentions(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.trim().to_lowercase());
    let is_letter = |character: Option<char>| character.is_some_and(|letter| letter.is_ascii_alphanumeric());
    let goes_on = |one: Option<char>, next: Option<char>| is_letter(one) && is_letter(next);
    let stands_alone = |at: usize| {
        let (before, after) = (text[..at].chars().next_back(), text[at + name.len()..].chars().next());
        !goes_on(before, name.chars().next()) && !goes_on(name.chars().next_back(), after)
    };
    !name.is_empty() && text.match_indices(&name).any(|(at, _)| stands_alone(at))
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn a_name_stands_alone() {
        for (text, name) in
            [("On call: LI na", "Li Na"), ("李娜值班", "李娜"), ("li@x.cn", "li@x.cn"), ("值班li、wu", "li")]
        {
            assert!(mentions(text, name), "{name} in {text}");
        }
        for (text, name) in [("Liam", "li"), ("Ali", "li"), ("", "li"), ("anybody", "")] {
            assert!(!mentions(text, name), "{name} in {text}");
        }
    }
}
