//! What keeps the desk's promises: reads the tickets whose promises run, and works out what is due.
use std::path::Path;
use std::sync::Mutex;

use crate::automation::audience::People;
use crate::automation::deeds::{self, Deed, Words, World};
use crate::automation::surveys::Sending;
use crate::automation::{ladder, surveys, waits};
use crate::cli::tiers::Tiers;
use crate::desk::open::Desk;
use crate::desk::rota::Rota;
use crate::desk::survey::SendSettings;
use crate::domain::fold;
use crate::domain::ids::{ClockName, Code, Key, MemberId, Text};
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::render::Labels;
use crate::store::disk;
use crate::store::find::{self, Found};
use crate::store::recent::Recent;
use crate::store::scan::{Gather, scan};
use crate::time::clocks::{Evaluator, Policies, Reading, UnknownYears};

/// For how long after something happened to a closed ticket its promises are looked after. What lies further
/// back is for reports.
const RECENT_SECONDS: i64 = 31 * 24 * 3600;

/// What decides, besides the tickets, which closed ones are looked after.
const DECISIVE: [&str; 2] = ["config/sla.yaml", "config/survey.yaml"];

/// A desk at an instant, with its promises.
pub struct Keeper<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// Its promises.
    pub policies: Policies,
    /// The instant.
    pub as_of: Moment,
    sending: Option<Sending>,
    tiers: Tiers,
    rota: Option<Rota>,
    unknown: Mutex<UnknownYears>,
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
        let sending = desk.survey.send.as_ref().map(SendSettings::sending).transpose()?;
        Ok(Self { desk, policies, as_of, sending, tiers, rota: desk.rota()?, unknown: Mutex::default() })
    }

    /// The years in which due times that were read lie, and whose holidays are not known.
    pub fn unknown_years(&self) -> UnknownYears {
        self.unknown.lock().map(|unknown| unknown.clone()).unwrap_or_default()
    }

    /// The tickets whose promises may run: the open ones, and closed ones that are not quite done with. A look
    /// `back` needs the archive, as what is closed today was open then.
    pub fn files(&self, back: bool) -> Result<Vec<Found>> {
        let root = &self.desk.root;
        if back {
            return find::all(root);
        }
        let key = key(root)?;
        let since = self.as_of.timestamp() - RECENT_SECONDS;
        let mut files = find::open(root)?;
        files.extend(Recent { root, key: key.as_str(), since, is_open: |ticket: &_| self.is_open(ticket) }.read()?);
        Ok(files)
    }

    /// Whether something may still come of a closed ticket if nothing more happens to it.
    fn is_open(&self, ticket: &Ticket) -> bool {
        let is_awaited = self.sending.as_ref().is_some_and(|sending| surveys::awaited(ticket, sending).is_some());
        is_awaited || self.readings(ticket, ticket.last_at()).iter().any(|reading| reading.stop.is_none())
    }

    /// What `look` makes of each ticket as it was at the instant, on every core.
    pub fn gather<T: Send>(&self, files: &[Found], look: impl Fn(&Found, &Ticket) -> Vec<T> + Sync) -> Gathered<T> {
        let make = || Worker { as_of: self.as_of, look: &look, all: Gathered::default() };
        let mut all = Gathered::default();
        for worker in scan(&self.desk.root, files, make) {
            all.found.extend(worker.all.found);
            all.invalid.extend(worker.all.invalid);
        }
        all
    }

    /// What the clocks of a ticket show at an instant.
    pub fn readings(&self, ticket: &Ticket, at: Moment) -> Vec<Reading> {
        let tier = |customer: &_| self.tiers.of(customer);
        let mut evaluator = Evaluator::new(&self.policies, at.into(), &tier);
        let readings = evaluator.read(ticket).to_vec();
        if !evaluator.unknown_years().is_empty()
            && let Ok(mut unknown) = self.unknown.lock()
        {
            unknown.extend(evaluator.unknown_years().iter().cloned());
        }
        readings
    }

    /// What is set off on a ticket. Another machine's clock may run ahead: nothing is done before what was
    /// recorded.
    pub fn deeds(&self, ticket: &Ticket) -> Vec<Deed> {
        let at = self.as_of.max(ticket.last_at());
        let desk = self.desk;
        // Everybody is on duty where there is no rota, as when a ticket finds its handler.
        let on_duty = |member: &MemberId| self.rota.as_ref().is_none_or(|rota| rota.has(member, at.into()));
        let world = World {
            policies: &self.policies,
            people: People { roster: &desk.roster, on_duty: &on_duty },
            rank: &|priority| desk.vocabulary.rank(priority),
            zone: &desk.settings.zone,
            words: self,
        };
        deeds::all(ticket, |ticket| {
            let deeds = waits::next(ticket, at, world);
            let deeds =
                if deeds.is_empty() { ladder::next(ticket, at, world, &self.readings(ticket, at)) } else { deeds };
            match &self.sending {
                Some(sending) if deeds.is_empty() => surveys::next(ticket, at, sending),
                _ => deeds,
            }
        })
    }
}

/// What decides, in short; the program's version does too.
fn key(root: &Path) -> Result<Key> {
    let mut content = env!("CARGO_PKG_VERSION").to_owned();
    for file in DECISIVE {
        content.extend(["\n", &disk::read_text(&root.join(file))?.unwrap_or_default()]);
    }
    Ok(Key::of_content(&content))
}

/// The desk's own language: what it says stands in files.
impl Words for Keeper<'_> {
    fn late(&self, clock: &ClockName, due: Moment) -> Text {
        let language = self.desk.settings.language;
        let name = language.find(&format!("clock.{clock}")).unwrap_or(clock.as_str());
        language.say("tick-reason", &[("clock", name), ("due", &minute(due))]).into()
    }

    fn unanswered(&self, party: Option<&Code>, since: Moment) -> Text {
        let language = self.desk.settings.language;
        let label =
            |party: &Code| self.desk.label("party", party.as_str()).map_or_else(|| party.to_string(), Into::into);
        let party = party.map(label);
        let key = if party.is_some() { "wait-unanswered-by" } else { "wait-unanswered" };
        language.say(key, &[("since", &minute(since)), ("party", &party.unwrap_or_default())]).into()
    }
}

fn minute(at: Moment) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

impl<T> Default for Gathered<T> {
    fn default() -> Self {
        Self { found: Vec::new(), invalid: Vec::new() }
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
