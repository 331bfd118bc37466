//! More time for a clock that runs.
use super::evaluator::Evaluator;
use super::policy::Rule;
use crate::domain::act::Act;
use crate::domain::ids::ClockName;
use crate::domain::moment::{self, Moment};
use crate::domain::request::Matter;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::time::duration::Span;
use crate::time::{Instant, Zone, working};
use crate::{faults, near};

faults! {
    /// Why a clock gets no more time.
    pub enum ExtensionFault {
        "extend-not-running" => NotRunning { id: String, clock: ClockName, running: String },
        "extend-earlier" => Earlier { until: String, due: String },
        "extend-too-long" => TooLong { until: String, latest: String, max: String, promised: String },
    }
}

/// More time for a clock of a ticket.
#[derive(Debug, Clone, Copy)]
pub struct Extension<'a> {
    /// The clock.
    pub clock: &'a ClockName,
    /// When it is to be due.
    pub until: Moment,
    /// The most beyond its due time before any extension, in its own calendar; any without it.
    pub longest: Option<Span>,
}

impl Extension<'_> {
    /// Refuses it to a clock that does not run, and when it ends no later than the clock is due, or
    /// later than the longest extension. Times are told in `zone`.
    pub fn require(self, ticket: &Ticket, evaluator: &mut Evaluator<'_>, zone: &Zone) -> Result<()> {
        let (rule, due) = self.running(ticket, evaluator)?;
        let (until, write) = (moment::write(self.until), |at| moment::write(zone.to_local(at)));
        if Instant::from(self.until) <= due {
            return Err(ExtensionFault::Earlier { until, due: write(due) }.into());
        }
        let Some(max) = self.longest else { return Ok(()) };
        let (_, promised) = self.running(&self.unextended(ticket), evaluator)?;
        let latest = working::add(rule.calendar(), promised, max.seconds(rule.calendar())?)?;
        if Instant::from(self.until) > latest {
            let (latest, max, promised) = (write(latest), max.to_string(), write(promised));
            return Err(ExtensionFault::TooLong { until, latest, max, promised }.into());
        }
        Ok(())
    }

    /// The ticket as if nobody had granted the clock more time.
    fn unextended(self, ticket: &Ticket) -> Ticket {
        let is_grant = |act: &Act| match act {
            Act::Approved { what, clock: Some(clock), .. } => {
                Matter::of(what) == Some(Matter::Extension) && clock == self.clock
            }
            _ => false,
        };
        let mut ticket = ticket.clone();
        ticket.history.retain(|entry| !is_grant(&entry.act));
        ticket
    }

    /// What the clock does, and when it is due.
    fn running<'p>(self, ticket: &Ticket, evaluator: &mut Evaluator<'p>) -> Result<(&'p Rule, Instant)> {
        let clocks = evaluator.policies().clocks();
        let readings = evaluator.read(ticket).iter().filter(|reading| reading.runs());
        let running: Vec<_> = readings.filter_map(|reading| Some((clocks.get(reading.clock)?, reading))).collect();
        let meant = running.iter().find(|(clock, _)| clock.name() == self.clock);
        meant.and_then(|(clock, reading)| Some((clock.rule_at(reading.start)?, reading.due?))).ok_or_else(|| {
            let names: Vec<_> = running.iter().map(|(clock, _)| clock.name().as_str()).collect();
            let id = ticket.head.id.to_string();
            ExtensionFault::NotRunning { id, clock: self.clock.clone(), running: names.join(near::SEPARATOR) }.into()
        })
    }
}
