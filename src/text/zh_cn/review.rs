pub(super) const TABLE: crate::text::Table = &[];
