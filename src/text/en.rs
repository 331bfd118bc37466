//! The tables of this language, one file per subject.
mod calendar;
mod clocks;
mod import;
mod query;
mod yaml;

/// All of them.
pub(super) const TABLES: &[super::Table] = &[calendar::TABLE, clocks::TABLE, import::TABLE, query::TABLE, yaml::TABLE];
