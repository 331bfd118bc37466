//! Which texts answer a question: BM25 over words and, where words have no spaces, pairs of characters.
//!
//! A term is a word of letters and digits in small letters, without the `s` at the end of a longer
//! word, or two ideographs that follow each other. Occurrences count by the part they are in: title
//! and keywords four times, category and tags twice, the body once. What somebody verified comes first,
//! as long as it answers at least half as well as the best text.
use std::collections::HashMap;

use super::fold::{is_ideograph, is_letter, plain};

const TITLE: u32 = 4;
const CATEGORY: u32 = 2;
const BODY: u32 = 1;
/// How soon further occurrences of a term add little.
const SATURATION: f64 = 1.2;
/// How much a long text is marked down.
const LENGTH: f64 = 0.75;
/// A verified text comes first when its score is at least the best one divided by this.
const NEAR: u64 = 2;

/// The terms that are looked for, each once.
#[derive(Debug, Default)]
pub struct Question {
    terms: HashMap<String, usize>,
    /// Whether some term begins with a character whose code ends in these eight bits: most terms of
    /// a text are ruled out at once.
    begins: Vec<bool>,
}

/// A text that may answer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Document<'a> {
    /// What it is about.
    pub title: &'a str,
    /// Words that people look for.
    pub keywords: &'a [String],
    /// Its category, as code and label.
    pub category: &'a str,
    /// Its tags.
    pub tags: &'a [String],
    /// The rest.
    pub body: &'a str,
}

/// What a question finds in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// For each term, its weighted occurrences.
    occurrences: Vec<u32>,
    /// How many terms the text has.
    length: u32,
}

fn bits(character: char) -> usize {
    u32::from(character) as usize & 0xff
}

impl Question {
    /// The terms of what somebody asks.
    pub fn new(text: &str) -> Self {
        let mut question = Self { terms: HashMap::new(), begins: vec![false; 256] };
        for_terms(&folded(text), |term, is_part| {
            if !is_part {
                let next = question.terms.len();
                question.terms.entry(term.to_owned()).or_insert(next);
                question.begins[term.chars().next().map_or(0, bits)] = true;
            }
        });
        question
    }

    /// Whether it asks for anything.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// What it finds in a text.
    pub fn count(&self, document: &Document<'_>) -> Count {
        let mut count = Count { occurrences: vec![0; self.terms.len()], length: 0 };
        let keywords = document.keywords.iter().map(|keyword| (keyword.as_str(), TITLE));
        let tags = document.tags.iter().map(|tag| (tag.as_str(), CATEGORY));
        let parts = [(document.title, TITLE), (document.category, CATEGORY), (document.body, BODY)];
        for (text, weight) in parts.into_iter().chain(keywords).chain(tags) {
            for_terms(&folded(text), |term, is_part| {
                count.length += u32::from(!is_part);
                if let Some(place) = self.place(term) {
                    count.occurrences[place] = count.occurrences[place].saturating_add(weight);
                }
            });
        }
        count
    }

    fn place(&self, term: &str) -> Option<usize> {
        let begins = self.begins.get(term.chars().next().map_or(0, bits)).copied().unwrap_or_default();
        if begins { self.terms.get(term).copied() } else { None }
    }

    /// The line of a text with the most different terms, the first of several; shortened around the
    /// first term to `width` characters. Headings count only when nothing else does.
    pub fn excerpt(&self, text: &str, width: usize) -> String {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let rank = |line: &&str| (self.distinct(line), !line.starts_with('#'));
        let best = lines.rev().max_by_key(rank).unwrap_or_default();
        self.cut(best.trim_start_matches('#').trim_start(), width)
    }

    fn distinct(&self, line: &str) -> usize {
        let mut seen = vec![false; self.terms.len()];
        for_terms(&folded(line), |term, _| {
            if let Some(place) = self.place(term) {
                seen[place] = true;
            }
        });
        seen.into_iter().filter(|seen| *seen).count()
    }

