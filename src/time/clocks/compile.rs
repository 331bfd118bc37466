//! From the keys of `config/sla.yaml` to [`Policies`].
mod rule;
mod rungs;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use self::rule::RuleCompiler;
use super::event::StageEvents;
use super::policy::{Clock, Policies, Version, Wait, WaitEnd};
use super::spec::{ClockSpec, Named, PolicyFile, Then, WaitSpec};
use crate::domain::ids::Text;
use crate::fault::{Problem, Result, Within as _};
use crate::faults;
use crate::time::{Calendar, Instant, Zone};

faults! {
    /// What is wrong with a policy.
    pub enum ClockFault {
        "clock-act-unknown" => Act { clock: Text, act: Text, near: String },
        "clock-key-missing" => Missing { clock: Text, key: &'static str },
        "clock-calendar-missing" => NoCalendar { clock: Text },
        /// A target that the act names which starts the clock, of a clock that such an act cannot start.
        "clock-until-unnamed" => Until { clock: Text },
        "clock-duration-malformed" => Duration { clock: Text, key: &'static str, duration: Text },
        /// Business days of a calendar whose week has no hours.
        "clock-business-day-unknown" => BusinessDay { clock: Text, key: &'static str, duration: Text },
        "clock-share-malformed" => Share { clock: Text, key: &'static str, share: Text },
        /// One verb twice at one point.
        "clock-rung-twice" => Twice { clock: Text, at: Text, verb: &'static str },
        /// An action with no verb or with several.
        "clock-action-malformed" => Action { clock: Text, key: &'static str },
        /// A time for an action whose time is the breach.
        "clock-breach-at" => BreachAt { clock: Text, at: Text },
        /// A wait that ends in closing, without the reason.
        "wait-reason-missing" => WaitReason {},
        /// A reason of closing for a wait that does not end in it.
        "wait-reason-idle" => WaitNotClosed { reason: Text },
        /// A wait whose end sets nothing off.
        "wait-idle" => WaitIdle {},
        /// A wait for the customer's confirmation that is for another party, or after which work goes on.
        "wait-unfit" => WaitUnfit {},
        /// Both `clocks` and `policies`.
        "policies-mixed" => Mixed {},
        "policies-same-date" => SameDate { since: NaiveDate },
    }
}

/// One version of the policies, in either form of the file.
struct VersionSpec<'a> {
    /// The first date; `None` when in force ever since.
    since: Option<NaiveDate>,
    /// Its place among `policies`; `None` when the clocks are the file's own.
    place: Option<usize>,
    /// Whether it names the calendar itself.
    names_calendar: bool,
    calendar: Option<&'a Text>,
    clocks: &'a Named<ClockSpec>,
}

impl Policies {
    /// Resolves what `config/sla.yaml` says. `zone` is the desk's: versions begin with its dates.
    /// `calendar` gives the calendar of a name, once for each; `always` is built in.
    ///
    /// Faults: [`ClockFault`], and those of `calendar`.
    pub fn compile(file: &PolicyFile, zone: &Zone, calendar: impl Fn(&str) -> Result<Calendar>) -> Result<Self> {
        Self::examine(file, zone, calendar).map_err(|mut problems| problems.swap_remove(0))
    }

    /// As [`Self::compile`], with everything that is wrong, of which there is something when it fails: each clock and each
    /// wait is looked at.
    pub fn examine(
        file: &PolicyFile,
        zone: &Zone,
        calendar: impl Fn(&str) -> Result<Calendar>,
    ) -> Result<Self, Vec<Problem>> {
        let mut calendars = Calendars { load: calendar, loaded: HashMap::new() };
        let (mut stages, mut clocks, mut waits, mut problems) =
            (StageEvents::new(), Vec::new(), Vec::new(), Vec::new());
        let versions = versions(file).map_err(|problem| vec![problem])?;
        for name in names(&versions) {
            let mut compile = |version: &VersionSpec<'_>| version.compile(name, zone, &mut calendars, &mut stages);
            let versions = versions.iter().filter_map(|version| kept(compile(version), &mut problems)).collect();
            clocks.push(Clock { name: name.as_str().into(), versions });
        }
        let calendar = versions.iter().rev().find_map(|version| version.calendar);
        for (place, wait) in file.waits.iter().enumerate() {
            let wait = compile_wait(wait, calendar, &mut calendars).within(place).within("waits");
            waits.extend(kept(wait, &mut problems));
        }
        let mut own = |version: &VersionSpec<'_>| kept(version.own_calendar(zone, &mut calendars), &mut problems);
        let calendars = versions.iter().filter_map(&mut own).collect();
        if problems.is_empty() { Ok(Self { clocks, waits, stages, calendars }) } else { Err(problems) }
    }
}

/// What was made, unless something was wrong with it.
fn kept<T>(made: Result<T>, problems: &mut Vec<Problem>) -> Option<T> {
    made.map_err(|problem| problems.push(problem)).ok()
}

/// The versions by their beginning.
fn versions(file: &PolicyFile) -> Result<Vec<VersionSpec<'_>>> {
    if file.policies.is_empty() {
        let (calendar, clocks) = (file.calendar.as_ref(), &file.clocks);
        return Ok(vec![VersionSpec { since: None, place: None, names_calendar: false, calendar, clocks }]);
    }
    if !file.clocks.0.is_empty() {
        return Err(ClockFault::Mixed {}).within("clocks");
    }
    let versions = file.policies.iter().enumerate().map(|(place, policy)| VersionSpec {
        since: Some(policy.since),
        place: Some(place),
        names_calendar: policy.calendar.is_some(),
        calendar: policy.calendar.as_ref().or(file.calendar.as_ref()),
        clocks: &policy.clocks,
    });
    let mut versions: Vec<_> = versions.collect();
    versions.sort_by_key(|version| version.since);
    let twice = versions.windows(2).find(|pair| pair[0].since == pair[1].since).map(|pair| &pair[1]);
    match twice.and_then(|later| Some((later, later.since?))) {
        None => Ok(versions),
        Some((later, since)) => {
            let problem = Problem::from(ClockFault::SameDate { since }).within("since");
            Err(later.inside(problem))
        }
    }
}

/// The names of all clocks, once each: the newest version's first.
fn names<'a>(versions: &[VersionSpec<'a>]) -> Vec<&'a Text> {
    let mut names = Vec::new();
    for (name, _) in versions.iter().rev().flat_map(|version| &version.clocks.0) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

impl VersionSpec<'_> {
    /// What is wrong inside of it, as the file says it.
    fn inside(&self, problem: Problem) -> Problem {
        match self.place {
            Some(place) => problem.within(place).within("policies"),
            None => problem,
        }
    }

    /// What is wrong with the calendar of clocks that name none, as the file says it.
    fn of_calendar(&self, problem: Problem) -> Problem {
        let problem = problem.within("calendar");
        if self.names_calendar { self.inside(problem) } else { problem }
    }

    /// Its beginning.
    fn start(&self, zone: &Zone) -> Instant {
        self.since.map_or(Instant::MIN, |date| zone.start_of_day(date))
    }

    /// The calendar that it names itself, with its beginning.
    fn own_calendar<F>(&self, zone: &Zone, calendars: &mut Calendars<F>) -> Result<(Instant, Option<Arc<Calendar>>)>
    where
        F: Fn(&str) -> Result<Calendar>,
    {
        let calendar = self.calendar.map(|name| calendars.get(name)).transpose();
        Ok((self.start(zone), calendar.map_err(|problem| self.of_calendar(problem))?))
    }

    fn compile<F>(
        &self,
        clock: &Text,
        zone: &Zone,
        calendars: &mut Calendars<F>,
        stages: &mut StageEvents,
    ) -> Result<Version>
    where
        F: Fn(&str) -> Result<Calendar>,
    {
        let since = self.start(zone);
        let Some((_, spec)) = self.clocks.0.iter().find(|(name, _)| name == clock) else {
            return Ok(Version { since, rule: None });
        };
        let in_clock = |problem: Problem| self.inside(problem.within(clock.as_str()).within("clocks"));
        let calendar = match (&spec.calendar, self.calendar) {
            (Some(own), _) => calendars.get(own).within("calendar").map_err(in_clock)?,
            (None, Some(shared)) => calendars.get(shared).map_err(|problem| self.of_calendar(problem))?,
            (None, None) => return Err(in_clock(ClockFault::NoCalendar { clock: clock.clone() }.into())),
        };
        let rule = RuleCompiler { clock, calendar }.compile(spec, stages).map_err(in_clock)?;
        Ok(Version { since, rule: Some(rule) })
    }
}

/// `calendar` is that of waits that name none.
fn compile_wait<F>(spec: &WaitSpec, calendar: Option<&Text>, calendars: &mut Calendars<F>) -> Result<Wait>
where
    F: Fn(&str) -> Result<Calendar>,
{
    let WaitSpec { on, party, after, calendar: own, notify, then, reason } = spec.clone();
    if on.is_some() && (!party.0.is_empty() || then == Some(Then::Resume)) {
        return Err(ClockFault::WaitUnfit {}).within("on");
    }
    let then = match (then, reason) {
        (Some(Then::Close), Some(reason)) => Some(WaitEnd::Close(reason)),
        (Some(Then::Close), None) => return Err(ClockFault::WaitReason {}.into()),
        (Some(Then::Resume), None) => Some(WaitEnd::Resume),
        (None, None) if !notify.0.is_empty() => None,
        (None, None) => return Err(ClockFault::WaitIdle {}.into()),
        (_, Some(reason)) => {
            return Err(ClockFault::WaitNotClosed { reason: reason.as_str().into() }).within("reason");
        }
    };
    let calendar = own.as_ref().or(calendar).unwrap_or(&Text::const_new(Calendar::ALWAYS)).clone();
    let calendar = calendars.get(&calendar).within("calendar")?;
    let after = after.seconds(&calendar).within("after")?;
    Ok(Wait { unconfirmed: on.is_some(), parties: party.0, after, calendar, notify: notify.0, then })
}

/// The calendars asked for so far.
struct Calendars<F> {
    load: F,
    loaded: HashMap<Text, Arc<Calendar>>,
}

impl<F: Fn(&str) -> Result<Calendar>> Calendars<F> {
    fn get(&mut self, name: &Text) -> Result<Arc<Calendar>> {
        if let Some(calendar) = self.loaded.get(name) {
            return Ok(Arc::clone(calendar));
        }
        let calendar =
            Arc::new(if name == Calendar::ALWAYS { Calendar::always() } else { (self.load)(name)?.of_file(name) });
        self.loaded.insert(name.clone(), Arc::clone(&calendar));
        Ok(calendar)
    }
}

#[cfg(test)]
mod tests;
