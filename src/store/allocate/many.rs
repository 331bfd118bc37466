//! Numbers and keys for many tickets at once.
use std::collections::{HashMap, HashSet};
use std::path::Path;

use chrono::NaiveDate;

use super::{AllocateFault, DRAWS, taken};
use crate::domain::ids::{Key, Number, TicketRef};
use crate::domain::number::{NumberFormat, Reading};
use crate::fault::Result;
use crate::store::find;

/// Every number and key of a desk, and how far each counter has come. The caller holds the desk's
/// lock until the files are written.
#[derive(Debug)]
pub struct Numbers<'d> {
    format: &'d NumberFormat,
    lane: Option<String>,
    taken: HashSet<Number>,
    keys: HashSet<Key>,
    /// The last of each counter; keyed by the parts of the date that its numbers have in common.
    last: HashMap<Reading, u64>,
}

impl<'d> Numbers<'d> {
    /// Those of the desk at `root`.
    pub fn of(root: &Path, format: &'d NumberFormat, lane: Option<String>) -> Result<Self> {
        let mut numbers = Self { lane, ..Self::new(format) };
        find::all(root)?.into_iter().for_each(|found| numbers.note(found.reference));
        Ok(numbers)
    }

    /// Those of the desk at `root` that may collide with one of `date`, and of the tickets `elsewhere`: on other branches,
    /// in other work trees.
    pub fn near(
        root: &Path,
        format: &'d NumberFormat,
        lane: Option<String>,
        (date, elsewhere): (NaiveDate, &[TicketRef]),
    ) -> Result<Self> {
        let mut numbers = Self { lane, ..Self::new(format) };
        let taken = taken(root, format.period(), date)?.into_iter();
        taken.chain(elsewhere.iter().cloned()).for_each(|reference| numbers.note(reference));
        Ok(numbers)
    }

    /// Those of no ticket, without a lane.
    pub fn new(format: &'d NumberFormat) -> Self {
        Self { format, lane: None, taken: HashSet::new(), keys: HashSet::new(), last: HashMap::new() }
    }

    /// Takes the number and the key of a ticket.
    pub fn note(&mut self, reference: TicketRef) {
        if let Some(Reading { sequence: Some(sequence), year, month, day }) =
            self.format.read(reference.number.as_str())
        {
            let last = self.last.entry(Reading { year, month, day, sequence: None }).or_default();
            *last = sequence.max(*last);
        }
        self.taken.insert(reference.number);
        self.keys.insert(reference.key);
    }

    /// Whether a ticket has this number.
    pub fn is_taken(&self, number: &Number) -> bool {
        self.taken.contains(number)
    }

    /// The key and number that come next on a day of creation in the desk's zone; they are not taken by this.
    pub fn propose(&self, date: NaiveDate, mut random: impl FnMut() -> u64) -> Result<TicketRef> {
        let key = self.free_key(&mut random);
        Ok(TicketRef { number: self.next_number(date, self.lane.as_deref(), random)?, key })
    }

    /// The next number of the day of creation in the desk's zone, with a key.
    pub fn next(&mut self, date: NaiveDate, mut random: impl FnMut() -> u64) -> Result<TicketRef> {
        let number = self.next_number(date, self.lane.as_deref(), &mut random)?;
        Ok(self.give(number, random))
    }

    /// The next number of the day of creation in the desk's zone, in a lane; it is not taken by this.
    pub fn next_number(&self, date: NaiveDate, lane: Option<&str>, mut random: impl FnMut() -> u64) -> Result<Number> {
        let last = self.last.get(&self.format.counter(date)).copied().unwrap_or_default();
        for _ in 0..DRAWS {
            let number = self.format.render(date, last.saturating_add(1), random(), lane)?;
            if !self.is_taken(&number) {
                return Ok(number);
            }
        }
        Err(AllocateFault::Exhausted { format: self.format.to_string() }.into())
    }

    /// Gives a number that is not taken, with a key.
    pub fn give(&mut self, number: Number, mut random: impl FnMut() -> u64) -> TicketRef {
        let reference = TicketRef { number, key: self.free_key(&mut random) };
        self.note(reference.clone());
        reference
    }

    fn free_key(&self, random: &mut impl FnMut() -> u64) -> Key {
        loop {
            let key = Key::from_random(random());
            if !self.keys.contains(&key) {
                return key;
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out the files themselves")]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn counters_go_on_by_day_and_keys_never_repeat() {
        let desk = tempfile::tempdir().unwrap();
        fs::create_dir_all(desk.path().join("archive/2026/10")).unwrap();
        fs::write(desk.path().join("archive/2026/10/CS202610280007-00000.yaml"), "").unwrap();
        let format = NumberFormat::parse("CS{yyyy}{mm}{dd}{seq:4}").unwrap();
        let mut numbers = Numbers::of(desk.path(), &format, None).unwrap();
        let mut draws = 0..;
        let mut give = |day: &str| numbers.next(day.parse().unwrap(), || draws.next().unwrap()).unwrap();
        let given = ["2026-10-28", "2026-10-29", "2026-10-28"].map(|day| give(day).to_string());
        // Each takes one draw for random characters of the number, then draws keys until one is free.
        assert_eq!(given, ["CS202610280008-10000", "CS202610290001-30000", "CS202610280009-50000"]);
        assert!(numbers.is_taken(&"CS202610290001".into()));
    }

    #[test]
    fn an_exhausted_random_format_says_so() {
        let desk = tempfile::tempdir().unwrap();
        let format = NumberFormat::parse("T{rand:1}").unwrap();
        let mut numbers = Numbers::of(desk.path(), &format, None).unwrap();
        let mut keys = 0;
        let mut random = || {
            keys += 32; // the number's one character is always the same
            keys
        };
        let date = "2026-10-28".parse().unwrap();
        assert!(numbers.next(date, &mut random).is_ok());
        assert_eq!(numbers.next(date, &mut random).unwrap_err().code(), "number-exhausted");
    }
}
