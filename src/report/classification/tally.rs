//! Hits, corrections and misses.
use std::collections::BTreeSet;

use super::super::table::Cell;
use crate::automation::classification::Assessment;
use crate::automation::rules::Ruleset;

/// How often something hit, was corrected, and missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    hits: usize,
    /// Of those that were right or corrected, how many were right.
    held: usize,
    corrected: usize,
    /// None for what misses nothing by itself: a single word.
    missed: Option<usize>,
}

/// The tallies of everything that the rules go by, in its order.
pub(super) struct Tallies<'m> {
    pub(super) rules: Vec<Tally>,
    pub(super) libraries: Vec<Tally>,
    /// Of each word of each library.
    pub(super) words: Vec<Vec<Tally>>,
    /// The tickets that each library missed: a rule asks about it, and no word of it is there.
    pub(super) missed: Vec<Vec<&'m Assessment>>,
}

impl<'m> Tallies<'m> {
    /// Counted over some tickets, each of which is looked at once.
    pub(super) fn of(rules: &Ruleset, members: &[&'m Assessment]) -> Self {
        let misses = Tally { missed: Some(0), ..Tally::default() };
        let libraries = rules.keywords.libraries();
        let mut tallies = Self {
            rules: vec![misses; rules.rules.len()],
            libraries: vec![misses; libraries.len()],
            words: libraries.iter().map(|library| vec![Tally::default(); library.words.len()]).collect(),
            missed: vec![Vec::new(); libraries.len()],
        };
        for assessment in members {
            tallies.count(rules, assessment);
        }
        tallies
    }

    fn count(&mut self, rules: &Ruleset, assessment: &'m Assessment) {
        let Assessment { fired, held, corrected, missed, .. } = assessment;
        let counts: [(_, fn(&mut Tally)); 4] = [
            (fired, |tally| tally.hits += 1),
            (held, |tally| tally.held += 1),
            (corrected, |tally| tally.corrected += 1),
            (missed, Tally::miss),
        ];
        for (places, count) in counts {
            for &rule in places {
                count(&mut self.rules[rule]);
            }
        }
        let [held, corrected, missed] = [held, corrected, missed].map(|places| mentioned(rules, places));
        let words: BTreeSet<_> = assessment.words.iter().copied().collect();
        let hit: BTreeSet<_> = words.iter().map(|(library, _)| *library).collect();
        let was = |library: usize| (held.contains(&library), corrected.contains(&library));
        for &library in &hit {
            self.libraries[library].hit(was(library));
        }
        for &(library, word) in &words {
            self.words[library][word].hit(was(library));
        }
        for &library in missed.difference(&hit) {
            self.libraries[library].miss();
            self.missed[library].push(assessment);
        }
    }
}

/// The libraries that some rules ask about.
fn mentioned(rules: &Ruleset, places: &[usize]) -> BTreeSet<usize> {
    places.iter().flat_map(|&rule| rules.rules[rule].mentioned.iter().copied()).collect()
}

impl Tally {
    /// Words of a library are there, of which rules held and were corrected that ask about it.
    const fn hit(&mut self, (held, corrected): (bool, bool)) {
        self.hits += 1;
        self.held += (held && !corrected) as usize;
        self.corrected += corrected as usize;
    }

    fn miss(&mut self) {
        self.missed = self.missed.map(|missed| missed + 1);
    }

    /// Count, corrected, missed, accuracy, coverage.
    pub(super) fn cells(self) -> [Cell; 5] {
        [
            Cell::count(self.hits),
            Cell::count(self.corrected),
            self.missed.map_or(Cell::Absent, Cell::count),
            Cell::rate(self.held, self.held + self.corrected),
            self.missed.map_or(Cell::Absent, |missed| Cell::rate(self.held, self.held + missed)),
        ]
    }
}
