//! What day-to-day commands want to know of closed tickets, without reading the archive.
//!
//! A note is made of each ticket that is wanted. The notes of a month are remembered under `.tickets/`; when the
//! month's directory changes, only the files that changed since are read. On a fresh clone every file is read once.
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::disk::{self, memory};
use super::find::{self, Found};
use super::scan::{Gather, scan};
use super::{layout, month};
use crate::domain::ids::{Key, TicketRef};
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};

/// What stays on this machine.
const LOCAL: &str = ".tickets";

/// Makes notes of closed tickets.
pub struct Notes<'a, F> {
    /// The desk.
    pub root: &'a Path,
    /// Where they are remembered: a folder of its own in `.tickets/`.
    pub place: &'a str,
    /// What decides besides the tickets; what was remembered under another key is forgotten.
    pub key: &'a str,
    /// The first month that is looked at, such as `2026/10`; all of them when empty.
    pub from: &'a Path,
    /// Whether each file is looked at, as one may have been overwritten where it stands, which no directory tells; else those
    /// of the months that changed.
    pub is_thorough: bool,
    /// The time, in seconds since 1970, since when something must have happened to a ticket.
    pub since: i64,
    /// What is noted of a ticket, on one line; nothing when it is not wanted.
    pub of: F,
}

/// A closed ticket of which something was noted.
pub struct Noted<'t> {
    folder: &'t Path,
    name: &'t str,
    /// What was noted; of a file that cannot be read it is not known.
    pub note: Option<&'t str>,
}

impl Noted<'_> {
    /// The ticket; none when the name of its file is no ticket's.
    pub fn found(&self) -> Option<Found> {
        find::found(self.folder.join(self.name))
    }

    /// The ticket's number and key.
    pub fn reference(&self) -> Option<TicketRef> {
        self.name.strip_suffix(layout::TICKET_FILE)?.parse().ok()
    }

    /// The ticket's key alone.
    pub fn key(&self) -> Option<Key> {
        self.name.strip_suffix(layout::TICKET_FILE)?.rsplit_once('-')?.1.parse().ok()
    }
}

/// What is remembered of a file. A month has thousands of them, most of which nobody asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line<'t> {
    /// Its name.
    name: Cow<'t, str>,
    /// When something last happened to the ticket; one that cannot be read is looked at always.
    last: i64,
    note: Cow<'t, str>,
}

/// The last thing happened to a ticket that cannot be read at this time.
const UNKNOWN: i64 = i64::MAX;

/// What is remembered of a month.
struct Known<'t> {
    /// The last change of the directory.
    stamp: &'t str,
    /// When the files were looked at.
    scanned: SystemTime,
    /// What happened before was not noted.
    since: i64,
    lines: Vec<Line<'t>>,
}

