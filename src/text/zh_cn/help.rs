//! Chinese help, by command path and argument name: one table for each part of the program.
mod common;
mod desk;
mod examples;
mod git;
mod handling;
mod people;
mod promises;
mod replies;
mod reports;
mod tickets;
mod values;

pub(in crate::text) use examples::EXAMPLES;
pub(in crate::text) use values::VALUES;

/// All of it.
pub(in crate::text) const HELP: &[crate::text::Table] = &[
    common::TABLE,
    desk::TABLE,
    git::TABLE,
    handling::TABLE,
    people::TABLE,
    promises::TABLE,
    replies::TABLE,
    reports::TABLE,
    tickets::TABLE,
];
