//! Rules: what the desk makes of a ticket by its words and fields.
//!
//! They are asked in order, each seeing what those before it did. The first rule that sets a field wins for it; later
//! ones may set others. What a person gave is never set. A priority is raised, never lowered; a type that a rule sets
//! brings its priority, as it does when a person names it.
mod run;

use std::collections::BTreeMap;

use super::confirmation::Confirmation;
use super::keywords::{Hit, Keywords};
use crate::domain::act::Act;
use crate::domain::field::Field;
use crate::domain::ids::{Code, TeamId, Text};
use crate::domain::ticket::Head;
use crate::query::Query;

pub use self::run::{FIELDS, Subject, text_of};

/// The rules of a desk, ready to be asked.
#[derive(Debug, Clone)]
pub struct Ruleset {
    /// The libraries.
    pub keywords: Keywords,
    /// The rules, in order.
    pub rules: Vec<Rule>,
    /// Priorities and what types bring.
    pub priorities: Priorities,
    /// Who confirms what the rules say.
    pub confirmation: Confirmation,
}

/// A rule: what it asks for and what it does.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name.
    pub name: Text,
    /// The libraries of which one must be mentioned; any ticket will do when there is none.
    pub libraries: Vec<usize>,
    /// All the libraries it asks about, in conditions too.
    pub mentioned: Vec<usize>,
    /// What must all hold.
    pub conditions: Vec<Condition>,
    /// What it does.
    pub effects: Effects,
    /// Whether the rules after it are not asked when it fires.
    pub stop: bool,
}

/// One part of what must hold.
#[derive(Debug, Clone)]
pub struct Condition {
    /// As it is written.
    pub text: String,
    /// What is asked.
    pub query: Query,
}

/// What a rule does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// Head fields that it sets.
    pub set: Vec<(Field, Text)>,
    /// The team that it gives the ticket to.
    pub team: Option<TeamId>,
    /// The priority that the ticket has at least.
    pub raise: Option<Code>,
    /// Tags that it adds.
    pub tags: Vec<Text>,
    /// Teams that work on it too.
    pub collaborators: Vec<TeamId>,
    /// Roles, teams and members who are told.
    pub notify: Vec<Text>,
}

/// The order of priorities, and which one a type brings.
#[derive(Debug, Clone, Default)]
pub struct Priorities {
    /// The most urgent first.
    pub order: Vec<Code>,
    /// By type.
    pub of_type: BTreeMap<Code, Code>,
    /// Of a type that names none.
    pub default: Code,
}

/// What the rules say of one ticket.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The words that were found, by where they stand in the [text](text_of).
    pub hits: Vec<Hit>,
    /// What became of each rule, in order.
    pub verdicts: Vec<Verdict>,
    /// What is to be done, in order.
    pub changes: Vec<Change>,
    /// The head after all of it; its team as well, and never its assignee.
    pub head: Head,
}

/// What became of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It fired.
    Fired {
        /// What it would have set, had a person or another rule not done so.
        kept: Vec<Field>,
    },
    /// None of its libraries is mentioned.
    NoKeyword,
    /// These conditions do not hold.
    Unmet(Vec<String>),
    /// This rule, by its place, ended the asking.
    Stopped(usize),
}

/// One thing that a rule does to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule's place.
    pub rule: usize,
    /// What.
    pub effect: Effect,
}

/// What a rule does to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A head field.
    Set {
        /// Which.
        field: Field,
        /// Its text before.
        from: Option<Text>,
        /// Its text after.
        to: Text,
    },
    /// The team.
    Team(TeamId),
    /// A team that works on it too.
    Collaborate(TeamId),
    /// A role, a team or a member who is told.
    Notify(Text),
}

/// What a collaborating team is told.
pub const COLLABORATION: &str = "collaboration";
/// What those are told whom a rule names.
pub const RULE: &str = "rule";

impl Priorities {
    /// How urgent a priority is: the most urgent has the highest rank; an unknown one has none.
    pub fn rank(&self, priority: &str) -> Option<i64> {
        let place = self.order.iter().position(|code| code.as_str() == priority)?;
        i64::try_from(self.order.len() - place).ok()
    }

    /// The priority that a type brings.
    pub fn of(&self, kind: &str) -> &Code {
        self.of_type.get(kind).unwrap_or(&self.default)
    }
}

impl Verdict {
    /// Its code in machine formats.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Fired { .. } => "fired",
            Self::NoKeyword => "no-keyword",
            Self::Unmet(_) => "unmet",
            Self::Stopped(_) => "stopped",
        }
    }

    /// Whether the rule fired.
    pub const fn is_fired(&self) -> bool {
        matches!(self, Self::Fired { .. })
    }
}

impl Ruleset {
    /// The distinct words that were found for a rule, in the order of the text.
    pub fn words<'r>(&'r self, rule: usize, hits: &[Hit]) -> Vec<&'r str> {
        let mut words = Vec::new();
        for hit in hits.iter().filter(|hit| self.rules[rule].mentioned.contains(&hit.library)) {
            let word = self.keywords.word(hit);
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    /// Why a rule fired, as acts say it: `rule refund: keyword "退款"`.
    pub fn note(&self, rule: usize, hits: &[Hit]) -> Text {
        let name = &self.rules[rule].name;
        let words: Vec<_> = self.words(rule, hits).into_iter().take(NOTED).map(|word| format!("\"{word}\"")).collect();
        if words.is_empty() {
            format!("rule {name}").into()
        } else {
            format!("rule {name}: keyword {}", words.join(", ")).into()
        }
    }

    /// The act that records a change.
    pub fn act(&self, change: &Change, hits: &[Hit]) -> Act {
        let note = Some(self.note(change.rule, hits));
        match change.effect.clone() {
            Effect::Set { field, from, to } => Act::Classified { field, from, to: Some(to), note },
            Effect::Team(team) => Act::Assigned { team: Some(team), to: None, reason: None, note },
            Effect::Collaborate(team) => notified(COLLABORATION, team.as_str()),
            Effect::Notify(whom) => notified(RULE, &whom),
        }
    }
}

/// The rule and the keywords that a [note](Ruleset::note) names; `None` of another text.
pub fn read_note(note: &str) -> Option<(&str, Vec<&str>)> {
    let rest = note.strip_prefix("rule ")?;
    let (name, words) = rest.split_once(": keyword ").unwrap_or((rest, ""));
    let words = words.split(", ").filter(|word| !word.is_empty());
    let words = words.map(|word| word.strip_prefix('"')?.strip_suffix('"')).collect::<Option<_>>()?;
    (!name.contains(' ')).then_some((name, words))
}

/// How many words a note names.
const NOTED: usize = 3;

fn notified(what: &str, whom: &str) -> Act {
    Act::Notified { what: what.into(), to: Some(whom.into()), channel: None }
}

#[cfg(test)]
pub(super) mod tests;
