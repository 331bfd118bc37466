//! The filter language behind `--where`, saved views and rules, and the keys of `--sort`.
//!
//! ```text
//! priority >= high and (tags = checkout or title ~ 支付) and not overdue
//! ```
//!
//! | form | is true when |
//! |---|---|
//! | `a and b`, `a or b`, `not a`, `(a)` | as in English; `not` binds tightest, then `and`, then `or` |
//! | `field = value`, `field != value` | it is the value, or is not |
//! | `field < value`, also `<=` `>` `>=` | it comes before, after … in time, size or urgency |
//! | `field ~ text` | it contains the text |
//! | `field in (a, b)`, `field not in (a, b)` | it is one of them, or none of them |
//! | `has field`, `no field` | it has a value, or has none |
//! | `flag` | the yes-or-no field is yes; also `flag = no` |
//!
//! - Letter case never matters, neither in keywords nor in values.
//! - A value is a bare word (`urgent`, `技术/支付`, `li@example.com`) or a quoted string (`"two words"`, `'no'`,
//!   with `\` before a quote or a backslash). The words `and`, `or`, `not`, `in` must be quoted to be values.
//! - A code with levels is also what it lies below: `category = technical` holds for `technical/payment`.
//! - A field that is a list matches when any of its items does; `tags != x` means that no item is `x`.
//! - Codes with an order, such as priorities, compare by urgency: `priority >= high` is *at least as urgent*.
//! - A date is the whole of it: `created = 2026-10-28` is within that day, `created < 2026-10-28` before its start,
//!   `created > 2026-10-28` after its end, `<=` and `>=` include the day.
//! - A field without a value fails every comparison except `!=` and `not in`, which are the opposites of `=` and `in`.
//!
//! The module knows nothing of tickets: a schema ([`FieldSpec`]) says which fields there are, [`Fields`] gives their
//! values, and [`Resolve`] reads dates, durations and ranks. Whatever can be wrong with an expression is said when it is
//! parsed, with the place.
mod check;
mod contradiction;
mod expression;
mod fault;
mod fold;
mod grammar;
mod schema;
mod sort;
mod test;
mod value;

pub use expression::{Expression, Operator, Word};
pub use fault::QueryFault;
pub use schema::{FieldSpec, Kind};
pub use sort::{Direction, Sort};
pub use value::{Fields, Resolve, Value};

use crate::fault::Result;
use test::Test;

/// A filter, checked against a schema and ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Query(Test);

impl Query {
    /// Parses `text` and checks every field and value in it.
    ///
    /// A [`QueryFault`] tells what is wrong; its place has the file `--where` and the line of `text`.
    pub fn parse(text: &str, schema: &[FieldSpec], resolve: &dyn Resolve) -> Result<Self> {
        let expression = Expression::parse(text)?;
        check::Checker { text, schema, resolve }.test(&expression).map(Self)
    }

    /// A search: each of the `words` is contained in `field` (for a list: in any of its items).
    pub fn text<'w>(field: &str, words: impl IntoIterator<Item = &'w str>) -> Self {
        Self(Test::All(words.into_iter().map(|word| Test::contains(field, word)).collect()))
    }

    /// What matches both filters.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(Test::All(vec![self.0, other.0]))
    }

    /// What matches this filter and not the other.
    #[must_use]
    pub fn but_not(self, other: Self) -> Self {
        Self(Test::All(vec![self.0, other.0.opposite()]))
    }

    /// The parts of an expression that must all hold, each with its text; one part when it is no `and`.
    pub fn parts(text: &str, schema: &[FieldSpec], resolve: &dyn Resolve) -> Result<Vec<(String, Self)>> {
        let parts = match Expression::parse(text)? {
            Expression::All(parts) => parts,
            other => vec![other],
        };
        let checker = check::Checker { text, schema, resolve };
        parts.iter().map(|part| Ok((part.to_string(), Self(checker.test(part)?)))).collect()
    }

    /// A field of which so much is asked that nothing can match.
    pub fn contradiction(&self, schema: &[FieldSpec], resolve: &dyn Resolve) -> Option<&str> {
        contradiction::find(&self.0, schema, resolve)
    }

    /// Whether it asks about a field.
    pub fn names(&self, field: &str) -> bool {
        self.0.names(field)
    }

    /// Whether something with these fields matches. The default query matches everything.
    pub fn matches(&self, fields: &dyn Fields) -> bool {
        self.0.holds(fields)
    }
}

#[cfg(test)]
mod tests;
