//! Customers, survey responses and the demonstration.
pub(super) const TABLE: crate::text::Table = &[
    ("response-key-missing", "the response has no `{key}`"),
    ("response-key-missing.hint", "a response has `ticket`, `at` and `scores`"),
    ("response-score-malformed", "the score `{score}` of `{dimension}` is no whole number"),
    ("response-score-malformed.hint", "write `scores: {attitude: 5}`"),
    ("response-vanished", "the response `{path}` is gone"),
];
