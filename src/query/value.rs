use crate::fault::Result;
use std::borrow::Cow;
use std::ops::Range;

/// The value of one field, as the query sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// There is none.
    Absent,
    /// A text, a code or an id.
    Text(Cow<'a, str>),
    /// Several texts.
    List(Vec<Cow<'a, str>>),
    /// A code with an order; the greater rank is the more urgent, larger or later one.
    Ordered {
        /// Where it stands in the order.
        rank: i64,
        /// The code.
        code: Cow<'a, str>,
    },
    /// An instant, in seconds since 1970-01-01T00:00:00Z.
    Instant(i64),
    /// A duration in seconds.
    Span(i64),
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
}

impl Value<'_> {
    /// Whether there is nothing: no value, an empty text, an empty list.
    pub fn is_absent(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// Where it stands on its axis, for values that have one.
    pub(super) fn position(&self) -> Option<i64> {
        match *self {
            Self::Ordered { rank, .. } => Some(rank),
            Self::Instant(at) => Some(at),
            Self::Span(seconds) => Some(seconds),
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Its texts: one, several or none.
    pub(super) fn texts(&self) -> &[Cow<'_, str>] {
        match self {
            Self::Text(text) | Self::Ordered { code: text, .. } => std::slice::from_ref(text),
            Self::List(items) => items,
            _ => &[],
        }
    }
}

/// Something that can be filtered and sorted.
pub trait Fields {
    /// The value of the field `name`, a name of the schema; of the kind that the schema gives it.
    fn field(&self, name: &str) -> Value<'_>;
}

/// Reads the values whose meaning lies outside of the expression: the desk's time zone, today, its vocabulary.
pub trait Resolve {
    /// The instants that a date or time covers, in seconds since 1970-01-01T00:00:00Z, end excluded: of
    /// `2026-10-28` the whole day, of a time given to the second that second. `None` when it is neither.
    fn instant(&self, text: &str) -> Option<Range<i64>>;

    /// The seconds of a duration such as `2d` or `1h30m`.
    fn span(&self, text: &str) -> Option<i64>;

    /// The value that a person means by a name, in a field whose values have names outside of the schema; `None` when the
    /// text stands for itself.
    ///
    /// Faults: a name that nothing, or more than one thing, has.
    fn named(&self, _field: &str, _text: &str) -> Result<Option<String>> {
        Ok(None)
    }

    /// The rank of `code` among the codes of `field`, greater for the more urgent one; `None` for an unknown code.
    fn rank(&self, field: &str, code: &str) -> Option<i64>;
}
