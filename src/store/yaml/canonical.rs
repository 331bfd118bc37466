//! The one form that we write: short collections on one line, texts of several lines as they are.
use super::scalar;
use super::tree::Layout;
use super::value::Value;
use crate::store::record::Record;

/// The columns that a level of a block is indented by.
pub(super) const STEP: usize = 2;

/// A ticket file: the head in [`Record::ORDER`], then the history, one line for each entry whose
/// values are of one line each. Lines end with `\n`.
pub fn write_record(record: &Record<'_>) -> String {
    write_value(&Value::from(record))
}

/// A file holding `value`: mappings as blocks, lists of texts on one line, other lists with
/// one line for each item whose values are of one line each.
///
/// Keys of more than 1,000 characters are outside what YAML allows on one line and do not survive.
pub fn write_value(value: &Value) -> String {
    let mut out = String::with_capacity(2048);
    match value {
        Value::Map(entries) if !entries.is_empty() => write_map(&mut out, entries, 0, ""),
        Value::List(items) if !items.is_empty() => write_items(&mut out, items, 0),
        _ => {
            write_flow(&mut out, "", value, Layout::Block);
            out.push('\n');
        }
    }
    out
}

/// The entries of a block mapping at column `indent`; `first` stands before its first key, in place of the
/// indentation.
fn write_map(out: &mut String, entries: &[(String, Value)], indent: usize, first: &str) {
    for (index, (key, value)) in entries.iter().enumerate() {
        match index {
            0 if !first.is_empty() => out.push_str(first),
            _ => pad(out, indent),
        }
        write_entry(out, key, value, indent);
    }
}

/// `key: value` of a block mapping at column `indent`, up to and with the end of its last line.
pub(super) fn write_entry(out: &mut String, key: &str, value: &Value, indent: usize) {
    scalar::write(out, key, Layout::Block);
    out.push(':');
    let form = form(key, value, indent);
    if !form.token.is_empty() {
        out.push(' ');
        out.push_str(&form.token);
    }
    out.push('\n');
    out.push_str(&form.body);
}

fn write_items(out: &mut String, items: &[Value], indent: usize) {
    for item in items {
        write_item(out, item, indent);
    }
}

/// One item of a block list whose dash stands at column `indent`, with the end of its last line.
pub(super) fn write_item(out: &mut String, item: &Value, indent: usize) {
    pad(out, indent);
    match item {
        Value::Map(entries) if !is_short(item) => {
            let dash = format!("{:<STEP$}", "-");
            write_map(out, entries, indent + STEP, &dash);
        }
        Value::Scalar(text) if scalar::is_literal(text) => {
            out.extend(["- ", scalar::literal_header(text), "\n"]);
            scalar::write_literal(out, text, indent + STEP);
        }
        Value::List(items) if !is_short(item) => {
            out.push_str("-\n");
            write_items(out, items, indent + STEP);
        }
        _ => {
            out.push_str("- ");
            write_flow(out, "", item, Layout::Block);
            out.push('\n');
        }
    }
}

/// A value of a block mapping: what stands on the line of its key, and the whole lines after it.
#[derive(Debug, Default)]
pub(super) struct Form {
    pub(super) token: String,
    pub(super) body: String,
}

/// The canonical form of the value of `key`, which stands at column `indent`.
pub(super) fn form(key: &str, value: &Value, indent: usize) -> Form {
    let mut form = Form::default();
    match value {
        Value::Scalar(text) if scalar::is_literal(text) => {
            form.token.push_str(scalar::literal_header(text));
            scalar::write_literal(&mut form.body, text, indent + STEP);
        }
        Value::Map(entries) if !entries.is_empty() => write_map(&mut form.body, entries, indent + STEP, ""),
        Value::List(items) if !items.iter().all(is_leaf) => write_items(&mut form.body, items, indent),
        _ => write_flow(&mut form.token, key, value, Layout::Block),
    }
    form
}

/// A value on one line, with `key` before it when that is not empty.
pub(super) fn write_flow(out: &mut String, key: &str, value: &Value, layout: Layout) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Scalar(text) if scalar::is_time(key, text) => out.push_str(text),
        Value::Scalar(text) => scalar::write(out, text, layout),
        Value::List(items) => {
            out.push('[');
            separated(out, items, |out, item| write_flow(out, "", item, Layout::Flow));
            out.push(']');
        }
        Value::Map(entries) => {
            out.push('{');
            separated(out, entries, |out, (key, value)| write_flow_entry(out, key, value));
            out.push('}');
        }
    }
}

/// `key: value` of a mapping on one line.
pub(super) fn write_flow_entry(out: &mut String, key: &str, value: &Value) {
    scalar::write(out, key, Layout::Flow);
    out.push_str(": ");
    write_flow(out, key, value, Layout::Flow);
}

/// `{a: 5, b: 4}`: numbers under keys, on one line.
pub fn write_numbers<'k>(numbers: impl IntoIterator<Item = (&'k str, i64)>) -> String {
    let entry = |(key, number): (&str, i64)| {
        let mut entry = String::new();
        scalar::write(&mut entry, key, Layout::Flow);
        format!("{entry}: {number}")
    };
    format!("{{{}}}", numbers.into_iter().map(entry).collect::<Vec<_>>().join(", "))
}

fn separated<T>(out: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write(out, item);
    }
}

fn pad(out: &mut String, columns: usize) {
    out.extend(std::iter::repeat_n(' ', columns));
}

fn is_leaf(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Scalar(_))
}

/// Whether nothing in `value` asks for lines of its own.
fn is_short(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Scalar(text) => !scalar::is_literal(text),
        Value::List(items) => items.iter().all(is_short),
        Value::Map(entries) => entries.iter().all(|(_, value)| is_short(value)),
    }
}

#[cfg(test)]
mod tests;
