//! Small files in canonical form: texts under keys, and mappings and lists of texts on one line.
use super::{Lines, block_value, field, flow, has_odd_bytes, scalar};
use crate::store::record::Text;
use crate::store::yaml::canonical::STEP;
use crate::store::yaml::value::Value;

/// Reads `text` when it is such a file; `None` says nothing but that it is not.
pub fn read_flat(text: &str) -> Option<Value> {
    if !text.ends_with('\n') || has_odd_bytes(text.as_bytes()) {
        return None;
    }
    let mut lines = Lines(text);
    let mut entries: Vec<(String, Value)> = Vec::new();
    while let Some(line) = lines.next() {
        let (key, value) = field(line)?;
        let value = match value.as_bytes().first()? {
            b'{' => Value::Map(map(value.get(1..)?)?),
            b'[' => Value::List(flow::list(value)?.into_iter().map(owned).collect()),
            _ => owned(block_value(&mut lines, value, STEP)?),
        };
        add(&mut entries, key, value)?;
    }
    (!entries.is_empty()).then_some(Value::Map(entries))
}

fn map(fields: &str) -> Option<Vec<(String, Value)>> {
    let mut entries = Vec::new();
    for (key, text) in flow::map(fields)? {
        add(&mut entries, key, owned(text))?;
    }
    Some(entries)
}

fn owned(text: Text<'_>) -> Value {
    Value::Scalar(text.into_owned())
}

/// More keys than this are no small file: looking for double ones would take long.
const MOST: usize = 64;
/// The longest key.
const LONGEST: usize = 128;

/// Adds an entry; `None` for a key that comes twice or that is not plainly a text.
fn add(entries: &mut Vec<(String, Value)>, key: &str, value: Value) -> Option<()> {
    let is_plain = key.len() <= LONGEST && key.chars().all(|char| char.is_alphanumeric() || matches!(char, '_' | '-'));
    let is_new = entries.len() < MOST && entries.iter().all(|(known, _)| known != key);
    (is_plain && is_new && scalar::plain(key).is_some()).then(|| entries.push((key.to_owned(), value)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::store::yaml::tree;

    const FILE: &str = "ticket: CS202610280001-k3x9z\nat: 2026-10-28T14:20:00+08:00\nchannel: phone\n\
                        scores: {attitude: 5, speed: 4, 服务: '3'}\ncomment: |-\n  很快\n  谢谢\nexternal: 'A: 1'\nkeywords: [log in, 'a, b', 退款]\n";

    #[test]
    fn a_response_is_flat() {
        let value = read_flat(FILE).unwrap();
        assert_eq!(value.get("scores").unwrap().get("服务").unwrap().as_text(), Some("3"));
        assert_eq!(value.get("comment").unwrap().as_text(), Some("很快\n谢谢"));
        assert_eq!(value.get("external").unwrap().as_text(), Some("A: 1"));
        let keywords = ["log in", "a, b", "退款"].map(Value::from);
        assert_eq!(value.get("keywords"), Some(&Value::List(keywords.into())));
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_left_to_the_library() {
        for text in [
            "",
            "a: 1",
            "a: 1\na: 2\n",
            "a: {b: 1, b: 2}\n",
            "null: 1\n",
            "a: ~\n",
            "- a\n",
            "a: {b: {c: 1}}\n",
            "a: [b, [c]]\n",
            "a: [~]\n",
        ] {
            assert_eq!(read_flat(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_accepted_the_library_reads_alike(
            cuts in prop::collection::vec((0..FILE.len(), select(&["", " ", ":", "{", "}", "[", "]", ",", "'", "\n", "#", "- ", "ü", "~", "null"][..])), 1..4)
        ) {
            let mut text = FILE.to_owned();
            for (at, piece) in cuts {
                let at = text.floor_char_boundary(at);
                let end = text.ceil_char_boundary((at + piece.len() % 2).min(text.len()));
                text.replace_range(at..end, piece);
            }
            if let Some(value) = read_flat(&text) {
                prop_assert_eq!(value, Value::from(&tree::parse(&text).unwrap()));
            }
        }
    }
}
