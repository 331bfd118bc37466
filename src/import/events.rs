//! The second file: each row is an event of a ticket.
use super::early::not_before;
use super::fault::ImportFault;
use super::history::{Order, Told};
use super::mapping::{Early, EventAct, Events};
use super::pick::Pick;
use super::table::Row;
use super::telling::Telling;
use super::terms::{Terms, required};
use crate::domain::ids::Text;
use crate::domain::moment::Moment;
use crate::fault::{Problem, Result};
use std::collections::BTreeMap;

/// The events of a mapping bound to the columns of the second file.
pub(super) struct EventColumns {
    ticket: Pick,
    at: Pick,
    order: Option<Pick>,
    by: Option<Pick>,
    kind: Pick,
    early: Early,
    acts: BTreeMap<String, Bound>,
    unmapped: Bound,
}

enum Bound {
    Reject,
    Skip,
    Act(Telling),
}

/// An event that becomes an act.
pub(super) struct Event {
    pub(super) told: Told,
    /// Whether it was moved to the opening.
    pub(super) is_moved: bool,
}

impl EventColumns {
    /// Binds the events of a mapping.
    pub(super) fn bind(events: &Events, terms: &Terms<'_>) -> Result<Self, ImportFault> {
        let bind = |act: &EventAct| {
            Ok(match act {
                EventAct::Reject => Bound::Reject,
                EventAct::Skip => Bound::Skip,
                EventAct::Act(act) => Bound::Act(Telling::bind(&act.did, &act.with, act.impossible, terms)?),
            })
        };
        let acts = events.acts.iter().map(|(kind, act)| Ok((kind.clone(), bind(act)?)));
        Ok(Self {
            ticket: terms.bind(&events.ticket)?,
            at: terms.bind(&events.at)?,
            order: terms.bind_any(events.order.as_ref())?,
            by: terms.bind_any(events.by.as_ref())?,
            kind: terms.bind(&events.kind)?,
            early: events.early,
            acts: acts.collect::<Result<_, ImportFault>>()?,
            unmapped: bind(&events.unmapped)?,
        })
    }

    /// The id in the other system of the ticket that an event is about.
    pub(super) fn ticket(&self, row: &Row) -> Result<Text> {
        let ticket = self.ticket.text(row)?;
        required(ticket, "ticket", &self.ticket, row).map(|ticket| ticket.as_ref().into())
    }

    /// What becomes of an event of a ticket that was opened at `created`; `None` when the mapping leaves it out.
    pub(super) fn read(&self, row: &Row, created: Moment, terms: &Terms<'_>) -> Result<Option<Event>> {
        let kind = required(self.kind.text(row)?, "kind", &self.kind, row)?;
        let telling = match self.acts.get(kind.as_ref()).unwrap_or(&self.unmapped) {
            Bound::Act(telling) => telling,
            Bound::Skip => return Ok(None),
            Bound::Reject => {
                let fault = ImportFault::EventRejected { kind: kind.into_owned() };
                return Err(Problem::from(fault).at(row.place()));
            }
        };
        let happened = required(terms.moment(&self.at, row)?, "at", &self.at, row)?;
        let at = not_before(created, happened, self.early, telling.kind).map_err(|problem| problem.at(row.place()))?;
        let entry = telling.entry(row, at, self.by.as_ref(), terms)?;
        let told = Told { entry, order: self.order(row)?, impossible: telling.impossible, is_fallback: false };
        Ok(Some(Event { told, is_moved: at != happened }))
    }

    fn order(&self, row: &Row) -> Result<Order> {
        let order = self.order.as_ref().map(|order| order.text(row)).transpose()?.flatten();
        let line = || Order::Number(i64::try_from(row.line()).unwrap_or(i64::MAX));
        let told = |text: &str| text.parse().map_or_else(|_| Order::Text(text.to_owned()), Order::Number);
        Ok(order.as_deref().map_or_else(line, told))
    }
}
