//! `config/vocabulary.yaml`: the words of the desk, and what the engine's codes are called there.
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::domain::act::ActKind;
use crate::domain::category;
use crate::domain::field::Field;
use crate::domain::ids::Code;
use crate::fault::{Step, Within as _};
use crate::faults;
use crate::near;

/// One word: its code in files and its label.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// The code in files.
    pub code: Code,
    /// What people call it.
    #[serde(default)]
    pub label: String,
    /// For a type: the priority of a new ticket of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Code>,
}

impl Word {
    /// Whether it is a category, or lies below it.
    pub fn is_within(&self, category: &str) -> bool {
        category::is_within(self.code.as_str(), category)
    }

    /// Its code and its label.
    pub fn names(&self) -> (&str, &str) {
        (self.code.as_str(), &self.label)
    }
}

/// The words of a desk. An empty list admits any code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Ticket types; the first is the default.
    pub types: Vec<Word>,
    /// Priorities, the most urgent first.
    pub priorities: Vec<Word>,
    /// The priority of a ticket whose type names none.
    pub default_priority: Code,
    /// Two-level categories, such as `technical/payment`.
    #[serde(default)]
    pub categories: Vec<Word>,
    /// Where tickets come from.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// How customers are in touch.
    #[serde(default)]
    pub channels: Vec<Word>,
    /// Products and services.
    #[serde(default)]
    pub products: Vec<Word>,
    /// Why a ticket is closed.
    #[serde(default)]
    pub close_reasons: Vec<Word>,
    /// Whom a ticket can wait for.
    #[serde(default)]
    pub parties: Vec<Word>,
    /// What the engine's statuses are called.
    #[serde(default)]
    pub statuses: BTreeMap<Code, String>,
    /// What customers' industries are called.
    #[serde(default)]
    pub industries: Vec<Word>,
    /// The head keys that a new ticket must have beside title, type and priority.
    #[serde(default)]
    pub required: Vec<Code>,
    /// The keys that people's acts must have although the act can do without.
    #[serde(default)]
    pub required_in: BTreeMap<Code, Vec<Code>>,
}

/// Which list of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the list of that name")]
pub enum List {
    Type,
    Priority,
    Category,
    Source,
    Channel,
    Product,
    CloseReason,
    Party,
    Industry,
}

faults! {
    /// Why a code is refused.
    pub enum VocabularyFault {
        "code-unknown" => Unknown { list: &'static str, code: String, nearest: String },
        "vocabulary-empty" => Empty { key: &'static str },
        "default-unknown" => Default { code: String, known: String },
        "required-unknown" => Required { field: String, nearest: String },
        "required-act-unknown" => RequiredAct { act: String, nearest: String },
        "required-key-unknown" => RequiredKey { act: String, key: String, keys: String },
    }
}

impl List {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Type,
        Self::Priority,
        Self::Category,
        Self::Source,
        Self::Channel,
        Self::Product,
        Self::CloseReason,
        Self::Party,
        Self::Industry,
    ];

    /// The list that a field's codes are in.
    pub const fn of(field: Field) -> Option<Self> {
        Some(match field {
            Field::Type => Self::Type,
            Field::Category => Self::Category,
            Field::Priority => Self::Priority,
            Field::Source => Self::Source,
            Field::Channel => Self::Channel,
            Field::Product => Self::Product,
            _ => return None,
        })
    }

    /// Its key in `config/vocabulary.yaml`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Type => "types",
            Self::Priority => "priorities",
            Self::Category => "categories",
            Self::Source => "sources",
            Self::Channel => "channels",
            Self::Product => "products",
            Self::CloseReason => "close_reasons",
            Self::Party => "parties",
            Self::Industry => "industries",
        }
    }
}

/// Whether a person means something by `text`: its code in any case of letters, or its label. Nothing is meant by nothing,
/// not even what has no label.
pub fn means(text: &str, code: &Code, label: &str) -> bool {
    !text.is_empty() && (code.as_str().eq_ignore_ascii_case(text) || label == text)
}

impl Vocabulary {
    /// The words of a list.
    pub fn words(&self, list: List) -> &[Word] {
        match list {
            List::Type => &self.types,
            List::Priority => &self.priorities,
            List::Category => &self.categories,
            List::Source => &self.sources,
            List::Channel => &self.channels,
            List::Product => &self.products,
            List::CloseReason => &self.close_reasons,
            List::Party => &self.parties,
            List::Industry => &self.industries,
        }
    }

    /// Whether a list admits a code: it names it, or names nothing at all.
    pub fn admits(&self, list: List, code: &str) -> bool {
        let words = self.words(list);
        words.is_empty() || words.iter().any(|word| word.code.as_str() == code)
    }