    fn cut(&self, line: &str, width: usize) -> String {
        let characters: Vec<char> = line.chars().collect();
        if characters.len() <= width {
            return line.to_owned();
        }
        let plain = folded(line);
        let first = self.terms.keys().filter_map(|term| plain.find(term.as_str())).min().unwrap_or_default();
        let first = plain[..first].chars().count();
        let start = first.saturating_sub(width / 4).min(characters.len() - width);
        let end = start + width;
        let shown: String = characters[start..end].iter().collect();
        let mark = |is_cut: bool| if is_cut { "…" } else { "" };
        format!("{}{}{}", mark(start > 0), shown.trim(), mark(end < characters.len()))
    }
}

/// The score of each text in thousandths, 0 for one that has no term of the question.
pub fn scores(counts: &[Count]) -> Vec<u64> {
    let total: u64 = counts.iter().map(|count| u64::from(count.length)).sum();
    let average = (precise(total) / precise(counts.len() as u64)).max(1.0);
    let terms = counts.first().map_or(0, |count| count.occurrences.len());
    let rarities: Vec<_> = (0..terms).map(|term| rarity(counts, term)).collect();
    counts.iter().map(|count| thousandths(score(count, &rarities, average))).collect()
}

/// `ln(1 + (N − n + ½) / (n + ½))`, where `n` of `N` texts have the term.
fn rarity(counts: &[Count], term: usize) -> f64 {
    let having = counts.iter().filter(|count| count.occurrences[term] > 0).count() as u64;
    let lacking = counts.len() as u64 - having;
    ((precise(lacking) + 0.5) / (precise(having) + 0.5)).ln_1p()
}

fn score(count: &Count, rarities: &[f64], average: f64) -> f64 {
    let length = SATURATION * (1.0 - LENGTH + LENGTH * f64::from(count.length) / average);
    let of_term = |(occurrences, rarity): (&u32, &f64)| {
        let occurrences = f64::from(*occurrences);
        rarity * occurrences * (SATURATION + 1.0) / (occurrences + length)
    };
    count.occurrences.iter().zip(rarities).map(of_term).sum()
}

/// Whether a verified text with this score comes before texts that nobody verified, the best of all having `best`.
pub const fn is_near(score: u64, best: u64) -> bool {
    score.saturating_mul(NEAR) >= best
}

#[expect(clippy::cast_precision_loss, reason = "counts of texts and terms are far below 2^52")]
fn precise(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "scores are small and not negative")]
fn thousandths(score: f64) -> u64 {
    (score * 1000.0).round() as u64
}

fn folded(text: &str) -> String {
    // The two that nearly all characters are come first: this is where most of a search's time goes.
    let small = |character: char| match character {
        ascii if ascii.is_ascii() => ascii.to_ascii_lowercase(),
        ideograph if is_ideograph(ideograph) => ideograph,
        other => plain(other).to_lowercase().next().unwrap_or(other),
    };
    text.chars().map(small).collect()
}

/// Tells the terms of a folded text, in order. The second argument says that a term is only part of
/// others: a single ideograph beside another one.
fn for_terms(text: &str, mut tell: impl FnMut(&str, bool)) {
    let mut characters = text.char_indices().peekable();
    let mut follows = false;
    while let Some((start, character)) = characters.next() {
        let mut end = start + character.len_utf8();
        if is_ideograph(character) {
            let next = characters.peek().filter(|(_, next)| is_ideograph(*next)).map(|(_, next)| next.len_utf8());
            if let Some(next) = next {
                tell(&text[start..end + next], false);
            }
            tell(&text[start..end], follows || next.is_some());
            follows = next.is_some();
        } else if is_letter(character) {
            while let Some((at, next)) = characters.next_if(|(_, next)| is_letter(*next)) {
                end = at + next.len_utf8();
            }
            tell(stem(&text[start..end]), false);
        }
    }
}

/// A word without the `s` of its plural: `refunds` finds `refund`.
fn stem(word: &str) -> &str {
    let bare = word.strip_suffix('s').filter(|bare| bare.len() >= 3 && !bare.ends_with(['s', 'u', 'i']));
    bare.unwrap_or(word)
}

#[cfg(test)]
mod tests;
