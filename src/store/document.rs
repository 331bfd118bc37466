//! A small YAML file that is being read: texts under keys.
use std::path::Path;

use super::yaml::fault::YamlFault;
use super::yaml::{self, Step, Value};
use crate::fault::{Problem, Result};
use crate::faults;

faults! {
    /// What a file lacks.
    pub enum DocumentFault {
        "document-key-missing" => Missing { key: &'static str },
    }
}

/// A file with its value, a mapping. Problems have their place in the file.
pub struct Document<'a> {
    path: &'a Path,
    text: &'a str,
    value: Value,
}

impl<'a> Document<'a> {
    /// The mapping that `text` says, of the file at `path`.
    pub fn read(path: &'a Path, text: &'a str) -> Result<Self> {
        let value = yaml::read_value(text).map_err(|problem| problem.in_file(path))?;
        let document = Self { path, text, value };
        match document.value {
            Value::Map(_) => Ok(document),
            _ => Err(document.wrong([], YamlFault::NotAMapping {})),
        }
    }

    /// A problem at the value of `steps`, or at what lacks it.
    pub fn wrong<const N: usize>(&self, steps: [Step<'_>; N], problem: impl Into<Problem>) -> Problem {
        match yaml::locate(self.text, &yaml::Path::new(steps)) {
            Some(place) => problem.into().at(place).in_file(self.path),
            None => problem.into(),
        }
    }

    /// The text of a key; `None` when there is none.
    pub fn text(&self, key: &str) -> Result<Option<&str>> {
        match self.value.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Scalar(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong([Step::Key(key)], YamlFault::ExpectedText { key: key.to_owned() })),
        }
    }

    /// What `read` makes of the text of a key that must be there.
    pub fn required<T>(&self, key: &'static str, read: impl Fn(&str) -> Result<T>) -> Result<T> {
        let text = self.text(key)?.ok_or_else(|| self.missing(key))?;
        read(text).map_err(|problem| self.wrong([Step::Key(key)], problem))
    }

    /// The entries of a mapping that must be there.
    pub fn entries(&self, key: &'static str) -> Result<&[(String, Value)]> {
        match self.value.get(key) {
            None | Some(Value::Null) => Err(self.missing(key)),
            Some(Value::Map(entries)) => Ok(entries),
            Some(_) => Err(self.wrong([Step::Key(key)], YamlFault::ExpectedMapping { key: key.to_owned() })),
        }
    }

    fn missing(&self, key: &'static str) -> Problem {
        self.wrong([], DocumentFault::Missing { key })
    }
}