    /// Whether a text is a category, or one above those of the desk: it stands for those below it too.
    pub fn has_within(&self, category: &str) -> bool {
        self.categories.iter().any(|word| word.is_within(category))
    }

    /// As [`Self::resolve`], where a category stands for those below it too: also one above the desk's.
    pub fn resolve_above(&self, list: List, text: &str) -> Result<Code, VocabularyFault> {
        let above = || list == List::Category && self.has_within(text);
        self.resolve(list, text).or_else(|fault| if above() { Ok(text.into()) } else { Err(fault) })
    }

    /// As [`Self::admits`], where a category stands for those below it too.
    pub fn admits_above(&self, list: List, code: &str) -> bool {
        self.admits(list, code) || list == List::Category && self.has_within(code)
    }

    /// The code that a person means by `text`: a code in any case of letters, or a label.
    pub fn resolve(&self, list: List, text: &str) -> Result<Code, VocabularyFault> {
        let words = self.words(list);
        if words.is_empty() {
            return Ok(text.into());
        }
        let meant = |word: &&Word| means(text, &word.code, &word.label);
        words.iter().find(meant).map(|word| word.code.clone()).ok_or_else(|| self.unknown(list, text))
    }

    /// That a list does not name a code.
    pub fn unknown(&self, list: List, code: &str) -> VocabularyFault {
        let nearest = near::named(code, self.words(list).iter().map(Word::names));
        VocabularyFault::Unknown { list: list.key(), code: code.to_owned(), nearest }
    }

    /// What people call a code.
    pub fn label(&self, list: List, code: &str) -> Option<&str> {
        let word = self.words(list).iter().find(|word| word.code.as_str() == code)?;
        Some(word.label.as_str()).filter(|label| !label.is_empty())
    }

    /// How urgent a priority is: the most urgent has the highest rank.
    pub fn rank(&self, priority: &str) -> Option<i64> {
        let place = self.priorities.iter().position(|word| word.code.as_str() == priority)?;
        i64::try_from(self.priorities.len() - place).ok()
    }

    /// The priority of a new ticket of a type.
    pub fn priority_of(&self, kind: &str) -> &Code {
        let word = self.types.iter().find(|word| word.code.as_str() == kind);
        word.and_then(|word| word.priority.as_ref()).unwrap_or(&self.default_priority)
    }

    /// Refuses a vocabulary without types or priorities, defaults that are no priorities, and required
    /// fields, or keys of acts, that are none.
    pub fn validate(&self) -> crate::fault::Result<()> {
        for list in [List::Type, List::Priority] {
            if self.words(list).is_empty() {
                return Err(VocabularyFault::Empty { key: list.key() }).within(list.key());
            }
        }
        let unknown = |field: &Code| field.as_str().parse::<Field>().is_err();
        if let Some((place, field)) = self.required.iter().enumerate().find(|(_, field)| unknown(field)) {
            let nearest = near::list(field.as_str(), Field::ALL.map(Field::code));
            let fault = VocabularyFault::Required { field: field.to_string(), nearest };
            return Err(fault).within(place).within("required");
        }
        for (act, keys) in &self.required_in {
            validate_required(act.as_str(), keys).within("required_in")?;
        }
        self.known_priority(&self.default_priority).within("default_priority")?;
        for (place, word) in self.types.iter().enumerate() {
            let known = word.priority.as_ref().map_or(Ok(()), |code| self.known_priority(code));
            known.within("priority").within(place).within("types")?;
        }
        Ok(())
    }

    fn known_priority(&self, code: &Code) -> Result<(), VocabularyFault> {
        if self.rank(code.as_str()).is_some() {
            return Ok(());
        }
        let known = near::join(self.priorities.iter().map(|word| word.code.as_str()));
        Err(VocabularyFault::Default { code: code.to_string(), known })
    }
}

/// Refuses keys that an act does not have.
fn validate_required(act: &str, keys: &[Code]) -> crate::fault::Result<()> {
    let Some(kind) = ActKind::from_code(act) else {
        let nearest = near::list(act, ActKind::ALL.iter().map(|kind| kind.code()));
        let fault = VocabularyFault::RequiredAct { act: act.to_owned(), nearest };
        return Err(fault).within(Step::Name(act.to_owned()));
    };
    match keys.iter().position(|key| !kind.keys().contains(&key.as_str())) {
        None => Ok(()),
        Some(place) => {
            let (named, key) = (act.to_owned(), keys[place].to_string());
            let fault = VocabularyFault::RequiredKey { act: named, key, keys: kind.keys().join(", ") };
            Err(fault).within(place).within(act)
        }
    }
}
