//! Comments: what each of them stands by, and a canonical file that carries them.
use granit_parser::{Event, Parser};

use super::canonical::{write_entry, write_item};
use super::place::line_start;
use super::scalar;
use super::tree::{self, Kind, Layout, Node};
use super::value::Value;
use crate::fault::Result;

/// What a comment stands by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anchor {
    /// A key of the file's mapping.
    Key(String),
    /// An item, from 0, of the block list under a key.
    Item(String, usize),
    /// The end of the file.
    End,
}

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What it is about.
    pub anchor: Anchor,
    /// Whether it stands behind its anchor, on the same line, and not on a line before it.
    pub is_trailing: bool,
    /// What follows the `#`.
    pub text: String,
}

/// The comments of a file, in its order. One inside a value stands by that value.
pub fn comments(text: &str) -> Result<Vec<Comment>> {
    if !text.contains('#') {
        return Ok(Vec::new());
    }
    let marks = marks(&tree::parse(text)?);
    let mut found = Vec::new();
    let mut events = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = events.next_event() {
        if let (Event::Comment(comment, _), Some(range)) = (event, span.byte_range()) {
            found.push(anchored(text, &marks, range.start, comment.trim_end()));
        }
    }
    Ok(found)
}

/// Where the keys and items begin that a comment can stand by, in the order of the file.
fn marks(root: &Node<'_>) -> Vec<(usize, Anchor)> {
    let Kind::Map(entries, _) = &root.kind else { return Vec::new() };
    let mut marks = Vec::new();
    for (key, value) in entries {
        let name = key.text().unwrap_or_default();
        marks.push((key.span.start, Anchor::Key(name.to_owned())));
        if let Kind::List(items, Layout::Block) = &value.kind {
            let item = |(index, item): (usize, &Node<'_>)| (item.span.start, Anchor::Item(name.to_owned(), index));
            marks.extend(items.iter().enumerate().map(item));
        }
    }
    marks
}

fn anchored(text: &str, marks: &[(usize, Anchor)], at: usize, comment: &str) -> Comment {
    let next = marks.partition_point(|(start, _)| *start < at);
    let before = next.checked_sub(1).map(|last| &marks[last]);
    let is_own_line = text[line_start(text, at)..at].trim().is_empty();
    let inside = before.filter(|(start, _)| !is_own_line || column(text, at) > indentation(text, *start));
    let anchor = match inside {
        Some((_, anchor)) => anchor.clone(),
        None => marks.get(next).map_or(Anchor::End, |(_, anchor)| anchor.clone()),
    };
    let same_line = inside.is_some_and(|(start, _)| line_start(text, *start) == line_start(text, at));
    Comment { anchor, is_trailing: !is_own_line && same_line, text: comment.to_owned() }
}

fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}

fn indentation(text: &str, at: usize) -> usize {
    let line = &text[line_start(text, at)..];
    line.len() - line.trim_start_matches(' ').len()
}

/// A mapping in canonical form, with `comments` where they belong; those whose anchor is not there
/// stand at the end.
pub fn write_commented(entries: &[(String, Value)], comments: &[Comment]) -> String {
    let mut out = Commented { out: String::with_capacity(2048), comments };
    for (key, value) in entries {
        match value {
            Value::List(items) if out.has_items(key) && !items.is_empty() => out.list(key, items),
            _ => out.part(&Anchor::Key(key.clone()), |out| write_entry(out, key, value, 0)),
        }
    }
    out.rest(entries)
}

struct Commented<'a> {
    out: String,
    comments: &'a [Comment],
}

