//! What is asked of the fields, once an expression is understood.
use super::expression::Operator;
use super::fold::{self, Needle};
use super::value::{Fields, Value};
use crate::domain::category;
use std::ops::RangeInclusive;

/// A tree of checks. The default holds for everything.
#[derive(Debug, Clone)]
pub(super) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Field { name: String, check: Check },
}

/// What is asked of one field.
#[derive(Debug, Clone)]
pub(super) enum Check {
    /// It has a value.
    Present,
    /// It is yes, or no.
    Flag(bool),
    /// It, or one of its items, is this text.
    Same(String),
    /// It is this text, or lies below it.
    Within(String),
    /// It, or one of its items, contains this text.
    Contains(Needle),
    /// It stands so on its axis to a stretch of it: a day for an instant, one point for the rest.
    Position(Operator, RangeInclusive<i64>),
}

impl Default for Test {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Test {
    pub(super) fn field(name: &str, check: Check) -> Self {
        Self::Field { name: name.to_owned(), check }
    }

    pub(super) fn contains(name: &str, text: &str) -> Self {
        Self::field(name, Check::Contains(Needle::new(text)))
    }

    pub(super) fn opposite(self) -> Self {
        Self::Not(Box::new(self))
    }

    pub(super) fn names(&self, field: &str) -> bool {
        match self {
            Self::All(tests) | Self::Any(tests) => tests.iter().any(|test| test.names(field)),
            Self::Not(test) => test.names(field),
            Self::Field { name, .. } => name == field,
        }
    }

    pub(super) fn holds(&self, fields: &dyn Fields) -> bool {
        match self {
            Self::All(tests) => tests.iter().all(|test| test.holds(fields)),
            Self::Any(tests) => tests.iter().any(|test| test.holds(fields)),
            Self::Not(test) => !test.holds(fields),
            Self::Field { name, check } => check.holds(&fields.field(name)),
        }
    }
}

impl Check {
    fn holds(&self, value: &Value<'_>) -> bool {
        match self {
            Self::Present => !value.is_absent(),
            Self::Flag(wanted) => *value == Value::Flag(*wanted),
            Self::Same(text) => value.texts().iter().any(|item| fold::same(item, text)),
            Self::Within(text) => value.texts().iter().any(|item| is_within(item, text)),
            Self::Contains(needle) => value.texts().iter().any(|item| needle.is_in(item)),
            Self::Position(operator, stretch) => value.position().is_some_and(|at| stands(at, *operator, stretch)),
        }
    }
}

/// Whether a code with levels is the wanted one or lies below it.
pub(super) fn is_within(code: &str, wanted: &str) -> bool {
    category::levels(code).any(|level| fold::same(level, wanted))
}

fn stands(at: i64, operator: Operator, stretch: &RangeInclusive<i64>) -> bool {
    match operator {
        Operator::Before => at < *stretch.start(),
        Operator::NotAfter => at <= *stretch.end(),
        Operator::After => at > *stretch.end(),
        Operator::NotBefore => at >= *stretch.start(),
        Operator::Equal | Operator::Unequal | Operator::Contains => stretch.contains(&at),
    }
}
