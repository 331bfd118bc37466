//! Vague words in a text, found in one pass.
//!
//! Letters count in any case and full-width letters as ASCII; a run of white space is one space. Where
//! several words begin at one place the longest is found, so that an exception (`可能性`) hides the
//! word that it begins with. A word that begins or ends with a letter is found as a word of its own.
use std::ops::Range;

use aho_corasick::{AhoCorasick, Input, MatchKind};

use super::fold::{is_letter, plain};
use crate::faults;

faults! {
    /// Why words cannot be looked for.
    pub enum WordingFault {
        "wording-too-many" => TooMany { cause: String },
    }
}

/// Looks for words.
#[derive(Debug)]
pub struct Finder {
    machine: AhoCorasick,
    /// The word of each pattern; none of an exception.
    words: Vec<Option<usize>>,
}

/// A word that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the list of words.
    pub word: usize,
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
}

impl Finder {
    /// A finder of words, which leaves the exceptions alone.
    pub fn new<'a>(
        words: impl IntoIterator<Item = &'a str>,
        exceptions: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, WordingFault> {
        let words = words.into_iter().enumerate().map(|(place, word)| (Some(place), word));
        let patterns = words.chain(exceptions.into_iter().map(|phrase| (None, phrase)));
        let patterns = patterns.map(|(word, text)| (word, Folded::of(text.trim()).text));
        let (words, texts): (Vec<_>, Vec<_>) = patterns.filter(|(_, text)| !text.is_empty()).unzip();
        let machine = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts);
        let machine = machine.map_err(|cause| WordingFault::TooMany { cause: cause.to_string() })?;
        Ok(Self { machine, words })
    }

    /// The words in a text, in its order; none overlaps another.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let folded = Folded::of(text);
        let (mut hits, mut from) = (Vec::new(), 0);
        while let Some(found) = self.machine.find(Input::new(&folded.text).range(from..)) {
            let range = found.range();
            if !is_whole(&folded.text, &range) {
                from = range.start + folded.text[range.start..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            from = range.end;
            if let Some(word) = self.words[found.pattern().as_usize()] {
                hits.push(Hit { word, span: folded.original(&range) });
            }
        }
        hits
    }
}

/// Whether no word is cut at the ends of a range.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let cuts = |at: usize| {
        let (before, after) = text.split_at(at);
        before.chars().next_back().is_some_and(is_letter) && after.chars().next().is_some_and(is_letter)
    };
    !cuts(range.start) && !cuts(range.end)
}

/// A text whose characters are plain, and where each of them came from.
struct Folded {
    text: String,
    /// For each byte of `text`, the byte of the original at which its character begins.
    origins: Vec<usize>,
    /// The length of the original.
    length: usize,
}

impl Folded {
    fn of(original: &str) -> Self {
        let mut folded =
            Self { text: String::with_capacity(original.len()), origins: Vec::new(), length: original.len() };
        for (at, character) in original.char_indices() {
            let plain = plain(character);
            if plain == ' ' && folded.text.ends_with(' ') {
                continue;
            }
            folded.text.push(plain);
            folded.origins.resize(folded.text.len(), at);
        }
        folded
    }

    fn original(&self, range: &Range<usize>) -> Range<usize> {
        let at = |byte: usize| self.origins.get(byte).copied().unwrap_or(self.length);
        at(range.start)..at(range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 6] = ["可能", "大概", "尽快", "maybe", "as soon as possible", "ASAP"];

    fn found(text: &str) -> Vec<(&'static str, &str)> {
        let finder = Finder::new(WORDS, ["可能性", "大概率", "maybe not"]).unwrap();
        finder.find(text).into_iter().map(|hit| (WORDS[hit.word], &text[hit.span])).collect()
    }

    #[test]
    fn words_of_both_languages_are_found_in_order() {
        assert_eq!(
            found("我们会尽快处理, maybe today；大概明天"),
            [("尽快", "尽快"), ("maybe", "maybe"), ("大概", "大概")]
        );
    }

    #[test]
    fn longer_phrases_are_exceptions() {
        assert_eq!(found("可能性很低, 大概率明天, maybe not"), []);
        assert_eq!(found("可能可能性"), [("可能", "可能")]);
    }

    #[test]
    fn letters_in_any_form_are_the_same() {
        assert_eq!(found("ＭＡＹＢＥ Asap"), [("maybe", "ＭＡＹＢＥ"), ("ASAP", "Asap")]);
        assert_eq!(found("as soon\n  as possible."), [("as soon as possible", "as soon\n  as possible")]);
    }

    #[test]
    fn latin_words_are_whole() {
        assert_eq!(found("maybes, xmaybe, asapx, asap9, émaybe"), []);
        assert_eq!(found("请asap回复; maybe_x"), [("ASAP", "asap"), ("maybe", "maybe")]);
    }

    #[test]
    fn a_part_of_a_word_hides_no_later_one() {
        assert_eq!(found("xasap asap"), [("ASAP", "asap")]);
        let finder = Finder::new(["so fast", "fast"], []).unwrap();
        assert_eq!(finder.find("also fast").len(), 1, "`so fast` is cut, `fast` is not");
    }

    #[test]
    fn nothing_is_found_without_words() {
        assert_eq!(Finder::new(["", " "], []).unwrap().find("maybe"), []);
    }
}
