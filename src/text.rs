//! Words: every sentence the product says, in `en` and `zh-CN`.
//!
//! One pair of files per subject under `text/en` and `text/zh_cn`, each a table of key and
//! sentence; a test compares the keys and the placeholders of both.
mod en;
pub mod help;
mod zh_cn;

use std::collections::HashMap;
use std::sync::LazyLock;

/// A language the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    Chinese,
}

/// Key and sentence; `{name}` in a sentence is a placeholder.
type Table = &'static [(&'static str, &'static str)];

static ENGLISH: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| index(en::TABLES));
static CHINESE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| index(zh_cn::TABLES));

fn index(tables: &[Table]) -> HashMap<&'static str, &'static str> {
    tables.iter().flat_map(|table| table.iter().copied()).collect()
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The language of a code such as `zh-CN`, `zh_CN.UTF-8` or `en_GB`; `None` for another one.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.get(..2)? {
            "en" => Some(Self::English),
            "zh" => Some(Self::Chinese),
            _ => None,
        }
    }

    /// Its code, as in `desk.yaml`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// The sentence of `key` as it stands in the table.
    pub fn find(self, key: &str) -> Option<&'static str> {
        let table = match self {
            Self::English => &ENGLISH,
            Self::Chinese => &CHINESE,
        };
        table.get(key).copied()
    }

    /// The sentence of `key`; the key itself when there is none (a test keeps that from happening).
    pub fn word(self, key: &'static str) -> &'static str {
        self.find(key).unwrap_or(key)
    }

    /// The sentence of `key` with its placeholders filled.
    pub fn say(self, key: &'static str, args: &[(&str, &str)]) -> String {
        fill(self.word(key), args)
    }
}

/// `sentence` with each `{name}` replaced by its value; unknown names stay as they are.
pub fn fill(sentence: &str, args: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some((before, name, after)) = next_placeholder(rest) {
        filled.push_str(before);
        match args.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{", name, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The names of the placeholders of a sentence, in its order.
pub fn placeholders(sentence: &str) -> impl Iterator<Item = &str> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        let (_, name, after) = next_placeholder(rest)?;
        rest = after;
        Some(name)
    })
}

fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(sentence: &str) -> Vec<&str> {
        let mut names: Vec<_> = placeholders(sentence).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn both_languages_have_the_same_keys_and_placeholders() {
        for (table, other) in [(&*ENGLISH, &*CHINESE), (&*CHINESE, &*ENGLISH)] {
            for (key, sentence) in table {
                let twin = other.get(key).unwrap_or_else(|| panic!("`{key}` stands in one language only"));
                assert_eq!(names(sentence), names(twin), "placeholders of `{key}`");
            }
        }
    }

    #[test]
    fn no_key_is_said_twice() {
        for tables in [en::TABLES, zh_cn::TABLES, zh_cn::HELP] {
            let count: usize = tables.iter().map(|table| table.len()).sum();
            assert_eq!(count, index(tables).len());
        }
    }

    #[test]
    fn placeholders_are_filled_by_name() {
        assert_eq!(fill("`{id}` is {status} {x}", &[("status", "open"), ("id", "A{id}")]), "`A{id}` is open {x}");
    }
}
