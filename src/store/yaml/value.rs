//! YAML values of any shape, without places.
use super::tree::{Kind, Node};
use crate::store::record::{EntryRecord, HISTORY, Record};

/// A YAML value; every scalar is its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `~`, `null` or nothing.
    Null,
    /// A text, however it was quoted.
    Scalar(String),
    /// Items in order.
    List(Vec<Value>),
    /// Unique keys in order.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The value of `key` in a mapping.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Scalar(text) => Some(text),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Scalar(text.to_owned())
    }
}

impl From<&Node<'_>> for Value {
    fn from(node: &Node<'_>) -> Self {
        match &node.kind {
            Kind::Scalar(..) if node.is_null() => Self::Null,
            Kind::Scalar(text, _) => Self::Scalar(text.clone().into_owned()),
            Kind::List(items, _) => Self::List(items.iter().map(Self::from).collect()),
            Kind::Map(entries, _) => Self::Map(
                entries.iter().map(|(key, value)| (key.text().unwrap_or_default().to_owned(), value.into())).collect(),
            ),
        }
    }
}

impl From<&EntryRecord<'_>> for Value {
    fn from(entry: &EntryRecord<'_>) -> Self {
        let scalar = |key: &&str| Some(((*key).to_owned(), entry.scalar(key)?.into()));
        Self::Map(EntryRecord::KEYS.iter().filter_map(scalar).collect())
    }
}

impl From<&Record<'_>> for Value {
    /// In canonical order; empty lists are left out.
    fn from(record: &Record<'_>) -> Self {
        let field = |key: &&str| Some(((*key).to_owned(), head_value(record, key)?));
        Self::Map(Record::ORDER.iter().filter_map(field).collect())
    }
}

fn head_value(record: &Record<'_>, key: &str) -> Option<Value> {
    let items: Vec<Value> = match key {
        HISTORY => record.history.iter().map(Value::from).collect(),
        _ => record.list(key).iter().map(|item| item.as_ref().into()).collect(),
    };
    if items.is_empty() { record.scalar(key).map(Value::from) } else { Some(Value::List(items)) }
}
