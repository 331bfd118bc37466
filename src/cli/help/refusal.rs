//! What was not understood, in the words of the house; help and version pass through here too.
use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};

use super::chinese;
use crate::cli::{Cli, present};
use crate::near;
use crate::render::sanitize;
use crate::text::Language;

/// The error, or the page of help that clap calls one, as text; `asked` is what was typed.
pub(super) fn told(error: &clap::Error, asked: &[OsString], language: Language) -> String {
    if is_page(error) {
        let page = error.render().to_string();
        return if language == Language::Chinese { chinese::finished(&page) } else { page };
    }
    let program = Cli::command();
    let (command, path) = meant(&program, asked);
    let more = language.say("usage.help", &[("command", &path)]);
    let lines = [Some(sentence(error, language)), hint(error, command, language), Some(more)];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// The innermost command that is named, and what it is called with.
fn meant<'c>(program: &'c Command, asked: &[OsString]) -> (&'c Command, String) {
    let mut command = program;
    let mut path = program.get_name().to_owned();
    for word in asked.iter().skip(1).filter_map(|word| word.to_str()) {
        if let Some(inner) = command.find_subcommand(word) {
            command = inner;
            path.extend([" ", inner.get_name()]);
        } else if command.has_subcommands() && !std::ptr::eq(command, program) {
            break;
        }
    }
    (command, path)
}

fn is_page(error: &clap::Error) -> bool {
    use ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion, MissingSubcommand};
    let pages = [DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion, MissingSubcommand];
    pages.contains(&error.kind())
}

fn sentence(error: &clap::Error, language: Language) -> String {
    let value = |kind| error.get(kind).map(|value| words(value, language)).unwrap_or_default();
    let given = value(ContextKind::InvalidValue);
    let key = match error.kind() {
        ErrorKind::InvalidValue if given.is_empty() => "usage.no-value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage.invalid-value",
        ErrorKind::UnknownArgument => "usage.unknown-argument",
        ErrorKind::InvalidSubcommand => "usage.unknown-command",
        ErrorKind::MissingRequiredArgument => "usage.missing",
        ErrorKind::ArgumentConflict => "usage.conflict",
        ErrorKind::InvalidUtf8 => "usage.not-utf8",
        _ => "usage.other",
    };
    let argument = match value(ContextKind::InvalidArg) {
        empty if empty.is_empty() => value(ContextKind::InvalidSubcommand),
        argument => argument,
    };
    let args = [("argument", &*argument), ("value", &given), ("prior", &value(ContextKind::PriorArg))];
    present::labelled(language.word("error"), &sanitize::line(&language.say(key, &args)), language)
}

/// What may have been meant, else what there is.
fn hint(error: &clap::Error, command: &Command, language: Language) -> Option<String> {
    let texts = |kind: ContextKind| error.get(kind).map(texts).unwrap_or_default();
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let word = texts(ContextKind::InvalidSubcommand).concat();
    let commands = command.get_subcommands().map(Command::get_name);
    let mut near: Vec<_> = near::few(&word, commands).into_iter().map(str::to_owned).collect();
    if near.is_empty() {
        // The best stands last.
        near = suggested.into_iter().flat_map(texts).rev().collect();
    }
    let is_language =
        error.kind() == ErrorKind::ValueValidation && texts(ContextKind::InvalidArg).concat().starts_with("--lang");
    let known = if is_language { LANGUAGES.map(str::to_owned).to_vec() } else { texts(ContextKind::ValidValue) };
    let (key, names) = if near.is_empty() { ("usage.known", known) } else { ("usage.near", near) };
    let names: Vec<_> = names.iter().filter(|name| !name.is_empty()).map(|name| format!("`{name}`")).collect();
    let names = (!names.is_empty()).then(|| names.join(language.word("list-comma")))?;
    Some(present::labelled(language.word("hint"), &language.say(key, &[("names", &names)]), language))
}

/// What `--lang` takes.
const LANGUAGES: [&str; 2] = [Language::English.code(), Language::Chinese.code()];

fn texts(value: &ContextValue) -> Vec<String> {
    match value {
        ContextValue::String(text) => vec![text.clone()],
        ContextValue::Strings(texts) => texts.clone(),
        ContextValue::StyledStr(text) => vec![text.to_string()],
        ContextValue::StyledStrs(texts) => texts.iter().map(StyledStr::to_string).collect(),
        _ => Vec::new(),
    }
}

/// What is missing or wrong, as people read it: of a choice between options each stands alone.
fn words(value: &ContextValue, language: Language) -> String {
    let texts = texts(value);
    let choice = |text: &String| match text.strip_prefix("<--").and_then(|text| text.strip_suffix('>')) {
        Some(choice) => format!("--{choice}").split('|').collect::<Vec<_>>().join(language.word("list-or")),
        None => text.clone(),
    };
    texts.iter().map(choice).collect::<Vec<_>>().join(language.word("list-comma"))
}
