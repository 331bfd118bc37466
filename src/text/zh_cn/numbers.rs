pub(super) const TABLE: crate::text::Table =
    &[("number-formerly", "`{id}` 现为 `{reference}`；它也曾是 {others} 的编号")];
