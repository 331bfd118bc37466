//! Help and usage errors, in the language of the desk.
//!
//! English help is the doc comments of the arguments; the Chinese one is the table
//! `help` in `text/zh_cn`, by the path of the command and the argument's name.
mod chinese;
mod refusal;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory};

use super::environment::Environment;
use super::exit::Exit;
use super::{Cli, output};
use crate::desk::open::discover;
use crate::store::layout;
use crate::text::Language;

/// The language to speak before the arguments are understood: `--lang`, the desk's, the
/// environment's.
pub fn language(arguments: &[OsString], environment: &Environment) -> Language {
    let named = value_of(arguments, &["--lang"]).and_then(|code| Language::from_code(&code));
    named
        .or_else(|| desk_language(arguments, environment))
        .or_else(|| environment_language(environment))
        .unwrap_or_default()
}

/// The value of an option, read before the arguments are parsed.
pub(super) fn value_of(arguments: &[OsString], names: &[&str]) -> Option<String> {
    let arguments: Vec<_> = arguments.iter().map_while(|argument| argument.to_str()).collect();
    arguments.iter().enumerate().find_map(|(place, argument)| {
        let (name, value) = argument.split_once('=').map_or((*argument, None), |(name, value)| (name, Some(value)));
        let value = value.or_else(|| arguments.get(place + 1).copied());
        names.contains(&name).then(|| value.map(str::to_owned))?
    })
}

fn desk_language(arguments: &[OsString], environment: &Environment) -> Option<Language> {
    let named = value_of(arguments, &["-C", "--desk"]).map(PathBuf::from);
    language_of(&discover(&environment.start(named)).ok()?)
}

/// The language of the desk at `root`, also when its configuration is broken.
pub(super) fn language_of(root: &Path) -> Option<Language> {
    #[derive(serde::Deserialize)]
    struct Spoken {
        language: Language,
    }
    let text = crate::store::disk::read_text(&root.join(layout::DESK)).ok()??;
    let line = text.lines().find(|line| line.starts_with("language:"))?;
    let spoken: Spoken = crate::store::yaml::read_config(line).ok()?;
    Some(spoken.language)
}

fn environment_language(environment: &Environment) -> Option<Language> {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| environment.variable(name))
        .and_then(|code| Language::from_code(&code))
}

/// `tickets help accept` as `tickets accept --help`.
pub fn turned(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// The command line with its help in a language.
pub fn command(language: Language) -> Command {
    let command = dashed(Cli::command()).after_help(language.word("help.after").to_owned());
    match language {
        Language::English => command,
        Language::Chinese => chinese::translated(command, ""),
    }
}

/// The values that may begin with a dash: `--at -2h`, `--sort -created`, `-m '- first of a list'`.
const DASHED: [&str; 5] = ["TIME", "TEXT", "COLUMNS", "DURATION", "COUNT"];

fn dashed(command: Command) -> Command {
    let command = command.mut_args(|argument| {
        let names = argument.get_value_names().unwrap_or_default();
        let may = !argument.is_positional() && names.iter().any(|name| DASHED.contains(&name.as_str()));
        if may { argument.allow_hyphen_values(true) } else { argument }
    });
    command.mut_subcommands(dashed)
}

/// Shows help, the version, or what was not understood.
pub fn refuse(error: &clap::Error, asked: &[OsString], language: Language) -> Exit {
    let text = refusal::told(error, asked, language);
    if error.use_stderr() {
        output::tell(text.trim_end());
        return Exit::Usage;
    }
    if output::data(&text).is_ok() { Exit::Done } else { Exit::Failed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::help;

    /// The keys that Chinese help needs: every command, every argument of it, and what stands before its examples.
    fn needed(command: &Command, path: &str, keys: &mut Vec<String>) {
        keys.push(path.to_owned());
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        keys.extend((!after.is_empty() && !after.starts_with(chinese::EXAMPLES)).then(|| format!("{path}.after")));
        keys.extend(command.get_arguments().map(|argument| format!("{path}.{}", argument.get_id())));
        for inner in command.get_subcommands() {
            let inner_path =
                if path.is_empty() { inner.get_name().to_owned() } else { format!("{path} {}", inner.get_name()) };
            needed(inner, &inner_path, keys);
        }
    }

    fn short(key: &str) -> String {
        key.rsplit_once('.').map_or_else(String::new, |(_, name)| format!("*.{name}"))
    }

    #[test]
    fn every_command_and_argument_is_explained_in_chinese_and_nothing_else() {
        let mut keys = Vec::new();
        needed(&Cli::command(), "", &mut keys);
        let missing: Vec<_> =
            keys.iter().filter(|key| help::find(key).is_none() && help::find(&short(key)).is_none()).collect();
        assert!(missing.is_empty(), "no Chinese help for {missing:#?}");
        let stale: Vec<_> = help::keys()
            .filter(|key| {
                !keys.iter().any(|known| known == key || (key.starts_with('*') && short(known) == *key))
                    && !["*.help", "*.version"].contains(key)
            })
            .collect();
        assert!(stale.is_empty(), "help of nothing: {stale:#?}");
    }

    #[test]
    fn the_command_line_is_sound() {
        for language in Language::ALL {
            command(language).debug_assert();
        }
    }

    #[test]
    fn chinese_help_has_no_english_words_of_its_own() {
        let mut commands = vec![command(Language::Chinese)];
        while let Some(mut command) = commands.pop() {
            let text = chinese::finished(&command.render_long_help().to_string());
            for word in
                ["Usage", "Options", "Commands", "Arguments", "Examples", "Print", "default", "possible", "alias"]
            {
                let said = text.split(|c: char| !c.is_ascii_alphabetic()).any(|known| known == word);
                assert!(!said, "`{word}` in the help of `{}`:\n{text}", command.get_name());
            }
            commands.extend(command.get_subcommands().cloned());
        }
    }

    #[test]
    fn options_are_read_before_parsing() {
        let arguments: Vec<OsString> = ["tickets", "list", "--lang=zh-CN", "-C", "x"].map(Into::into).to_vec();
        assert_eq!(value_of(&arguments, &["--lang"]).as_deref(), Some("zh-CN"));
        assert_eq!(value_of(&arguments, &["-C", "--desk"]).as_deref(), Some("x"));
        assert_eq!(value_of(&arguments, &["--as"]), None);
    }
}
