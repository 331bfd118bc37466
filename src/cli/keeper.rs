//! What keeps the desk's promises: reads the tickets whose promises run, and works out what is due.
use crate::automation::audience::People;
use crate::automation::ladder::{self, Deed, World};
use crate::cli::tiers::Tiers;
use crate::desk::open::Desk;
use crate::domain::fold;
use crate::domain::ids::ClockName;
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::store::find::{self, Found};
use crate::store::scan::{Gather, scan};
use crate::time::clocks::{Evaluator, Policies, Reading};

/// A desk at an instant, with its promises.
pub struct Keeper<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// Its promises.
    pub policies: Policies,
    /// The instant.
    pub as_of: Moment,
    tiers: Tiers,
}

/// What was found in tickets, and the files that could not be read.
pub struct Gathered<T> {
    /// In the order of the files.
    pub found: Vec<T>,
    /// What was wrong with the others.
    pub invalid: Vec<Problem>,
}

impl<'a> Keeper<'a> {
    /// For the desk as it is at `as_of`.
    pub fn open(desk: &'a Desk, as_of: Moment) -> Result<Self> {
        let policies = desk.policies()?;
        let tiers = Tiers::read(desk, &policies)?;
        Ok(Self { desk, policies, as_of, tiers })
    }

    /// The tickets whose promises may run. A look back needs the archive: what is closed today was open then.
    pub fn files(&self, back: bool) -> Result<Vec<Found>> {
        if back { find::all(&self.desk.root) } else { find::open(&self.desk.root) }
    }

    /// What `look` makes of each ticket as it was at the instant, on every core.
    pub fn gather<T: Send>(&self, files: &[Found], look: impl Fn(&Found, &Ticket) -> Vec<T> + Sync) -> Gathered<T> {
        let make =
            || Worker { as_of: self.as_of, look: &look, all: Gathered { found: Vec::new(), invalid: Vec::new() } };
        let mut all = Gathered { found: Vec::new(), invalid: Vec::new() };
        for worker in scan(&self.desk.root, files, make) {
            all.found.extend(worker.all.found);
            all.invalid.extend(worker.all.invalid);
        }
        all
    }

    /// What the clocks of a ticket show at an instant.
    pub fn readings(&self, ticket: &Ticket, at: Moment) -> Vec<Reading> {
        let tier = |customer: &_| self.tiers.of(customer);
        Evaluator::new(&self.policies, at.into(), &tier).read(ticket).to_vec()
    }

    /// What is set off on a ticket. Another machine's clock may run ahead: nothing is done before what was
    /// recorded.
    pub fn deeds(&self, ticket: &Ticket) -> Vec<Deed> {
        let at = self.as_of.max(ticket.last_at());
        let desk = self.desk;
        let language = desk.settings.language;
        let reason = |clock: &ClockName, due: Moment| {
            let name = language.find(&format!("clock.{clock}")).unwrap_or(clock.as_str());
            let due = due.format("%Y-%m-%d %H:%M").to_string();
            language.say("tick-reason", &[("clock", name), ("due", &due)]).into()
        };
        let world = World {
            policies: &self.policies,
            people: People { roster: &desk.roster, on_duty: &|_| false },
            rank: &|priority| desk.vocabulary.rank(priority),
            zone: &desk.settings.zone,
            reason: &reason,
        };
        ladder::climb(ticket, at, world, |ticket| self.readings(ticket, at))
    }
}

struct Worker<'a, T, F> {
    as_of: Moment,
    look: &'a F,
    all: Gathered<T>,
}

impl<T: Send, F: Fn(&Found, &Ticket) -> Vec<T> + Sync> Gather for Worker<'_, T, F> {
    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        let ticket = if ticket.last_at() > self.as_of { fold::as_of(&ticket, self.as_of) } else { Some(ticket) };
        self.all.found.extend(ticket.iter().flat_map(|ticket| (self.look)(found, ticket)));
    }

    fn invalid(&mut self, _: &Found, problem: Problem) {
        self.all.invalid.push(problem);
    }
}
