//! The directory: reading, editing, locking, writing.
pub mod allocate;
pub mod append;
pub mod customers;
pub mod disk;
mod document;
pub mod file;
pub mod find;
pub mod interpret;
pub mod knowledge;
pub mod layout;
pub mod lock;
pub mod month;
pub mod notes;
pub mod record;
pub mod relatives;
pub mod responses;
pub mod scan;
pub mod seen;
#[cfg(test)]
mod testing;
pub mod transaction;
pub mod turns;
pub mod writer;
pub mod yaml;
