//! `new --from`: tickets in YAML or JSON.
use std::path::Path;

use crate::cli::input;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::fault::Result;
use crate::faults;
use crate::store::yaml::{self, Value};

faults! {
    /// Why a document is no ticket.
    pub enum SourceFault {
        "source-shape" => Shape {},
        "source-key" => Key { key: String, near: String },
        "source-value" => Text { key: String },
    }
}

/// The key of a public message that the opening carries.
const SAY: &str = "say";

/// The drafts of a document: one mapping, or a list of them. What `given` says wins.
pub(super) fn read(path: &Path, given: &Draft) -> Result<Vec<Draft>> {
    let value = yaml::read_value(&input::file(path)?).map_err(|problem| problem.in_file(path))?;
    match &value {
        Value::Map(entries) => Ok(vec![draft(entries, given)?]),
        Value::List(items) if !items.is_empty() => items.iter().map(|item| from_item(item, given)).collect(),
        _ => Err(SourceFault::Shape {}.into()),
    }
}

fn from_item(item: &Value, given: &Draft) -> Result<Draft> {
    match item {
        Value::Map(entries) => draft(entries, given),
        _ => Err(SourceFault::Shape {}.into()),
    }
}

fn draft(entries: &[(String, Value)], given: &Draft) -> Result<Draft> {
    let mut draft = Draft::default();
    for (key, value) in entries {
        let Some(text) = text(key, value)? else { continue };
        if key == SAY {
            draft.opening = Some(input::checked(&text)?);
            continue;
        }
        let field = key.parse::<Field>().map_err(|_| unknown(key))?;
        draft.set(field, text);
    }
    for (field, text) in &given.fields {
        draft.set(*field, text.clone());
    }
    draft.opening = given.opening.clone().or(draft.opening);
    Ok(draft)
}

fn unknown(key: &str) -> SourceFault {
    let near = crate::near::list(key, Field::ALL.iter().map(|field| field.code()));
    SourceFault::Key { key: key.to_owned(), near }
}

fn text(key: &str, value: &Value) -> Result<Option<String>> {
    match value {
        Value::Null => Ok(None),
        Value::Scalar(text) => Ok(Some(text.clone())),
        Value::List(items) if key == Field::Tags.code() => {
            let tags: Option<Vec<_>> = items.iter().map(Value::as_text).collect();
            Ok(Some(tags.ok_or_else(|| SourceFault::Text { key: key.to_owned() })?.join(", ")))
        }
        _ => Err(SourceFault::Text { key: key.to_owned() }.into()),
    }
}
