//! Words that a library may lack: those that its missed tickets share.
use std::collections::BTreeMap;

use crate::automation::classification::Assessment;
use crate::domain::ids::Text;

/// How many are proposed for a library.
const MOST: usize = 5;
/// How many missed tickets must share a word.
const SHARED: usize = 2;

/// The words that most of the tickets have that a library missed, the most frequent first, each with how many have it; of words
/// within one another that are as frequent, the longest.
pub(super) fn of(missed: &[&Assessment]) -> Vec<(Text, usize)> {
    let mut counts: BTreeMap<&Text, usize> = BTreeMap::new();
    for word in missed.iter().flat_map(|assessment| &assessment.candidates) {
        *counts.entry(word).or_default() += 1;
    }
    let mut words: Vec<_> = counts.into_iter().filter(|(_, count)| *count >= SHARED).collect();
    words.sort_by_key(|(word, count)| (usize::MAX - count, usize::MAX - word.chars().count(), *word));
    let mut proposed: Vec<(Text, usize)> = Vec::new();
    for (word, count) in words {
        let is_part = |(longer, of): &(Text, usize)| *of == count && longer.contains(word.as_str());
        if proposed.len() < MOST && !proposed.iter().any(is_part) {
            proposed.push((word.clone(), count));
        }
    }
    proposed
}
