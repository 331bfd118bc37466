//! The options that every command takes.
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::text::Language;

/// The options that every command takes.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Global options")]
pub struct Globals {
    /// Work in this desk instead of the one around the working directory
    #[arg(short = 'C', long, global = true, value_name = "DIR")]
    pub desk: Option<PathBuf>,
    /// Act as this member (else `$TICKETS_USER`, else git's user.email)
    #[arg(long = "as", global = true, value_name = "MEMBER")]
    pub actor: Option<String>,
    /// Look at the desk as it was at this time
    #[arg(long, global = true, value_name = "TIME")]
    pub as_of: Option<String>,
    /// Speak this language: en, zh-CN
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    pub lang: Option<Language>,
    /// Colour the output: always, never, or auto (on a terminal, unless `NO_COLOR` is set)
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub color: Color,
    /// Commit what the command changes, whatever desk.yaml says
    #[arg(long, global = true, conflicts_with = "no_commit")]
    pub commit: bool,
    /// Commit nothing, whatever desk.yaml says
    #[arg(long, global = true)]
    pub no_commit: bool,
    /// Wait this long when another command is writing (default 30s)
    #[arg(long, global = true, value_name = "DURATION")]
    pub lock_wait: Option<String>,
}

/// When to colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "en, zh-CN".to_owned())
}
