use crate::fault::Place;
use crate::faults;

faults! {
    /// What can be wrong with an expression or a sort key.
    pub enum QueryFault {
        "query-wants-test" => Test {},
        "query-wants-operator" => Operator {},
        "query-wants-value" => Value {},
        "query-wants-list" => List {},
        "query-wants-field" => Name {},
        "query-wants-close" => Close {},
        "query-wants-quote" => Quote {},
        "query-wants-join" => Join {},
        "query-too-deep" => Depth { limit: usize },
        "query-field-unknown" => Field { field: String, near: String },
        "query-operator-unfit" => Unfit { field: String, operator: &'static str, operators: &'static str },
        "query-not-a-flag" => NotFlag { field: String },
        "query-flag-presence" => FlagPresence { field: String },
        "query-value-code" => Code { field: String, value: String, near: String },
        "query-value-rank" => Rank { field: String, value: String },
        "query-value-instant" => Instant { field: String, value: String },
        "query-value-span" => Span { field: String, value: String },
        "query-value-number" => Number { field: String, value: String },
        "query-value-flag" => Flag { field: String, value: String },
        "sort-key-empty" => EmptyKey {},
    }
}

/// The name that places give an expression.
pub(super) const FILE: &str = "--where";

/// The place of byte `at` of `text`.
pub(super) fn place(file: &str, text: &str, at: usize) -> Place {
    let before = text.get(..at).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    Place {
        file: file.into(),
        line: before.matches('\n').count() + 1,
        column: before[start..].chars().count() + 1,
        excerpt: text[start..].lines().next().unwrap_or_default().to_owned(),
    }
}
