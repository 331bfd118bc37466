//! Who is on duty, as far as it can be told.
use crate::desk::open::Desk;
use crate::desk::rota::Rota;
use crate::domain::ids::MemberId;
use crate::fault::{Problem, Result};
use crate::time::Instant;

/// Who is on duty.
pub enum OnDuty {
    /// Everybody: there is no rota.
    All,
    /// Whom the rota names.
    By(Rota),
    /// The rota cannot be read.
    Unknown,
}

impl OnDuty {
    /// By the rota of a desk.
    pub fn of(desk: &Desk) -> Result<Self> {
        Ok(desk.rota()?.map_or(Self::All, Self::By))
    }

    /// The same, and what is wrong with the rota.
    pub fn in_spite(desk: &Desk) -> (Self, Option<Problem>) {
        Self::of(desk).map_or_else(|problem| (Self::Unknown, Some(problem)), |known| (known, None))
    }

    /// Whether it can be told.
    pub const fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown)
    }

    /// Whether a member is on duty; nobody is where it cannot be told.
    pub fn has(&self, member: &MemberId, at: Instant) -> bool {
        match self {
            Self::All => true,
            Self::By(rota) => rota.has(member, at),
            Self::Unknown => false,
        }
    }
}
