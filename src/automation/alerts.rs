//! Monitoring alerts: what they say, and what becomes of them at the desk.
//!
//! A *fingerprint* tells an alert from all others. Whenever it begins to fire an *episode* begins, which ends when it is
//! resolved. A ticket knows of episodes by what `import` wrote into its history, so the same news is told once, however
//! often it is delivered.
mod draft;
mod episode;
mod read;

use std::collections::BTreeMap;

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

/// How the `external` of a ticket about an alert begins.
const EXTERNAL: &str = "alert:";

/// Whether an `external` is that of a ticket about an alert.
pub fn is_external(external: &str) -> bool {
    external.starts_with(EXTERNAL)
}
