//! What was not understood, in the words of the house; help and version pass through here too.
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::chinese;
use crate::cli::present;
use crate::render::sanitize;
use crate::text::Language;

/// The error, or the page of help that clap calls one, as text.
pub(super) fn told(error: &clap::Error, language: Language) -> String {
    if is_page(error) {
        let page = error.render().to_string();
        return if language == Language::Chinese { chinese::finished(&page) } else { page };
    }
    let more = language.word("usage.help").to_owned();
    let lines = [Some(sentence(error, language)), hint(error, language), Some(more)];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
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
fn hint(error: &clap::Error, language: Language) -> Option<String> {
    let value =
        |kind: &ContextKind| error.get(*kind).map(|value| words(value, language)).filter(|text| !text.is_empty());
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let known = || value(&ContextKind::ValidValue).map(|known| ("usage.known", known));
    let nearest = |kind: &ContextKind| match error.get(*kind) {
        // They come with the nearest at the end.
        Some(ContextValue::Strings(texts)) => texts.last().cloned(),
        _ => value(kind),
    };
    let (key, names) = near.iter().find_map(nearest).map(|near| ("usage.near", near)).or_else(known)?;
    Some(present::labelled(language.word("hint"), &language.say(key, &[("names", &names)]), language))
}

fn words(value: &ContextValue, language: Language) -> String {
    let all = |texts: Vec<String>| texts.join(language.word("list-comma"));
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => all(texts.clone()),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => all(texts.iter().map(StyledStr::to_string).collect()),
        _ => String::new(),
    }
}
