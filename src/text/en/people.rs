//! Customers, survey responses and the demonstration.
pub(super) const TABLE: crate::text::Table = &[
    ("document-key-missing", "the file has no `{key}`"),
    ("document-key-missing.hint", "add a line `{key}: …`"),
    ("response-score-malformed", "the score `{score}` of `{dimension}` is no whole number"),
    ("response-score-malformed.hint", "write `scores: {attitude: 5}`"),
    ("response-vanished", "the response `{path}` is gone"),
    ("customer-name-missing", "a customer has a name of one line"),
    ("customer-name-missing.hint", "give it: `--name NAME`"),
    ("customer-phone-malformed", "`{phone}` is no telephone number"),
    ("customer-phone-malformed.hint", "write digits, spaces and `+-().`; the mask could not hide anything else"),
    ("customer-email-malformed", "`{email}` is no e-mail address"),
    ("customer-email-malformed.hint", "write it as `name@example.com`"),
];
