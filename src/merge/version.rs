//! One version of a record.
use crate::fault::Result;
use crate::store::yaml::{self, Comment, Value};

/// One version of a file.
pub(super) struct Version {
    /// Its keys.
    pub(super) entries: Vec<(String, Value)>,
    /// Its comments.
    pub(super) comments: Vec<Comment>,
}

impl Version {
    /// What a text says.
    pub(super) fn read(text: &str) -> Result<Self> {
        let entries = match yaml::read_value(text)? {
            Value::Map(entries) => entries,
            _ => Vec::new(),
        };
        Ok(Self { entries, comments: yaml::comments(text)? })
    }
}
