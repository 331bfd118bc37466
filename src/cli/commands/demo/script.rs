//! What is played: one file of commands for each language.
use serde::Deserialize;

use crate::fault::Result;
use crate::store::yaml;
use crate::text::Language;

/// A play and what is looked at afterwards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Script {
    pub(super) play: Vec<Act>,
    pub(super) look: Vec<Look>,
    /// What to look at next; `{dir}`, `{file}` and the names of tickets are filled in.
    pub(super) next: String,
}

/// A command that somebody gave on one of the last days.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Act {
    /// Working days before today, and the time of day: `5 09:10`.
    pub(super) at: String,
    /// The member.
    pub(super) by: String,
    /// What it is about.
    #[serde(default)]
    pub(super) story: Option<String>,
    /// The command as one types it after `tickets`.
    pub(super) run: String,
    /// What later commands call the ticket that this one opens.
    #[serde(default)]
    pub(super) opens: Option<String>,
}

/// A command that only looks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Look {
    #[serde(default)]
    pub(super) story: Option<String>,
    pub(super) run: String,
}

impl Script {
    /// The script in a language.
    pub(super) fn of(language: Language) -> Result<Self> {
        yaml::read_config(match language {
            Language::English => include_str!("en.yaml"),
            Language::Chinese => include_str!("zh-CN.yaml"),
        })
    }
}

impl Act {
    /// Working days before today, and hours and minutes.
    pub(super) fn when(&self) -> Option<(usize, u32, u32)> {
        let (days, time) = self.at.split_once(' ')?;
        let (hours, minutes) = time.split_once(':')?;
        Some((days.parse().ok()?, hours.parse().ok()?, minutes.parse().ok()?))
    }
}

/// The words of a command; single quotes keep one together.
pub(super) fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = None::<String>;
    let mut is_quoted = false;
    for character in command.chars() {
        match character {
            '\'' => {
                is_quoted = !is_quoted;
                word.get_or_insert_default();
            }
            ' ' if !is_quoted => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_keep_words_together() {
        assert_eq!(words("new 'a b' --tag '' -m x'y z'"), ["new", "a b", "--tag", "", "-m", "xy z"]);
    }

    #[test]
    fn both_languages_play_the_same() {
        let [english, chinese] = Language::ALL.map(|language| Script::of(language).unwrap());
        let shape = |script: &Script| -> Vec<_> {
            let verb = |act: &Act| words(&act.run).into_iter().next();
            let act =
                |act: &Act| (act.when().unwrap(), act.by.clone(), verb(act), act.opens.clone(), act.story.is_some());
            script.play.iter().map(act).collect()
        };
        assert_eq!(shape(&english), shape(&chinese));
        assert_eq!(english.look.len(), chinese.look.len());
        let earlier = |(days, hours, minutes): (usize, u32, u32)| (usize::MAX - days, hours, minutes);
        assert!(english.play.iter().is_sorted_by_key(|act| earlier(act.when().unwrap())));
    }
}
