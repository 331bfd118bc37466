use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// Where a value comes from and how it is read. Exactly one of `column`, `template` and `value` is given.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The column of this name; of several with one name the second is `name#2`.
    pub column: Option<String>,
    /// Columns within a text: `{category}: {item}`; a cell without value is empty, `{{` and `}}` are braces. When all
    /// its columns are without value, so is the whole.
    pub template: Option<String>,
    /// The same value in every row.
    pub value: Option<String>,
    /// What each value becomes, exactly and in the same letter case, spaces around it aside. A value named here is
    /// never taken for missing.
    pub map: Option<BTreeMap<String, String>>,
    /// What becomes of a value that `map` does not name.
    pub unmapped: Unmapped,
    /// The cells that mean *no value* here, in place of those of the file.
    pub missing: Option<Vec<String>>,
    /// The forms of times here, in place of those of the file.
    pub formats: Option<Vec<String>>,
    /// The decimal sign here, in place of that of the file.
    pub decimal: Option<Decimal>,
}

/// What becomes of a value that a map does not name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unmapped {
    /// The row is reported as rejected.
    #[default]
    Reject,
    /// It stays as it is.
    Keep,
    /// It becomes this, and so does a missing one: `{default: medium}`.
    Default(String),
}

/// The decimal sign of numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decimal {
    /// `4.0`
    #[default]
    Point,
    /// `4,0`
    Comma,
}

/// The keys of a source that is written out; `format` is one of `formats`.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Written {
    column: Option<String>,
    template: Option<String>,
    value: Option<String>,
    map: Option<BTreeMap<String, String>>,
    unmapped: Unmapped,
    missing: Option<Vec<String>>,
    format: Option<String>,
    formats: Option<Vec<String>>,
    decimal: Option<Decimal>,
}

impl From<Written> for Source {
    fn from(written: Written) -> Self {
        let Written { column, template, value, map, unmapped, missing, format, formats, decimal } = written;
        let formats = formats.or_else(|| format.map(|format| vec![format]));
        Self { column, template, value, map, unmapped, missing, formats, decimal }
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let column = |name: &str| Ok(Self { column: Some(name.to_owned()), ..Self::default() });
        let expected = "the name of a column, or keys such as `column`, `template`, `value`";
        one_word(deserializer, expected, column, |written: Written| written.into())
    }
}

/// The words that might have stood in place of an unknown one.
type Known = &'static [&'static str];

/// Reads either a word or a mapping. By hand rather than by `untagged`, which forgets the place of what is wrong.
pub(super) fn one_word<'de, D: Deserializer<'de>, T, M: Deserialize<'de>>(
    deserializer: D,
    expected: &'static str,
    word: impl Fn(&str) -> Result<T, Known>,
    mapping: impl Fn(M) -> T,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(WordOrMapping { expected, word, mapping, marker: PhantomData })
}

struct WordOrMapping<W, F, M> {
    expected: &'static str,
    word: W,
    mapping: F,
    marker: PhantomData<M>,
}

impl<'de, T, M, W, F> Visitor<'de> for WordOrMapping<W, F, M>
where
    M: Deserialize<'de>,
    W: Fn(&str) -> Result<T, Known>,
    F: Fn(M) -> T,
{
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.word)(text).map_err(|known| E::unknown_variant(text, known))
    }

    /// A column may be named by a number.
    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        M::deserialize(MapAccessDeserializer::new(map)).map(self.mapping)
    }
}
