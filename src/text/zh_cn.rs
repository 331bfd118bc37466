//! The tables of this language, one file per subject.
mod calendar;
mod check;
mod clocks;
mod errors;
mod import;
mod messages;
mod people;
mod query;
mod report;
mod yaml;

/// All of them.
pub(super) const TABLES: &[super::Table] = &[
    calendar::TABLE,
    check::TABLE,
    clocks::TABLE,
    errors::TABLE,
    import::TABLE,
    messages::TABLE,
    people::TABLE,
    query::TABLE,
    report::TABLE,
    yaml::TABLE,
];

mod help;
pub(super) use help::{HELP, VALUES};
