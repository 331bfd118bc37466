//! What tickets say of each other, without reading the archive.
use std::path::Path;

use chrono::Days;

use super::find::{self, Found};
use super::layout;
use super::notes::{Noted, Notes};
use super::scan::{Gather, scan};
use crate::domain::ids::Key;
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

/// What `take` makes of the closed tickets that were created in the month of `from` or later.
fn closed<T>(root: &Path, from: Moment, take: impl FnMut(Noted<'_>) -> Option<T>) -> Result<Vec<T>> {
    let from = layout::month(from);
    let of = |ticket: &Ticket| Some(write(ticket));
    Notes { root, place: PLACE, key: KEY, from: &from, since: i64::MIN, of }.read(take)
}

/// Those of them that a customer has, or may have, as they cannot be read.
pub fn closed_of(root: &Path, customer: &str, from: Moment) -> Result<Vec<Found>> {
    let is_theirs = |note: &str| note.rsplit('\t').next() == Some(customer);
    closed(root, from, |noted| if noted.note.is_none_or(is_theirs) { noted.found() } else { None })
}

/// What the tickets say of each other that are open or were created in the month of `from` or later. What cannot be
/// read is told of by whoever needs it.
pub fn kin(root: &Path, from: Moment) -> Result<Kin> {
    let make = || Worker(Vec::new());
    let open = scan(root, &find::open(root)?, make).into_iter().flat_map(|worker| worker.0);
    let closed = closed(root, from, |noted| read(noted.reference()?.key, noted.note?))?;
    Ok(open.chain(closed).collect::<Kin>().since(from.timestamp()))
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

fn read(key: Key, note: &str) -> Option<Relative> {
    let (rest, customer) = note.split_once('\t')?;
    let mut words = rest.splitn(3, ' ');
    let created = words.next()?.parse().ok()?;
    let links = words.next()?.split(',').filter(|key| !key.is_empty());
    let links = links.map(|key| key.parse().ok()).collect::<Option<_>>()?;
    let customer = Some(customer).filter(|customer| !customer.is_empty()).map(Into::into);
    Some(Relative { key, customer, kind: words.next()?.into(), created, links })
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
        for (customer, links) in [(None, vec![]), (Some("C1001"), vec![linked("T2-00002"), linked("T3-00003")])] {
            let head =
                Head { customer: customer.map(Into::into), kind: "a complaint".into(), ..Head::new("T1".into(), at) };
            let ticket = Ticket { head, history: links };
            assert_eq!(read(key, &write(&ticket)), Some(Relative::of(key, &ticket)));
        }
        assert_eq!(read(key, "soon  x\tC1"), None);
    }
}
