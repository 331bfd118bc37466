//! When customers are told where their tickets stand.
use super::deeds::Deed;
use crate::domain::act::Act;
use crate::domain::ids::{Code, CustomerId};
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::domain::trigger::Trigger;

/// What was told, in `notified`, and what set it off.
pub const DIGEST: &str = "digest";

/// What records at `at` that a customer was told on a channel; none when they were told since `day` began.
pub fn told(ticket: &Ticket, at: Moment, day: Moment, customer: &CustomerId, channel: Option<Code>) -> Vec<Deed> {
    let trigger = Trigger::new(DIGEST, day);
    let act = Act::Notified { what: DIGEST.into(), to: Some(customer.as_str().into()), channel };
    Deed::of(ticket, at.max(ticket.last_at()), &trigger, day, vec![act])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::automation::ladder::testing::{head, moment};

    #[test]
    fn a_customer_is_told_once_a_day() {
        let mut ticket = Ticket { head: head(), history: Vec::new() };
        let mut tell = |at: &str, day: &str| {
            let deeds = told(&ticket, moment(at), moment(day), &"C1".into(), Some("phone".into()));
            ticket.history.extend(deeds.iter().map(|deed| deed.entry.clone()));
            deeds.len()
        };
        let today = "10-28T00:00";
        assert_eq!(
            [tell("10-28T17:00", today), tell("10-28T17:05", today), tell("10-29T17:00", "10-29T00:00")],
            [1, 0, 1]
        );
    }
}
