//! What other tickets say of one: how often its customer came before, and how many customers it concerns.
use std::collections::{HashMap, HashSet};

use super::ids::{Code, CustomerId, Key};
use super::ticket::{Head, Ticket};

/// For how many seconds another ticket of the same customer counts as an earlier one, unless the settings of a report
/// say otherwise.
pub const REPEAT_WINDOW: i64 = 7 * 86_400;

/// What a ticket says of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relative {
    /// Its key.
    pub key: Key,
    /// Whose it is.
    pub customer: Option<CustomerId>,
    /// Its type.
    pub kind: Code,
    /// When it was created, in seconds since 1970.
    pub created: i64,
    /// The tickets that it has links to.
    pub links: Vec<Key>,
}

impl Relative {
    /// What a ticket says.
    pub fn of(key: Key, ticket: &Ticket) -> Self {
        Self {
            key,
            customer: ticket.head.customer.clone(),
            kind: ticket.head.kind.clone(),
            created: ticket.head.created.timestamp(),
            links: ticket.links().into_iter().map(|(_, to)| to.key).collect(),
        }
    }
}

/// The tickets of a desk, as far as they say something of each other.
#[derive(Debug, Default)]
pub struct Kin {
    /// Since when all tickets are among them, in seconds since 1970; always without it.
    since: Option<i64>,
    known: HashSet<Key>,
    /// When the tickets of a customer and type were created, in order.
    created: HashMap<(CustomerId, Code), Vec<i64>>,
    customers: HashMap<Key, CustomerId>,
    /// Links, whichever of the two tickets has them.
    links: HashMap<Key, Vec<Key>>,
}

impl FromIterator<Relative> for Kin {
    fn from_iter<I: IntoIterator<Item = Relative>>(tickets: I) -> Self {
        let mut kin = Self::default();
        tickets.into_iter().for_each(|ticket| kin.add(ticket));
        kin.created.values_mut().for_each(|created| created.sort_unstable());
        kin
    }
}

impl Kin {
    /// The same tickets; of those created before `since`, in seconds since 1970, not all are known.
    #[must_use]
    pub fn since(self, since: i64) -> Self {
        Self { since: Some(since), ..self }
    }

    /// Adds a ticket, once.
    fn add(&mut self, ticket: Relative) {
        if !self.known.insert(ticket.key) {
            return;
        }
        for to in ticket.links {
            self.links.entry(ticket.key).or_default().push(to);
            self.links.entry(to).or_default().push(ticket.key);
        }
        if let Some(customer) = ticket.customer {
            self.created.entry((customer.clone(), ticket.kind)).or_default().push(ticket.created);
            self.customers.insert(ticket.key, customer);
        }
    }

    /// How many tickets of the same type the same customer opened less than [`REPEAT_WINDOW`] seconds
    /// before this one; `None` without a customer, or where not all of them are known.
    pub fn earlier(&self, head: &Head) -> Option<usize> {
        let at = head.created.timestamp();
        let same = (head.customer.clone()?, head.kind.clone());
        let is_known = self.since.is_none_or(|since| at - REPEAT_WINDOW >= since);
        let created = self.created.get(&same).map(Vec::as_slice).unwrap_or_default();
        let before = |instant: i64| created.partition_point(|other| *other < instant);
        is_known.then(|| before(at).saturating_sub(before(at - REPEAT_WINDOW + 1)))
    }

    /// How many customers a ticket and those that are linked with it have, each counted once.
    pub fn affected(&self, key: Option<Key>, head: &Head) -> usize {
        let linked = key.and_then(|key| self.links.get(&key)).into_iter().flatten();
        let customers = linked.filter_map(|key| self.customers.get(key)).chain(&head.customer);
        customers.collect::<HashSet<_>>().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment;

    /// A ticket of October 2026.
    fn relative(key: &str, created: &str, customer: Option<&str>, links: &[&str]) -> Relative {
        Relative {
            key: key.parse().unwrap(),
            customer: customer.map(Into::into),
            kind: "complaint".into(),
            created: head(created, customer).created.timestamp(),
            links: links.iter().map(|key| key.parse().unwrap()).collect(),
        }
    }

    fn head(created: &str, customer: Option<&str>) -> Head {
        let created = moment::read(&format!("2026-10-{created}+08:00")).unwrap();
        Head { customer: customer.map(Into::into), kind: "complaint".into(), ..Head::new("T1".into(), created) }
    }

    #[test]
    fn earlier_tickets_are_of_the_same_customer_and_type_within_seven_days() {
        let other = Relative { kind: "inquiry".into(), ..relative("00005", "06T09:00:00", Some("C1"), &[]) };
        let first = relative("00001", "01T09:00:00", Some("C1"), &[]);
        let tickets = [
            first.clone(),
            relative("00002", "01T09:00:01", Some("C1"), &[]),
            relative("00003", "05T09:00:00", Some("C1"), &[]),
            relative("00004", "05T09:00:00", Some("C2"), &[]),
            other,
            // A file that moved meanwhile is met twice.
            relative("00003", "05T09:00:00", Some("C1"), &[]),
        ];
        let kin = Kin::from_iter(tickets.clone());
        // The 1st 09:00:00 is seven days before: no longer earlier. The 1st 09:00:01 and the 5th are.
        assert_eq!(kin.earlier(&head("08T09:00:00", Some("C1"))), Some(2));
        // What comes at the same instant is not earlier.
        assert_eq!(kin.earlier(&head("05T09:00:00", Some("C1"))), Some(2));
        assert_eq!(kin.earlier(&head("08T09:00:00", Some("C3"))), Some(0));
        assert_eq!(kin.earlier(&head("08T09:00:00", None)), None);
        // What lies further back is not told, not even as nothing.
        let kin = Kin::from_iter(tickets).since(first.created);
        assert_eq!(kin.earlier(&head("08T09:00:00", Some("C1"))), Some(2));
        assert_eq!(kin.earlier(&head("08T08:59:59", Some("C1"))), None);
    }

    #[test]
    fn customers_of_linked_tickets_count_once_whichever_has_the_link() {
        let kin = Kin::from_iter([
            relative("00001", "01T09:00:00", Some("C1"), &["00002"]),
            relative("00002", "01T09:00:00", Some("C2"), &[]),
            relative("00003", "01T09:00:00", Some("C2"), &["00001"]),
            relative("00004", "01T09:00:00", Some("C4"), &["00001"]),
            relative("00005", "01T09:00:00", None, &["00001"]),
        ]);
        let affected = |key: &str, customer| kin.affected(key.parse().ok(), &head("01T09:00:00", customer));
        // C1 itself, C2 twice, C4, and one without a customer.
        assert_eq!(affected("00001", Some("C1")), 3);
        // T2 knows of T1 alone: two customers.
        assert_eq!(affected("00002", Some("C2")), 2);
        assert_eq!(affected("00009", None), 0);
        // A ticket that is being opened has no key yet.
        assert_eq!(kin.affected(None, &head("01T09:00:00", Some("C1"))), 1);
    }
}
