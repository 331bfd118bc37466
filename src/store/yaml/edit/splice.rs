//! The bytes that an edit replaces, and by what.
use std::ops::Range;

use super::super::canonical::{Form, form, write_entry, write_flow, write_flow_entry, write_item};
use super::super::path::Step;
use super::super::place::line_start;
use super::super::scalar;
use super::super::tree::{Kind, Layout, Node, Style};
use super::super::value::Value;
use super::spot::{self, Spot, column, end, entry_end, line_after, line_after_gap, next_line, skip_blanks};
use super::{Edit, intent};

struct Splice {
    range: Range<usize>,
    with: String,
}

/// Which of the ways to make an edit is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// New values in canonical form; nothing but the value or key goes.
    Usual,
    /// Where a literal block above or within would take in the empty lines or comments that follow:
    /// new values on one line; these lines go with what is removed.
    Closed,
}

/// `text` after `edit`, before it is verified; `None` when the place is of no form known here.
pub(super) fn splice(text: &str, root: &Node<'_>, edit: &Edit<'_>, order: &[&str], way: Way) -> Option<String> {
    let splice = plan(text, root, edit, order, way)?;
    let with = splice.with.replace("\r\n", "\n").replace('\n', line_end(text));
    Some([text.get(..splice.range.start)?, &with, text.get(splice.range.end..)?].concat())
}

/// What the first line of the file ends with.
fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

fn plan(text: &str, root: &Node<'_>, edit: &Edit<'_>, order: &[&str], way: Way) -> Option<Splice> {
    let path = edit.path().steps();
    let (last, parent) = path.split_last()?;
    match (edit, spot::find(text, root, path)) {
        (Edit::Set { value, .. }, Some(spot)) => replace(text, &spot, value, way),
        (Edit::Push { value, .. }, Some(spot)) => push(text, &spot, value, way),
        (Edit::Insert { index, value, .. }, Some(spot)) => insert_item(text, &spot, *index, value, way),
        (Edit::Set { value, .. }, None) => {
            let spot = spot::find(text, root, parent)?;
            insert(text, &spot, last, order, |key, indent| entry(key, value, indent, way))
        }
        (Edit::Remove { .. }, _) => remove(text, &spot::find(text, root, parent)?, last, way),
        _ => None,
    }
}

/// Another value at `spot`: what follows on the line of the old one stays.
fn replace(text: &str, spot: &Spot<'_, '_>, value: &Value, way: Way) -> Option<Splice> {
    let (old, body) = anatomy(text, spot)?;
    let new = render(spot, value, way);
    let start = if new.token.is_empty() { spot.slot } else { old.start };
    let gap = if !new.token.is_empty() && old.is_empty() { " " } else { "" };
    let rest = text.get(old.end..body.start)?;
    let end = if new.body.is_empty() || rest.ends_with('\n') { "" } else { "\n" };
    Some(Splice { range: start..body.end, with: [gap, &new.token, rest, end, &new.body].concat() })
}

/// The bytes of a value on its line, and those of its lines below.
fn anatomy(text: &str, spot: &Spot<'_, '_>) -> Option<(Range<usize>, Range<usize>)> {
    let node = spot.node;
    let on_line = |token: Range<usize>, end: usize| {
        let below = if spot.layout == Layout::Flow { token.end } else { next_line(text, token.end) };
        (token, below..end.max(below))
    };
    Some(match &node.kind {
        Kind::Scalar(_, Style::Block { .. }) => {
            let header = skip_blanks(text, spot.slot);
            let indicators = text.get(header..)?.split([' ', '\t', '\r', '\n']).next()?;
            on_line(header..header + indicators.len(), end(text, node))
        }
        Kind::List(_, Layout::Block) | Kind::Map(_, Layout::Block) => {
            let below = next_line(text, spot.slot) <= skip_blanks(text, spot.slot);
            below.then(|| on_line(spot.slot..spot.slot, next_line(text, end(text, node))))?
        }
        _ if node.span.is_empty() => on_line(spot.slot..spot.slot, 0),
        _ => on_line(node.span.clone(), 0),
    })
}

