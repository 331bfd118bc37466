//! `config/rules.yaml`: keyword libraries, the rules that classify new tickets, and who confirms it.
mod compile;
mod effects;
mod parts;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use self::parts::Parts;
use super::vocabulary::Vocabulary;
use crate::automation::rules::{Collaborator, Ruleset};
use crate::domain::field::Field;
use crate::domain::ids::{Code, TeamId, Text};
use crate::domain::member::Roster;
use crate::fault::{Problem, Result};
use crate::store::{disk, layout, yaml};
use crate::time::duration::Span;

pub use compile::RulesFault;

/// The file in `config/`.
pub const FILE: &str = "rules.yaml";

/// `config/rules.yaml` as it stands.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesFile {
    /// Libraries of keywords, by name.
    #[serde(default)]
    pub keywords: BTreeMap<Text, LibraryFile>,
    /// The rules, in the order in which they are asked.
    #[serde(default)]
    pub rules: Vec<RuleFile>,
    /// Who confirms what the rules say.
    #[serde(default)]
    pub classification: ClassificationFile,
}

/// A library of keywords.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibraryFile {
    /// Words, in any language; a `*` at the end of one takes any ending.
    pub words: Vec<Text>,
    /// Phrases in which a word does not count.
    #[serde(default)]
    pub not: Vec<Text>,
}

/// A rule.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// Its name, as acts and reports say it.
    pub name: Text,
    /// Libraries of which one must be mentioned.
    #[serde(default)]
    pub keywords: Option<Vec<Text>>,
    /// What must hold besides, as in `--where`.
    #[serde(default)]
    pub when: Option<String>,
    /// What it sets.
    #[serde(default)]
    pub set: SetFile,
    /// The priority that the ticket has at least.
    #[serde(default)]
    pub raise: Option<Code>,
    /// Tags that it adds.
    #[serde(default)]
    pub tags: Vec<Text>,
    /// Teams that work on it too.
    #[serde(default)]
    pub collaborators: Vec<CollaboratorFile>,
    /// Roles, teams and members who are told.
    #[serde(default)]
    pub notify: Vec<Text>,
    /// A role, a team or a member to whom the ticket moves up.
    #[serde(default)]
    pub escalate: Option<Text>,
    /// Whether the rules after it are not asked when it fires.
    #[serde(default)]
    pub stop: bool,
}

/// A team that works on it too: its name alone, or with what it is to do.
#[derive(Debug, Clone)]
pub struct CollaboratorFile(pub Collaborator);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DutyFile {
    team: TeamId,
    #[serde(default)]
    duty: Option<Text>,
    #[serde(default)]
    within: Option<Span>,
}

impl<'de> Deserialize<'de> for CollaboratorFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(CollaboratorVisitor)
    }
}

struct CollaboratorVisitor;

impl<'de> Visitor<'de> for CollaboratorVisitor {
    type Value = CollaboratorFile;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a team, or a map of team, duty and within")
    }

    fn visit_str<E: Error>(self, team: &str) -> std::result::Result<CollaboratorFile, E> {
        Ok(CollaboratorFile(Collaborator { team: team.into(), duty: None, within: None }))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<CollaboratorFile, A::Error> {
        let DutyFile { team, duty, within } = DutyFile::deserialize(MapAccessDeserializer::new(map))?;
        Ok(CollaboratorFile(Collaborator { team, duty, within }))
    }
}

/// What a rule sets.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is the head key of that name")]
pub struct SetFile {
    #[serde(default, rename = "type")]
    pub kind: Option<Text>,
    #[serde(default)]
    pub category: Option<Text>,
    #[serde(default)]
    pub priority: Option<Text>,
    #[serde(default)]
    pub product: Option<Text>,
    #[serde(default)]
    pub source: Option<Text>,
    #[serde(default)]
    pub channel: Option<Text>,
    #[serde(default)]
    pub team: Option<TeamId>,
}

impl SetFile {
    /// The head fields that are set: a type before the priority that it would bring.
    pub(super) fn fields(&self) -> impl Iterator<Item = (Field, &Text)> {
        let fields = [
            (Field::Type, &self.kind),
            (Field::Category, &self.category),
            (Field::Priority, &self.priority),
            (Field::Product, &self.product),
            (Field::Source, &self.source),
            (Field::Channel, &self.channel),
        ];
        fields.into_iter().filter_map(|(field, text)| Some((field, text.as_ref()?)))
    }
}

/// Who confirms what the rules say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassificationFile {
    /// The roles.
    #[serde(default)]
    pub confirm: ConfirmFile,
}

/// The roles that confirm; a level without one needs no confirmation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmFile {
    /// Of the category's first level.
    #[serde(default)]
    pub level1: Option<String>,
    /// Of the whole category and the handler.
    #[serde(default)]
    pub level2: Option<String>,
}

/// The rules of the desk at `root`, without anything that is wrong with them; `None` when there is no file.
pub fn read(root: &Path, vocabulary: &Vocabulary, roster: &Roster) -> Result<Option<Ruleset>> {
    let Some((ruleset, problems)) = examine(root, vocabulary, roster)? else { return Ok(None) };
    problems.into_iter().next().map_or(Ok(ruleset), Err)
}

/// What can be read of the rules, and everything that is wrong with them, each at its place.
pub fn examine(
    root: &Path,
    vocabulary: &Vocabulary,
    roster: &Roster,
) -> Result<Option<(Option<Ruleset>, Vec<Problem>)>> {
    let path = Path::new(layout::CONFIG).join(FILE);
    let Some(text) = disk::read_text(&root.join(&path))? else { return Ok(None) };
    let (ruleset, problems) = match yaml::read_config(&text) {
        Ok(file) => compile::compile(&text, &file, &[], vocabulary, roster),
        Err(problem) => {
            let Parts { file, unread, mut problems } = Parts::read(&text, problem);
            problems.extend(compile::compile(&text, &file, &unread, vocabulary, roster).1);
            (None, problems)
        }
    };
    Ok(Some((ruleset, problems.into_iter().map(|problem| problem.in_file(&path)).collect())))
}

#[cfg(test)]
mod tests;
