//! One month of the archive, without listing it anew each time.
//!
//! A month may hold thousands of files, and day-to-day commands ask it only whether it has a number,
//! now or formerly. The names, and the numbers that those tickets had before, are remembered in
//! `.tickets/months/` for as long as the directory does not change.
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::disk::{self, memory};
use super::find::Found;
use super::{layout, yaml};
use crate::domain::ids::TicketRef;
use crate::fault::Result;

/// Where months are remembered.
const REMEMBERED: &str = ".tickets/months";

/// What stands in one month of the archive.
#[derive(Debug)]
pub struct Month {
    folder: PathBuf,
    /// A first line of its own, then one for each file, by name: the name, and the numbers the ticket had
    /// before, parted by tabs.
    text: String,
}

impl Month {
    /// The month in `folder`, relative to the desk; an empty one when there is no such folder.
    pub fn read(root: &Path, folder: &Path) -> Result<Self> {
        let dir = root.join(folder);
        let memory = root.join(REMEMBERED).join(name_of(folder));
        // Taken before the directory is listed: a change meanwhile gives it another stamp.
        let stamp = memory::stamp(&dir).unwrap_or_default();
        let (old, is_settled) = memory::recall(&memory, &dir).unwrap_or_default();
        let folder = folder.to_owned();
        if is_settled && old.lines().next() == Some(&stamp) {
            return Ok(Self { folder, text: old });
        }
        let text = format!("{stamp}\n{}", list(&dir, &old)?);
        memory::remember(&memory, &text);
        Ok(Self { folder, text })
    }

    /// All its tickets.
    pub fn all(&self) -> impl Iterator<Item = TicketRef> {
        self.lines().filter_map(|line| line.split('\t').next()?.strip_suffix(layout::TICKET_FILE)?.parse().ok())
    }

    /// The tickets whose names begin with `id`, as it stands or in capitals or small letters.
    pub fn beginning_with(&self, id: &str) -> Vec<Found> {
        self.lines_with('\n', id).filter_map(|line| self.found(line)).collect()
    }

    /// The tickets that once had this number, as it stands or in capitals or small letters.
    pub fn formerly(&self, number: &str) -> Vec<Found> {
        let had = |line: &&str| line.split('\t').skip(1).any(|former| former.eq_ignore_ascii_case(number));
        self.lines_with('\t', number).filter(had).filter_map(|line| self.found(line)).collect()
    }

    /// The lines in which `name` begins right after `mark`.
    fn lines_with(&self, mark: char, name: &str) -> impl Iterator<Item = &str> {
        let needles: BTreeSet<_> =
            [name.to_owned(), name.to_uppercase(), name.to_lowercase()].map(|name| format!("{mark}{name}")).into();
        let places = |needle: String| {
            let places = memchr::memmem::find_iter(self.text.as_bytes(), &needle).map(|at| at + 1);
            places.collect::<Vec<_>>()
        };
        needles.into_iter().flat_map(places).map(|at| self.line_around(at))
    }

    fn line_around(&self, at: usize) -> &str {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        self.text[start..].lines().next().unwrap_or_default()
    }

    fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines().skip(1)
    }

    fn found(&self, line: &str) -> Option<Found> {
        let path = self.folder.join(line.split('\t').next()?);
        Some(Found { reference: layout::reference(&path)?, path })
    }
}

/// `2026-10` for `archive/2026/10`.
pub(super) fn name_of(folder: &Path) -> String {
    let parts: Vec<_> = folder.iter().skip(1).map(|part| part.to_string_lossy()).collect();
    parts.join("-")
}

/// The lines of a directory. Of a file that was known what was known is taken: who gets another number
/// gets another name.
fn list(dir: &Path, known: &str) -> Result<String> {
    let known: HashMap<&str, &str> =
        known.lines().map(|line| (line.split('\t').next().unwrap_or_default(), line)).collect();
    let mut lines = String::new();
    let mut bytes = Vec::new();
    for name in disk::list(dir)? {
        if let Some(line) = known.get(name.as_str()) {
            lines.push_str(line);
        } else {
            lines.push_str(&name);
            // A file that cannot be read is told of by whoever needs it.
            if disk::read_into(&dir.join(&name), &mut bytes).unwrap_or(false) {
                lines.extend(formerly(&bytes).iter().flat_map(|number| ["\t", number]));
            }
        }
        lines.push('\n');
    }
    Ok(lines)
}

