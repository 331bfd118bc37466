//! The directory: reading, editing, locking, writing.
pub mod record;
pub mod yaml;
