//! Counting scores.
use std::collections::BTreeMap;

use crate::domain::survey::Scale;
use crate::report::statistics::Fraction;
use crate::report::table::Cell;

/// How many decimals people read of an average score.
const DECIMALS: usize = 2;

/// The surveys of one row.
#[derive(Default)]
pub(super) struct Tally {
    sent: usize,
    /// Of the ones sent, those with a score.
    sent_and_answered: usize,
    /// How often each score was given.
    scores: BTreeMap<i64, usize>,
}

impl Tally {
    /// Counts surveys: whether each was sent, and its scores.
    pub(super) fn of(surveys: impl Iterator<Item = (bool, Vec<i64>)>) -> Self {
        let mut tally = Self::default();
        for (is_sent, scores) in surveys {
            tally.sent += usize::from(is_sent);
            tally.sent_and_answered += usize::from(is_sent && !scores.is_empty());
            for score in scores {
                *tally.scores.entry(score).or_default() += 1;
            }
        }
        tally
    }

    fn count(&self, is_wanted: impl Fn(i64) -> bool) -> usize {
        self.scores.iter().filter(|(score, _)| is_wanted(**score)).map(|(_, count)| count).sum()
    }

    fn average(&self) -> Cell {
        let sum = self.scores.iter().map(|(score, count)| i128::from(*score) * *count as i128).sum();
        Fraction::new(sum, self.count(|_| true) as u64).map_or(Cell::Absent, |mean| Cell::Mean(mean, DECIMALS))
    }

    /// The share of promoters (9 and 10) less the share of detractors (0 to 6).
    fn net_promoters(&self) -> Cell {
        let (promoters, detractors) = (self.count(|score| score >= 9), self.count(|score| score <= 6));
        Cell::Rate(signed(promoters) - signed(detractors), self.count(|_| true) as u64)
    }

    /// From `answered` to the last score.
    pub(super) fn cells(&self, scale: Scale, scores: impl Iterator<Item = i64>) -> Vec<Cell> {
        let answered = self.count(|_| true);
        let satisfied = self.count(|score| scale.is_satisfied(score));
        let mut cells = vec![
            Cell::count(answered),
            Cell::count(self.sent),
            Cell::rate(self.sent_and_answered, self.sent),
            Cell::rate(satisfied, answered),
            self.average(),
        ];
        cells.extend(scale.is_promoter_scale().then(|| self.net_promoters()));
        cells.extend(scores.map(|score| Cell::rate(self.count(|given| given == score), answered)));
        cells
    }
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
