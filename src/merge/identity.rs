//! Whether two texts are of one ticket. Git pairs files that look alike, and new tickets do.
use std::collections::BTreeSet;

use crate::store::yaml::{self, Value};

/// What the text of a ticket says of which one it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its number.
    pub id: String,
    /// Its number and those it had before.
    pub numbers: BTreeSet<String>,
    created: Option<String>,
    title: Option<String>,
}

impl Identity {
    /// Of a text; `None` when it says no number.
    pub fn of(text: &str) -> Option<Self> {
        let value = yaml::read_value(text).ok()?;
        let one = |key: &str| value.get(key).and_then(Value::as_text).map(str::to_owned);
        let id = one("id")?;
        let former = match value.get("formerly") {
            Some(Value::List(items)) => items.as_slice(),
            _ => &[],
        };
        let numbers = former.iter().filter_map(Value::as_text).chain([id.as_str()]).map(str::to_owned).collect();
        Some(Self { id, numbers, created: one("created"), title: one("title") })
    }

    /// Whether both are of one ticket: they share a number, and were opened at one time or, should a person
    /// have put that right, have one title.
    pub fn is_one_with(&self, other: &Self) -> bool {
        let is_same_opening = self.created == other.created || self.title == other.title;
        is_same_opening && !self.numbers.is_disjoint(&other.numbers)
    }
}

/// Whether two texts are of two tickets, as far as they tell.
pub fn are_two(one: &str, other: &str) -> bool {
    let (one, other) = (Identity::of(one), Identity::of(other));
    matches!((one, other), (Some(one), Some(other)) if !one.is_one_with(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(id: &str, formerly: &str, created: &str, title: &str) -> String {
        format!("id: {id}\ntitle: {title}\ncreated: {created}\nformerly: [{formerly}]\n")
    }

    #[test]
    fn a_ticket_is_known_by_its_numbers_and_its_opening() {
        let one = text("T3", "", "09:00", "One");
        assert!(!are_two(&one, &text("T5", "T3", "09:00", "One")), "renumbered");
        assert!(!are_two(&one, &text("T3", "", "09:00", "One, renamed")), "edited");
        assert!(!are_two(&one, &text("T3", "", "08:59", "One")), "its opening put right");
        assert!(are_two(&one, &text("T4", "", "09:00", "One")), "another number");
        assert!(are_two(&one, &text("T5", "T3", "09:01", "Two")), "had the same number once");
        assert!(!are_two(&one, "<<<<<<< a\n"), "nobody knows");
    }
}
