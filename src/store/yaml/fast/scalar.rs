//! Plain and quoted texts on one line.
use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};

use super::super::tree::is_null;
use crate::store::record::Text;

/// A plain text that fills the rest of its line.
pub(super) fn plain(value: &str) -> Option<Text<'_>> {
    let bytes = value.as_bytes();
    let opens = bytes.first().copied().is_some_and(may_open);
    let closes = !matches!(bytes.last(), Some(b' ' | b':'));
    (opens && closes && !is_null(value) && !has_marks(bytes)).then_some(Cow::Borrowed(value))
}

/// Whether a plain text may begin with `byte`: not with what YAML or some reader gives a meaning.
pub(super) const fn may_open(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte >= 0x80
        || matches!(byte, b'_' | b'/' | b'(' | b')' | b'+' | b'$' | b';' | b'^' | b'\\')
}

/// Whether a colon before a space or a number sign after one ends the text early; a tab may too.
fn has_marks(bytes: &[u8]) -> bool {
    let mut from = 0;
    while let Some(at) = bytes.get(from..).and_then(|rest| memchr3(b':', b'#', b'\t', rest)).map(|at| at + from) {
        let (before, after) = (at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at + 1));
        match bytes.get(at) {
            Some(b':') if after == Some(&b' ') => return true,
            Some(b'#') if before == Some(&b' ') => return true,
            Some(b'\t') => return true,
            _ => from = at + 1,
        }
    }
    false
}

/// The quoted text that `rest` begins with, and what follows it.
pub(super) fn quoted(rest: &str) -> Option<(Text<'_>, &str)> {
    match rest.split_at_checked(1)? {
        ("'", rest) => single(rest),
        (_, rest) => double(rest),
    }
}

fn single(rest: &str) -> Option<(Text<'_>, &str)> {
    let (text, after) = cut(rest, memchr(b'\'', rest.as_bytes())?)?;
    let Some(mut more) = after.strip_prefix('\'') else { return Some((Cow::Borrowed(text), after)) };
    let mut joined = format!("{text}'");
    loop {
        let (part, after) = cut(more, memchr(b'\'', more.as_bytes())?)?;
        joined.push_str(part);
        match after.strip_prefix('\'') {
            Some(after) => more = after,
            None => return Some((Cow::Owned(joined), after)),
        }
        joined.push('\'');
    }
}

fn double(rest: &str) -> Option<(Text<'_>, &str)> {
    let at = memchr2(b'"', b'\\', rest.as_bytes())?;
    if rest.as_bytes().get(at) == Some(&b'"') {
        return cut(rest, at).map(|(text, after)| (Cow::Borrowed(text), after));
    }
    let mut joined = String::with_capacity(rest.len());
    let mut rest = rest;
    loop {
        let at = memchr2(b'"', b'\\', rest.as_bytes())?;
        joined.push_str(rest.get(..at)?);
        if rest.as_bytes().get(at) == Some(&b'"') {
            return Some((Cow::Owned(joined), rest.get(at + 1..)?));
        }
        let (char, after) = escape(rest.get(at + 1..)?)?;
        joined.push(char);
        rest = after;
    }
}

/// The character that the escape at the start of `rest` stands for; only those that we write.
fn escape(rest: &str) -> Option<(char, &str)> {
    let (letter, after) = rest.split_at_checked(1)?;
    match letter {
        "\"" => Some(('"', after)),
        "\\" => Some(('\\', after)),
        "n" => Some(('\n', after)),
        "t" => Some(('\t', after)),
        "r" => Some(('\r', after)),
        "x" => code(after, 2),
        "u" => code(after, 4),
        _ => None,
    }
}

fn code(rest: &str, digits: usize) -> Option<(char, &str)> {
    let (code, after) = rest.split_at_checked(digits)?;
    let hexadecimal = code.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = hexadecimal.then(|| u32::from_str_radix(code, 16).ok()).flatten()?;
    Some((char::from_u32(code)?, after))
}

/// What stands before and after the byte at `at`.
fn cut(text: &str, at: usize) -> Option<(&str, &str)> {
    Some((text.get(..at)?, text.get(at + 1..)?))
}
