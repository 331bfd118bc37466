//! The tables of this language, one file per subject.
mod calendar;
mod import;
mod query;
mod yaml;

/// All of them.
pub(super) const TABLES: &[super::Table] = &[calendar::TABLE, import::TABLE, query::TABLE, yaml::TABLE];
