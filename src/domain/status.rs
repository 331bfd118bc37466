//! Where a ticket stands.
use std::fmt;
use std::str::FromStr;

use crate::faults;

/// The engine's statuses; what a desk calls them is in its vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Awaiting assignment.
    New,
    /// A handler is named and has not accepted yet.
    Assigned,
    /// A handler works on it.
    InProgress,
    /// Nothing can be done until the customer or a vendor answers.
    Waiting,
    /// The handler says it is solved.
    Resolved,
    /// Done; the file is in the archive.
    Closed,
}

faults! {
    /// Why a text is no status.
    pub enum StatusFault {
        "status-unknown" => Unknown { status: String },
    }
}

impl Status {
    /// All of them, in the order of a ticket's life.
    pub const ALL: [Self; 6] =
        [Self::New, Self::Assigned, Self::InProgress, Self::Waiting, Self::Resolved, Self::Closed];

    /// Its code in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Assigned => "assigned",
            Self::InProgress => "in_progress",
            Self::Waiting => "waiting",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }

    /// Whether work is still owed: neither resolved nor closed.
    pub const fn is_unresolved(self) -> bool {
        !matches!(self, Self::Resolved | Self::Closed)
    }
}

impl FromStr for Status {
    type Err = StatusFault;

    fn from_str(text: &str) -> Result<Self, StatusFault> {
        Self::ALL
            .into_iter()
            .find(|status| status.code() == text)
            .ok_or_else(|| StatusFault::Unknown { status: text.to_owned() })
    }
}

impl fmt::Display for Status {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.code())
    }
}
