//! From tickets to typed results: pure.
pub mod statistics;
pub mod table;
pub mod tickets;
