//! What reports know of a ticket's way through the process stages.
use super::{Took, seconds};
use crate::domain::process::Walk;
use crate::time::working::elapsed;
use crate::time::{Calendar, Instant};

/// A ticket's time in one stage: all its stays there together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// The place of the stage among those of all processes.
    pub stage: u16,
    /// How often it was there.
    pub visits: u16,
    /// Since when it has stood there; none once it has left.
    pub since: Option<Instant>,
    /// How long it was there, up to the report's instant.
    pub took: Took,
}

/// The stages a ticket was in by `as_of`, in the order of its process, of which `first` is the place of the first stage;
/// no wait is taken off.
pub fn stays(walk: &Walk, first: usize, calendar: &Calendar, as_of: Instant) -> Box<[Stay]> {
    let mut stays: Vec<Stay> = Vec::new();
    for visit in &walk.visits {
        let (start, end) = (Instant::from(visit.start), visit.end.map(Instant::from));
        let to = end.unwrap_or(as_of);
        let stage = u16::try_from(first + visit.stage).unwrap_or(u16::MAX);
        let place = stays.binary_search_by_key(&stage, |stay| stay.stage).unwrap_or_else(|place| {
            stays.insert(place, Stay { stage, visits: 0, since: None, took: Took::default() });
            place
        });
        let stay = &mut stays[place];
        stay.visits = stay.visits.saturating_add(1);
        stay.since = if end.is_none() { Some(start) } else { stay.since };
        stay.took.working = stay.took.working.saturating_add(seconds(elapsed(calendar, start, to, &[])));
        stay.took.calendar = stay.took.calendar.saturating_add(seconds(to.seconds() - start.seconds()));
    }
    stays.into()
}
