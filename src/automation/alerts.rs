//! Monitoring alerts: what they say, and what becomes of them at the desk.
//!
//! A *fingerprint* tells an alert from all others. Whenever it begins to fire an *episode* begins, which ends when it is
//! resolved. A ticket knows of episodes by what `import` wrote into its history, so the same news is told once, however
//! often it is delivered.
mod draft;
mod episode;
mod read;

use std::collections::{BTreeMap, HashMap};

use crate::domain::ids::Text;
use crate::time::Instant;

pub use draft::{Case, Mapping, draft};
pub use episode::{ACTOR, Mark, News, OnResolved, Told, act, as_remark, told_until};
pub use read::{AlertFault, Delivery, read};

/// An alert, as a monitoring system tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Tells it from all others, whenever it fires.
    pub fingerprint: Text,
    /// Whether it fires still.
    pub state: State,
    /// When it began to fire.
    pub started: Option<Instant>,
    /// What it is about, by name: `severity`, `service`, and [`NAME`].
    pub labels: BTreeMap<Text, Text>,
    /// What it says, by name: `summary`, `description`, `scope`.
    pub annotations: BTreeMap<Text, Text>,
    /// Where more can be seen.
    pub url: Option<Text>,
}

/// Whether an alert fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It does.
    Firing,
    /// It did, until this instant where that is known.
    Resolved(Option<Instant>),
}

/// The label that says what kind of anomaly it is.
pub const NAME: &str = "alertname";

impl Alert {
    /// The alert as it can be seen at an instant: what it says lies ahead is of now.
    #[must_use]
    pub fn seen_at(mut self, now: Instant) -> Self {
        self.started = self.started.map(|at| at.min(now));
        if let State::Resolved(Some(at)) = &mut self.state {
            *at = (*at).min(now);
        }
        self
    }

    /// The annotation or else the label of a name, unless it says nothing.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.annotations.get(name).into_iter().chain(self.labels.get(name));
        found.map(Text::as_str).find(|text| !text.trim().is_empty())
    }

    /// The first of some annotations and labels that says something.
    pub fn first(&self, names: &[Text]) -> Option<&str> {
        names.iter().find_map(|name| self.get(name))
    }

    /// What people call it: its kind of anomaly, or its fingerprint.
    pub fn name(&self) -> &str {
        self.get(NAME).unwrap_or(&self.fingerprint)
    }

    /// What a ticket about it has as `external`.
    pub fn external(&self) -> Text {
        format!("{EXTERNAL}{}", self.fingerprint).into()
    }
}

/// Alerts in batches of at most so many, in order. What a batch does is written together, so the next alert of a fingerprint
/// is in a batch of its own: first come the first of each, then the second, and so on.
pub fn batches(alerts: Vec<Alert>, most: usize) -> Vec<Vec<Alert>> {
    let mut met: HashMap<Text, usize> = HashMap::new();
    let mut rounds: Vec<Vec<Alert>> = Vec::new();
    for alert in alerts {
        let times = met.entry(alert.fingerprint.clone()).or_default();
        if rounds.len() == *times {
            rounds.push(Vec::new());
        }
        rounds[*times].push(alert);
        *times += 1;
    }
    rounds.iter().flat_map(|round| round.chunks(most.max(1))).map(<[Alert]>::to_vec).collect()
}

/// How the `external` of a ticket about an alert begins.
const EXTERNAL: &str = "alert:";

/// Whether an `external` is that of a ticket about an alert.
pub fn is_external(external: &str) -> bool {
    external.starts_with(EXTERNAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(fingerprints: &str, most: usize) -> Vec<String> {
        let items: Vec<_> = fingerprints.chars().map(|id| format!(r#"{{"id": "{id}", "type": "x"}}"#)).collect();
        let alerts = read(&format!("[{}]", items.join(","))).unwrap().alerts.into_iter().map(Result::unwrap);
        let batches = batches(alerts.collect(), most);
        let names = |batch: &Vec<Alert>| batch.iter().map(|alert| alert.fingerprint.as_str()).collect();
        batches.iter().map(names).collect()
    }

    #[test]
    fn batches_are_cut_by_size_and_never_hold_two_of_a_fingerprint() {
        assert_eq!(cut("abcde", 2), ["ab", "cd", "e"]);
        assert_eq!(cut("abcd", 4), ["abcd"]);
        // The second a waits for the next round, and so does the third for the one after it.
        assert_eq!(cut("aabcba", 2), ["ab", "c", "ab", "a"]);
        assert_eq!(cut("aaa", 9), ["a", "a", "a"]);
        assert_eq!(cut("ab", 0), ["a", "b"]);
    }
}
