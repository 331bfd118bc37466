//! The tree of an expression, as it is written.
use super::fault::{FILE, place};
use super::grammar;
use crate::fault::{Problem, Result};
use std::fmt;

/// A word of an expression: a field's name or a value, without its quotes.
#[derive(Debug, Clone, Eq)]
pub struct Word {
    /// What it says.
    pub text: String,
    /// The byte at which it begins.
    pub at: usize,
}

/// Where a word stands is no part of what it says.
impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// How a field is compared with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Before,
    /// `<=`
    NotAfter,
    /// `>`
    After,
    /// `>=`
    NotBefore,
    /// `~`
    Contains,
}

impl Operator {
    /// All of them; one whose sign begins with another's sign comes first.
    pub(super) const ALL: [Self; 7] =
        [Self::Unequal, Self::NotAfter, Self::NotBefore, Self::Equal, Self::Before, Self::After, Self::Contains];

    /// Its sign.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::Before => "<",
            Self::NotAfter => "<=",
            Self::After => ">",
            Self::NotBefore => ">=",
            Self::Contains => "~",
        }
    }
}

/// An expression that keeps to the grammar; its fields and values are not checked.
///
/// Its `Display` is an expression that parses to the same tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// `a or b …`, two or more.
    Any(Vec<Expression>),
    /// `a and b …`, two or more.
    All(Vec<Expression>),
    /// `not a`
    Not(Box<Expression>),
    /// `field = value` and the like.
    Compare {
        /// The field.
        field: Word,
        /// How.
        operator: Operator,
        /// With what.
        value: Word,
    },
    /// `field in (a, b …)`, one or more.
    In {
        /// The field.
        field: Word,
        /// The values.
        values: Vec<Word>,
    },
    /// `has field`
    Has(Word),
    /// `no field`
    Lacks(Word),
    /// A yes-or-no field alone.
    Flag(Word),
}

impl Expression {
    /// Parses `text` without a schema.
    pub fn parse(text: &str) -> Result<Self> {
        grammar::parse(text).map_err(|(fault, at)| Problem::from(fault).at(place(FILE, text, at)))
    }
}

impl Expression {
    /// The values that `field`, in any letter case, is compared with, wherever in it.
    pub fn values_of(&self, field: &str) -> Vec<&str> {
        let is_it = |named: &Word| named.text.eq_ignore_ascii_case(field);
        match self {
            Self::Any(parts) | Self::All(parts) => parts.iter().flat_map(|part| part.values_of(field)).collect(),
            Self::Not(inner) => inner.values_of(field),
            Self::Compare { field: named, value, .. } if is_it(named) => vec![value.text.as_str()],
            Self::In { field: named, values } if is_it(named) => values.iter().map(|value| &*value.text).collect(),
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any(parts) => joined(out, parts, " or ", |part| matches!(part, Self::Any(_))),
            Self::All(parts) => joined(out, parts, " and ", Self::is_joined),
            Self::Not(inner) => {
                out.write_str("not ")?;
                nested(out, inner, inner.is_joined())
            }
            Self::Compare { field, operator, value } => write!(out, "{field} {} {value}", operator.sign()),
            Self::In { field, values } => {
                write!(out, "{field} in (")?;
                separated(out, values, ", ", |out, value| write!(out, "{value}"))?;
                out.write_str(")")
            }
            Self::Has(field) => write!(out, "has {field}"),
            Self::Lacks(field) => write!(out, "no {field}"),
            Self::Flag(field) => write!(out, "{field}"),
        }
    }
}

impl Expression {
    fn is_joined(&self) -> bool {
        matches!(self, Self::Any(_) | Self::All(_))
    }
}

fn joined(
    out: &mut fmt::Formatter<'_>,
    parts: &[Expression],
    word: &str,
    in_parentheses: impl Fn(&Expression) -> bool,
) -> fmt::Result {
    separated(out, parts, word, |out, part| nested(out, part, in_parentheses(part)))
}

fn nested(out: &mut fmt::Formatter<'_>, part: &Expression, in_parentheses: bool) -> fmt::Result {
    if in_parentheses { write!(out, "({part})") } else { write!(out, "{part}") }
}

fn separated<T>(
    out: &mut fmt::Formatter<'_>,
    items: &[T],
    separator: &str,
    write: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.write_str(separator)?;
        }
        write(out, item)?;
    }
    Ok(())
}

impl fmt::Display for Word {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if grammar::is_bare(&self.text) {
            return out.write_str(&self.text);
        }
        write!(out, "\"{}\"", self.text.replace('\\', r"\\").replace('"', "\\\""))
    }
}
