pub(super) const TABLE: crate::text::Table =
    &[("number-formerly", "`{id}` is `{reference}`; it was once also the number of {others}")];
