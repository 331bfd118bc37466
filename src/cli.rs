//! The command line: one file per subcommand under `commands`, the rest serves them.
mod assigning;
mod classifying;
mod commands;
mod commit;
mod complete;
mod context;
mod editor;
mod environment;
mod exit;
mod form;
mod globals;
mod help;
mod holidays;
mod input;
mod kb;
mod listing;
mod lookup;
mod output;
mod perform;
mod present;
mod setup;
mod telling;
mod whom;
mod wording;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{FromArgMatches, Parser};

pub use complete::answer as answer_completion;
pub use environment::Environment;

use commands::Command;
use context::Context;
use exit::Exit;
use globals::Globals;

/// A service desk that lives in plain files in a git directory
#[derive(Debug, Parser)]
#[command(name = "tickets", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

/// Runs the command that `arguments` (the program's name first) ask for.
pub fn run(arguments: Vec<OsString>, environment: Environment) -> ExitCode {
    let arguments = help::turned(arguments);
    let language = help::language(&arguments, &environment);
    if let Err(problem) = environment.require_clock() {
        output::tell(&present::problem(&problem, language));
        return Exit::of(&problem).into();
    }
    let parsed = help::command(language).try_get_matches_from(&arguments);
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return help::refuse(&error, &arguments, language).into(),
    };
    let Cli { globals, command } = cli;
    let mut context = Context::new(environment, globals, language);
    let exit = command.run(&mut context).unwrap_or_else(|problem| {
        let told = match context.desk() {
            Ok(desk) => present::problem_of(&problem, language, &desk),
            Err(_) => present::problem(&problem, language),
        };
        output::tell(&told);
        Exit::of(&problem)
    });
    if exit != Exit::Done {
        editor::keep(&context);
    }
    commit::conclude(&context, exit).into()
}
