//! Tickets that tell of one thing, as two clones leave them that acted at once: pure.
use std::collections::{BTreeMap, HashMap};

use super::Finding;
use super::fault::CheckFault;
use crate::automation::alerts::is_external;
use crate::domain::duplicate::main_of;
use crate::domain::ids::{Key, Text};
use crate::domain::status::Status;
use crate::domain::ticket::Ticket;
use crate::near;
use crate::store::find::Found;

/// What tickets say of each other.
#[derive(Debug, Default)]
pub(super) struct Same {
    /// The open tickets about each alert.
    alerts: BTreeMap<Text, Vec<Found>>,
    /// The closed duplicates, and the key of the main ticket of each.
    mains: HashMap<Key, (Found, Key)>,
}

impl Same {
    /// Remembers what a ticket says.
    pub fn look(&mut self, found: &Found, ticket: &Ticket) {
        if ticket.head.status == Status::Closed {
            if let Some(main) = main_of(ticket) {
                self.mains.insert(found.reference.key, (found.clone(), main.key));
            }
        } else if let Some(external) = ticket.head.external.as_ref().filter(|external| is_external(external)) {
            self.alerts.entry(external.clone()).or_default().push(found.clone());
        }
    }

    /// Remembers what another worker found.
    pub fn merge(&mut self, other: Self) {
        for (alert, tickets) in other.alerts {
            self.alerts.entry(alert).or_default().extend(tickets);
        }
        self.mains.extend(other.mains);
    }

    /// One finding for each ticket about an alert after the first, and for each ring of duplicates.
    pub fn findings(mut self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for tickets in self.alerts.values_mut() {
            tickets.sort();
            let Some((first, others)) = tickets.split_first() else { continue };
            let fault = |other: &Found| {
                let (id, first) = (other.reference.number.to_string(), first.reference.number.to_string());
                Finding::warning(&other.path, CheckFault::SameAlert { id, first })
            };
            findings.extend(others.iter().map(fault));
        }
        findings.extend(self.mains.keys().filter_map(|key| self.ring(*key)));
        findings
    }

    /// The ring of duplicates that begins with a ticket, told of its first one alone: of each the main ticket is
    /// closed for the next one's sake, so that nobody works on any.
    fn ring(&self, first: Key) -> Option<Finding> {
        let (found, mut next) = self.mains.get(&first).map(|(found, main)| (found, *main))?;
        let mut ring = vec![found];
        while next != first {
            let (found, main) = self.mains.get(&next).filter(|_| ring.len() <= self.mains.len())?;
            ring.push(found);
            next = *main;
        }
        let is_first = ring.iter().all(|other| found.reference <= other.reference);
        let tickets = near::join(ring.iter().map(|found| found.reference.number.as_str()));
        let id = found.reference.number.to_string();
        is_first.then(|| Finding::error(&found.path, CheckFault::Ring { id, tickets }))
    }
}
