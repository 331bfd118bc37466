//! What happened to tickets between two states of the desk, and whether a history is true: from
//! versions of a ticket to typed findings, without a word.
pub mod acts;
pub mod audit;
pub mod breaches;
pub mod change;
mod head;
pub mod origin;
#[cfg(test)]
mod testing;
pub mod version;

pub use acts::Item;
pub use change::{Change, Happening, Kind};
pub use version::Version;
