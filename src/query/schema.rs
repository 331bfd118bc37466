use super::fault::QueryFault;
use crate::fault::Result;
use crate::near;
use std::borrow::Cow;

/// What a field holds, and so how it compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text, a code or an id: `=` `!=` `~` `in`.
    Text,
    /// A code with levels, such as a category: as a text; `=` holds for what lies below the value too.
    Tree,
    /// Several texts: as a text, true when it is for any of them.
    List,
    /// A code with an order: `=` `!=` `<` `<=` `>` `>=` `in`.
    Ordered,
    /// An instant, compared with a date or time: as a code with an order.
    Instant,
    /// A duration: as a code with an order.
    Span,
    /// A whole number: as a code with an order.
    Number,
    /// Yes or no: stands alone; also `=` `!=`.
    Flag,
}

/// A field that expressions may name.
#[derive(Debug, Clone)]
pub struct FieldSpec {
    pub(super) name: Cow<'static, str>,
    pub(super) kind: Kind,
    pub(super) codes: Vec<String>,
    pub(super) labels: Vec<(String, String)>,
    pub(super) names: Vec<&'static str>,
}

impl FieldSpec {
    /// A field that takes any value of its kind.
    pub fn new(name: impl Into<Cow<'static, str>>, kind: Kind) -> Self {
        Self { name: name.into(), kind, codes: Vec::new(), labels: Vec::new(), names: Vec::new() }
    }

    /// The same field, whose values are these codes only: `=` and `in` with another one are errors.
    #[must_use]
    pub fn with_codes<T: Into<String>>(self, codes: impl IntoIterator<Item = T>) -> Self {
        Self { codes: codes.into_iter().map(Into::into).collect(), ..self }
    }

    /// The same field, whose values people also call by these labels: label and code.
    #[must_use]
    pub fn with_labels(self, labels: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { labels: labels.into_iter().collect(), ..self }
    }

    /// The same field, which people also call by these names.
    #[must_use]
    pub fn with_names(self, names: impl IntoIterator<Item = &'static str>) -> Self {
        Self { names: names.into_iter().collect(), ..self }
    }

    /// Whether people call it so, in any letter case.
    fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }
}

/// The field named `name`, or called so, in any letter case; otherwise what is wrong, without its place.
pub(super) fn find<'s>(schema: &'s [FieldSpec], name: &str) -> Result<&'s FieldSpec, QueryFault> {
    let unknown =
        || QueryFault::Field { field: name.to_owned(), near: near::list(name, schema.iter().map(FieldSpec::name)) };
    let named = schema.iter().find(|spec| spec.name.eq_ignore_ascii_case(name));
    named.or_else(|| schema.iter().find(|spec| spec.is_called(name))).ok_or_else(unknown)
}
