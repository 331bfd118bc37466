//! The head fields that an edit can change.
use std::fmt;
use std::str::FromStr;

use crate::{faults, near};

/// A head field that is changed by `edited` and `classified`. Status, team and assignee are not
/// among them: they follow from acts of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the key of that name")]
pub enum Field {
    Title,
    Type,
    Category,
    Priority,
    Source,
    Channel,
    Customer,
    Product,
    Occurred,
    Expected,
    Scope,
    External,
    Tags,
    Steps,
    Description,
}

faults! {
    /// Why a text names no field.
    pub enum FieldFault {
        "field-unknown" => Unknown { field: String, known: String },
    }
}

impl Field {
    /// All of them, in the order of the file.
    pub const ALL: [Self; 15] = [
        Self::Title,
        Self::Type,
        Self::Category,
        Self::Priority,
        Self::Source,
        Self::Channel,
        Self::Customer,
        Self::Product,
        Self::Occurred,
        Self::Expected,
        Self::Scope,
        Self::External,
        Self::Tags,
        Self::Steps,
        Self::Description,
    ];

    /// Its key in the file.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Type => "type",
            Self::Category => "category",
            Self::Priority => "priority",
            Self::Source => "source",
            Self::Channel => "channel",
            Self::Customer => "customer",
            Self::Product => "product",
            Self::Occurred => "occurred",
            Self::Expected => "expected",
            Self::Scope => "scope",
            Self::External => "external",
            Self::Tags => "tags",
            Self::Steps => "steps",
            Self::Description => "description",
        }
    }

    /// Whether an edit records only *that* the text changed; git has the old one.
    pub const fn is_long_text(self) -> bool {
        matches!(self, Self::Steps | Self::Description)
    }

    /// Whether a ticket must always have it.
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Title | Self::Type | Self::Priority)
    }
}

impl FromStr for Field {
    type Err = FieldFault;

    fn from_str(text: &str) -> Result<Self, FieldFault> {
        Self::ALL.into_iter().find(|field| field.code() == text).ok_or_else(|| FieldFault::Unknown {
            field: text.to_owned(),
            known: near::list(text, Self::ALL.map(Self::code)),
        })
    }
}

impl fmt::Display for Field {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.code())
    }
}
