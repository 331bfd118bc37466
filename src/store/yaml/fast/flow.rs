//! Lists and entries on one line.
use std::borrow::Cow;

use super::super::tree::is_null;
use super::{Keys, scalar};
use crate::store::record::{EntryRecord, Text};

/// `[a, b]`.
pub(super) fn list(value: &str) -> Option<Vec<Text<'_>>> {
    let mut items = Vec::new();
    let mut rest = value.strip_prefix('[')?;
    if rest == "]" {
        return Some(items);
    }
    loop {
        let (item, after) = text(rest)?;
        items.push(item);
        match after.strip_prefix(", ") {
            Some(after) => rest = after,
            None => return (after == "]").then_some(items),
        }
    }
}

/// `at: x, by: y}`: the fields of an entry, after its brace.
pub(super) fn entry<'a>(entry: &mut EntryRecord<'a>, fields: &'a str) -> Option<()> {
    let mut keys = Keys::default();
    let mut rest = fields;
    loop {
        let (key, value) = rest.split_at_checked(memchr::memchr(b':', rest.as_bytes())?)?;
        let (value, after) = text(value.strip_prefix(": ")?)?;
        *keys.slot(entry, key)? = Some(value);
        match after.strip_prefix(", ") {
            Some(after) => rest = after,
            None => return (after == "}").then_some(()),
        }
    }
}

/// `a: x, b: y}`: keys and texts, after the brace; `}` alone is none.
pub(super) fn map(fields: &str) -> Option<Vec<(&str, Text<'_>)>> {
    let mut entries = Vec::new();
    let mut rest = fields;
    while rest != "}" || !entries.is_empty() {
        let (key, value) = rest.split_at_checked(memchr::memchr(b':', rest.as_bytes())?)?;
        let (value, after) = text(value.strip_prefix(": ")?)?;
        entries.push((key, value));
        match after.strip_prefix(", ") {
            Some(after) => rest = after,
            None => return (after == "}").then_some(entries),
        }
    }
    Some(entries)
}

/// The text that `rest` begins with, and what follows it.
fn text(rest: &str) -> Option<(Text<'_>, &str)> {
    match rest.as_bytes().first()? {
        b'\'' | b'"' => scalar::quoted(rest),
        first if scalar::may_open(*first) => plain(rest),
        _ => None,
    }
}

/// What a byte means within a plain text of a collection on one line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Text,
    End,
    Colon,
    Mark,
}

const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Text; 256];
    bytes[b',' as usize] = Byte::End;
    bytes[b']' as usize] = Byte::End;
    bytes[b'}' as usize] = Byte::End;
    bytes[b':' as usize] = Byte::Colon;
    bytes[b'[' as usize] = Byte::Mark;
    bytes[b'{' as usize] = Byte::Mark;
    bytes[b'?' as usize] = Byte::Mark;
    bytes[b'#' as usize] = Byte::Mark;
    bytes[b'\t' as usize] = Byte::Mark;
    bytes
};

fn plain(rest: &str) -> Option<(Text<'_>, &str)> {
    let bytes = rest.as_bytes();
    let mut end = 0;
    loop {
        match BYTES[usize::from(*bytes.get(end)?)] {
            Byte::Text => end += 1,
            Byte::Colon if bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) => end += 1,
            Byte::Colon | Byte::Mark => return None,
            Byte::End => break,
        }
    }
    let (text, after) = rest.split_at_checked(end)?;
    (!text.ends_with(' ') && !is_null(text)).then_some((Cow::Borrowed(text), after))
}
