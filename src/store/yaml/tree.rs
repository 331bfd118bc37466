//! YAML text as nodes with byte spans: what the readers and the editor see.
use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span, StrInput, StructureStyle};
use memchr::memmem;

use super::fault::YamlFault;
use super::place::place_at;
use crate::fault::Result;

mod scan;

/// Collections nest at most this deep, flow and block each: recursion over the tree is safe.
const MAX_DEPTH: usize = 64;

/// One value and where it stands.
#[derive(Debug)]
pub(super) struct Node<'a> {
    /// Its bytes. Of a block collection only the start counts, of a block scalar the content.
    pub(super) span: Range<usize>,
    pub(super) kind: Kind<'a>,
}

#[derive(Debug)]
pub(super) enum Kind<'a> {
    Scalar(Cow<'a, str>, Style),
    List(Vec<Node<'a>>, Layout),
    Map(Vec<(Node<'a>, Node<'a>)>, Layout),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Single,
    Double,
    /// Literal or folded; the content's lines begin at `indent`.
    Block {
        indent: usize,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Block,
    Flow,
}

impl<'a> Node<'a> {
    /// Whether it says that there is no value: `~`, `null` or nothing.
    pub(super) fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar(text, Style::Plain) if is_null(text))
    }

    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// The scalar that begins at byte `offset`, or the value whose key begins there.
    pub(super) fn value_at(&self, offset: usize) -> Option<&Node<'a>> {
        match &self.kind {
            Kind::Scalar(..) => (self.span.start == offset).then_some(self),
            Kind::List(items, _) => items.iter().find_map(|item| item.value_at(offset)),
            Kind::Map(entries, _) => entries
                .iter()
                .find_map(|(key, value)| if key.span.start == offset { Some(value) } else { value.value_at(offset) }),
        }
    }

    /// The value of `key` in a mapping.
    pub(super) fn get(&self, key: &str) -> Option<&Node<'a>> {
        let Kind::Map(entries, _) = &self.kind else { return None };
        entries.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }
}

/// Whether the plain scalar `text` is YAML 1.2's null.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Reads the one document of `text`; nothing at all is a null.
pub(super) fn parse(text: &str) -> Result<Node<'_>> {
    refuse_conflict_markers(text)?;
    let options = granit_parser::options! {
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    Builder { text, events: Parser::new_from_str_with_options(text, options) }.document()
}

fn refuse_conflict_markers(text: &str) -> Result<()> {
    let lines =
        |marker| memmem::find_iter(text.as_bytes(), marker).find(|&at| super::place::line_start(text, at) == at);
    match (lines(b"<<<<<<<"), lines(b">>>>>>>")) {
        (Some(at), Some(_)) => Err(scan::at(text, at, YamlFault::Conflict {})),
        _ => Ok(()),
    }
}

struct Builder<'a> {
    text: &'a str,
    events: Parser<'a, StrInput<'a>>,
}

impl<'a> Builder<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span)> {
        match self.events.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(scan::problem(self.text, &error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn document(mut self) -> Result<Node<'a>> {
        let mut root = None;
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(root.unwrap_or_else(|| null(0..0))),
                (Event::DocumentStart(..), span) if root.is_some() => {
                    return self.refuse(span, YamlFault::Documents {});
                }
                (Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd, _) => {}
                (event, span) => root = Some(self.node(event, span)?),
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span) -> Result<Node<'a>> {
        if event.tag().is_some() {
            return self.refuse(span, YamlFault::Tag {});
        }
        if event.anchor_id().is_some() || event.is_alias() {
            return self.refuse(span, YamlFault::Anchor {});
        }
        match event {
            Event::Scalar(text, style, ..) => Ok(scalar(text, style, &span)),
            Event::SequenceStart(style, ..) => self.list(layout(style), &span),
            Event::MappingStart(style, ..) => self.map(layout(style), &span),
            _ => self.refuse(span, YamlFault::Syntax {}),
        }
    }

    fn list(&mut self, layout: Layout, start: &Span) -> Result<Node<'a>> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, end) => return Ok(collection(start, &end, Kind::List(items, layout))),
                (event, span) => items.push(self.node(event, span)?),
            }
        }
    }

    fn map(&mut self, layout: Layout, start: &Span) -> Result<Node<'a>> {
        let mut entries = Vec::new();
        loop {
            match self.next()? {
                (Event::MappingEnd, end) => {
                    self.refuse_duplicates(&entries)?;
                    return Ok(collection(start, &end, Kind::Map(entries, layout)));
                }
                (event, span) => {
                    let key = self.key(event, span)?;
                    let (event, span) = self.next()?;
                    entries.push((key, self.node(event, span)?));
                }
            }
        }
    }

    fn key(&mut self, event: Event<'a>, span: Span) -> Result<Node<'a>> {
        let key = self.node(event, span)?;
        match &key.kind {
            Kind::Scalar(text, Style::Plain) if text == "<<" => self.refuse(span, YamlFault::MergeKey {}),
            Kind::Scalar(..) if !key.is_null() => Ok(key),
            _ => self.refuse(span, YamlFault::KeyNotText {}),
        }
    }

    fn refuse_duplicates(&self, entries: &[(Node<'a>, Node<'a>)]) -> Result<()> {
        let mut keys: Vec<(&str, usize)> =
            entries.iter().filter_map(|(key, _)| Some((key.text()?, key.span.start))).collect();
        keys.sort_unstable();
        match keys.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => {
                let first = place_at(self.text, pair[0].1).line;
                Err(scan::at(self.text, pair[1].1, YamlFault::DuplicateKey { key: pair[1].0.to_owned(), first }))
            }
            None => Ok(()),
        }
    }

    fn refuse<T>(&self, span: Span, fault: YamlFault) -> Result<T> {
        Err(scan::at(self.text, bytes(&span).start, fault))
    }
}

fn bytes(span: &Span) -> Range<usize> {
    span.byte_range().unwrap_or_default()
}

/// `fault` at `node`.
pub(super) fn refuse<T>(text: &str, node: &Node<'_>, fault: YamlFault) -> Result<T> {
    Err(scan::at(text, node.span.start, fault))
}

/// Nothing at all, at a place.
pub(super) fn null(span: Range<usize>) -> Node<'static> {
    Node { span, kind: Kind::Scalar(Cow::Borrowed(""), Style::Plain) }
}

fn scalar<'a>(text: Cow<'a, str>, style: ScalarStyle, span: &Span) -> Node<'a> {
    let style = match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::Single,
        ScalarStyle::DoubleQuoted => Style::Double,
        ScalarStyle::Literal | ScalarStyle::Folded => Style::Block { indent: span.indent.unwrap_or(span.start.col()) },
    };
    Node { span: bytes(span), kind: Kind::Scalar(text, style) }
}

fn layout(style: StructureStyle) -> Layout {
    match style {
        StructureStyle::Block => Layout::Block,
        StructureStyle::Flow => Layout::Flow,
    }
}

fn collection<'a>(start: &Span, end: &Span, kind: Kind<'a>) -> Node<'a> {
    Node { span: bytes(start).start..bytes(end).end, kind }
}
