//! YAML text: reading with precise errors, the canonical form, edits that disturb nothing else.
//!
//! One subset of YAML is read everywhere: a single document without anchors, aliases, tags and
//! merge keys, whose keys are unique texts. Scalars are texts: nothing is inferred from `no`,
//! `0123`, `1e3` or a date; only a plain `~`, `null` or nothing at all means that a value is absent.
//!
//! ```text
//! read       a ticket file to a record: the fast path, else the tree
//! fast       the fast path: exactly the canonical form, nothing else
//! comments   what each comment stands by; a canonical file with comments
//! config     strict configuration into typed values
//! tree       what both the readers and the editor see: nodes with byte spans
//! value      the same without spans
//! canonical  a value to text, in the one form that we write
//! scalar     when and how a text must be quoted
//! edit       splice and verify
//! locate     where the value of a path stands
//! part       each of its parts alone
//! place      lines and columns of a text
//! ```
pub mod canonical;
pub mod comments;
pub mod config;
pub mod edit;
mod fast;
pub mod fault;
pub mod locate;
mod part;
pub mod path;
mod place;
pub mod read;
mod scalar;
#[cfg(test)]
mod strategy;
mod tree;
pub mod value;

pub use canonical::{write_numbers, write_record, write_value};
pub use comments::{Anchor, Comment, comments, write_commented};
pub use config::read_config;
pub use edit::{Edit, apply, apply_in};
pub use fast::read_canonical;
pub use locate::{locate, locate_key, placed};
pub use part::parts;
pub use path::{Path, Step};
pub use place::place_at;
pub use read::{read_record, read_value};
pub use value::Value;
