//! Where nodes begin and end in the text, comments and indentation considered.
//!
//! The parser's spans are exact for plain, quoted and flow nodes. Of block nodes they tell the first
//! key or the content only; the rest is found from the text, which is simple because trees hold
//! neither anchors nor tags: between nodes there are only blanks, comments and indicators.
use std::ops::Range;

use super::super::path::Step;
use super::super::place::line_start;
use super::super::tree::{Kind, Layout, Node, Style};

/// A node and what surrounds it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'t, 'a> {
    pub(super) node: &'t Node<'a>,
    /// Its key; empty for an item.
    pub(super) key: &'t str,
    /// The byte after the colon, dash, comma or bracket that announces it.
    pub(super) slot: usize,
    /// The column of its key or dash, when that is in block layout.
    pub(super) indent: usize,
    /// Whether some collection around it is in flow layout.
    pub(super) layout: Layout,
}

/// The spot at `steps` below `root`.
pub(super) fn find<'t, 'a>(text: &str, root: &'t Node<'a>, steps: &[Step<'_>]) -> Option<Spot<'t, 'a>> {
    let spot = Spot { node: root, key: "", slot: root.span.start, indent: 0, layout: Layout::Block };
    steps.iter().try_fold(spot, |spot, step| match (&spot.node.kind, step) {
        (Kind::Map(entries, layout), Step::Key(key)) => {
            let (name, node) = entries.iter().find(|(name, _)| name.text() == Some(key))?;
            let indent = column(text, entries.first()?.0.span.start);
            Some(Spot { node, key: name.text()?, slot: colon(text, name)?, indent, layout: spot.inside(*layout) })
        }
        (Kind::List(items, layout), Step::Index(index)) => {
            let announced = announcement(text, &spot, *index)?;
            let (node, indent) = (items.get(*index)?, column(text, announced));
            Some(Spot { node, key: "", slot: announced + 1, indent, layout: spot.inside(*layout) })
        }
        _ => None,
    })
}

impl Spot<'_, '_> {
    /// The layout of what stands inside a collection of `layout` here.
    pub(super) fn inside(&self, layout: Layout) -> Layout {
        if self.layout == Layout::Flow { Layout::Flow } else { layout }
    }
}

/// The dash, comma or bracket before item `index` of the list at `spot`.
pub(super) fn announcement(text: &str, spot: &Spot<'_, '_>, index: usize) -> Option<usize> {
    let Kind::List(items, layout) = &spot.node.kind else { return None };
    let before = index.checked_sub(1).map(|index| items.get(index));
    let at = match (before, layout) {
        (None, Layout::Flow) => spot.node.span.start,
        (None, Layout::Block) => skip_blanks(text, spot.slot),
        (Some(before), _) => skip_blanks(text, end(text, before?)),
    };
    matches!(text.as_bytes().get(at)?, b'[' | b',' | b'-').then_some(at)
}

/// The byte after the colon of `key`; `None` when it has none, as in `{key}`.
fn colon(text: &str, key: &Node<'_>) -> Option<usize> {
    let at = skip_blanks(text, key.span.end);
    (text.as_bytes().get(at) == Some(&b':')).then_some(at + 1)
}

/// Where an entry of a mapping ends: after its value, without blanks and comments.
pub(super) fn entry_end(text: &str, (key, value): &(Node<'_>, Node<'_>)) -> usize {
    if value.span.is_empty() && value.is_null() { colon(text, key).unwrap_or(key.span.end) } else { end(text, value) }
}

/// Where `node` ends; for a block scalar at the start of the line after it.
pub(super) fn end(text: &str, node: &Node<'_>) -> usize {
    match &node.kind {
        Kind::Scalar(_, Style::Block { indent }) => block_scalar_end(text, node, *indent),
        Kind::List(items, Layout::Block) => items.last().map_or(node.span.end, |item| end(text, item)),
        Kind::Map(entries, Layout::Block) => entries.last().map_or(node.span.end, |entry| entry_end(text, entry)),
        _ => node.span.end,
    }
}

/// The parser's span runs on to the next token: back to a line's start, and, unless the header
/// says `+`, over empty lines too, which then belong to nobody.
fn block_scalar_end(text: &str, node: &Node<'_>, indent: usize) -> usize {
    let span = &node.span;
    let mut end = next_line(text, span.end);
    let last = line_start(text, span.end);
    if span.end < end && text[last..span.end].trim_matches(' ').is_empty() {
        end = last;
    }
    while !keeps(text, span) && end > span.start {
        let line = line_start(text, end - 1);
        let blank = text[line..end].trim_end_matches(['\r', '\n']);
        if line < span.start || blank.len() > indent || !blank.trim_matches(' ').is_empty() {
            break;
        }
        end = line;
    }
    end
}

/// Whether the header of the block scalar with this content says to keep all line breaks.
fn keeps(text: &str, content: &Range<usize>) -> bool {
    let header = text[..line_start(text, content.start)].trim_end();
    header.lines().next_back().is_some_and(|line| line.contains(['|', '>']) && line.contains('+'))
}

/// The start of the line after `offset`, which is `offset` itself when a line starts there; the
/// end of the text when there is none.
pub(super) fn next_line(text: &str, offset: usize) -> usize {
    if text[..offset].ends_with('\n') {
        return offset;
    }
    memchr::memchr(b'\n', &text.as_bytes()[offset..]).map_or(text.len(), |at| offset + at + 1)
}

/// The start of the line after `offset` and after the comments that are indented deeper than `indent`:
/// they belong to what ends at `offset`.
pub(super) fn line_after(text: &str, offset: usize, indent: usize) -> usize {
    skip_lines(text, offset, |depth, content| depth > indent && content.starts_with('#'))
}

/// As [`line_after`], and after empty lines too.
pub(super) fn line_after_gap(text: &str, offset: usize, indent: usize) -> usize {
    skip_lines(text, offset, |depth, content| content.is_empty() || depth > indent && content.starts_with('#'))
}

/// The start of the first line after `offset` that is not to be skipped, by its indentation and content.
fn skip_lines(text: &str, offset: usize, skip: impl Fn(usize, &str) -> bool) -> usize {
    let mut at = next_line(text, offset);
    for line in text[at..].split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        if !skip(line.len() - content.len(), content.trim_end_matches(['\r', '\n'])) {
            break;
        }
        at += line.len();
    }
    at
}

/// The first byte from `offset` on that is neither blank nor part of a comment.
pub(super) fn skip_blanks(text: &str, offset: usize) -> usize {
    let mut at = offset;
    loop {
        let rest = &text[at..];
        let content = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        at += rest.len() - content.len();
        if !content.starts_with('#') {
            return at;
        }
        at = next_line(text, at + 1);
    }
}

/// The column of byte `offset`, from 0.
pub(super) fn column(text: &str, offset: usize) -> usize {
    offset - line_start(text, offset)
}
