//! The canonical form only, twenty times as fast as any YAML.
//!
//! What [`super::canonical`] writes is accepted; of everything else only what the library would
//! read alike (a property test holds both side by side). Faults are for the library to explain.
use memchr::memchr;

use super::canonical::STEP;
use crate::store::record::{EntryRecord, HISTORY, Record, Text};

mod flat;
mod flow;
mod literal;
mod scalar;

pub use flat::read_flat;

/// Entries that most histories do not exceed.
const ENTRIES: usize = 12;

/// Reads `text` when it is in canonical form; `None` says nothing but that it is not.
pub fn read_canonical(text: &str) -> Option<Record<'_>> {
    if !text.ends_with('\n') || has_odd_bytes(text.as_bytes()) {
        return None;
    }
    let mut lines = Lines(text);
    let mut record = Record::default();
    let mut order = Record::ORDER.iter();
    while let Some(line) = lines.next() {
        let (key, value) = field(line)?;
        order.find(|known| **known == key)?;
        if key == HISTORY {
            record.history = history(&mut lines, value)?;
        } else if let Some(slot) = record.scalar_mut(key) {
            *slot = Some(block_value(&mut lines, value, STEP)?);
        } else {
            *record.list_mut(key)? = flow::list(value)?;
        }
    }
    Some(record)
}

/// Whether there is a character that some reader refuses or treats in its own way: controls but
/// line feeds and tabs, byte-order marks, U+FFFE and U+FFFF. Without branches, so that the compiler
/// takes many bytes at once: this halves the time of the fast path.
fn has_odd_bytes(bytes: &[u8]) -> bool {
    let control = bytes.iter().fold(0, |odd, &byte| {
        odd | u8::from(byte < 0x20) & u8::from(byte != b'\n') & u8::from(byte != b'\t') | u8::from(byte == 0x7f)
    });
    let (second, third) = (bytes.get(1..).unwrap_or_default(), bytes.get(2..).unwrap_or_default());
    let wide = bytes.iter().zip(second).zip(third).fold(0, |odd, ((&first, &second), &third)| {
        let control = u8::from(first == 0xc2) & u8::from(second < 0xa0);
        let order_mark = u8::from(second == 0xbb) & u8::from(third == 0xbf);
        let no_character = u8::from(second == 0xbf) & u8::from(third >= 0xbe);
        odd | control | u8::from(first == 0xef) & (order_mark | no_character)
    });
    (control | wide) != 0
}

/// Lines that remain, each with its line feed.
struct Lines<'a>(&'a str);

impl<'a> Lines<'a> {
    /// The next line, without its line feed.
    fn peek(&self) -> Option<&'a str> {
        let end = memchr(b'\n', self.0.as_bytes())?;
        self.0.get(..end)
    }

    fn next(&mut self) -> Option<&'a str> {
        let line = self.peek()?;
        self.skip(line);
        Some(line)
    }

    /// Moves past `line`, which was peeked.
    fn skip(&mut self, line: &str) {
        self.0 = self.0.get(line.len() + 1..).unwrap_or_default();
    }
}

/// `key: value`; the value is empty when nothing follows the colon.
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = line.split_at_checked(memchr(b':', line.as_bytes())?)?;
    let value = rest.get(1..)?;
    Some((key, if value.is_empty() { value } else { value.strip_prefix(' ')? }))
}

/// A value on the line of its key, or a literal block whose lines stand at column `indent`.
fn block_value<'a>(lines: &mut Lines<'a>, value: &'a str, indent: usize) -> Option<Text<'a>> {
    match value.as_bytes().first()? {
        b'|' => literal::read(lines, value, indent),
        b'\'' | b'"' => match scalar::quoted(value)? {
            (text, "") => Some(text),
            _ => None,
        },
        _ => scalar::plain(value),
    }
}

fn history<'a>(lines: &mut Lines<'a>, value: &str) -> Option<Vec<EntryRecord<'a>>> {
    if !value.is_empty() {
        return None;
    }
    let mut entries = Vec::with_capacity(ENTRIES);
    while let Some(line) = lines.next() {
        let first = line.strip_prefix("- ")?;
        entries.push(EntryRecord::default());
        let entry = entries.last_mut()?;
        match first.strip_prefix('{') {
            Some(fields) => flow::entry(entry, fields)?,
            None => block_entry(entry, lines, first)?,
        }
    }
    (!entries.is_empty()).then_some(entries)
}

fn block_entry<'a>(entry: &mut EntryRecord<'a>, lines: &mut Lines<'a>, first: &'a str) -> Option<()> {
    let mut keys = Keys::default();
    let mut line = first;
    loop {
        let (key, value) = field(line)?;
        *keys.slot(entry, key)? = Some(block_value(lines, value, 2 * STEP)?);
        match lines.peek().and_then(|next| next.strip_prefix("  ")) {
            Some(next) => {
                lines.next();
                line = next;
            }
            None => return Some(()),
        }
    }
}

/// The keys of an entry that may still come: their order is fixed, so none comes twice.
#[derive(Default)]
struct Keys(usize);

impl Keys {
    fn slot<'e, 'a>(&mut self, entry: &'e mut EntryRecord<'a>, key: &str) -> Option<&'e mut Option<Text<'a>>> {
        let rest = EntryRecord::KEYS.get(self.0..)?;
        let index = self.0 + rest.iter().position(|known| *known == key)?;
        self.0 = index + 1;
        Some(EntryRecord::SLOTS.get(index)?(entry))
    }
}

#[cfg(test)]
mod tests;
