pub(super) const TABLE: crate::text::Table = &[
    ("merge-two-tickets", "git took one ticket for another that looks like it: both stand in the file, whole"),
    ("merge-two-tickets.hint", "`tickets git mend` tells them apart"),
];
