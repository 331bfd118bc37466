//! Help in Chinese.
use clap::{Arg, ArgAction, Command};

use crate::text::help;

/// Stands before the examples of a command; only what people say in them is in the reader's language.
pub(super) const EXAMPLES: &str = "Examples:";

/// The command with the Chinese help of `path`, and so its subcommands.
pub(super) fn translated(command: Command, path: &str) -> Command {
    let mut command = framed(command, path);
    if let Some(about) = help::find(path) {
        command = command.about(about).long_about(None::<&str>);
    }
    let arguments: Vec<_> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    for id in arguments {
        command = command.mut_arg(&id, |argument| headed(argument, text_of(path, &id)));
    }
    let names: Vec<_> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    for name in names {
        let inner = if path.is_empty() { name.clone() } else { format!("{path} {name}") };
        command = command.mut_subcommand(&name, |command| translated(command, &inner));
    }
    command
}

fn text_of(path: &str, id: &str) -> Option<&'static str> {
    help::find(&format!("{path}.{id}")).or_else(|| help::find(&format!("*.{id}")))
}

/// The command with Chinese headings and examples, and with options for help and the version that can be explained.
fn framed(command: Command, path: &str) -> Command {
    let is_program = path.is_empty();
    let after = command.get_after_help().filter(|_| !is_program).map(|text| after(&text.to_string(), path));
    let command = command
        .help_template(help::TEMPLATE)
        .next_help_heading(None::<&str>)
        .subcommand_help_heading(help::COMMANDS)
        .subcommand_value_name(help::COMMAND)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).display_order(LAST));
    let command = match after {
        Some(after) => command.after_help(after),
        None => command,
    };
    if is_program {
        command.arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).display_order(LAST))
    } else {
        command
    }
}

/// Places options behind those of the command.
const LAST: usize = 1000;

/// What stands below a command's help, its words in Chinese.
fn after(text: &str, path: &str) -> String {
    let examples = text.find(EXAMPLES).map_or("", |at| &text[at..]).replacen(EXAMPLES, help::EXAMPLES, 1);
    let examples = help::examples(&examples);
    match help::find(&format!("{path}.after")) {
        Some(before) => format!("{before}\n\n{examples}"),
        None => examples,
    }
}

fn headed(argument: Arg, text: Option<&'static str>) -> Arg {
    let argument = match argument.get_help_heading() {
        Some(_) => argument.help_heading(help::GLOBAL_OPTIONS),
        None if argument.is_positional() => argument.help_heading(help::ARGUMENTS),
        None => argument.help_heading(help::OPTIONS),
    };
    let Some(text) = text else { return argument };
    if !argument.get_action().takes_values() {
        return argument.help(text).long_help(None::<&str>);
    }
    let text = format!("{text}{}", choices(&argument));
    let names = argument.get_value_names().unwrap_or_default();
    let names: Vec<_> = names.iter().map(|name| help::value(name).to_owned()).collect();
    argument.value_names(names).help(text).long_help(None::<&str>).hide_possible_values(true).hide_default_value(true)
}

/// What an option can be, and what it is when it is not given.
fn choices(argument: &Arg) -> String {
    let values: Vec<_> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let known = [(help::CHOICES, values.join("、")), (help::DEFAULT, defaults.join(","))];
    let known = known.into_iter().filter(|(_, words)| !words.is_empty());
    known.flat_map(|(before, words)| ["［".to_owned(), before.to_owned(), words, "］".to_owned()]).collect()
}

/// Rendered help with the words in Chinese that no setting changes.
pub(super) fn finished(text: &str) -> String {
    help::FIXED.iter().fold(text.to_owned(), |text, (english, chinese)| text.replace(english, chinese))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::super::{Cli, command};
    use super::*;
    use crate::text::Language;

    fn value_names(command: &Command, names: &mut Vec<String>) {
        let own = command.get_arguments().filter(|argument| argument.get_action().takes_values());
        names.extend(own.filter_map(Arg::get_value_names).flatten().map(ToString::to_string));
        command.get_subcommands().for_each(|inner| value_names(inner, names));
    }

    #[test]
    fn every_value_has_a_chinese_name() {
        let mut names = Vec::new();
        value_names(&Cli::command(), &mut names);
        let foreign: Vec<_> = names.iter().filter(|name| help::value(name).is_ascii()).collect();
        assert!(foreign.is_empty(), "no Chinese name for {foreign:?}");
    }

    /// What stands between quotes and is no filter, pattern or name.
    fn said(page: &str) -> Vec<&str> {
        let is_said = |text: &&str| text.contains(' ') && text.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_meant = |text: &&str| {
            text.contains(['=', '<', '%', '~'])
                || ["has ", "no ", "tickets "].iter().any(|start| text.starts_with(start))
        };
        page.split('\'').skip(1).step_by(2).filter(is_said).filter(|text| !is_meant(text)).collect()
    }

    #[test]
    fn people_in_examples_speak_chinese() {
        let mut commands = vec![command(Language::Chinese)];
        while let Some(command) = commands.pop() {
            let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert_eq!(said(&examples), [""; 0], "in the examples of {}", command.get_name());
            commands.extend(command.get_subcommands().cloned());
        }
    }

    /// English words that no help in Chinese may hold.
    const ENGLISH: [&str; 9] =
        ["Usage", "OPTIONS", "COMMAND", "Options", "Arguments", "default:", "ossible", "Print", "Examples"];

    fn pages(command: &mut Command, found: &mut Vec<String>) {
        let page = finished(&command.render_long_help().to_string());
        found.extend(ENGLISH.iter().filter(|word| page.contains(**word)).map(|word| format!("{word} in {page}")));
        command.get_subcommands_mut().for_each(|inner| pages(inner, found));
    }

    #[test]
    fn no_page_of_help_holds_english_phrases() {
        let mut program = command(Language::Chinese);
        program.build();
        let mut found = Vec::new();
        pages(&mut program, &mut found);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
