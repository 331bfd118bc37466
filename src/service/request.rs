//! Requests that wait for an answer, and what granting them does.
use super::deed::Scene;
use super::tiers::Tiers;
use crate::domain::act::{Act, Entry};
use crate::domain::ids::{ClockName, Code, MemberId, TeamId, Text};
use crate::domain::moment::Moment;
use crate::domain::request::{self, Matter, pending};
use crate::fault::Result;
use crate::time::clocks::{Evaluator, Extension};
use crate::time::moment::Reader;
use crate::{faults, near};

faults! {
    /// Why nothing is granted.
    pub enum RequestFault {
        "request-none" => Nothing { id: String },
        "request-several" => Several { id: String, open: String },
        "usage-clock-unknown" => Clock { clock: ClockName, near: String },
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
            Err(RequestFault::Several { id, open: open.join(near::SEPARATOR) }.into())
        }
    }
}

/// The act that grants a clock more time, when it runs, and the desk can grant as much.
pub fn extension(scene: &Scene<'_>, clock: &ClockName, until: Moment, note: Option<Text>) -> Result<Act> {
    require_extension(scene, clock, until)?;
    let what = Code::from(Matter::Extension.code());
    Ok(Act::Approved { what, clock: Some(clock.clone()), until: Some(until), note })
}

/// Refuses more time that the desk cannot grant: see [`Extension::require`].
pub fn require_extension(scene: &Scene<'_>, clock: &ClockName, until: Moment) -> Result<()> {
    scene.require_ahead(until)?;
    let policies = scene.desk.policies()?;
    if !policies.clocks().iter().any(|known| known.name() == clock) {
        let near = near::list(clock.as_str(), policies.clocks().iter().map(|known| known.name().as_str()));
        return Err(RequestFault::Clock { clock: clock.clone(), near }.into());
    }
    let tiers = Tiers::of_customer(scene.desk, &policies, scene.ticket.head.customer.as_ref())?;
    let tier = |customer: &_| tiers.of(customer);
    let mut evaluator = Evaluator::new(&policies, scene.at.into(), &tier);
    let extension = Extension { clock, until, longest: scene.longest_extension };
    extension.require(scene.ticket, &mut evaluator, &scene.desk.settings.zone)
}

/// The instant that a person means by the new due time of a clock: of a day, week or month the clock's last closing time.
pub fn until(scene: &Scene<'_>, clock: &ClockName, text: &str) -> Result<Moment> {
    let zone = &scene.desk.settings.zone;
    let Ok(period) = Reader::new(scene.at, zone.clone()).period(text) else { return scene.instant(text) };
    let policies = scene.desk.policies()?;
    let known = policies.clocks().iter().find(|known| known.name() == clock);
    let rule = known.and_then(|clock| clock.rule_at(scene.at.into()));
    let closing = rule.and_then(|rule| Some(rule.calendar().openings(period.start, period.end).last()?.1));
    let end = period.end.plus(-1);
    Ok(zone.to_local(closing.map_or(end, |closing| closing.min(end))))
}

/// The act that moves a ticket up: to whom it is said, else to the lead of its team.
pub fn escalation(scene: &Scene<'_>, whom: (Option<TeamId>, Option<MemberId>), reason: Option<Text>) -> Result<Act> {
    let head = &scene.ticket.head;
    let act = request::escalation(head, &scene.desk.roster, whom, reason);
    act.ok_or_else(|| RequestFault::ToWhom { id: head.id.to_string() }.into())
}
