//! Help and usage errors, in the language of the desk.
//!
//! English help is the doc comments of the arguments; the Chinese one is the table
//! `help` in `text/zh_cn`, by the path of the command and the argument's name.
use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory};

use super::environment::Environment;
use super::exit::Exit;
use super::{Cli, output};
use crate::desk::open::discover;
use crate::render::sanitize;
use crate::store::layout;
use crate::text::{Language, help};

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
fn value_of(arguments: &[OsString], names: &[&str]) -> Option<String> {
    let arguments: Vec<_> = arguments.iter().map_while(|argument| argument.to_str()).collect();
    arguments.iter().enumerate().find_map(|(place, argument)| {
        let (name, value) = argument.split_once('=').map_or((*argument, None), |(name, value)| (name, Some(value)));
        let value = value.or_else(|| arguments.get(place + 1).copied());
        names.contains(&name).then(|| value.map(str::to_owned))?
    })
}

fn desk_language(arguments: &[OsString], environment: &Environment) -> Option<Language> {
    #[derive(serde::Deserialize)]
    struct Spoken {
        language: Language,
    }
    let named = value_of(arguments, &["-C", "--desk"]).map(PathBuf::from);
    let root = discover(&environment.start(named)).ok()?;
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

/// The command line with its help in a language.
pub fn command(language: Language) -> Command {
    let command = Cli::command().after_help(language.word("help.after").to_owned());
    match language {
        Language::English => command,
        Language::Chinese => translated(command, ""),
    }
}

/// The command with the Chinese help of `path`, and so its subcommands.
fn translated(command: Command, path: &str) -> Command {
    let find = |key: &str| help::find(key);
    let mut command = command.help_template(help::TEMPLATE).next_help_heading(None::<&str>);
    if let Some(about) = find(path) {
        command = command.about(about).long_about(None::<&str>);
    }
    if let Some(examples) = crate::text::Language::Chinese.find(&format!("examples.{path}")) {
        command = command.after_help(examples);
    }
    let arguments: Vec<_> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    for id in arguments {
        let text = find(&format!("{path}.{id}")).or_else(|| find(&format!("*.{id}")));
        command = command.mut_arg(&id, |argument| headed(argument, text));
    }
    let names: Vec<_> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    for name in names {
        let inner = if path.is_empty() { name.clone() } else { format!("{path} {name}") };
        command = command.mut_subcommand(&name, |command| translated(command, &inner));
    }
    command
}

fn headed(argument: Arg, text: Option<&'static str>) -> Arg {
    let argument = match argument.get_help_heading() {
        Some(_) => argument.help_heading(help::GLOBAL_OPTIONS),
        None if argument.is_positional() => argument.help_heading(help::ARGUMENTS),
        None => argument.help_heading(help::OPTIONS),
    };
    match text {
        Some(text) => argument.help(text).long_help(None::<&str>),
        None => argument,
    }
}

/// Shows help, the version, or what was not understood.
pub fn refuse(error: &clap::Error, language: Language) -> Exit {
    if !error.use_stderr() {
        let shown = output::data(&error.render().to_string());
        return if shown.is_ok() { Exit::Done } else { Exit::Failed };
    }
    match language {
        Language::English => output::tell(&sanitize::lines(error.render().to_string().trim_end())),
        Language::Chinese => output::tell(&in_chinese(error)),
    }
    Exit::Usage
}

fn in_chinese(error: &clap::Error) -> String {
    let key = match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage.invalid-value",
        ErrorKind::UnknownArgument => "usage.unknown-argument",
        ErrorKind::InvalidSubcommand => "usage.unknown-command",
        ErrorKind::MissingRequiredArgument => "usage.missing",
        ErrorKind::ArgumentConflict => "usage.conflict",
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            return error.render().to_string();
        }
        _ => "usage.other",
    };
    let value = |kind| error.get(kind).map(words).unwrap_or_default();
    let argument = match value(ContextKind::InvalidArg) {
        empty if empty.is_empty() => value(ContextKind::InvalidSubcommand),
        argument => argument,
    };
    let (given, known) = (value(ContextKind::InvalidValue), value(ContextKind::ValidValue));
    let chinese = Language::Chinese;
    let sentence = chinese.say(key, &[("argument", &argument), ("value", &given)]);
    let mut text = format!("{}: {}", chinese.word("error"), sanitize::line(&sentence));
    let suggestion = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = suggestion.into_iter().map(value).find(|near| !near.is_empty()).unwrap_or(known);
    if !near.is_empty() {
        text.extend(["\n", chinese.word("hint"), ": ", &chinese.say("usage.near", &[("near", &near)])]);
    }
    text + "\n" + chinese.word("usage.help")
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => texts.iter().map(StyledStr::to_string).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys that Chinese help needs: every command and every argument of it.
    fn needed(command: &Command, path: &str, keys: &mut Vec<String>) {
        keys.push(path.to_owned());
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
        for language in [Language::English, Language::Chinese] {
            command(language).debug_assert();
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
