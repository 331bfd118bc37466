//! What tickets say of each other, without reading the archive.
use std::collections::HashSet;
use std::path::Path;

use chrono::Days;

use super::find::{self, Found};
use super::layout;
use super::notes::{Noted, Notes};
use super::scan::{Gather, scan};
use crate::domain::ids::{CustomerId, Key};
use crate::domain::kin::{Kin, Relative};
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};

/// Where it is remembered.
const PLACE: &str = "kin";
/// The form of the notes: another one is another key.
const KEY: &str = concat!("1-", env!("CARGO_PKG_VERSION"));

/// How far back day-to-day commands look at closed tickets: it must not cost what the archive costs.
const BACK: Days = Days::new(31);

/// Since when closed tickets are looked at by whoever works at an instant.
pub fn horizon(at: Moment) -> Moment {
    at.checked_sub_days(BACK).unwrap_or(at)
}

/// What `take` makes of the closed tickets that were created in the month of `from` or later; of all without it.
fn closed<T>(root: &Path, from: Option<Moment>, take: impl FnMut(Noted<'_>) -> Option<T>) -> Result<Vec<T>> {
    // Whoever asks about all wants to know it exactly.
    let is_thorough = from.is_none();
    let from = from.map(layout::month).unwrap_or_default();
    let of = |ticket: &Ticket| Some(write(ticket));
    Notes { root, place: PLACE, key: KEY, from: &from, since: i64::MIN, is_thorough, of }.read(take)
}

/// Those of them that a customer has, or may have, as they cannot be read.
pub fn closed_of(root: &Path, customer: &str, from: Moment) -> Result<Vec<Found>> {
    let is_theirs = |note: &str| note.rsplit('\t').next() == Some(customer);
    closed(root, Some(from), |noted| if noted.note.is_none_or(is_theirs) { noted.found() } else { None })
}

/// What tickets say of each other, and the closed ones that cannot be read.
///
/// Known are the open tickets and what closed ones say of them: those of their customers, and of customers whom `about`
/// holds for, that were created in the month of `from` or later, or at any time without it; and all that are linked.
pub fn kin(root: &Path, from: Option<Moment>, about: impl Fn(&str) -> bool) -> Result<(Kin, Vec<Found>)> {
    let make = || Worker(Vec::new());
    let open: Vec<_> = scan(root, &find::open(root)?, make).into_iter().flat_map(|worker| worker.0).collect();
    let theirs: HashSet<_> = open.iter().filter_map(|open| open.customer.as_ref().map(CustomerId::as_str)).collect();
    let linked: HashSet<_> = open.iter().flat_map(|open| &open.links).copied().collect();
    let mut unread = Vec::new();
    let closed = closed(root, from, |noted| {
        let Some(note) = noted.note else {
            unread.extend(noted.found());
            return None;
        };
        let parts = Parts::read(note)?;
        let is_linked = || !parts.links.is_empty() || noted.key().is_some_and(|key| linked.contains(&key));
        let is_wanted = theirs.contains(parts.customer) || about(parts.customer) || is_linked();
        if is_wanted { parts.relative(noted.key()?) } else { None }
    })?;
    let kin: Kin = open.iter().cloned().chain(closed).collect();
    Ok((from.into_iter().fold(kin, |kin, from| kin.since(from.timestamp())), unread))
}

struct Worker(Vec<Relative>);

impl Gather for Worker {
    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        self.0.push(Relative::of(found.reference.key, &ticket));
    }

    fn invalid(&mut self, _: &Found, _: Problem) {}
}

/// On one line: when it was created, the keys of the linked ones, type and customer.
fn write(ticket: &Ticket) -> String {
    let Relative { customer, kind, created, links, .. } = Relative::of(Key::from_random(0), ticket);
    let links: Vec<_> = links.iter().map(Key::as_str).collect();
    let customer = customer.as_ref().map_or("", |customer| customer.as_str());
    format!("{created} {} {kind}\t{customer}", links.join(",")).replace('\n', " ")
}