impl<F: Fn(&Ticket) -> Option<String> + Sync> Notes<'_, F> {
    /// What `take` makes of the tickets, by month and name.
    pub fn read<T>(&self, mut take: impl FnMut(Noted<'_>) -> Option<T>) -> Result<Vec<T>> {
        let mut found = Vec::new();
        let archive = Path::new(layout::ARCHIVE);
        for year in disk::list(&self.root.join(archive))? {
            let year = archive.join(year);
            if disk::is_dir(&self.root.join(&year)) {
                for month in disk::list(&self.root.join(&year))? {
                    let month = year.join(month);
                    if month >= archive.join(self.from) {
                        self.month(&month, |noted| found.extend(take(noted)))?;
                    }
                }
            }
        }
        Ok(found)
    }

    fn month(&self, folder: &Path, mut take: impl FnMut(Noted<'_>)) -> Result<()> {
        let dir = self.root.join(folder);
        let memory = self.memory().join(month::name_of(folder));
        // Taken before the directory is listed: a change meanwhile gives it another stamp.
        let Some(stamp) = memory::stamp(&dir).filter(|_| disk::is_dir(&dir)) else { return Ok(()) };
        let (old, is_settled) = memory::recall(&memory, &dir).unwrap_or_default();
        let known = Known::read(&old, self.key).filter(|known| known.since <= self.since);
        let is_same = is_settled && known.as_ref().is_some_and(|known| known.stamp == stamp);
        let lines = match known {
            Some(known) if is_same && !self.is_thorough => known.lines,
            known => self.look(folder, (&stamp, is_same), known.as_ref(), &memory)?,
        };
        for line in lines.iter().filter(|line| line.last >= self.since) {
            let note = (line.last != UNKNOWN).then_some(&*line.note);
            take(Noted { folder, name: &line.name, note });
        }
        Ok(())
    }

    fn memory(&self) -> PathBuf {
        self.root.join(LOCAL).join(self.place)
    }

    /// Looks at the files that changed since, and remembers, unless the month `is_same`.
    fn look<'t>(
        &self,
        folder: &Path,
        (stamp, is_same): (&str, bool),
        known: Option<&Known<'t>>,
        memory: &Path,
    ) -> Result<Vec<Line<'t>>> {
        let scanned = memory::clock(&self.memory());
        let (mut lines, mut changed) = (Vec::new(), Vec::new());
        for name in disk::list(&self.root.join(folder))? {
            let path = folder.join(&name);
            match known {
                Some(known) if !memory::is_changed(&self.root.join(&path), known.scanned) => {
                    lines.extend(known.line(&name));
                }
                _ => changed.extend(find::found(path)),
            }
        }
        let make = || Gathered { look: self, lines: Vec::new() };
        lines.extend(scan(self.root, &changed, make).into_iter().flat_map(|gathered| gathered.lines));
        if is_same && changed.is_empty() {
            return Ok(lines);
        }
        lines.sort_by(|one, other| one.name.cmp(&other.name));
        if let Some(since) = scanned.and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok()) {
            let (seconds, nanos) = (since.as_secs(), since.subsec_nanos());
            let head = format!("{stamp} {seconds}.{nanos:09} {} {}\n", self.since, self.key);
            let lines = lines.iter().map(|line| format!("{}\t{}\t{}\n", line.name, line.last, line.note));
            memory::remember(memory, &lines.fold(head, |text, line| text + &line));
        }
        Ok(lines)
    }
}

impl<'t> Known<'t> {
    fn read(text: &'t str, key: &str) -> Option<Self> {
        let (head, rest) = text.split_once('\n')?;
        let mut words = head.split(' ');
        let (stamp, scanned, since) = (words.next()?, words.next()?, words.next()?.parse().ok()?);
        let (seconds, nanos) = scanned.split_once('.')?;
        let scanned = SystemTime::UNIX_EPOCH + Duration::new(seconds.parse().ok()?, nanos.parse().ok()?);
        let line = |line: &'t str| {
            let (name, rest) = line.split_once('\t')?;
            let (last, note) = rest.split_once('\t')?;
            Some(Line { name: name.into(), last: last.parse().ok()?, note: note.into() })
        };
        let lines = rest.lines().map(line).collect::<Option<_>>()?;
        (words.next() == Some(key)).then_some(Self { stamp, scanned, since, lines })
    }

    fn line(&self, name: &str) -> Option<Line<'t>> {
        let place = self.lines.binary_search_by(|line| (*line.name).cmp(name)).ok()?;
        self.lines.get(place).cloned()
    }
}

struct Gathered<'a, F> {
    look: &'a Notes<'a, F>,
    lines: Vec<Line<'static>>,
}

