//! A text that holds both versions of a field, for a person to choose from.
use super::lines::MARKS;
use crate::store::yaml::Value;

/// Both versions between markers.
pub(super) fn mark(first: &str, second: &str) -> String {
    let line = |text: &str| if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
    let [open, between, close] = MARKS;
    format!("{open}\n{}{between}\n{}{close}\n", line(first), line(second))
}

/// Whether a text holds two versions between markers: the three lines, in this order.
pub fn is_marked(text: &str) -> bool {
    let mut lines = text.lines();
    MARKS.iter().all(|marker| lines.any(|line| line == *marker))
}

/// Whether some field of a file's text may be marked: a quick look before it is read.
pub fn may_be_marked(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), MARKS[0].as_bytes()).is_some()
}

/// The paths of the marked texts in a value, such as `history[3].text`.
pub fn paths(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(String::new(), value, &mut found);
    found
}

fn collect(path: String, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Scalar(text) if is_marked(text) => found.push(path),
        Value::Null | Value::Scalar(_) => {}
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(format!("{path}[{index}]"), item, found);
            }
        }
        Value::Map(entries) => {
            let dot = if path.is_empty() { "" } else { "." };
            for (key, value) in entries {
                collect(format!("{path}{dot}{key}"), value, found);
            }
        }
    }
}
