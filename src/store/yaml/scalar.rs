//! When and how a text must be quoted, so that every YAML reader gives back the same text.
//!
//! Readers of YAML 1.1 (`PyYAML`, libyaml, Psych) take more plain words for booleans, numbers, dates
//! and symbols than those of 1.2, and more characters for line breaks. What either might take for
//! something else is quoted.
use std::fmt::Write;

use super::tree::{Layout, Style};

/// Adds `text` as a scalar on one line, within a block or a flow collection.
pub(super) fn write(out: &mut String, text: &str, layout: Layout) {
    match () {
        () if is_plain(text, layout) => out.push_str(text),
        () if needs_escapes(text) => write_double(out, text),
        () => write_single(out, text),
    }
}

/// As [`write`], in the quotes of the value that it replaces, where they can hold it.
pub(super) fn write_like(out: &mut String, text: &str, layout: Layout, style: Style) {
    match style {
        Style::Single if !needs_escapes(text) => write_single(out, text),
        Style::Double => write_double(out, text),
        _ => write(out, text, layout),
    }
}

fn write_single(out: &mut String, text: &str) {
    out.push('\'');
    out.push_str(&text.replace('\'', "''"));
    out.push('\'');
}

fn write_double(out: &mut String, text: &str) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            char if is_special(char) => write_escape(out, u32::from(char)),
            char => out.push(char),
        }
    }
    out.push('"');
}

fn write_escape(out: &mut String, code: u32) {
    let width = if code <= 0xff { 2 } else { 4 };
    let letter = if code <= 0xff { 'x' } else { 'u' };
    let written = write!(out, "\\{letter}{code:0width$x}");
    debug_assert!(written.is_ok(), "a string takes all writes");
}

/// Whether some reader would refuse `char`, drop it, or take it for a line break.
fn is_special(char: char) -> bool {
    matches!(
        char,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}

fn needs_escapes(text: &str) -> bool {
    text.chars().any(is_special)
}

/// Whether `text` can be written as a literal block: it has several lines, something visible, and
/// no character that needs an escape.
pub(super) fn is_literal(text: &str) -> bool {
    let holds = |char| matches!(char, '\n' | '\t') || !is_special(char);
    text.contains('\n') && text.chars().all(holds) && text.contains(|char| !matches!(char, '\n' | '\t' | ' '))
}

/// The header of `text` as a literal block: `|`, an indentation indicator where the first line
/// could be taken for deeper indentation, and what to do with the last line breaks.
pub(super) fn literal_header(text: &str) -> &'static str {
    let indented = text.trim_start_matches('\n').starts_with([' ', '\t']);
    match (indented, text.strip_suffix('\n')) {
        (false, None) => "|-",
        (true, None) => "|2-",
        (false, Some(lines)) if lines.ends_with('\n') => "|+",
        (true, Some(lines)) if lines.ends_with('\n') => "|2+",
        (false, Some(_)) => "|",
        (true, Some(_)) => "|2",
    }
}

/// Adds the lines of the literal block `text`, each but the empty ones indented by `indent`.
pub(super) fn write_literal(out: &mut String, text: &str, indent: usize) {
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Whether `text` can stand without quotes.
fn is_plain(text: &str, layout: Layout) -> bool {
    !text.is_empty()
        && !text.starts_with(|first: char| first.is_whitespace() || "-?:,[]{}#&*!|>'\"%@`=<~.".contains(first))
        && !text.ends_with(|last: char| last.is_whitespace() || last == ':')
        && !needs_escapes(text)
        && !text.contains(": ")
        && !text.contains(" #")
        && (layout == Layout::Block || !text.contains([',', '[', ']', '{', '}', '?', ':', '#']))
        && !is_word(text)
        && !is_number(text)
}

/// Whether some reader takes `text` for a truth value, a null or a merge key.
fn is_word(text: &str) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    text.len() <= 5 && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether some reader may take `text` for a number, in any base or in sexagesimal, or for a date.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let based = ["0x", "0X", "0o", "0O", "0b", "0B"].iter().any(|base| digits.starts_with(base));
    let marks = |char: char| char.is_ascii_digit() || "_.,:+-eEtTzZ ".contains(char);
    digits.starts_with('.')
        || digits.starts_with(|first: char| first.is_ascii_digit()) && (based || digits.chars().all(marks))
}

/// Whether `text` under `key` is one of the instants and dates that stand unquoted in a ticket.
pub(super) fn is_time(key: &str, text: &str) -> bool {
    let year = text
        .as_bytes()
        .first_chunk::<5>()
        .is_some_and(|[year @ .., dash]| year.iter().all(u8::is_ascii_digit) && *dash == b'-');
    let marks = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'T' | b'Z' | b'+' | b'.');
    matches!(key, "at" | "created" | "occurred" | "expected" | "until")
        && year
        && text.bytes().all(marks)
        && !text.ends_with(':')
}
