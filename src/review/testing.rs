//! What tests of this folder need.
use super::version::Version;
use crate::domain::act::{Act, Entry};
use crate::domain::fold;
use crate::domain::moment::{self, Moment};
use crate::domain::ticket::{Head, Ticket};

/// A minute of the morning of 28 October 2026.
pub fn at(minute: u32) -> Moment {
    moment::read(&format!("2026-10-28T09:{minute:02}:00+08:00")).unwrap()
}

/// An act of `by` at a minute.
pub fn entry(minute: u32, by: &str, act: Act) -> Entry {
    Entry::new(at(minute), by.into(), act)
}

/// An internal remark.
pub fn noted(minute: u32, by: &str, text: &str) -> Entry {
    entry(minute, by, Act::Noted { text: text.into() })
}

/// A message to the customer.
pub fn replied(minute: u32, by: &str, text: &str) -> Entry {
    entry(minute, by, Act::Replied { channel: None, article: None, text: text.into() })
}

/// A ticket that wang opened at minute 0, with these acts after it; its head says what they say.
pub fn version(acts: Vec<Entry>) -> Version {
    let created = entry(0, "wang", Act::Created { channel: None, text: None });
    let mut head = Head::new("T1".into(), at(0));
    head.priority = "high".into();
    head.title = "Payment".into();
    let mut ticket = Ticket { head, history: std::iter::once(created).chain(acts).collect() };
    ticket.head = fold::fold(&ticket);
    Version { reference: "T1-k3x9z".parse().unwrap(), path: "tickets/T1-k3x9z.yaml".into(), ticket, rest: Vec::new() }
}