/// The numbers that the ticket of a file had before. Most were never renumbered, and cost a glance.
pub(super) fn formerly(bytes: &[u8]) -> Vec<String> {
    if memchr::memmem::find(bytes, b"\nformerly").is_none() {
        return Vec::new();
    }
    let record = std::str::from_utf8(bytes).ok().and_then(|text| yaml::read_record(text).ok());
    record.into_iter().flat_map(|record| record.formerly).map(Cow::into_owned).collect()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at the files themselves")]
mod tests {
    use std::fs;
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::store::testing::{MONTH, archive};

    fn put(desk: &tempfile::TempDir, name: &str, formerly: &str) {
        fs::write(desk.path().join(MONTH).join(name), format!("id: x\nformerly: [{formerly}]\n")).unwrap();
    }

    /// Lets the directory's last change, and what was remembered of it, be long ago.
    fn settle(desk: &tempfile::TempDir) {
        let an_hour_ago = SystemTime::now() - Duration::from_hours(1);
        fs::File::open(desk.path().join(MONTH)).unwrap().set_modified(an_hour_ago).unwrap();
    }

    fn names(found: &[Found]) -> Vec<String> {
        found.iter().map(|found| found.reference.to_string()).collect()
    }

    fn all(month: &Month) -> Vec<String> {
        month.all().map(|reference| reference.to_string()).collect()
    }

    fn read(desk: &tempfile::TempDir) -> Month {
        Month::read(desk.path(), Path::new(MONTH)).unwrap()
    }

    #[test]
    fn a_month_knows_its_numbers_and_former_ones() {
        let desk = archive();
        put(&desk, "T1-00001.yaml", "");
        put(&desk, "T3-00002.yaml", "T1, T2");
        for _ in 0..2 {
            let month = read(&desk);
            assert_eq!(all(&month), ["T1-00001", "T3-00002"]);
            assert_eq!(names(&month.beginning_with("t1")), ["T1-00001"]);
            assert_eq!(names(&month.formerly("t1")), ["T3-00002"]);
            assert_eq!(names(&month.formerly("T3")), [""; 0]);
            settle(&desk);
        }
    }

    #[test]
    fn what_is_remembered_is_not_read_again_until_the_directory_changes() {
        let desk = archive();
        put(&desk, "T1-00001.yaml", "");
        settle(&desk);
        read(&desk);
        // The same directory, as far as its time tells.
        put(&desk, "T2-00002.yaml", "");
        settle_as_remembered(&desk);
        assert_eq!(all(&read(&desk)), ["T1-00001"]);
        put(&desk, "T3-00003.yaml", "");
        assert_eq!(all(&read(&desk)), ["T1-00001", "T2-00002", "T3-00003"]);
    }

    /// Gives the directory the time at which it was remembered.
    fn settle_as_remembered(desk: &tempfile::TempDir) {
        let text = fs::read_to_string(desk.path().join(REMEMBERED).join("2026-10")).unwrap();
        let (seconds, nanos) = text.lines().next().unwrap().split_once('.').unwrap();
        let since = Duration::new(seconds.parse().unwrap(), nanos.parse().unwrap());
        let dir = fs::File::open(desk.path().join(MONTH)).unwrap();
        dir.set_modified(SystemTime::UNIX_EPOCH + since).unwrap();
    }

    #[test]
    fn what_was_noted_right_after_a_change_is_not_trusted() {
        let desk = archive();
        put(&desk, "T1-00001.yaml", "");
        read(&desk);
        put(&desk, "T2-00002.yaml", "");
        settle_as_remembered(&desk);
        assert_eq!(all(&read(&desk)), ["T1-00001", "T2-00002"]);
    }

    #[test]
    fn a_month_without_a_folder_is_empty() {
        let desk = tempfile::tempdir().unwrap();
        assert_eq!(all(&read(&desk)), [""; 0]);
    }
}
