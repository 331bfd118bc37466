//! Typed results to bytes: tables for people, formats for programs.
//!
//! People get words, in their language and the desk's; programs get codes, seconds and decimals that
//! never change with the language.
mod csv;
mod grid;
pub mod human;
mod json;
mod machine;
pub mod markdown;
pub mod sanitize;

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::str::FromStr;

use crate::report::table::Table;
use crate::text::Language;
use crate::{faults, near};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Aligned columns and words, for a terminal.
    #[default]
    Table,
    /// Comma-separated values.
    Csv,
    /// One JSON object.
    Json,
    /// One JSON object for each row.
    JsonLines,
    /// A Markdown table with words.
    Markdown,
}

faults! {
    /// Why a text names no format.
    pub enum FormatFault {
        "format-unknown" => Unknown { format: String, near: String },
    }
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Table, Self::Csv, Self::Json, Self::JsonLines, Self::Markdown];

    /// Its name on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Markdown => "markdown",
        }
    }

    /// Whether it is for programs: codes instead of words, and nothing else on the same output.
    pub const fn is_machine(self) -> bool {
        matches!(self, Self::Csv | Self::Json | Self::JsonLines)
    }
}

impl FromStr for Format {
    type Err = FormatFault;

    fn from_str(text: &str) -> Result<Self, FormatFault> {
        Self::ALL.into_iter().find(|format| format.code() == text).ok_or_else(|| FormatFault::Unknown {
            format: text.to_owned(),
            near: near::list(text, Self::ALL.iter().map(|format| format.code())),
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.code())
    }
}

/// What a desk calls its codes.
pub trait Labels {
    /// The label of a code of a kind (`priority`, `type`, `member`, `clock` …); `None` when the desk has none.
    fn label(&self, kind: &str, code: &str) -> Option<Cow<'_, str>>;
}

/// No desk: codes keep the product's own words.
impl Labels for () {
    fn label(&self, _: &str, _: &str) -> Option<Cow<'_, str>> {
        None
    }
}

/// For whom a table is written.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The reader's language.
    pub language: Language,
    /// The desk's labels.
    pub labels: &'a dyn Labels,
    /// The terminal's columns; no limit when absent, as in a pipe.
    pub width: Option<u16>,
    /// Whether the terminal shows colours.
    pub color: bool,
}

/// Writes a table in a format, ending with a line feed.
///
/// # Errors
/// Those of the output, such as a pipe closed early.
pub fn write(table: &Table, format: Format, page: &Page<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::Table => grid::write(table, page, out),
        Format::Csv => csv::write(table, out),
        Format::Json => json::write(table, out),
        Format::JsonLines => json::write_lines(table, out),
        Format::Markdown => markdown::write(table, page, out),
    }
}

#[cfg(test)]
mod tests;