/// `value` in the form that fits at `spot`, in the quotes that stand there.
fn render(spot: &Spot<'_, '_>, value: &Value, way: Way) -> Form {
    let mut new = Form::default();
    let one_line = spot.layout == Layout::Flow || way == Way::Closed;
    match (value, &spot.node.kind) {
        (Value::Scalar(text), Kind::Scalar(_, style @ (Style::Single | Style::Double)))
            if one_line || !scalar::is_literal(text) =>
        {
            scalar::write_like(&mut new.token, text, spot.layout, *style);
        }
        _ if one_line => write_flow(&mut new.token, spot.key, value, spot.layout),
        _ => new = form(spot.key, value, spot.indent),
    }
    new
}

/// `key: value` as lines of a block mapping at column `indent`, or within a flow mapping.
fn entry(key: &str, value: &Value, indent: Option<usize>, way: Way) -> String {
    let mut out = String::new();
    match (indent, way) {
        (None, _) => write_flow_entry(&mut out, key, value),
        (Some(indent), Way::Usual) => write_entry(&mut out, key, value, indent),
        (Some(_), Way::Closed) => {
            scalar::write(&mut out, key, Layout::Block);
            out.push_str(": ");
            write_flow(&mut out, key, value, Layout::Block);
            out.push('\n');
        }
    }
    out
}

/// A new key in the mapping at `spot`, as `entry` writes it.
fn insert(
    text: &str,
    spot: &Spot<'_, '_>,
    step: &Step<'_>,
    order: &[&str],
    entry: impl Fn(&str, Option<usize>) -> String,
) -> Option<Splice> {
    let (Kind::Map(entries, layout), Step::Key(key)) = (&spot.node.kind, step) else { return None };
    let index = intent::position(entries.iter().filter_map(|(key, _)| key.text()), key, order);
    let before = index.checked_sub(1).and_then(|index| entries.get(index)).map(|before| entry_end(text, before));
    let first = entries.first().map(|(key, _)| key.span.start);
    if *layout == Layout::Flow {
        let with = entry(key, None);
        return Some(match (before, first) {
            (Some(before), _) => inserted(before, format!(", {with}")),
            (None, Some(first)) => inserted(first, format!("{with}, ")),
            (None, None) => inserted(spot.node.span.start + 1, with),
        });
    }
    let indent = column(text, first?);
    let (with, pad) = (entry(key, Some(indent)), " ".repeat(indent));
    Some(match before {
        Some(before) => below(text, line_after(text, before, indent), format!("{pad}{with}")),
        None => inserted(first?, format!("{with}{pad}")),
    })
}

/// A new item at the end of the list at `spot`.
fn push(text: &str, spot: &Spot<'_, '_>, value: &Value, way: Way) -> Option<Splice> {
    let Kind::List(items, layout) = &spot.node.kind else { return None };
    let last = items.last().map(|last| end(text, last));
    let number = plain_among(items, value);
    if last.is_none() && spot.layout == Layout::Block && matches!(value, Value::Map(_)) {
        return replace(text, spot, &Value::List(vec![value.clone()]), way);
    }
    if *layout == Layout::Flow {
        let mut with = number.unwrap_or_default().to_owned();
        if with.is_empty() {
            write_flow(&mut with, "", value, Layout::Flow);
        }
        return Some(match last {
            Some(last) => inserted(last, format!(", {with}")),
            None => inserted(spot.node.span.start + 1, with),
        });
    }
    let indent = column(text, spot::announcement(text, spot, 0)?);
    let lines = number.map_or_else(|| item(value, indent, way), |number| format!("{}- {number}\n", " ".repeat(indent)));
    Some(below(text, line_after(text, last?, indent), lines))
}

/// A whole number among numbers stays one, unquoted as they are.
fn plain_among<'v>(items: &[Node<'_>], value: &'v Value) -> Option<&'v str> {
    let is_number = |text: &str| !text.is_empty() && text.len() < 16 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = |item: &Node<'_>| matches!(&item.kind, Kind::Scalar(text, Style::Plain) if is_number(text));
    let number = value.as_text().filter(|text| is_number(text) && !text.starts_with('0'))?;
    (!items.is_empty() && items.iter().all(is_plain)).then_some(number)
}

