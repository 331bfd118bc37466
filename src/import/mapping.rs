//! A mapping: what an export holds and what becomes of it, as data.
//!
//! A mapping is a YAML file. Every key is checked; an unknown one is an error. Wherever a [`Source`] is wanted, the
//! name of a column alone will do: `title: Subject` is `title: {column: Subject}`.
//!
//! ```yaml
//! file: {separator: ";", missing: [NA, "-"]}
//! time: {zone: Europe/Amsterdam, formats: ["%d/%m/%Y %H:%M"]}
//! fields:
//!   external: Number
//!   title: {template: "{Category}: {Item}"}
//!   type: {value: fault}
//!   priority: {column: Impact, map: {1: urgent, 2: high}, unmapped: {default: medium}}
//!   created: Opened
//! acts:
//! - {did: resolved, at: Solved, with: {text: Solution}}
//! ```
mod source;

pub use source::{Decimal, Source, Unmapped};

use serde::Deserialize;
use source::one_word;
use std::collections::BTreeMap;

/// How to read an export, and what becomes of its columns.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// How the file is written.
    pub file: FileOptions,
    /// How times are written.
    pub time: TimeOptions,
    /// Each row is a ticket: its fields.
    pub fields: Option<Fields>,
    /// The customer of a row's ticket.
    pub customer: Option<CustomerColumns>,
    /// What happened to a row's ticket, as its columns tell; acts at one instant keep the order of this list.
    pub acts: Vec<ActColumns>,
    /// What happened to the tickets, as the rows of a second file tell.
    pub events: Option<Events>,
    /// The survey response in a row.
    pub survey: Option<SurveyColumns>,
}

/// How a file is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileOptions {
    /// Its encoding, such as `utf-8` (when absent), `gbk`, `latin1`, `utf-16le`. A byte order mark decides by itself.
    pub encoding: Option<String>,
    /// What separates cells: one character, or `tab`. When absent, that of `,` `;` tab `|` which the header has most.
    pub separator: Option<String>,
    /// The cells that mean *no value*, exactly and in the same letter case, spaces around them aside. Blank always does.
    pub missing: Vec<String>,
    /// The decimal sign of numbers: `point` (when absent) or `comma`.
    pub decimal: Decimal,
}

/// How times are written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TimeOptions {
    /// The time zone of times that have no offset, such as `Europe/Amsterdam`; the desk's when absent.
    pub zone: Option<String>,
    /// What becomes of a time without an offset that the clocks showed twice, when they were set back.
    pub twice: Twice,
    /// The forms of times, tried in order: see [`Formats`](super::moment::Formats). `[iso]` when absent.
    pub formats: Option<Vec<String>>,
}

/// Which of the two instants is meant by a time that the clocks showed twice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Twice {
    /// That cannot be told: the row is reported as rejected.
    #[default]
    Reject,
    /// The first, in summer time.
    First,
    /// The second.
    Second,
}

/// The fields of a ticket. Team, assignee and status follow from acts: `{did: assigned, at: Opened, with: {team: Group}}`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    /// The ticket's id in the other system: what makes a second import know the ticket again.
    pub external: Source,
    /// The ticket's number here; when absent the desk numbers the tickets by the time they were opened.
    pub number: Option<Source>,
    /// The title; line ends become spaces.
    pub title: Source,
    /// The type.
    #[serde(rename = "type")]
    pub kind: Source,
    /// The priority.
    pub priority: Source,
    /// When it was opened.
    pub created: Source,
    /// The category, levels separated by `/`.
    pub category: Option<Source>,
    /// Who reported it: customer, monitoring, a hand-over.
    pub source: Option<Source>,
    /// How it came in.
    pub channel: Option<Source>,
    /// The product.
    pub product: Option<Source>,
    /// When the problem occurred.
    pub occurred: Option<Source>,
    /// By when the customer asked for it.
    pub expected: Option<Source>,
    /// Who is affected.
    pub scope: Option<Source>,
    /// How to reproduce it.
    pub steps: Option<Source>,
    /// The description.
    pub description: Option<Source>,
    /// Tags, separated by commas.
    pub tags: Option<Source>,
}