/// The parts of such a line; most are of tickets that nobody asks about.
struct Parts<'n> {
    created: &'n str,
    links: &'n str,
    kind: &'n str,
    customer: &'n str,
}

impl<'n> Parts<'n> {
    fn read(note: &'n str) -> Option<Self> {
        let (rest, customer) = note.split_once('\t')?;
        let mut words = rest.splitn(3, ' ');
        Some(Self { created: words.next()?, links: words.next()?, kind: words.next()?, customer })
    }

    fn relative(&self, key: Key) -> Option<Relative> {
        let links = self.links.split(',').filter(|key| !key.is_empty());
        let links = links.map(|key| key.parse().ok()).collect::<Option<_>>()?;
        let customer = Some(self.customer).filter(|customer| !customer.is_empty()).map(Into::into);
        Some(Relative { key, customer, kind: self.kind.into(), created: self.created.parse().ok()?, links })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::{Act, Entry};
    use crate::domain::moment;
    use crate::domain::ticket::Head;

    #[test]
    fn what_is_noted_is_what_the_ticket_says() {
        let at = moment::read("2026-10-28T09:00:00+08:00").unwrap();
        let linked =
            |to: &str| Entry::new(at, "li".into(), Act::Linked { kind: "same".into(), to: to.parse().unwrap() });
        let key = "k3x9z".parse().unwrap();
        let read = |key: Key, note: &str| Parts::read(note)?.relative(key);
        for (customer, links) in [(None, vec![]), (Some("C1001"), vec![linked("T2-00002"), linked("T3-00003")])] {
            let head =
                Head { customer: customer.map(Into::into), kind: "a complaint".into(), ..Head::new("T1".into(), at) };
            let ticket = Ticket { head, history: links };
            assert_eq!(read(key, &write(&ticket)), Some(Relative::of(key, &ticket)));
        }
        assert_eq!(read(key, "soon  x\tC1"), None);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "tests lay out the files themselves")]
    fn of_closed_tickets_those_are_known_that_somebody_asks_about() {
        let desk = crate::store::testing::archive();
        std::fs::create_dir(desk.path().join("tickets")).unwrap();
        let put = |folder: &str, key: &str, customer: &str, day: u32, link: &str| {
            let head = format!("id: T{day}\ntitle: x\ntype: t\npriority: p\nstatus: new\ncustomer: {customer}\n");
            let at = format!("2026-10-{day}T09:00:00+08:00");
            let linked = format!("- {{at: {at}, by: li, did: linked, kind: same, to: T1-{link}}}\n");
            let linked = if link.is_empty() { String::new() } else { linked };
            let text = format!("{head}created: {at}\nhistory:\n- {{at: {at}, by: li, did: created}}\n{linked}");
            std::fs::write(desk.path().join(folder).join(format!("T{day}-{key}.yaml")), text).unwrap();
        };
        put("tickets", "00001", "C1", 20, "00005");
        for (key, customer, day, link) in
            [("00002", "C1", 21, ""), ("00003", "C2", 22, ""), ("00004", "C4", 23, "00001"), ("00005", "C5", 24, "")]
        {
            put(crate::store::testing::MONTH, key, customer, day, link);
        }
        let at = moment::read("2026-10-25T09:00:00+08:00").unwrap();
        let asked =
            |customer: &str| Head { customer: Some(customer.into()), kind: "t".into(), ..Head::new("T9".into(), at) };
        for _ in 0..2 {
            let (kin, unread) = kin(desk.path(), Some(horizon(at)), |_| false).unwrap();
            let earlier = ["C1", "C2", "C4", "C5"].map(|customer| kin.earlier(&asked(customer)));
            assert_eq!((earlier, unread.len()), ([Some(2), Some(0), Some(1), Some(1)], 0));
            // C1 of its own, C5 that it has a link to, C4 that has a link to it.
            assert_eq!(kin.affected("00001".parse().ok(), &asked("C1")), 3);
        }
        for from in [Some(horizon(at)), None] {
            let (kin, _) = kin(desk.path(), from, |customer| customer == "C2").unwrap();
            assert_eq!(kin.earlier(&asked("C2")), Some(1));
        }
    }
}