impl<F: Fn(&Ticket) -> Option<String> + Sync> Gather for Gathered<'_, F> {
    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        let last = ticket.last_at().timestamp();
        if let Some(note) = Some(&ticket).filter(|_| last >= self.look.since).and_then(&self.look.of) {
            self.lines.push(Line { name: name_of(&found.path).into(), last, note: note.into() });
        }
    }

    fn invalid(&mut self, found: &Found, _: Problem) {
        self.lines.push(Line { name: name_of(&found.path).into(), last: UNKNOWN, note: Cow::default() });
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at the files themselves")]
mod tests {
    use std::fs;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::store::testing::{MONTH, archive};

    fn put(desk: &tempfile::TempDir, number: &str, title: &str) {
        let text = format!(
            "id: {number}\ntitle: {title}\ntype: t\npriority: p\nstatus: closed\ncreated: 2026-10-28T09:00:00+08:00\nhistory:\n\
             - {{at: 2026-10-28T09:00:00+08:00, by: li, did: created}}\n"
        );
        // As commands write: another file takes its place.
        let dir = desk.path().join(MONTH);
        fs::write(dir.join(".new"), text).unwrap();
        fs::rename(dir.join(".new"), dir.join(format!("{number}-00000.yaml"))).unwrap();
    }

    /// Which tickets are found, and how many files were understood for it.
    fn read(desk: &tempfile::TempDir, key: &str, since: i64) -> (Vec<String>, usize) {
        read_thus(desk, key, since, false)
    }

    fn read_thus(desk: &tempfile::TempDir, key: &str, since: i64, is_thorough: bool) -> (Vec<String>, usize) {
        let count = AtomicUsize::new(0);
        let of = |ticket: &Ticket| {
            count.fetch_add(1, Ordering::Relaxed);
            (ticket.head.title == "open").then(|| format!("of\t{}", ticket.head.id))
        };
        let take = |noted: Noted<'_>| {
            let number = noted.found()?.reference.number.to_string();
            assert!(noted.note.is_none_or(|note| note == format!("of\t{number}")), "{:?}", noted.note);
            Some(number)
        };
        let (root, from) = (desk.path(), Path::new(""));
        let found = Notes { root, place: "recent", key, from, is_thorough, since, of }.read(take).unwrap();
        (found, count.into_inner())
    }

    #[test]
    fn what_did_not_change_is_not_read_again() {
        let desk = archive();
        (1..4).for_each(|number| put(&desk, &format!("T{number}"), if number == 2 { "open" } else { "done" }));
        assert_eq!(read(&desk, "k", 0), (vec!["T2".to_owned()], 3));
        std::thread::sleep(Duration::from_millis(4500));
        assert_eq!(read(&desk, "k", 0), (vec!["T2".to_owned()], 3), "noted too soon after the change");
        assert_eq!(read(&desk, "k", 0), (vec!["T2".to_owned()], 0));
        put(&desk, "T3", "open");
        assert_eq!(read(&desk, "k", 0), (vec!["T2".to_owned(), "T3".to_owned()], 1), "only what changed");
        assert_eq!(read(&desk, "k", 1_800_000_000), (Vec::new(), 0), "too long ago");
        assert_eq!(read(&desk, "k", 0).1, 3, "further back than was noted");
        assert_eq!(read(&desk, "other", 0).1, 3, "something else decides");
    }

    #[test]
    fn what_was_overwritten_where_it_stands_is_noticed_by_who_looks_at_each_file() {
        let desk = archive();
        put(&desk, "T1", "done");
        put(&desk, "T2", "done");
        std::thread::sleep(Duration::from_millis(4500));
        assert_eq!(read(&desk, "k", 0), (Vec::new(), 2));
        assert_eq!(read_thus(&desk, "k", 0, true), (Vec::new(), 0));
        let path = desk.path().join(MONTH).join("T2-00000.yaml");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("done", "open")).unwrap();
        assert_eq!(read(&desk, "k", 0), (Vec::new(), 0), "the directory is as it was");
        assert_eq!(read_thus(&desk, "k", 0, true), (vec!["T2".to_owned()], 1), "only what changed");
        assert_eq!(read(&desk, "k", 0).0, ["T2"], "it is remembered");
    }

    #[test]
    fn what_cannot_be_read_is_told_of_each_time() {
        let desk = archive();
        put(&desk, "T1", "[");
        for _ in 0..2 {
            assert_eq!(read(&desk, "k", 0), (vec!["T1".to_owned()], 0));
        }
    }
}
