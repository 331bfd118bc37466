//! Rules: what the desk makes of a ticket by its words and fields.
//!
//! They are asked in order, each seeing what those before it did. The first rule that sets a field wins for it; later
//! ones may set others. What a person gave is never set. A priority is raised, never lowered; a type that a rule sets
//! brings its priority, as it does when a person names it.
mod acting;
mod run;

use std::collections::BTreeMap;

use super::confirmation::Confirmation;
use super::keywords::{Hit, Keywords};
use crate::domain::field::Field;
use crate::domain::ids::{Code, TeamId, Text};
use crate::domain::ticket::Head;
use crate::query::Query;
use crate::time::duration::Span;

pub use self::acting::Scene;
pub use self::run::{FIELDS, OF_OTHERS, Others, Subject, text_of};

/// The rules of a desk, ready to be asked.
#[derive(Debug, Clone)]
pub struct Ruleset {
    /// The libraries.
    pub keywords: Keywords,
    /// The rules, in order.
    pub rules: Vec<Rule>,
    /// Priorities and what types bring.
    pub priorities: Priorities,
    /// The type of a ticket for which nobody names one.
    pub usual_type: Code,
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
    pub collaborators: Vec<Collaborator>,
    /// Roles, teams and members who are told.
    pub notify: Vec<Text>,
    /// To whom the ticket moves up.
    pub escalate: Option<Text>,
}

/// A team that works on a ticket too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collaborator {
    /// The team.
    pub team: TeamId,
    /// What it is to do; without it, the act says which rule involves it.
    pub duty: Option<Text>,
    /// By when, in working time.
    pub within: Option<Span>,
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
    Collaborate(Collaborator),
    /// A role, a team or a member who is told.
    Notify(Text),
    /// Whom it moves up to.
    Escalate(Text),
}

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

impl Rule {
    /// Whether it asks what other tickets say of one: the answer may be another one tomorrow.
    pub fn asks_others(&self) -> bool {
        self.conditions.iter().any(Condition::asks_others)
    }
}

impl Condition {
    /// Whether it asks what other tickets say of one.
    pub fn asks_others(&self) -> bool {
        OF_OTHERS.iter().any(|field| self.query.names(field))
    }
}

impl Judgement {
    /// What holds after all rules were asked: of the values that several of them gave a field, the last.
    pub fn holding(&self) -> impl Iterator<Item = &Change> {
        let field = |change: &Change| match change.effect {
            Effect::Set { field, .. } if field != Field::Tags => Some(field),
            _ => None,
        };
        let is_replaced = move |place: usize| {
            let set = field(&self.changes[place]);
            set.is_some() && self.changes[place + 1..].iter().any(|later| field(later) == set)
        };
        self.changes.iter().enumerate().filter(move |(place, _)| !is_replaced(*place)).map(|(_, change)| change)
    }
}

impl Ruleset {
    /// Whether any rule asks what other tickets say of one.
    pub fn asks_others(&self) -> bool {
        self.rules.iter().any(Rule::asks_others)
    }

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
}

/// The rule and the keywords that a [note](Ruleset::note) names; `None` of another text.
pub fn read_note(note: &str) -> Option<(&str, Vec<&str>)> {
    let rest = note.strip_prefix("rule ")?;
    let (name, words) = rest.split_once(": keyword ").unwrap_or((rest, ""));
    let words = words.split(", ").filter(|word| !word.is_empty());
    let words = words.map(|word| word.strip_prefix('"')?.strip_suffix('"')).collect::<Option<_>>()?;
    (!name.contains(' ')).then_some((name, words))
}

#[cfg(test)]
pub(super) mod tests;
