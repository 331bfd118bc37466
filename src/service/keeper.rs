//! What keeps the desk's promises: reads the tickets whose promises run, and works out what is due.
use std::path::Path;
use std::sync::Mutex;

use super::duty::OnDuty;
use super::rows;
use super::ruling::{customer_of, on_scene};
use super::tiers::Tiers;
use crate::automation::audience::People;
use crate::automation::deeds::{self, Deed, Words, World};
use crate::automation::rules::{Others, Ruleset};
use crate::automation::surveys::Sending;
use crate::automation::{ladder, surveys, waits};
use crate::desk::open::Desk;
use crate::desk::survey::SendSettings;
use crate::domain::customer::Customer;
use crate::domain::fold;
use crate::domain::ids::{ClockName, Code, Key, MemberId, Text};
use crate::domain::kin::Kin;
use crate::domain::moment::Moment;
use crate::domain::status::Status;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::render::Labels;
use crate::store::find::{self, Found};
use crate::store::notes::Notes;
use crate::store::scan::{Gather, scan};
use crate::store::{disk, relatives};
use crate::time::clocks::{Evaluator, Policies, Reading, UnknownYears};

/// For how long after the last that can come of a closed ticket it is looked after. What lies further back is for
/// reports.
const RECENT_SECONDS: i64 = 31 * 24 * 3600;

/// Where those closed tickets are remembered that are.
const RECENT: &str = "recent";

/// The form of what is remembered: another one is another key.
const FORM: &str = concat!("2-", env!("CARGO_PKG_VERSION"));

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
    on_duty: OnDuty,
    /// What is wrong with files that it goes on without.
    pub wrongs: Vec<Problem>,
    asked: Option<Asked>,
    unknown: Mutex<UnknownYears>,
}

