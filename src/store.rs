//! The directory: reading, editing, locking, writing.
pub mod interpret;
pub mod record;
pub mod yaml;
