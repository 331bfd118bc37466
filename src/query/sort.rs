use super::fault::{QueryFault, place};
use super::fold;
use super::schema::{self, FieldSpec};
use super::value::{Fields, Value};
use crate::fault::{Problem, Result};
use std::cmp::Ordering;

/// The name that places give the keys.
const FILE: &str = "--sort";

/// Which way a key sorts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The earliest, the smallest, the least urgent first: `created`.
    Ascending,
    /// The latest, the largest, the most urgent first: `-created`.
    Descending,
}

/// The keys of `--sort`, the first one deciding: `-priority,created`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sort(Vec<(String, Direction)>);

impl Sort {
    /// Parses fields of the schema, separated by commas; `-` before a field turns its order round.
    pub fn parse(text: &str, schema: &[FieldSpec]) -> Result<Self> {
        let mut at = 0;
        let mut keys = Vec::new();
        for part in text.split(',') {
            keys.push(key(part, schema).map_err(|fault| Problem::from(fault).at(place(FILE, text, at)))?);
            at += part.len() + 1;
        }
        Ok(Self(keys))
    }

    /// The fields and their directions.
    pub fn keys(&self) -> &[(String, Direction)] {
        &self.0
    }

    /// Whether it sorts by a field.
    pub fn names(&self, field: &str) -> bool {
        self.0.iter().any(|(name, _)| name == field)
    }

    /// Which of two comes first. What has no value for a key comes after what has one, whichever way it sorts;
    /// yes comes after no, texts are in the order of their code points regardless of letter case.
    pub fn compare(&self, left: &dyn Fields, right: &dyn Fields) -> Ordering {
        let by_key =
            |(name, direction): &(String, Direction)| compare(&left.field(name), &right.field(name), *direction);
        self.0.iter().map(by_key).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

fn key(part: &str, schema: &[FieldSpec]) -> Result<(String, Direction), QueryFault> {
    let part = part.trim();
    let (name, direction) = match part.strip_prefix('-') {
        Some(name) => (name, Direction::Descending),
        None => (part, Direction::Ascending),
    };
    if name.is_empty() {
        return Err(QueryFault::EmptyKey {});
    }
    Ok((schema::find(schema, name)?.name().to_owned(), direction))
}

fn compare(left: &Value<'_>, right: &Value<'_>, direction: Direction) -> Ordering {
    match (left.is_absent(), right.is_absent()) {
        (false, false) => match direction {
            Direction::Ascending => ascending(left, right),
            Direction::Descending => ascending(left, right).reverse(),
        },
        (left, right) => left.cmp(&right),
    }
}

fn ascending(left: &Value<'_>, right: &Value<'_>) -> Ordering {
    if let (Value::Flag(left), Value::Flag(right)) = (left, right) {
        return left.cmp(right);
    }
    if let (Some(left), Some(right)) = (left.position(), right.position()) {
        return left.cmp(&right);
    }
    let by_item = left.texts().iter().zip(right.texts()).map(|(left, right)| fold::compare(left, right));
    by_item.fold(Ordering::Equal, Ordering::then).then(left.texts().len().cmp(&right.texts().len()))
}
