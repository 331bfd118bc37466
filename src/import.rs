//! Reading what other systems export: delimited files, row by row.
//!
//! ```text
//! bytes → [encoding] → UTF-8, LF → [dialect] → [table] rows → [pick] texts, moments, numbers
//!       → [tickets], [events] → an [export] → [history] that holds together → [intake] files of the desk
//! ```
//! Nothing is guessed where a guess could be wrong, nothing is replaced or left out silently: a file that cannot be
//! read as it is described is an error with its line; a row that cannot be taken is handed out as rejected, with its
//! line and the reason. A [`mapping`] describes a file as data.
pub mod export;
pub mod history;
pub mod intake;
pub mod mapping;
pub mod moment;
pub mod pick;
pub mod table;
pub mod tickets;

mod answers;
mod dialect;
mod early;
mod encoding;
mod events;
mod fault;
mod header;
mod number;
mod telling;
mod template;
mod terms;

pub use fault::ImportFault;
pub use header::Header;
pub use mapping::Mapping;
pub use table::{Line, Row, Table};
