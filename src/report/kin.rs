//! What other tickets say of one: how often its customer came before, and how many customers it concerns.
use std::collections::{HashMap, HashSet};

use super::question::REPEAT_WINDOW;
use crate::domain::ids::{Code, CustomerId, Key};
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::time::Instant;

/// The tickets of a desk, as far as they say something of each other.
#[derive(Debug, Default)]
pub struct Kin {
    /// When the tickets of a customer and type were created.
    created: HashMap<(CustomerId, Code), Vec<Moment>>,
    customers: HashMap<Key, CustomerId>,
    /// Links, whichever of the two tickets has them.
    links: HashMap<Key, Vec<Key>>,
}

impl Kin {
    /// Adds a ticket.
    pub fn add(&mut self, key: Key, ticket: &Ticket) {
        if let Some(customer) = &ticket.head.customer {
            let same = (customer.clone(), ticket.head.kind.clone());
            self.created.entry(same).or_default().push(ticket.head.created);
            self.customers.insert(key, customer.clone());
        }
        for (_, to) in ticket.links() {
            self.links.entry(key).or_default().push(to.key);
            self.links.entry(to.key).or_default().push(key);
        }
    }

    /// Adds what another thread read.
    pub fn absorb(&mut self, other: Self) {
        for (same, created) in other.created {
            self.created.entry(same).or_default().extend(created);
        }
        for (key, linked) in other.links {
            self.links.entry(key).or_default().extend(linked);
        }
        self.customers.extend(other.customers);
    }

    /// How many tickets of the same type the same customer opened less than [`REPEAT_WINDOW`] seconds
    /// before this one; `None` without a customer.
    pub fn earlier(&self, ticket: &Ticket) -> Option<usize> {
        let same = (ticket.head.customer.clone()?, ticket.head.kind.clone());
        let created = self.created.get(&same).map(Vec::as_slice).unwrap_or_default();
        Some(created.iter().filter(|other| is_shortly_before(**other, ticket.head.created)).count())
    }

    /// How many customers the ticket and those that are linked with it have, each counted once.
    pub fn affected(&self, key: Key) -> usize {
        let linked = self.links.get(&key).into_iter().flatten();
        let customers: HashSet<_> = linked.chain([&key]).filter_map(|key| self.customers.get(key)).collect();
        customers.len()
    }
}

/// Whether a ticket that was created at `other` counts as an earlier one of a ticket created at `this`.
pub fn is_shortly_before(other: Moment, this: Moment) -> bool {
    other < this && Instant::from(this) < Instant::from(other).plus(REPEAT_WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::Act;
    use crate::domain::field::Field;
    use crate::report::testing::ticket;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    fn of(number: &str, created: &str, customer: &str, acts: Vec<(&str, Act)>) -> Ticket {
        ticket(number, created, &[(Field::Customer, customer)], acts)
    }

    fn linked(to: &str) -> Act {
        Act::Linked { kind: "related".into(), to: to.parse().unwrap() }
    }

    #[test]
    fn earlier_tickets_are_of_the_same_customer_and_type_within_seven_days() {
        let mut kin = Kin::default();
        for (number, at, customer) in
            [("T1", "1 09:00:00", "C1"), ("T2", "1 09:00:01", "C1"), ("T3", "5 09:00", "C1"), ("T4", "5 09:00", "C2")]
        {
            kin.add(key(&format!("0000{}", &number[1..])), &of(number, at, customer, Vec::new()));
        }
        let other = ticket("T5", "6 09:00", &[(Field::Customer, "C1"), (Field::Type, "question")], Vec::new());
        kin.add(key("00005"), &other);
        // The 1st 09:00:00 is seven days before: no longer earlier. The 1st 09:00:01 and the 5th are.
        assert_eq!(kin.earlier(&of("T6", "8 09:00:00", "C1", Vec::new())), Some(2));
        // What comes at the same instant is not earlier.
        assert_eq!(kin.earlier(&of("T3", "5 09:00", "C1", Vec::new())), Some(2));
        assert_eq!(kin.earlier(&of("T7", "8 09:00", "C3", Vec::new())), Some(0));
        assert_eq!(kin.earlier(&ticket("T8", "8 09:00", &[], Vec::new())), None);
    }

    #[test]
    fn customers_of_linked_tickets_count_once_whichever_has_the_link() {
        let (mut kin, mut other) = (Kin::default(), Kin::default());
        kin.add(key("00001"), &of("T1", "1 09:00", "C1", vec![("1 10:00", linked("T2-00002"))]));
        kin.add(key("00002"), &of("T2", "1 09:00", "C2", Vec::new()));
        other.add(key("00003"), &of("T3", "1 09:00", "C2", vec![("1 10:00", linked("T1-00001"))]));
        other.add(key("00004"), &of("T4", "1 09:00", "C4", vec![("1 10:00", linked("T1-00001"))]));
        other.add(key("00005"), &ticket("T5", "1 09:00", &[], vec![("1 10:00", linked("T1-00001"))]));
        kin.absorb(other);
        // C1 itself, C2 twice, C4, and one without a customer.
        assert_eq!(kin.affected(key("00001")), 3);
        // T2 knows of T1 alone: two customers.
        assert_eq!(kin.affected(key("00002")), 2);
        assert_eq!(kin.affected(key("00009")), 0);
    }
}
