//! Whom closed tickets were given to, without reading the archive.
use std::collections::HashMap;
use std::path::Path;

use super::find::Found;
use super::layout;
use super::notes::Notes;
use crate::domain::ids::{MemberId, Number};
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::Result;

/// Where it is remembered.
const PLACE: &str = "turns";
/// The form of the notes: another one is another key.
const KEY: &str = concat!("1-", env!("CARGO_PKG_VERSION"));

/// When a member was last given a ticket.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Last {
    /// In seconds since 1970.
    pub at: i64,
    /// What they were given then: the tickets, each with the place of the act in its history.
    pub given: Vec<(Number, usize)>,
}

/// What each member was last given, until an instant where there is one, of the closed tickets that were created in the
/// month of `from` or later; and those that cannot be read.
pub fn closed(root: &Path, from: Moment, until: Option<Moment>) -> Result<(HashMap<MemberId, Last>, Vec<Found>)> {
    let from = layout::month(from);
    let until = until.map_or(i64::MAX, |until| until.timestamp());
    let of = |ticket: &Ticket| Some(write(ticket)).filter(|note| !note.is_empty());
    let mut turns: HashMap<MemberId, Last> = HashMap::new();
    let notes = Notes { root, place: PLACE, key: KEY, from: &from, since: i64::MIN, is_thorough: false, of };
    let unread = notes.read(|noted| {
        let Some(note) = noted.note else { return noted.found() };
        for (at, place, member) in note.split('\t').filter_map(read).filter(|(at, ..)| *at <= until) {
            let last = turns.get(member).map_or(i64::MIN, |last| last.at);
            // Of most turns nothing is kept.
            if at >= last
                && let Some(ticket) = noted.reference()
            {
                let turn = turns.entry(member.into()).or_default();
                if at > last {
                    *turn = Last { at, given: Vec::new() };
                }
                turn.given.push((ticket.number, place));
            }
        }
        None
    })?;
    Ok((turns, unread))
}

/// On one line: when it was given to whom, and the place of the act in its history.
fn write(ticket: &Ticket) -> String {
    let given = ticket.history.iter().enumerate().filter_map(|(place, entry)| {
        let to = entry.act.given_to().map(MemberId::as_str).filter(|to| !to.contains(['\t', '\n']))?;
        Some(format!("{} {place} {to}", entry.at.timestamp()))
    });
    given.collect::<Vec<_>>().join("\t")
}

fn read(turn: &str) -> Option<(i64, usize, &str)> {
    let mut words = turn.splitn(3, ' ');
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out the files themselves")]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::moment;
    use crate::store::testing::{MONTH, archive};

    /// A closed ticket that was given to these at these times of one day.
    fn put(desk: &tempfile::TempDir, number: &str, given: &[(&str, &str)]) {
        let head = "title: x\ntype: t\npriority: p\nstatus: closed\ncreated: 2026-10-28T08:00:00+08:00\nhistory:\n";
        let entries = given.iter().map(|(at, to)| {
            format!("- {{at: 2026-10-28T{at}:00+08:00, by: rules, did: assigned, team: tech, to: {to}}}\n")
        });
        let created = "- {at: 2026-10-28T08:00:00+08:00, by: li, did: created}\n".to_owned();
        let text = format!("id: {number}\n{head}{}", [created].into_iter().chain(entries).collect::<String>());
        // As commands and git write: another file takes its place.
        let dir = desk.path().join(MONTH);
        fs::write(dir.join(".new"), text).unwrap();
        fs::rename(dir.join(".new"), dir.join(format!("{number}-00000.yaml"))).unwrap();
    }

    fn at(time: &str) -> Moment {
        moment::read(&format!("2026-10-28T{time}:00+08:00")).unwrap()
    }

    /// Who was given what last, and how many files cannot be read.
    fn last(desk: &tempfile::TempDir, until: Option<&str>) -> (Vec<String>, usize) {
        let (turns, unread) = closed(desk.path(), at("00:00"), until.map(at)).unwrap();
        let mut lines: Vec<_> = turns
            .iter()
            .map(|(member, Last { at, given })| {
                let given: Vec<_> = given.iter().map(|(number, place)| format!("{number}/{place}")).collect();
                format!("{member} +{} {}", at - self::at("08:00").timestamp(), given.join(" "))
            })
            .collect();
        lines.sort();
        (lines, unread.len())
    }

    #[test]
    fn the_last_turn_of_each_is_found_and_found_anew_when_a_file_changed() {
        let desk = archive();
        put(&desk, "T1", &[("08:10", "li"), ("08:20", "zhao")]);
        put(&desk, "T2", &[("08:20", "li")]);
        put(&desk, "T3", &[("08:20", "li")]);
        for _ in 0..2 {
            assert_eq!(last(&desk, None), (vec!["li +1200 T2/1 T3/1".to_owned(), "zhao +1200 T1/2".to_owned()], 0));
        }
        assert_eq!(last(&desk, Some("08:15")).0, ["li +600 T1/1"]);
        put(&desk, "T2", &[("08:30", "wang o'neill")]);
        assert_eq!(last(&desk, None).0, ["li +1200 T3/1", "wang o'neill +1800 T2/1", "zhao +1200 T1/2"]);
        fs::remove_file(desk.path().join(MONTH).join("T1-00000.yaml")).unwrap();
        fs::write(desk.path().join(MONTH).join("T4-00000.yaml"), "id: [").unwrap();
        assert_eq!(last(&desk, None), (vec!["li +1200 T3/1".to_owned(), "wang o'neill +1800 T2/1".to_owned()], 1));
    }
}
