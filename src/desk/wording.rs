//! `config/wording.yaml`: words that promise nothing certain, and what to write instead.
use serde::{Deserialize, Serialize};

use crate::automation::keywords::{Hit, Keywords, KeywordsFault, Library};
use crate::fault::Within as _;
use crate::faults;

/// What is written: where words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Use {
    /// A public message.
    Reply,
    /// A plan.
    Plan,
    /// Progress, and what comes next.
    Progress,
    /// How it was solved.
    Resolve,
}

impl Use {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Reply, Self::Plan, Self::Progress, Self::Resolve];

    /// Its code in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Plan => "plan",
            Self::Progress => "progress",
            Self::Resolve => "resolve",
        }
    }
}

/// What follows when a word is found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Policy {
    /// It is pointed out.
    #[default]
    Warn,
    /// The text is not written, unless it is forced.
    Refuse,
}

/// Words of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The words, of any language.
    pub words: Vec<String>,
    /// What to write instead.
    pub advice: String,
    /// What follows, when it is not as for the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<Policy>,
    /// Where they are looked for, when it is not as for the others.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    pub uses: Option<Vec<Use>>,
}

/// The words of a desk; an empty list switches the check off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// What follows when one is found.
    #[serde(default)]
    pub policy: Policy,
    /// Where they are looked for.
    #[serde(default = "everywhere", rename = "in")]
    pub uses: Vec<Use>,
    /// The words.
    #[serde(default)]
    pub vague: Vec<Group>,
    /// Longer phrases that contain a word and are well.
    #[serde(default)]
    pub except: Vec<String>,
}

fn everywhere() -> Vec<Use> {
    Use::ALL.into()
}

/// The longest word, in characters.
const LONGEST: usize = 100;

faults! {
    /// Why a `config/wording.yaml` cannot be used.
    pub enum WordingSettingsFault {
        "wording-word-empty" => Empty {},
        "wording-word-long" => Long { length: usize, limit: usize },
        "wording-word-twice" => Twice { word: String },
        "wording-except-idle" => Idle { phrase: String },
    }
}

/// A vague word in a text.
#[derive(Debug)]
pub struct Vague<'a> {
    /// Which word, and where.
    pub hit: Hit,
    /// The word as it is configured.
    pub word: &'a str,
    /// What to write instead.
    pub advice: &'a str,
    /// What follows.
    pub policy: Policy,
}

impl Wording {
    fn words(&self) -> impl Iterator<Item = (&Group, &str)> {
        self.vague.iter().flat_map(|group| group.words.iter().map(move |word| (group, word.as_str())))
    }

    /// Refuses an empty word, a word that is listed twice, and an exception that contains none.
    pub fn validate(&self) -> crate::fault::Result<()> {
        let mut seen = std::collections::HashSet::new();
        for (place, group) in self.vague.iter().enumerate() {
            for (item, word) in group.words.iter().enumerate() {
                let is_new = seen.insert(word.trim().to_lowercase());
                refuse_word(word, is_new).within(item).within("words").within(place).within("vague")?;
            }
        }
        for (place, phrase) in self.except.iter().enumerate() {
            refuse_word(phrase, true).within(place).within("except")?;
        }
        let words = self.keywords(&[]).within("vague")?;
        match self.except.iter().position(|phrase| words.hits(phrase).is_empty()) {
            Some(place) => {
                let fault = WordingSettingsFault::Idle { phrase: self.except[place].clone() };
                Err(fault).within(place).within("except")
            }
            None => Ok(()),
        }
    }

    /// The words, as one library.
    fn keywords(&self, except: &[String]) -> Result<Keywords, KeywordsFault> {
        let words = self.words().map(|(_, word)| word.into()).collect();
        let not = except.iter().map(Into::into).collect();
        Keywords::compile(vec![Library { words, not, ..Library::default() }])
    }

    /// The vague words of a text, in its order; with `purpose`, those that are looked for there.
    pub fn find(&self, text: &str, purpose: Option<Use>) -> Result<Vec<Vague<'_>>, KeywordsFault> {
        let words: Vec<_> = self.words().collect();
        let hits = self.keywords(&self.except)?.hits(text).into_iter();
        let vague = hits.filter_map(|hit| {
            let (group, word) = *words.get(hit.word)?;
            let policy = group.policy.unwrap_or(self.policy);
            let uses = group.uses.as_ref().unwrap_or(&self.uses);
            let is_meant = purpose.is_none_or(|purpose| uses.contains(&purpose));
            is_meant.then_some(Vague { hit, word, advice: &group.advice, policy })
        });
        Ok(vague.collect())
    }
}

