//! Any valid YAML to a record, or to a value of any shape.
use super::fast::{read_canonical, read_flat};
use super::fault::YamlFault;
use super::tree::{self, Kind, Node};
use super::value::Value;
use crate::fault::Result;
use crate::store::record::{EntryRecord, HISTORY, Record, Text};

/// Reads a ticket file: the head, and the history as it stands.
///
/// Unknown keys are left out. Every error has a place, whose file is left empty for the caller to
/// fill ([`crate::fault::Problem::in_file`]).
pub fn read_record(text: &str) -> Result<Record<'_>> {
    match read_canonical(text) {
        Some(record) => Ok(record),
        None => read_any(text),
    }
}

/// Reads a YAML document of any shape; errors as in [`read_record`].
pub fn read_value(text: &str) -> Result<Value> {
    match read_flat(text) {
        Some(value) => Ok(value),
        None => Ok(Value::from(&tree::parse(text)?)),
    }
}

/// Reads a ticket file in any form that YAML allows.
pub(super) fn read_any(text: &str) -> Result<Record<'_>> {
    let root = tree::parse(text)?;
    let Kind::Map(entries, _) = root.kind else { return tree::refuse(text, &root, YamlFault::NotAMapping {}) };
    let mut record = Record::default();
    for (key, value) in entries {
        let key = key.text().unwrap_or_default();
        if let Some(slot) = record.scalar_mut(key) {
            *slot = scalar(text, key, value)?;
        } else if let Some(list) = record.list_mut(key) {
            *list = each(text, key, value, item)?;
        } else if key == HISTORY {
            record.history = each(text, key, value, entry)?;
        }
    }
    Ok(record)
}

/// The text of a value; `None` for a null.
fn scalar<'a>(text: &str, key: &str, node: Node<'a>) -> Result<Option<Text<'a>>> {
    if node.is_null() {
        return Ok(None);
    }
    match node.kind {
        Kind::Scalar(value, _) => Ok(Some(value)),
        _ => tree::refuse(text, &node, YamlFault::ExpectedText { key: key.to_owned() }),
    }
}

/// The items of a list, read one by one; none for a null.
fn each<'a, T>(
    text: &str,
    key: &str,
    node: Node<'a>,
    read: impl Fn(&str, &str, Node<'a>) -> Result<T>,
) -> Result<Vec<T>> {
    if node.is_null() {
        return Ok(Vec::new());
    }
    match node.kind {
        Kind::List(items, _) => {
            items.into_iter().enumerate().map(|(index, node)| read(text, &format!("{key}[{index}]"), node)).collect()
        }
        _ => tree::refuse(text, &node, YamlFault::ExpectedList { key: key.to_owned() }),
    }
}

fn item<'a>(text: &str, key: &str, node: Node<'a>) -> Result<Text<'a>> {
    let start = node.span.clone();
    match scalar(text, key, node)? {
        Some(item) => Ok(item),
        None => tree::refuse(text, &tree::null(start), YamlFault::ExpectedText { key: key.to_owned() }),
    }
}

fn entry<'a>(text: &str, path: &str, node: Node<'a>) -> Result<EntryRecord<'a>> {
    let Kind::Map(entries, _) = node.kind else {
        return tree::refuse(text, &node, YamlFault::ExpectedMapping { key: path.to_owned() });
    };
    let mut record = EntryRecord::default();
    for (key, value) in entries {
        let key = key.text().unwrap_or_default();
        if let Some(slot) = record.scalar_mut(key) {
            *slot = scalar(text, key, value)?;
        }
    }
    Ok(record)
}

#[cfg(test)]
mod tests;
