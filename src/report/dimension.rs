//! What a report can be broken down by.
use std::fmt;
use std::str::FromStr;

use crate::time::bucket::Unit;
use crate::{faults, near};

/// A property of a ticket that has a value or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the key of that name: of the head, or of its customer")]
pub enum Attribute {
    Priority,
    Type,
    Category,
    Team,
    Assignee,
    Channel,
    Product,
    Customer,
    Source,
    Industry,
    Region,
    Tier,
}

impl Attribute {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Priority,
        Self::Type,
        Self::Category,
        Self::Team,
        Self::Assignee,
        Self::Channel,
        Self::Product,
        Self::Customer,
        Self::Source,
        Self::Industry,
        Self::Region,
        Self::Tier,
    ];

    /// Those that a ticket has by its customer.
    pub const OF_CUSTOMER: [Self; 3] = [Self::Industry, Self::Region, Self::Tier];

    /// Its name on the command line and in columns.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Priority => "priority",
            Self::Type => "type",
            Self::Category => "category",
            Self::Team => "team",
            Self::Assignee => "assignee",
            Self::Channel => "channel",
            Self::Product => "product",
            Self::Customer => "customer",
            Self::Source => "source",
            Self::Industry => "industry",
            Self::Region => "region",
            Self::Tier => "tier",
        }
    }

    /// Under which kind the desk keeps the labels of its values.
    pub const fn label_kind(self) -> &'static str {
        match self {
            Self::Assignee => "member",
            other => other.code(),
        }
    }
}

/// A property of a ticket, or a period in which something happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// By the value that holds now.
    Attribute(Attribute),
    /// By the day, week, month … of the event that selects the ticket, in the desk's time zone.
    Period(Unit),
}

faults! {
    /// Why a text names no dimension.
    pub enum DimensionFault {
        "dimension-unknown" => Unknown { dimension: String, near: String },
    }
}

impl Dimension {
    const UNITS: [Unit; 5] = [Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year];

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        let attributes = Attribute::ALL.into_iter().map(Self::Attribute);
        attributes.chain(Self::UNITS.into_iter().map(Self::Period))
    }

    /// Its name on the command line and in columns.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Attribute(attribute) => attribute.code(),
            Self::Period(Unit::Day) => "day",
            Self::Period(Unit::Week) => "week",
            Self::Period(Unit::Month) => "month",
            Self::Period(Unit::Quarter) => "quarter",
            Self::Period(Unit::Year) => "year",
        }
    }

    /// Whether a ticket has it by its customer.
    pub fn is_of_customer(&self) -> bool {
        matches!(self, Self::Attribute(attribute) if Attribute::OF_CUSTOMER.contains(attribute))
    }

    /// Reads several, separated by commas: `team,month`.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, DimensionFault> {
        text.split(',').map(|name| name.trim().parse()).collect()
    }
}

impl FromStr for Dimension {
    type Err = DimensionFault;

    fn from_str(text: &str) -> Result<Self, DimensionFault> {
        let codes = || Self::all().map(Self::code);
        Self::all()
            .find(|dimension| dimension.code() == text)
            .ok_or_else(|| DimensionFault::Unknown { dimension: text.to_owned(), near: near::list(text, codes()) })
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Fault;

    #[test]
    fn every_dimension_is_found_by_its_code() {
        assert!(Dimension::all().all(|dimension| dimension.code().parse::<Dimension>().unwrap() == dimension));
        let [team, month] = Dimension::parse_list("team, month").unwrap().try_into().unwrap();
        assert_eq!((team, month), (Dimension::Attribute(Attribute::Team), Dimension::Period(Unit::Month)));
        assert_eq!("owner".parse::<Dimension>().unwrap_err().code(), "dimension-unknown");
    }
}
