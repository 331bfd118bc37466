//! The closed tickets that are not quite done with: somebody is to be asked, or called back.
//!
//! An archive of a million tickets has few of them, and day-to-day commands must not read it. What was found
//! in a month is remembered in `.tickets/recent/`; when the month's directory changes, only the files that
//! changed since are read. On a fresh clone every file is read once.
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::disk::{self, memory};
use super::find::{self, Found};
use super::scan::{Gather, scan};
use super::{layout, month};
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};

/// Where it is remembered.
const REMEMBERED: &str = ".tickets/recent";

/// Looks for closed tickets that something may still come of.
pub struct Recent<'a, F> {
    /// The desk.
    pub root: &'a Path,
    /// What decides besides the tickets; what was remembered under another key is forgotten.
    pub key: &'a str,
    /// The time, in seconds since 1970, since when something must have happened to a ticket.
    pub since: i64,
    /// Whether something may still come of a ticket if nothing more happens to it.
    pub is_open: F,
}

/// A closed ticket that something may still come of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// The name of its file.
    name: String,
    /// When something last happened to it; one that cannot be read is looked at always.
    last: i64,
}

/// What is remembered of a month.
struct Known {
    /// The last change of the directory.
    stamp: String,
    /// When the files were looked at.
    scanned: SystemTime,
    /// What happened before was not noted.
    since: i64,
    lines: Vec<Line>,
}

impl<F: Fn(&Ticket) -> bool + Sync> Recent<'_, F> {
    /// The tickets, by month and name; of what cannot be read it is not known.
    pub fn read(&self) -> Result<Vec<Found>> {
        let mut found = Vec::new();
        let archive = Path::new(layout::ARCHIVE);
        for year in disk::list(&self.root.join(archive))? {
            let year = archive.join(year);
            if disk::is_dir(&self.root.join(&year)) {
                for month in disk::list(&self.root.join(&year))? {
                    self.month(&year.join(month), &mut found)?;
                }
            }
        }
        Ok(found)
    }

    fn month(&self, folder: &Path, found: &mut Vec<Found>) -> Result<()> {
        let dir = self.root.join(folder);
        let memory = self.root.join(REMEMBERED).join(month::name_of(folder));
        // Taken before the directory is listed: a change meanwhile gives it another stamp.
        let Some(stamp) = memory::stamp(&dir).filter(|_| disk::is_dir(&dir)) else { return Ok(()) };
        let (old, is_settled) = memory::recall(&memory, &dir).unwrap_or_default();
        let known = Known::read(&old, self.key).filter(|known| known.since <= self.since);
        let lines = match known {
            Some(known) if is_settled && known.stamp == stamp => known.lines,
            known => self.look(folder, &stamp, known.as_ref(), &memory)?,
        };
        let recent = lines.into_iter().filter(|line| line.last >= self.since);
        found.extend(recent.filter_map(|line| find::found(folder.join(line.name))));
        Ok(())
    }

    /// Looks at the files that changed since, and remembers.
    fn look(&self, folder: &Path, stamp: &str, known: Option<&Known>, memory: &Path) -> Result<Vec<Line>> {
        let scanned = memory::clock(&self.root.join(REMEMBERED));
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
        lines.sort_by(|one, other| one.name.cmp(&other.name));
        if let Some(since) = scanned.and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok()) {
            let (seconds, nanos) = (since.as_secs(), since.subsec_nanos());
            let head = format!("{stamp} {seconds}.{nanos:09} {} {}\n", self.since, self.key);
            let lines = lines.iter().map(|line| format!("{}\t{}\n", line.name, line.last));
            memory::remember(memory, &lines.fold(head, |text, line| text + &line));
        }
        Ok(lines)
    }
}

impl Known {
    fn read(text: &str, key: &str) -> Option<Self> {
        let (head, rest) = text.split_once('\n')?;
        let mut words = head.split(' ');
        let (stamp, scanned, since) = (words.next()?.to_owned(), words.next()?, words.next()?.parse().ok()?);
        let (seconds, nanos) = scanned.split_once('.')?;
        let scanned = SystemTime::UNIX_EPOCH + Duration::new(seconds.parse().ok()?, nanos.parse().ok()?);
        let line = |line: &str| {
            let (name, last) = line.split_once('\t')?;
            Some(Line { name: name.to_owned(), last: last.parse().ok()? })
        };
        let lines = rest.lines().map(line).collect::<Option<_>>()?;
        (words.next() == Some(key)).then_some(Self { stamp, scanned, since, lines })
    }

    fn line(&self, name: &str) -> Option<Line> {
        let place = self.lines.binary_search_by(|line| line.name.as_str().cmp(name)).ok()?;
        self.lines.get(place).cloned()
    }
}

struct Gathered<'a, F> {
    look: &'a Recent<'a, F>,
    lines: Vec<Line>,
}

impl<F: Fn(&Ticket) -> bool + Sync> Gather for Gathered<'_, F> {
    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        let last = ticket.last_at().timestamp();
        if last >= self.look.since && (self.look.is_open)(&ticket) {
            self.lines.push(Line { name: name_of(&found.path), last });
        }
    }

    fn invalid(&mut self, found: &Found, _: Problem) {
        self.lines.push(Line { name: name_of(&found.path), last: i64::MAX });
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
        let count = AtomicUsize::new(0);
        let is_open = |ticket: &Ticket| {
            count.fetch_add(1, Ordering::Relaxed);
            ticket.head.title == "open"
        };
        let found = Recent { root: desk.path(), key, since, is_open }.read().unwrap();
        (found.iter().map(|found| found.reference.number.to_string()).collect(), count.into_inner())
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
    fn what_cannot_be_read_is_told_of_each_time() {
        let desk = archive();
        put(&desk, "T1", "[");
        for _ in 0..2 {
            assert_eq!(read(&desk, "k", 0), (vec!["T1".to_owned()], 0));
        }
    }
}