/// Rules that ask what other tickets say, and what they say.
struct Asked {
    rules: Ruleset,
    kin: Kin,
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
        let (on_duty, wrong) = OnDuty::in_spite(desk);
        let wrongs = wrong.into_iter().collect();
        let (asked, unknown) = (None, Mutex::default());
        Ok(Self { desk, policies, as_of, sending, tiers, on_duty, wrongs, asked, unknown })
    }

    /// The same, with the rules that ask what other tickets say; a look `back` needs the archive. Promises are kept
    /// although rules cannot be read.
    #[must_use]
    pub fn asking(mut self, back: bool) -> Self {
        match self.ask(back) {
            Ok(asked) => self.asked = asked,
            Err(problem) => self.wrongs.push(problem),
        }
        self
    }

    fn ask(&self, back: bool) -> Result<Option<Asked>> {
        let (root, as_of) = (&self.desk.root, self.as_of);
        let Some(rules) = self.desk.ruleset()?.filter(Ruleset::asks_others) else { return Ok(None) };
        // Only tickets are asked about whose work goes on.
        let recent = || relatives::kin(root, Some(relatives::horizon(as_of)), |_| false);
        let kin = if back { rows::kin_then(root, as_of)?.0 } else { recent()?.0 };
        Ok(Some(Asked { rules, kin }))
    }

    /// The years in which due times that were read lie, and whose holidays are not known.
    pub fn unknown_years(&self) -> UnknownYears {
        self.unknown.lock().map(|unknown| unknown.clone()).unwrap_or_default()
    }

    /// The time, in seconds since 1970, since when something must have happened to a closed ticket.
    fn horizon(&self) -> i64 {
        let within = self.sending.as_ref().map_or(0, |sending| sending.within);
        self.as_of.timestamp() - RECENT_SECONDS - within.max(self.policies.afterglow(self.as_of.into()))
    }

    /// The tickets whose promises may run: the open ones, and closed ones that are not quite done with. A look
    /// `back` needs the archive, as what is closed today was open then.
    pub fn files(&self, back: bool) -> Result<Vec<Found>> {
        let root = &self.desk.root;
        if back {
            return find::all(root);
        }
        let key = key(root)?;
        let since = self.horizon();
        let mut files = find::open(root)?;
        let of = |ticket: &Ticket| self.open_until(ticket).map(|until| until.to_string());
        let notes =
            Notes { root, place: RECENT, key: key.as_str(), from: Path::new(""), is_thorough: false, since, of };
        let now = self.as_of.timestamp();
        let is_open = |until: &str| until.parse::<i64>().is_ok_and(|until| until >= now);
        files.extend(notes.read(|noted| if noted.note.is_none_or(is_open) { noted.found() } else { None })?);
        Ok(files)
    }

    /// Until when something may still come of a closed ticket if nothing more happens to it, in seconds since 1970.
    fn open_until(&self, ticket: &Ticket) -> Option<i64> {
        if self.readings(ticket, ticket.last_at()).iter().any(|reading| reading.stop.is_none()) {
            return Some(i64::MAX);
        }
        let sending = self.sending.as_ref()?;
        Some(surveys::awaited(ticket, sending)?.at.timestamp().saturating_add(sending.within))
    }

    /// What `look` makes of each ticket as it was at the instant, on every core.
    pub fn gather<T: Send>(&self, files: &[Found], look: impl Fn(&Found, &Ticket) -> Vec<T> + Sync) -> Gathered<T> {
        let make = || Worker { as_of: self.as_of, since: self.horizon(), look: &look, all: Gathered::default() };
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
    pub fn deeds(&self, key: Key, ticket: &Ticket) -> Vec<Deed> {
        let at = self.as_of.max(ticket.last_at());
        let customer = self.asked.as_ref().and_then(|_| customer_of(self.desk, &ticket.head));
        let desk = self.desk;
        // Everybody is on duty where there is no rota, as when a ticket finds its handler.
        let on_duty = |member: &MemberId| self.on_duty.has(member, at.into());
        let world = World {
            policies: &self.policies,
            people: People { roster: &desk.roster, on_duty: &on_duty, is_rota_known: self.on_duty.is_known() },
            rank: &|priority| desk.vocabulary.rank(priority),
            zone: &desk.settings.zone,
            words: self,
        };
        deeds::all(ticket, |ticket| {
            let waits = || waits::next(ticket, at, world);
            let rules = || self.ruled((key, ticket), customer.as_ref(), at, &on_duty);
            let ladders = || ladder::next(ticket, at, world, &self.readings(ticket, at));
            let chosen = || Some(Code::from(customer_of(desk, &ticket.head)?.channel?.as_str()));
            let surveys =
                || self.sending.as_ref().map(|sending| surveys::next(ticket, at, sending, chosen)).unwrap_or_default();
            let all: [&dyn Fn() -> Vec<Deed>; 4] = [&waits, &rules, &ladders, &surveys];
            all.into_iter().map(|next| next()).find(|deeds| !deeds.is_empty()).unwrap_or_default()
        })
    }

    /// What rules set off that ask what other tickets say.
    fn ruled(
        &self,
        (key, ticket): (Key, &Ticket),
        customer: Option<&Customer>,
        at: Moment,
        on_duty: &dyn Fn(&MemberId) -> bool,
    ) -> Vec<Deed> {
        let Some(Asked { rules, kin }) = &self.asked else { return Vec::new() };
        let others = Others { kin, key: Some(key) };
        on_scene(self.desk, at, on_duty, |scene| rules.next(ticket, customer, others, scene))
    }
}

/// What decides, in short.
fn key(root: &Path) -> Result<Key> {
    let mut content = FORM.to_owned();
    for file in DECISIVE {
        content.extend(["\n", &disk::read_text(&root.join(file))?.unwrap_or_default()]);
    }
    Ok(Key::of_content(&content))
}

/// The desk's own language: what it says stands in files.
impl Words for Keeper<'_> {
    fn late(&self, clock: &ClockName, due: Moment) -> Text {
        let language = self.desk.settings.language;
        let own = || language.find(&format!("clock.{clock}")).unwrap_or(clock.as_str()).into();
        let name = self.desk.label("clock", clock.as_str()).unwrap_or_else(own);
        language.say("tick-reason", &[("clock", &name), ("due", &minute(due))]).into()
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
    /// When something must have happened to a closed ticket.
    since: i64,
    look: &'a F,
    all: Gathered<T>,
}

impl<T: Send, F: Fn(&Found, &Ticket) -> Vec<T> + Sync> Gather for Worker<'_, T, F> {
    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        let ticket = fold::into_past(ticket, self.as_of);
        let is_past =
            |ticket: &&Ticket| ticket.head.status == Status::Closed && ticket.last_at().timestamp() < self.since;
        self.all
            .found
            .extend(ticket.iter().filter(|ticket| !is_past(ticket)).flat_map(|ticket| (self.look)(found, ticket)));
    }

    fn invalid(&mut self, _: &Found, problem: Problem) {
        self.all.invalid.push(problem);
    }
}
