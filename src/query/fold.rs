//! Texts regardless of letter case.
use std::cmp::Ordering;

/// A text to look for.
#[derive(Debug, Clone)]
pub(super) struct Needle {
    folded: String,
    /// Whether it looks the same in every letter case, as Chinese and figures do: then nothing need be folded.
    is_caseless: bool,
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        let folded = text.to_lowercase();
        Self { is_caseless: folded == text.to_uppercase(), folded }
    }

    /// Whether it is contained in `text`.
    pub(super) fn is_in(&self, text: &str) -> bool {
        if self.is_caseless { text.contains(&self.folded) } else { text.to_lowercase().contains(&self.folded) }
    }
}

/// Whether two texts are the same.
pub(super) fn same(left: &str, right: &str) -> bool {
    folded(left).eq(folded(right))
}

/// The order of two texts, by their characters' code points.
pub(super) fn compare(left: &str, right: &str) -> Ordering {
    folded(left).cmp(folded(right))
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}