impl Commented<'_> {
    fn has_items(&self, key: &str) -> bool {
        self.comments.iter().any(|comment| matches!(&comment.anchor, Anchor::Item(list, _) if list == key))
    }

    fn list(&mut self, key: &str, items: &[Value]) {
        let header = |out: &mut String| {
            scalar::write(out, key, Layout::Block);
            out.push_str(":\n");
        };
        self.part(&Anchor::Key(key.to_owned()), header);
        for (index, item) in items.iter().enumerate() {
            self.part(&Anchor::Item(key.to_owned(), index), |out| write_item(out, item, 0));
        }
    }

    /// One part of the file, between the comments before it and the one behind its first line.
    fn part(&mut self, anchor: &Anchor, write: impl FnOnce(&mut String)) {
        let mine = self.comments.iter().filter(|comment| comment.anchor == *anchor);
        let (trailing, leading): (Vec<_>, Vec<_>) = mine.partition(|comment| comment.is_trailing);
        for comment in leading {
            self.out.extend(["#", &comment.text, "\n"]);
        }
        let mut part = String::new();
        write(&mut part);
        let first = part.find('\n').unwrap_or(part.len());
        self.out.push_str(&part[..first]);
        if !trailing.is_empty() {
            let texts: Vec<_> = trailing.iter().map(|comment| comment.text.as_str()).collect();
            self.out.extend(["  #", &texts.join(" #")]);
        }
        self.out.push_str(&part[first..]);
    }

    fn rest(mut self, entries: &[(String, Value)]) -> String {
        let left = self.comments.iter().filter(|comment| !is_there(&comment.anchor, entries));
        for comment in left {
            self.out.extend(["#", &comment.text, "\n"]);
        }
        self.out
    }
}

fn is_there(anchor: &Anchor, entries: &[(String, Value)]) -> bool {
    let value = |key: &str| entries.iter().find(|(name, _)| name == key).map(|(_, value)| value);
    match anchor {
        Anchor::Key(key) => value(key).is_some(),
        Anchor::Item(key, index) => matches!(value(key), Some(Value::List(items)) if *index < items.len()),
        Anchor::End => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::yaml::read_value;

    const TEXT: &str = "\
# the file
id: T1  # an id
tags: [a, b]
history:  # what happened
# the opening
- {at: 2026-10-28T09:00:00+08:00, did: created}  # by phone
- at: 2026-10-28T09:05:00+08:00
  did: noted
  # inside
  text: |
    a # no comment
    b
# at the end
";

    fn rewritten(text: &str) -> String {
        let Value::Map(entries) = read_value(text).unwrap() else { panic!("a mapping") };
        write_commented(&entries, &comments(text).unwrap())
    }

    #[test]
    fn every_comment_stands_by_something() {
        let found: Vec<_> =
            comments(TEXT).unwrap().into_iter().map(|it| (it.anchor, it.is_trailing, it.text)).collect();
        let key = |name: &str| Anchor::Key(name.to_owned());
        let item = |index| Anchor::Item("history".to_owned(), index);
        let expected = [
            (key("id"), false, " the file"),
            (key("id"), true, " an id"),
            (key("history"), true, " what happened"),
            (item(0), false, " the opening"),
            (item(0), true, " by phone"),
            (item(1), false, " inside"),
            (Anchor::End, false, " at the end"),
        ];
        assert_eq!(found, expected.map(|(anchor, trailing, text)| (anchor, trailing, text.to_owned())));
    }

    #[test]
    fn a_commented_file_is_written_as_it_was_but_for_what_stood_inside() {
        let expected =
            TEXT.replace("  # inside\n", "").replace("- at: 2026-10-28T09:05", "# inside\n- at: 2026-10-28T09:05");
        assert_eq!(rewritten(TEXT), expected);
        assert_eq!(rewritten(&expected), expected);
    }

    #[test]
    fn a_comment_without_its_anchor_goes_to_the_end() {
        let lost = Comment { anchor: Anchor::Key("gone".to_owned()), is_trailing: true, text: " why".to_owned() };
        let entries = [("id".to_owned(), Value::from("T1"))];
        assert_eq!(write_commented(&entries, &[lost]), "id: T1\n# why\n");
    }
}
