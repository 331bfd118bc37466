//! Names and codes that tickets use and the configuration does not know. Each is one finding,
//! however many tickets use it: somebody who left the roster may stand in thousands.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Finding;
use super::Severity;
use super::fault::CheckFault;
use super::known::Known;
use crate::desk::process::{Process, Stage};
use crate::desk::vocabulary::{List, Vocabulary};
use crate::domain::act::{Act, Entry};
use crate::domain::field::Field;
use crate::domain::ids::{Code, MemberId, TeamId, Text};
use crate::domain::ticket::{Head, Ticket};
use crate::near;
use crate::store::find::Found;
use crate::store::yaml;

/// What kind of name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Member,
    Team,
    Customer,
    Code(List),
    Stage,
    StageResult,
    Act,
}

/// Where a name stands in a ticket.
#[derive(Debug, Clone, Copy)]
enum Spot {
    Head(&'static str),
    Entry(usize, &'static str),
}

impl Spot {
    fn path(self) -> String {
        match self {
            Self::Head(key) => key.to_owned(),
            Self::Entry(place, key) => format!("history[{place}].{key}"),
        }
    }
}

/// Unknown names, each with the first place it was seen at.
#[derive(Debug, Default)]
pub(super) struct Words(BTreeMap<(Kind, Text), Sighting>);

#[derive(Debug)]
struct Sighting {
    tickets: usize,
    last: PathBuf,
    first: PathBuf,
    path: String,
}

impl Words {
    /// Notes the names of a ticket that are not known.
    pub fn look(&mut self, known: &Known, found: &Found, ticket: &Ticket) {
        each(ticket, |kind, name, spot| {
            if !known.knows(kind, name) {
                self.see(kind, name, &found.path, spot);
            }
        });
    }

    fn see(&mut self, kind: Kind, name: &str, file: &Path, spot: Spot) {
        let first = || Sighting { tickets: 1, last: file.to_owned(), first: file.to_owned(), path: spot.path() };
        let seen = self.0.entry((kind, name.into())).or_insert_with(first);
        if seen.last != file {
            seen.tickets += 1;
            file.clone_into(&mut seen.last);
        }
    }

    /// Both together; the first place is that of the lower path.
    pub fn merge(&mut self, other: Self) {
        for (name, seen) in other.0 {
            match self.0.get_mut(&name) {
                None => drop(self.0.insert(name, seen)),
                Some(known) => {
                    let tickets = known.tickets + seen.tickets;
                    if seen.first < known.first {
                        *known = seen;
                    }
                    known.tickets = tickets;
                }
            }
        }
    }

    /// One finding for each name; one for all customers without a file, who may be many.
    pub fn findings(self, root: &Path, known: &Known) -> Vec<Finding> {
        let customers = self.0.keys().filter(|(kind, _)| *kind == Kind::Customer).count();
        let mut customer_seen = false;
        let mut findings = Vec::new();
        for ((kind, name), seen) in self.0 {
            let is_customer = kind == Kind::Customer;
            if is_customer && std::mem::replace(&mut customer_seen, true) {
                continue;
            }
            let count = if is_customer { customers } else { seen.tickets };
            let fault = known.fault(kind, name.to_string(), count);
            let path = yaml::Path::parse(&seen.path);
            findings.push(Finding::within(root, &seen.first, &path, Severity::Warning, fault.into()));
        }
        findings
    }
}

/// The head keys whose values are codes of the vocabulary.
const CODED: [Field; 6] =
    [Field::Type, Field::Category, Field::Priority, Field::Source, Field::Channel, Field::Product];

/// The keys of a head whose value is no code but what people call one, each with that code.
pub(super) fn labels(vocabulary: &Vocabulary, head: &Head) -> Vec<(Field, Text, Code)> {
    let meant = |field: Field| {
        let (list, text) = (List::of(field)?, head.get(field)?);
        let code = vocabulary.resolve(list, &text).ok().filter(|_| !vocabulary.admits(list, &text))?;
        Some((field, text, code))
    };
    CODED.into_iter().filter_map(meant).collect()
}

impl Known {
    fn knows(&self, kind: Kind, name: &str) -> bool {
        match kind {
            Kind::Member => self.roster.as_ref().is_none_or(|roster| roster.knows_actor(&name.into())),
            Kind::Team => self.roster.as_ref().is_none_or(|roster| roster.teams.contains_key(name)),
            Kind::Customer => self.customers.contains(name),
            Kind::Code(list) => self.vocabulary.as_ref().is_none_or(|vocabulary| vocabulary.admits(list, name)),
            Kind::Stage => self.stages().next().is_none() || self.stages().any(|stage| stage.code.as_str() == name),
            Kind::StageResult => self.stages().next().is_none() || self.results().any(|result| result == name),
            Kind::Act => false,
        }
    }

    /// The stages of all processes among which the desk can choose.
    fn stages(&self) -> impl Iterator<Item = &Stage> + Clone {
        self.process.iter().flat_map(Process::all).flat_map(|process| &process.stages)
    }

    fn results(&self) -> impl Iterator<Item = &str> + Clone {
        self.stages().flat_map(|stage| &stage.results).map(|result| result.code.as_str())
    }

    fn fault(&self, kind: Kind, name: String, count: usize) -> CheckFault {
        let members = self.roster.iter().flat_map(|roster| roster.members.keys().map(MemberId::as_str));
        let teams = self.roster.iter().flat_map(|roster| roster.teams.keys().map(TeamId::as_str));
        match kind {
            Kind::Member => CheckFault::Member { nearest: near::list(&name, members), member: name, count },
            Kind::Team => CheckFault::Team { nearest: near::list(&name, teams), team: name, count },
            Kind::Customer => CheckFault::Customer { customer: name, count },
            Kind::Act => CheckFault::UnknownAct { act: name, count },
            Kind::Stage => {
                let nearest = near::list(&name, self.stages().map(|stage| stage.code.as_str()));
                CheckFault::Stage { stage: name, count, nearest }
            }
            Kind::StageResult => {
                CheckFault::StageResult { nearest: near::list(&name, self.results()), result: name, count }
            }
            Kind::Code(list) => {
                let words = self.vocabulary.iter().flat_map(|vocabulary| vocabulary.words(list));
                let nearest = near::list(&name, words.map(|word| word.code.as_str()));
                CheckFault::Code { list: list.key(), code: name, count, nearest }
            }
        }
    }
}

/// Every name of a ticket that its desk should know.
fn each(ticket: &Ticket, mut see: impl FnMut(Kind, &str, Spot)) {
    let head = &ticket.head;
    for field in CODED {
        if let (Some(list), Some(code)) = (List::of(field), head.get(field)) {
            see(Kind::Code(list), &code, Spot::Head(field.code()));
        }
    }
    if let Some(customer) = &head.customer {
        see(Kind::Customer, customer.as_str(), Spot::Head("customer"));
    }
    if let Some(team) = &head.team {
        see(Kind::Team, team.as_str(), Spot::Head("team"));
    }
    if let Some(assignee) = &head.assignee {
        see(Kind::Member, assignee.as_str(), Spot::Head("assignee"));
    }
    for (place, entry) in ticket.history.iter().enumerate() {
        see(Kind::Member, entry.by.as_str(), Spot::Entry(place, "by"));
        let at = |key| Spot::Entry(place, key);
        of_act(entry, |kind, name, key| see(kind, name, at(key)));
    }
}

fn of_act(entry: &Entry, mut see: impl FnMut(Kind, &str, &'static str)) {
    let (team, to): (Option<&TeamId>, Option<&MemberId>) = match &entry.act {
        Act::Assigned { team, to, .. }
        | Act::Transferred { team, to, .. }
        | Act::Escalated { team, to, .. }
        | Act::EscalationRequested { team, to, .. } => (team.as_ref(), to.as_ref()),
        Act::Planned { to, .. } => (None, to.as_ref()),
        Act::Involved { team, to, .. } => (Some(team), to.as_ref()),
        Act::Contributed { team, .. } => (Some(team), None),
        _ => (None, None),
    };
    if let Some(team) = team {
        see(Kind::Team, team.as_str(), "team");
    }
    if let Some(to) = to {
        see(Kind::Member, to.as_str(), "to");
    }
    let code: Option<(List, &Code, &'static str)> = match &entry.act {
        Act::Closed { reason, .. } => Some((List::CloseReason, reason, "reason")),
        Act::Waiting { party: Some(party), .. } => Some((List::Party, party, "party")),
        Act::Replied { channel: Some(channel), .. }
        | Act::Received { channel: Some(channel), .. }
        | Act::Confirmed { channel: Some(channel), .. } => Some((List::Channel, channel, "channel")),
        _ => None,
    };
    if let Some((list, code, key)) = code {
        see(Kind::Code(list), code.as_str(), key);
    }
    if let Act::Stage { stage, result, .. } = &entry.act {
        see(Kind::Stage, stage.as_str(), "stage");
        if let Some(result) = result {
            see(Kind::StageResult, result.as_str(), "result");
        }
    }
    if let Act::Other { did } = &entry.act {
        see(Kind::Act, did, "did");
    }
}
