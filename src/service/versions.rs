//! Tickets as commits and the work tree have them.
use std::path::Path;

use crate::domain::act::{Entry, TRIGGER};
use crate::domain::ids::TicketRef;
use crate::fault::{Problem, Result};
use crate::review::Version;
use crate::review::acts::Rest;
use crate::store::file::{FileFault, TicketFile};
use crate::store::record::{EntryRecord, HISTORY};
use crate::store::yaml::{self, Value};
use crate::store::{disk, layout};

/// The ticket whose file stands at `path`, relative to the desk; `None` when no ticket does.
pub fn reference(path: &Path) -> Option<TicketRef> {
    let is_home = path.starts_with(layout::OPEN) || path.starts_with(layout::ARCHIVE);
    if is_home { layout::reference(path) } else { None }
}

/// The ticket that the bytes of a file say; an error has its place.
pub fn read(path: &Path, bytes: Vec<u8>) -> Result<Version> {
    let malformed = || Problem::from(FileFault::Name { path: path.display().to_string() });
    let reference = reference(path).ok_or_else(malformed)?;
    of(&TicketFile { path: path.to_owned(), reference, text: disk::text_of(path, bytes)? })
}

/// The ticket of a file that was read.
pub fn of(file: &TicketFile) -> Result<Version> {
    let ticket = file.ticket()?;
    let rest = rest(&file.text, &ticket.history);
    Ok(Version { reference: file.reference.clone(), path: file.path.clone(), ticket, rest })
}

/// What the entries say besides what their acts have; nothing when none says more.
fn rest(text: &str, history: &[Entry]) -> Vec<Rest> {
    if yaml::read_canonical(text).is_some_and(|record| record.history.iter().zip(history).all(is_plain)) {
        return Vec::new();
    }
    let Some(Value::List(entries)) = yaml::read_value(text).ok().and_then(|value| value.get(HISTORY).cloned()) else {
        return Vec::new();
    };
    let rest: Vec<_> = entries.iter().zip(history).map(|(value, entry)| more(value, entry)).collect();
    if rest.iter().all(Vec::is_empty) { Vec::new() } else { rest }
}

/// Whether an entry has the keys of its act only.
fn is_plain((record, entry): (&EntryRecord<'_>, &Entry)) -> bool {
    let known = entry.act.kind().keys();
    let is_known = |key: &&str| COMMON.contains(key) || known.contains(key);
    EntryRecord::KEYS.iter().filter(|key| !is_known(key)).all(|key| record.scalar(key).is_none())
}

/// The keys that every entry can have.
const COMMON: [&str; 4] = ["at", "by", "did", TRIGGER];

fn more(value: &Value, entry: &Entry) -> Rest {
    let Value::Map(keys) = value else { return Rest::new() };
    let known = entry.act.kind().keys();
    let is_more = |key: &str| !COMMON.contains(&key) && !known.contains(&key);
    let more = keys.iter().filter(|(key, value)| is_more(key) && *value != Value::Null);
    more.map(|(key, value)| (key.as_str().into(), written(value).into())).collect()
}

/// A value of any shape on one line; a text as it is.
fn written(value: &Value) -> String {
    value.as_text().map_or_else(|| yaml::write_value(value).trim_end().to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_entry_says_besides_is_kept() {
        let text = "id: T1\ntitle: x\ntype: t\npriority: p\nstatus: new\ncreated: 2026-10-28T09:00:00+08:00\nhistory:\n\
            - {at: 2026-10-28T09:00:00+08:00, by: li, did: created}\n\
            - {at: 2026-10-28T09:01:00+08:00, by: li, did: noted, text: a, team: ops, mood: good}\n\
            - {at: 2026-10-28T09:02:00+08:00, by: li, did: teleported, where: [home, away]}\n";
        let version = read(Path::new("tickets/T1-k3x9z.yaml"), text.into()).unwrap();
        let items = version.items();
        assert_eq!((items[0].rest, items[2].did()), (&[][..], "teleported"));
        let keys =
            |place: usize| items[place].keys().iter().map(|(key, text)| format!("{key}={text}")).collect::<Vec<_>>();
        assert_eq!(keys(1), ["text=a", "team=ops", "mood=good"]);
        assert_eq!(keys(2).len(), 1);
        assert!(keys(2)[0].starts_with("where="), "{:?}", keys(2));
        assert!(read(Path::new("surveys/T1-k3x9z.yaml"), text.into()).is_err());
    }
}
