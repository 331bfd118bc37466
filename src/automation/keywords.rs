//! Keyword libraries: which of their words a text mentions, all in one pass.
//!
//! - Letters match in either case, full-width letters, figures and marks as their half-width ones; white space of any kind
//!   and length as one space.
//! - A word that begins or ends with a letter or a figure of an alphabetic script stands alone there: `art` is not in
//!   `start`. Chinese has no such bounds: `退款` is in `要求退款吗`. A `*` at the end takes any ending: `refund*` is in
//!   `refunded`.
//! - Of the words of one library that overlap, the one that begins first counts, of those the longest. Libraries do not
//!   see one another.
//! - Where a phrase of `not` counts, the words it overlaps do not: `refund policy` is no `refund`.
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::fold::{Folded, is_letter};
use crate::domain::ids::Text;
use crate::faults;

faults! {
    /// Why libraries cannot be searched for.
    pub enum KeywordsFault {
        "keywords-too-large" => TooLarge {},
    }
}

/// Words that mean one thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Library {
    /// Its name.
    pub name: Text,
    /// The words.
    pub words: Vec<Text>,
    /// Phrases in which they do not count.
    pub not: Vec<Text>,
}

/// Libraries, ready to be searched for.
#[derive(Debug, Clone)]
pub struct Keywords {
    libraries: Vec<Library>,
    automaton: AhoCorasick,
    patterns: Vec<Pattern>,
}

/// What the automaton looks for.
#[derive(Debug, Clone)]
struct Pattern {
    library: usize,
    /// The place among the library's words; none for a phrase of `not`.
    word: Option<usize>,
    starts_word: bool,
    ends_word: bool,
}

/// A word that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The library's place.
    pub library: usize,
    /// The word's place in it.
    pub word: usize,
    /// The bytes of the text that it is.
    pub span: Range<usize>,
}

impl Keywords {
    /// Libraries to search for.
    pub fn compile(libraries: Vec<Library>) -> Result<Self, KeywordsFault> {
        let mut patterns = Vec::new();
        let mut needles = Vec::new();
        for (place, library) in libraries.iter().enumerate() {
            let words = library.words.iter().enumerate().map(|(word, text)| (Some(word), text));
            for (word, text) in words.chain(library.not.iter().map(|text| (None, text))) {
                let (needle, pattern) = pattern(place, word, text);
                // A word of nothing would be everywhere.
                if !needle.is_empty() {
                    needles.push(needle);
                    patterns.push(pattern);
                }
            }
        }
        let automaton = AhoCorasick::new(&needles);
        let automaton = automaton.map_err(|_| KeywordsFault::TooLarge {})?;
        Ok(Self { libraries, automaton, patterns })
    }

    /// The libraries.
    pub fn libraries(&self) -> &[Library] {
        &self.libraries
    }

    /// The word of a hit, as its library writes it.
    pub fn word(&self, hit: &Hit) -> &str {
        &self.libraries[hit.library].words[hit.word]
    }

    /// Every word that `text` mentions, by where it stands.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let folded = Folded::of(text);
        let mut found: Vec<_> = self
            .automaton
            .find_overlapping_iter(folded.as_str())
            .map(|found| (found.span().range(), &self.patterns[found.pattern().as_usize()]))
            .filter(|(span, pattern)| pattern.stands_alone(folded.as_str(), span))
            .collect();
        found.sort_by_key(|(span, pattern)| (span.start, usize::MAX - span.end, pattern.word));
        let mut ends = vec![0; self.libraries.len()];
        found.retain(|(span, pattern)| {
            let is_free = span.start >= ends[pattern.library];
            if is_free {
                ends[pattern.library] = span.end;
            }
            is_free
        });
        let hit = |(span, pattern): (Range<usize>, &Pattern)| {
            Some(Hit { library: pattern.library, word: pattern.word?, span: folded.original(&span) })
        };
        found.into_iter().filter_map(hit).collect()
    }
}

fn pattern(library: usize, word: Option<usize>, text: &str) -> (String, Pattern) {
    let (stem, is_open) = text.trim().strip_suffix(['*', '\u{ff0a}']).map_or((text.trim(), false), |stem| (stem, true));
    let needle = Folded::of(stem).as_str().to_owned();
    let starts_word = needle.chars().next().is_some_and(is_letter);
    let ends_word = !is_open && needle.chars().next_back().is_some_and(is_letter);
    (needle, Pattern { library, word, starts_word, ends_word })
}

impl Pattern {
    fn stands_alone(&self, text: &str, span: &Range<usize>) -> bool {
        let before = || text[..span.start].chars().next_back();
        let after = || text[span.end..].chars().next();
        !(self.starts_word && before().is_some_and(is_letter) || self.ends_word && after().is_some_and(is_letter))
    }
}

#[cfg(test)]
mod tests;
