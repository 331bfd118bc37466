//! Requests that wait for an answer, and what granting them does.
use super::deed::Scene;
use super::rows::runs;
use super::tiers::Tiers;
use crate::domain::act::{Act, Entry};
use crate::domain::ids::{ClockName, Code, MemberId, TeamId, Text};
use crate::domain::moment::{self, Moment};
use crate::domain::request::{Matter, pending};
use crate::fault::Result;
use crate::faults;
use crate::time::clocks::{Evaluator, Policies, Reading};
use crate::time::{Instant, working};

faults! {
    /// Why nothing is granted.
    pub enum RequestFault {
        "request-none" => Nothing { id: String },
        "request-several" => Several { id: String, open: String },
        "extend-not-running" => NotRunning { id: String, clock: ClockName, running: String },
        "extend-earlier" => Earlier { until: String, due: String },
        "extend-too-long" => TooLong { until: String, latest: String, max: String },
        "escalate-to-whom" => ToWhom { id: String },
    }
}

/// The codes that `--what` takes.
pub const MATTERS: [&str; 2] = [Matter::Extension.code(), Matter::Escalation.code()];

/// The open request of a ticket that is meant; `what` is needed where two are open.
pub fn meant<'s>(scene: &Scene<'s>, what: Option<&str>) -> Result<(Matter, &'s Entry)> {
    let wanted = |matter: Matter| what.is_none_or(|what| what == matter.code());
    let open: Vec<_> = pending(scene.ticket).into_iter().filter(|(matter, _)| wanted(*matter)).collect();
    let id = scene.ticket.head.id.to_string();
    match open.as_slice() {
        [one] => Ok(*one),
        [] => Err(RequestFault::Nothing { id }.into()),
        several => {
            let open: Vec<_> = several.iter().map(|(matter, _)| matter.code()).collect();
            Err(RequestFault::Several { id, open: open.join(", ") }.into())
        }
    }
}

/// The act that grants a clock more time, when it runs, and the desk can grant as much.
pub fn extension(scene: &Scene<'_>, clock: &ClockName, until: Moment, note: Option<Text>) -> Result<Act> {
    require_extension(scene, clock, until)?;
    let what = Code::from(Matter::Extension.code());
    Ok(Act::Approved { what, clock: Some(clock.clone()), until: Some(until), note })
}

/// Refuses to let a clock that does not run be due at `until`, to let it be due earlier than it is,
/// or later than the longest extension allows.
pub fn require_extension(scene: &Scene<'_>, clock: &ClockName, until: Moment) -> Result<()> {
    let policies = scene.desk.policies()?;
    let (reading, due) = running(scene, &policies, clock)?;
    let write = |at: Instant| moment::write(scene.desk.settings.zone.to_local(at));
    if Instant::from(until) <= due {
        return Err(RequestFault::Earlier { until: moment::write(until), due: write(due) }.into());
    }
    let rule = policies.clocks().get(reading.clock).and_then(|clock| clock.rule_at(reading.start));
    if let (Some(max), Some(rule)) = (scene.longest_extension, rule) {
        let latest = working::add(rule.calendar(), due, max.seconds(rule.calendar())?)?;
        if Instant::from(until) > latest {
            let (until, latest, max) = (moment::write(until), write(latest), max.to_string());
            return Err(RequestFault::TooLong { until, latest, max }.into());
        }
    }
    Ok(())
}

/// What a clock that runs shows, and when it is due.
fn running(scene: &Scene<'_>, policies: &Policies, clock: &ClockName) -> Result<(Reading, Instant)> {
    let tiers = Tiers::of_customer(scene.desk, policies, scene.ticket.head.customer.as_ref())?;
    let tier = |customer: &_| tiers.of(customer);
    let mut evaluator = Evaluator::new(policies, scene.at.into(), &tier);
    let running: Vec<_> = evaluator.read(scene.ticket).iter().filter(|reading| runs(reading)).copied().collect();
    let name = |reading: &Reading| policies.clocks().get(reading.clock).map(|clock| clock.name().clone());
    let meant = running.iter().find(|reading| name(reading).as_ref() == Some(clock));
    meant.and_then(|reading| Some((*reading, reading.due?))).ok_or_else(|| {
        let names: Vec<_> = running.iter().filter_map(name).map(|name| name.to_string()).collect();
        let id = scene.ticket.head.id.to_string();
        RequestFault::NotRunning { id, clock: clock.clone(), running: names.join(", ") }.into()
    })
}

/// The act that moves a ticket up: to whom it is said, else to the lead of its team.
pub fn escalation(
    scene: &Scene<'_>,
    (team, to): (Option<TeamId>, Option<MemberId>),
    reason: Option<Text>,
) -> Result<Act> {
    let head = &scene.ticket.head;
    let roster = &scene.desk.roster;
    if team.is_some() || to.is_some() {
        let only = to.as_ref().and_then(|to| roster.only_team(to)).filter(|only| head.team.as_ref() != Some(only));
        return Ok(Act::Escalated { team: team.or_else(|| only.cloned()), to, level: None, reason });
    }
    let lead = head.team.as_ref().and_then(|team| roster.teams.get(team)?.lead.clone());
    match lead.filter(|lead| head.assignee.as_ref() != Some(lead)) {
        Some(lead) => Ok(Act::Escalated { team: None, to: Some(lead), level: None, reason }),
        None => Err(RequestFault::ToWhom { id: head.id.to_string() }.into()),
    }
}