/// The lines of an item of a block list.
fn item(value: &Value, indent: usize, way: Way) -> String {
    let mut lines = String::new();
    match way {
        Way::Usual => write_item(&mut lines, value, indent),
        Way::Closed => {
            lines.extend([&" ".repeat(indent), "- "]);
            write_flow(&mut lines, "", value, Layout::Block);
            lines.push('\n');
        }
    }
    lines
}

/// A new item before the one at `index` of the list at `spot`.
fn insert_item(text: &str, spot: &Spot<'_, '_>, index: usize, value: &Value, way: Way) -> Option<Splice> {
    let Kind::List(items, layout) = &spot.node.kind else { return None };
    let mut with = String::new();
    if *layout == Layout::Flow {
        write_flow(&mut with, "", value, Layout::Flow);
        return Some(inserted(items.get(index)?.span.start, format!("{with}, ")));
    }
    let dash = spot::announcement(text, spot, index)?;
    Some(inserted(line_start(text, dash), item(value, column(text, dash), way)))
}

fn inserted(at: usize, with: String) -> Splice {
    Splice { range: at..at, with }
}

/// Whole lines at `at`, which is the start of a line or the end of a last line without an end.
fn below(text: &str, at: usize, lines: String) -> Splice {
    let ended = text[..at].ends_with('\n');
    inserted(at, if ended { lines } else { format!("\n{lines}") })
}

/// The key or item `step` of the collection at `spot` taken out.
fn remove(text: &str, spot: &Spot<'_, '_>, step: &Step<'_>, way: Way) -> Option<Splice> {
    let (layout, parts) = match (&spot.node.kind, step) {
        (Kind::List(items, _), Step::Index(0)) if items.len() == 1 => {
            return replace(text, spot, &Value::List(Vec::new()), Way::Usual);
        }
        (Kind::List(items, layout), Step::Index(_)) => (*layout, item_parts(text, spot, items.len())?),
        (Kind::Map(entries, layout), Step::Key(_)) => {
            (*layout, entries.iter().map(|entry| entry.0.span.start..entry_end(text, entry)).collect::<Vec<_>>())
        }
        _ => return None,
    };
    let index = match (&spot.node.kind, step) {
        (_, Step::Index(index)) => *index,
        (Kind::Map(entries, _), Step::Key(key)) => entries.iter().position(|(name, _)| name.text() == Some(key))?,
        _ => return None,
    };
    cut(text, layout, &parts, index, way)
}

/// The bytes of each item of the list at `spot`; with their dashes in block layout.
fn item_parts(text: &str, spot: &Spot<'_, '_>, count: usize) -> Option<Vec<Range<usize>>> {
    let Kind::List(items, layout) = &spot.node.kind else { return None };
    let parts = (0..count).zip(items).map(|(index, item)| {
        let start = match layout {
            Layout::Block => spot::announcement(text, spot, index)?,
            Layout::Flow => item.span.start,
        };
        Some(start..end(text, item))
    });
    parts.collect()
}

/// Part `index` with what separates it from its neighbours.
fn cut(text: &str, layout: Layout, parts: &[Range<usize>], index: usize, way: Way) -> Option<Splice> {
    let part = parts.get(index)?;
    let before = index.checked_sub(1).and_then(|index| parts.get(index));
    let line = line_start(text, part.start);
    let range = match (layout, parts.get(index + 1), before) {
        (Layout::Block, ..) if text[line..part.start].trim_matches(' ').is_empty() => match way {
            Way::Usual => line..next_line(text, part.end),
            Way::Closed => line..line_after_gap(text, part.end, column(text, part.start)),
        },
        (_, Some(next), _) => part.start..next.start,
        (Layout::Flow, None, Some(before)) => before.end..part.end,
        (Layout::Flow, None, None) => part.clone(),
        (Layout::Block, None, _) => return None,
    };
    Some(Splice { range, with: String::new() })
}
