//! Which ticket keeps a number, and which numbers the others get: pure.
//!
//! Every clone decides alike: nothing but the tickets themselves has a say, neither the order of their
//! files nor this clone's lane nor the day on which it is settled.
use crate::domain::ids::{Number, TicketRef};
use crate::domain::moment::Moment;
use crate::domain::number::NumberFormat;
use crate::fault::Result;
use crate::store::allocate::Numbers;
use crate::time::zone::Zone;

/// A ticket that shares its number with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    pub reference: TicketRef,
    pub created: Moment,
}

/// The number of a ticket that stands under several: of those that it has not given up, the shortest,
/// then the first; of all, when it has given up each.
pub(super) fn number<'a>(numbers: &[&'a Number], formerly: &[&Number]) -> Option<&'a Number> {
    let mut numbers: Vec<_> = numbers.iter().map(|number| (number.as_str().len(), *number)).collect();
    numbers.sort_unstable();
    let current = numbers.iter().find(|(_, number)| !formerly.contains(number));
    current.or(numbers.first()).map(|(_, number)| *number)
}

/// Which of the tickets with one number keep it not, in the order in which they get others: the one
/// created first keeps it, of those created at once the one with the lowest key.
pub(super) fn losers(mut claims: Vec<Claim>) -> Vec<Claim> {
    claims.sort_by_key(|claim| (claim.created, claim.reference.key));
    claims.into_iter().skip(1).collect()
}

/// Gives numbers that no ticket has or had.
pub(super) struct Giver<'d> {
    format: &'d NumberFormat,
    zone: &'d Zone,
    numbers: Numbers<'d>,
}

impl<'d> Giver<'d> {
    /// For a desk whose tickets have, and had, these numbers.
    pub fn new<'a>(format: &'d NumberFormat, zone: &'d Zone, taken: impl Iterator<Item = &'a TicketRef>) -> Self {
        let mut numbers = Numbers::new(format);
        taken.for_each(|reference| numbers.note(reference.clone()));
        Self { format, zone, numbers }
    }

    /// The next number of a ticket's day of creation, in the lane of its old number. What is random in
    /// a format follows from the old number and the key.
    pub fn give(&mut self, claim: &Claim) -> Result<TicketRef> {
        let old = &claim.reference;
        let date = self.zone.to_local(claim.created.into()).date_naive();
        let lane = self.format.lane_of(old.number.as_str()).unwrap_or(NO_LANE);
        let seed = old.to_string().bytes().fold(0, |seed: u64, byte| seed.rotate_left(7) ^ u64::from(byte));
        let mut random = fastrand::Rng::with_seed(seed);
        let number = self.numbers.next_number(date, Some(lane), || random.u64(..))?;
        let reference = TicketRef { number, key: old.key };
        self.numbers.note(reference.clone());
        Ok(reference)
    }
}

/// The lane of a ticket whose old number has none, or is of another format.
const NO_LANE: &str = "0";

#[cfg(test)]
mod tests;