fn refuse_word(word: &str, is_new: bool) -> Result<(), WordingSettingsFault> {
    if word.trim().is_empty() {
        Err(WordingSettingsFault::Empty {})
    } else if word.chars().nth(LONGEST).is_some() {
        Err(WordingSettingsFault::Long { length: word.chars().count(), limit: LONGEST })
    } else if is_new {
        Ok(())
    } else {
        Err(WordingSettingsFault::Twice { word: word.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::yaml::read_config;

    fn wording(text: &str) -> Wording {
        read_config(text).unwrap()
    }

    fn refused(text: &str) -> &'static str {
        wording(text).validate().unwrap_err().code()
    }

    /// The words that are found, and the texts that they are.
    fn found(except: &str, text: &str) -> Vec<String> {
        let words = "[可能, 大概, maybe, as soon as possible, ASAP, so fast, fast]";
        let wording = wording(&format!("vague: [{{words: {words}, advice: a}}]\nexcept: [{except}]\n"));
        let vague = wording.find(text, None).unwrap();
        vague.into_iter().map(|vague| format!("{}:{}", vague.word, &text[vague.hit.span])).collect()
    }

    #[test]
    fn longer_phrases_are_exceptions_where_they_stand_whole() {
        let except = "可能性, 大概率, maybe not";
        assert_eq!(found(except, "可能性很低, 大概率明天, maybe not"), [""; 0]);
        assert_eq!(found(except, "可能可能性"), ["可能:可能"]);
        assert_eq!(found(except, "maybe nothing works"), ["maybe:maybe"], "`maybe not` is cut");
        assert_eq!(found(except, "also fast"), ["fast:fast"], "`so fast` is cut");
    }

    #[test]
    fn letters_and_spaces_in_any_form_are_the_same() {
        assert_eq!(found("", "ＭＡＹＢＥ Asap"), ["maybe:ＭＡＹＢＥ", "ASAP:Asap"]);
        let broken = "as soon\n  as possible";
        assert_eq!(found("", &format!("{broken}.")), [format!("as soon as possible:{broken}")]);
        assert_eq!(found("", "maybes, xmaybe, asap9, émaybe"), [""; 0]);
        assert_eq!(found("", "请asap回复; maybe_x"), ["ASAP:asap", "maybe:maybe"]);
    }

    #[test]
    fn groups_have_ways_of_their_own() {
        let wording = wording(
            "policy: warn\nin: [reply, plan]\nvague:\n- {words: [尽快, soon], advice: a}\n\
             - {words: [可能], advice: b, policy: refuse, in: [resolve]}\nexcept: [可能性]\n",
        );
        wording.validate().unwrap();
        let found = |used| {
            let vague = wording.find("可能尽快, 可能性", used).unwrap();
            vague.into_iter().map(|vague| (vague.word, vague.policy)).collect::<Vec<_>>()
        };
        assert_eq!(found(Some(Use::Reply)), [("尽快", Policy::Warn)]);
        assert_eq!(found(Some(Use::Resolve)), [("可能", Policy::Refuse)]);
        assert_eq!(found(Some(Use::Progress)), []);
        assert_eq!(found(None).len(), 2);
    }

    #[test]
    fn words_that_cannot_work_are_refused() {
        assert_eq!(refused("vague: [{words: [' '], advice: a}]"), "wording-word-empty");
        assert_eq!(refused("vague: [{words: [Soon, soon], advice: a}]"), "wording-word-twice");
        assert_eq!(refused("vague: [{words: [soon], advice: a}]\nexcept: [later]"), "wording-except-idle");
    }

    #[test]
    fn unknown_keys_and_values_are_refused() {
        for text in ["polcy: warn", "policy: stop", "in: [replies]", "vague: [{words: [a]}]"] {
            assert!(read_config::<Wording>(text).is_err(), "{text}");
        }
    }
}
