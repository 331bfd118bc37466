//! Hits, corrections and misses.
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

fn count(members: &[&Assessment], is: impl Fn(&Assessment) -> bool) -> usize {
    members.iter().filter(|assessment| is(assessment)).count()
}

/// Whether one of these rules asks about a library.
fn mentions(rules: &Ruleset, places: &[usize], library: usize) -> bool {
    places.iter().any(|&rule| rules.rules[rule].mentioned.contains(&library))
}

/// Whether a ticket is missed by a library: by a rule that asks about it, without a word of it.
pub(super) fn is_missed(rules: &Ruleset, assessment: &Assessment, library: usize) -> bool {
    let is_hit = assessment.words.iter().any(|(known, _)| *known == library);
    !is_hit && mentions(rules, &assessment.missed, library)
}

impl Tally {
    pub(super) fn of_rule(members: &[&Assessment], rule: usize) -> Self {
        Self {
            hits: count(members, |assessment| assessment.fired.contains(&rule)),
            held: count(members, |assessment| assessment.held.contains(&rule)),
            corrected: count(members, |assessment| assessment.corrected.contains(&rule)),
            missed: Some(count(members, |assessment| assessment.missed.contains(&rule))),
        }
    }

    pub(super) fn of_library(rules: &Ruleset, members: &[&Assessment], library: usize) -> Self {
        let missed = count(members, |assessment| is_missed(rules, assessment, library));
        Self { missed: Some(missed), ..Self::of_words(rules, members, library, |_| true) }
    }

    pub(super) fn of_word(rules: &Ruleset, members: &[&Assessment], (library, word): (usize, usize)) -> Self {
        Self::of_words(rules, members, library, |known| known == word)
    }

    fn of_words(rules: &Ruleset, members: &[&Assessment], library: usize, is: impl Fn(usize) -> bool) -> Self {
        let hits =
            |assessment: &Assessment| assessment.words.iter().any(|(known, word)| *known == library && is(*word));
        let of = |places: &[usize]| mentions(rules, places, library);
        let is_corrected = |assessment: &Assessment| hits(assessment) && of(&assessment.corrected);
        Self {
            hits: count(members, hits),
            held: count(members, |it| hits(it) && of(&it.held) && !of(&it.corrected)),
            corrected: count(members, is_corrected),
            missed: None,
        }
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
