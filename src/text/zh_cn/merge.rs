pub(super) const TABLE: crate::text::Table = &[
    ("merge-two-tickets", "git 把两张相似的工单当成了同一张：二者完整保留在文件中"),
    ("merge-two-tickets.hint", "`tickets git mend` 会将二者分开"),
];
