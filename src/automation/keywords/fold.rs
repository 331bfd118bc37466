//! Full-width letters, figures and marks as half-width ones.
use std::borrow::Cow;
use std::ops::Range;

/// How many bytes a full-width character is longer than its half-width one.
const SHRINKS: usize = 2;

/// A text with half-width characters, and where they came from.
pub(super) struct Folded<'t> {
    text: Cow<'t, str>,
    /// The bytes of the folded text at which a character shrank, ascending.
    shrunk: Vec<usize>,
}

impl<'t> Folded<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        if !text.chars().any(|c| half(c).is_some()) {
            return Self { text: Cow::Borrowed(text), shrunk: Vec::new() };
        }
        let mut folded = String::with_capacity(text.len());
        let mut shrunk = Vec::new();
        for c in text.chars() {
            if half(c).is_some() {
                shrunk.push(folded.len());
            }
            folded.push(half(c).unwrap_or(c));
        }
        Self { text: Cow::Owned(folded), shrunk }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the original text that bytes of the folded one came from.
    pub(super) fn original(&self, span: &Range<usize>) -> Range<usize> {
        let before = |at: usize| at + SHRINKS * self.shrunk.partition_point(|&shrunk| shrunk < at);
        before(span.start)..before(span.end)
    }
}

/// `text` with half-width characters.
pub fn folded(text: &str) -> String {
    text.chars().map(|c| half(c).unwrap_or(c)).collect()
}

/// The half-width form of a full-width character: one byte in place of three.
fn half(c: char) -> Option<char> {
    match c {
        '\u{3000}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        _ => None,
    }
}
