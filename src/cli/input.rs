//! What a person supplies beside options: ids on standard input, texts from files and editors.
use std::io::Read;
use std::path::Path;

use clap::Args;

use super::context::Context;
use super::editor;
use crate::domain::ids::Text;
use crate::fault::Result;
use crate::faults;
use crate::store::disk;

faults! {
    /// What is wrong with what was supplied.
    pub enum InputFault {
        "input-unreadable" => Unreadable { cause: String },
        "input-missing" => NoFile { path: String },
        "usage-no-ids" => NoIds {},
        "usage-no-message" => NoMessage {},
        "message-empty" => Empty {},
        "message-too-long" => TooLong { length: usize, limit: usize },
    }
}

/// The ids of a target: `-` stands for those on standard input, one or more a line.
pub fn ids(given: &[String]) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for id in given {
        if id == "-" {
            ids.extend(standard_input()?.split_whitespace().map(str::to_owned));
        } else {
            ids.push(id.clone());
        }
    }
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    if ids.is_empty() { Err(InputFault::NoIds {}.into()) } else { Ok(ids) }
}

/// All of standard input, as text.
pub fn standard_input() -> Result<String> {
    let mut bytes = Vec::new();
    let mut input = std::io::stdin().lock().take(disk::LARGEST);
    input.read_to_end(&mut bytes).map_err(|cause| InputFault::Unreadable { cause: cause.to_string() })?;
    disk::text_of(Path::new("-"), bytes)
}

/// The text of a file that a person names; `-` is standard input.
pub fn file(path: &Path) -> Result<String> {
    if path.as_os_str() == "-" {
        return standard_input();
    }
    Ok(disk::read_given_text(path)?.ok_or_else(|| InputFault::NoFile { path: path.display().to_string() })?)
}

/// A message, from the command line, a file, standard input or the editor.
#[derive(Debug, Clone, Args)]
pub struct Message {
    /// The text
    #[arg(short, long, value_name = "TEXT")]
    pub message: Option<String>,
    /// Read the text from a file; `-` is standard input
    #[arg(short = 'F', long, value_name = "FILE", conflicts_with = "message")]
    pub file: Option<std::path::PathBuf>,
}

/// A message to or from the customer, and on which channel it went.
#[derive(Debug, Clone, Args)]
pub struct Said {
    #[command(flatten)]
    pub message: Message,
    /// On which channel (default: the ticket's)
    #[arg(long, value_name = "CHANNEL")]
    pub channel: Option<String>,
}

/// The longest message, in characters.
const LONGEST: usize = 100_000;

impl Message {
    /// The text; on a terminal the editor is opened when none was given.
    pub fn text(&self, context: &Context) -> Result<Text> {
        match self.given()? {
            Some(text) => Ok(text),
            None if context.environment.stdin_is_terminal => checked(&editor::edit(context, "")?),
            None => Err(InputFault::NoMessage {}.into()),
        }
    }

    /// The text, when one was given.
    pub fn given(&self) -> Result<Option<Text>> {
        let text = match (&self.message, &self.file) {
            (Some(text), _) => text.clone(),
            (None, Some(path)) => file(path)?,
            (None, None) => return Ok(None),
        };
        checked(&text).map(Some)
    }
}

/// A text without white space at its ends; an empty or endless one is refused.
pub fn checked(text: &str) -> Result<Text> {
    let text = text.trim();
    let length = text.chars().count();
    match length {
        0 => Err(InputFault::Empty {}.into()),
        _ if length > LONGEST => Err(InputFault::TooLong { length, limit: LONGEST }.into()),
        _ => Ok(text.into()),
    }
}
