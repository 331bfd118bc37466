//! Which waits make a clock stand still.
use crate::domain::ids::{Code, Text};

/// In `pauses`: any wait.
pub const WAITING: &str = "waiting";
/// In `pauses`: no wait.
pub const NO_WAIT: &str = "none";

/// Which waits make a clock stand still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pauses {
    /// None.
    None,
    /// All.
    Any,
    /// Those for one of these parties.
    Parties(Vec<Text>),
}

impl Pauses {
    pub(super) fn include(&self, party: Option<&Code>) -> bool {
        match self {
            Self::None => false,
            Self::Any => true,
            Self::Parties(parties) => party.is_some_and(|party| parties.iter().any(|known| known == party.as_str())),
        }
    }
}