/// The customer; rows of one `id` are one customer, of whom the first row tells. Names and contacts are masked as ever.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerColumns {
    /// The customer's number; a row without it has no customer.
    pub id: Source,
    /// The name.
    pub name: Option<Source>,
    /// Telephone.
    pub phone: Option<Source>,
    /// E-mail.
    pub email: Option<Source>,
    /// The company or department.
    pub organization: Option<Source>,
    /// The industry.
    pub industry: Option<Source>,
    /// The region.
    pub region: Option<Source>,
    /// The service level.
    pub tier: Option<Source>,
}

/// An act that a ticket's row tells: it happened when `at` has a value and `when` holds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActColumns {
    /// The act's code, such as `resolved`.
    pub did: String,
    /// When it happened.
    pub at: Source,
    /// Only for rows in which these columns have one of these values.
    #[serde(default)]
    pub when: BTreeMap<String, Vec<String>>,
    /// Only for a ticket whose other acts leave it out: none of them is this act or, when this one resolves or closes,
    /// they leave the ticket unresolved or not closed.
    #[serde(default)]
    pub fallback: bool,
    /// What becomes of it when it is from before the ticket was opened.
    #[serde(default)]
    pub early: Early,
    /// What becomes of it when the ticket's status does not allow it.
    #[serde(default)]
    pub impossible: Impossible,
    /// Who did it; `import` when absent.
    pub by: Option<Source>,
    /// The act's own keys, as in a history.
    #[serde(default)]
    pub with: BTreeMap<String, Source>,
}

/// A file each of whose rows tells of one event of a ticket, in any order.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Events {
    /// How the file is written; as the tickets' when absent.
    pub file: Option<FileOptions>,
    /// How its times are written; as the tickets' when absent.
    pub time: Option<TimeOptions>,
    /// The ticket's id in the other system: what `fields.external` is there.
    pub ticket: Source,
    /// When it happened.
    pub at: Source,
    /// What tells the order of events of one second; as in the file when absent.
    pub order: Option<Source>,
    /// Acts of one ticket no further apart than this many seconds happened at once: of them the one that the status
    /// allows comes first, and takes the others along to its time. 0 when absent: only acts of the same second.
    #[serde(default)]
    pub together: u32,
    /// What becomes of an event from before the ticket was opened.
    #[serde(default)]
    pub early: Early,
    /// Who did it; `import` when absent.
    pub by: Option<Source>,
    /// What happened, in the other system's words.
    pub kind: Source,
    /// What each of these words becomes.
    pub acts: BTreeMap<String, EventAct>,
    /// What every other word becomes.
    #[serde(default)]
    pub unmapped: EventAct,
}

/// What becomes of an event from before the ticket was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Early {
    /// The row is reported as rejected.
    #[default]
    Reject,
    /// It counts as happening at the opening, and is counted as moved.
    Clamp,
}

/// What becomes of an act that the ticket's status does not allow, such as one of two closings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Impossible {
    /// Its content is noted, and the status stays.
    #[default]
    Note,
    /// It stays as it is, and the status follows it.
    Keep,
}

/// What an event becomes.
#[derive(Debug, Clone, Default)]
pub enum EventAct {
    /// `reject`: the row is reported as rejected.
    #[default]
    Reject,
    /// `skip`: the row is counted, and left out.
    Skip,
    /// An act: `{did: noted, with: {text: "{activity}"}}`.
    Act(EventActColumns),
}

/// The act an event becomes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventActColumns {
    /// The act's code.
    pub did: String,
    /// What becomes of it when the ticket's status does not allow it.
    #[serde(default)]
    pub impossible: Impossible,
    /// The act's own keys.
    #[serde(default)]
    pub with: BTreeMap<String, Source>,
}

impl<'de> Deserialize<'de> for EventAct {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = |word: &str| match word {
            "reject" => Ok(Self::Reject),
            "skip" => Ok(Self::Skip),
            _ => Err(["reject", "skip"].as_slice()),
        };
        one_word(deserializer, "`reject`, `skip` or an act", word, Self::Act)
    }
}

/// A survey response. A row without any score has none.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyColumns {
    /// The ticket's number, or its id in the other system; in a file of tickets the row's own when absent.
    pub ticket: Option<Source>,
    /// When it was given.
    pub at: Source,
    /// The score of each dimension.
    pub scores: BTreeMap<String, Source>,
    /// The comment.
    pub comment: Option<Source>,
    /// How it came in.
    pub channel: Option<Source>,
    /// The response's id in the other system; the ticket's when absent.
    pub external: Option<Source>,
}

#[cfg(test)]
mod tests;
