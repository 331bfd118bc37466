//! The parts of a file alone, so that what is wrong with one hides nothing in another.
use super::tree::{self, Kind, Layout, Node};

/// The items of the list, or the values of the mapping, under `key`: each as a text of its own, in which it stands where
/// it stands in the file. Items have no names. None when the file does not parse.
pub fn parts(text: &str, key: &str) -> Vec<(String, String)> {
    let Ok(root) = tree::parse(text) else { return Vec::new() };
    let part = |name: &str, node: &Node<'_>| (name.to_owned(), alone(text, node));
    match root.get(key).map(|node| &node.kind) {
        Some(Kind::List(items, _)) => items.iter().map(|item| part("", item)).collect(),
        Some(Kind::Map(entries, _)) => {
            entries.iter().map(|(name, value)| part(name.text().unwrap_or_default(), value)).collect()
        }
        _ => Vec::new(),
    }
}

/// The text without what stands before or after a value.
fn alone(text: &str, node: &Node<'_>) -> String {
    let start = node.span.start.min(text.len());
    let blank = |letter: char| if letter == '\n' { '\n' } else { ' ' };
    let before = text[..start].trim_start_matches('\u{feff}').chars().map(blank);
    before.chain(text[start..end(text, node).max(start)].chars()).collect()
}

/// Where a value ends: of a block, with its last line.
fn end(text: &str, node: &Node<'_>) -> usize {
    let last = match &node.kind {
        Kind::List(items, Layout::Block) => items.iter().map(|item| end(text, item)).max(),
        Kind::Map(entries, Layout::Block) => {
            entries.iter().flat_map(|(key, value)| [key.span.end, end(text, value)]).max()
        }
        // Nothing stands where the next thing does.
        _ if node.is_null() => return 0,
        _ => return node.span.end.min(text.len()),
    };
    let last = last.unwrap_or_default().clamp(node.span.start.min(text.len()), text.len());
    text[last..].find('\n').map_or(text.len(), |rest| last + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_stands_where_it_stands() {
        let text =
            "keywords: {中: {words: [a]}, b: x}\nrules:\n- name: r\n  set:\n    # 说明\n    type:\n- {name: s}\n";
        let lines = |key| {
            let lines = |(name, text): (String, String)| (name, text.lines().map(str::to_owned).collect::<Vec<_>>());
            parts(text, key).into_iter().map(lines).collect::<Vec<_>>()
        };
        let keywords = lines("keywords");
        assert_eq!(keywords[0], ("中".to_owned(), vec![format!("{}{{words: [a]}}", " ".repeat(14))]));
        assert_eq!(keywords[1], ("b".to_owned(), vec![format!("{}x", " ".repeat(31))]));
        let rules = lines("rules");
        assert_eq!(rules[0].1[2..], ["  name: r", "  set:", "    # 说明", "    type:"]);
        assert_eq!(rules[1].1[6], "  {name: s}");
        assert_eq!(lines("none"), []);
    }
}
