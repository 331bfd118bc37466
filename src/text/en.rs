//! The tables of this language, one file per subject.
mod alerts;
mod assignment;
mod calendar;
mod check;
mod clocks;
mod errors;
mod git;
mod idle;
mod import;
mod merge;
mod messages;
mod numbers;
mod people;
mod process;
mod promises;
mod query;
mod replies;
mod report;
mod requests;
mod review;
mod rules;
mod sync;
mod yaml;

/// All of them.
pub(super) const TABLES: &[super::Table] = &[
    alerts::TABLE,
    assignment::TABLE,
    calendar::TABLE,
    check::TABLE,
    clocks::TABLE,
    errors::TABLE,
    git::TABLE,
    idle::TABLE,
    import::TABLE,
    merge::TABLE,
    messages::TABLE,
    numbers::TABLE,
    people::TABLE,
    process::TABLE,
    promises::TABLE,
    query::TABLE,
    replies::TABLE,
    report::TABLE,
    requests::TABLE,
    review::TABLE,
    rules::TABLE,
    sync::TABLE,
    yaml::TABLE,
];
