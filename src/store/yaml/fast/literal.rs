//! Literal blocks.
use std::borrow::Cow;

use super::Lines;
use crate::store::record::Text;

/// What becomes of the line breaks at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomp {
    Strip,
    Clip,
    Keep,
}

/// The literal block whose header is `header` and whose lines stand at column `indent`.
pub(super) fn read<'a>(lines: &mut Lines<'a>, header: &str, indent: usize) -> Option<Text<'a>> {
    let (indicated, chomp) = header_meaning(header)?;
    let block = take(lines, indent)?;
    let first = block.trim_start_matches('\n').get(indent..)?;
    if !indicated && first.starts_with([' ', '\t']) {
        return None;
    }
    let content = match chomp {
        Chomp::Keep => block,
        _ if block.ends_with("\n\n") => return None,
        Chomp::Clip => block,
        Chomp::Strip => block.strip_suffix('\n')?,
    };
    dedent(content, indent)
}

/// Whether the indentation is indicated, and how the end is chomped.
fn header_meaning(header: &str) -> Option<(bool, Chomp)> {
    Some(match header {
        "|" => (false, Chomp::Clip),
        "|-" => (false, Chomp::Strip),
        "|+" => (false, Chomp::Keep),
        "|2" => (true, Chomp::Clip),
        "|2-" => (true, Chomp::Strip),
        "|2+" => (true, Chomp::Keep),
        _ => return None,
    })
}

/// Moves past the lines that are empty or stand at column `indent` at least, and gives them.
/// `None` when there is nothing visible, or a line of blanks that could be read in two ways.
fn take<'a>(lines: &mut Lines<'a>, indent: usize) -> Option<&'a str> {
    let all = lines.0;
    let mut visible = false;
    while let Some(line) = lines.peek() {
        let inside = line.bytes().take(indent).take_while(|byte| *byte == b' ').count() == indent;
        if !line.is_empty() && !inside {
            break;
        }
        if inside && line.len() == indent {
            return None;
        }
        visible |= inside;
        lines.skip(line);
    }
    visible.then(|| all.get(..all.len() - lines.0.len())).flatten()
}

/// `content` without the indentation; borrowed when it is one line.
fn dedent(content: &str, indent: usize) -> Option<Text<'_>> {
    let body = content.strip_suffix('\n').unwrap_or(content);
    if memchr::memchr(b'\n', body.as_bytes()).is_none() {
        return content.get(indent..).map(Cow::Borrowed);
    }
    let mut text = String::with_capacity(content.len());
    for line in content.split_inclusive('\n') {
        text.push_str(if line == "\n" { line } else { line.get(indent..)? });
    }
    Some(Cow::Owned(text))
}
