//! Survey responses: one file each, below year and month of the answer.
//!
//! ```yaml
//! ticket: CS202610280001-k3x9z
//! at: 2026-10-28T14:20:00+08:00
//! channel: phone
//! scores: {attitude: 5, speed: 4}
//! comment: Quick and friendly.
//! ```
//! As in a ticket, unknown keys stay and mean nothing.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::document::Document;
use super::yaml::{self, Step, Value};
use super::{disk, layout, scan};
use crate::domain::act::Act;
use crate::domain::ids::{Code, Key, Number, Text, TicketRef};
use crate::domain::moment;
use crate::domain::survey::Response;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::faults;

faults! {
    /// Why a response file cannot be read.
    pub enum ResponseFault {
        "response-score-malformed" => Score { dimension: String, score: String },
        "response-vanished" => Vanished { path: String },
    }
}

/// A response and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its file, relative to the desk.
    pub path: PathBuf,
    /// What it says.
    pub response: Response,
}

/// What many response files say.
#[derive(Debug, Default)]
pub struct Responses {
    /// Those that could be read, by month and name.
    pub stored: Vec<Stored>,
    /// What was wrong with the others.
    pub invalid: Vec<Problem>,
}

/// The response files of the desk at `root`, relative to it, by month and name.
pub fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files = disk::walk(root, layout::SURVEYS)?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    Ok(files)
}

/// All responses of the desk at `root`, read on every core.
pub fn all(root: &Path) -> Result<Responses> {
    let files = files(root)?;
    let mut all = Responses::default();
    for part in scan::in_stretches(&files, |files| read_many(root, files)) {
        all.stored.extend(part.stored);
        all.invalid.extend(part.invalid);
    }
    Ok(all)
}

fn read_many(root: &Path, files: &[PathBuf]) -> Responses {
    let mut read_ones = Responses::default();
    for path in files {
        match read(root, path) {
            Ok(response) => read_ones.stored.push(Stored { path: path.clone(), response }),
            Err(problem) => read_ones.invalid.push(problem),
        }
    }
    read_ones
}

/// The response in the file at `path`, relative to the desk; an error has its place in the file.
pub fn read(root: &Path, path: &Path) -> Result<Response> {
    let text = disk::read_text(&root.join(path))?;
    let text = text.ok_or_else(|| ResponseFault::Vanished { path: path.display().to_string() })?;
    parse(path, &text)
}

/// The response that the text of the file at `path` says; an error has its place in the file.
pub fn parse(path: &Path, text: &str) -> Result<Response> {
    let document = Document::read(path, text)?;
    Ok(Response {
        ticket: document.required("ticket", |text| Ok(text.parse()?))?,
        at: document.required("at", |text| Ok(moment::read(text)?))?,
        channel: document.text("channel")?.map(Code::from),
        scores: scores(&document)?,
        comment: document.text("comment")?.map(Text::from),
        external: document.text("external")?.map(Text::from),
    })
}

/// The key of the scores.
const SCORES: &str = "scores";

fn scores(document: &Document<'_>) -> Result<BTreeMap<Code, i64>> {
    let score = |(dimension, score): &(String, Value)| {
        let text = score.as_text().unwrap_or_default();
        let malformed = |_| {
            let fault = ResponseFault::Score { dimension: dimension.clone(), score: text.to_owned() };
            document.wrong([Step::Key(SCORES), Step::Key(dimension)], fault)
        };
        Ok((Code::from(dimension.as_str()), text.parse().map_err(malformed)?))
    };
    document.entries(SCORES)?.iter().map(score).collect()
}

/// Where a new response about `ticket` is to stand, and the text of its file. Its key is made from what
/// it says: two clones that record one answer write one file. The caller holds the desk's lock until it is
/// written.
pub fn file(root: &Path, response: &Response, ticket: &Ticket) -> (PathBuf, String) {
    let text = text(response);
    let mut said = text.clone();
    loop {
        let path = layout::response(&response.ticket, response.at, Key::of_content(&said));
        if !disk::exists(&root.join(&path)) && !named(ticket).any(|named| named == path) {
            return (path, text);
        }
        // The same answer a second time, or another one that makes the same key.
        said.push('+');
    }
}

/// The paths of the responses that a ticket's history names, in the order of their acts.
pub fn named(ticket: &Ticket) -> impl Iterator<Item = &Path> {
    ticket.history.iter().filter_map(|entry| match &entry.act {
        Act::SurveyAnswered { response, .. } => Some(Path::new(response.as_str())),
        _ => None,
    })
}

/// The responses about a ticket, also under a number that it had before, by month and name.
pub fn about(root: &Path, ticket: &TicketRef, formerly: &[Number]) -> Result<Vec<Stored>> {
    let is_its = |number: &Number| *number == ticket.number || formerly.contains(number);
    let is_about =
        |path: &PathBuf| reference(path).is_some_and(|named| named.key == ticket.key && is_its(&named.number));
    let stored = |path: PathBuf| Ok(Stored { response: read(root, &path)?, path });
    files(root)?.into_iter().filter(is_about).map(stored).collect()
}

/// The ticket in the name of a response file.
pub fn reference(path: &Path) -> Option<TicketRef> {
    path.file_stem()?.to_str()?.rsplit_once('-')?.0.parse().ok()
}

/// The text of a response's file, in the one form that we write.
pub fn text(response: &Response) -> String {
    let Response { ticket, at, channel, scores, comment, external } = response;
    let head = [
        ("ticket", Some(ticket.to_string())),
        ("at", Some(moment::write(*at))),
        ("channel", channel.as_ref().map(Code::to_string)),
    ];
    let tail =
        [("comment", comment.as_ref().map(Text::to_string)), ("external", external.as_ref().map(Text::to_string))];
    let scores = yaml::write_numbers(scores.iter().map(|(dimension, score)| (dimension.as_str(), *score)));
    format!("{}scores: {scores}\n{}", block(head), block(tail))
}

/// The keys that have a value, one a line.
fn block<const N: usize>(entries: [(&str, Option<String>); N]) -> String {
    let entry = |(key, value): (&str, Option<String>)| Some((key.to_owned(), Value::Scalar(value?)));
    let entries: Vec<_> = entries.into_iter().filter_map(entry).collect();
    if entries.is_empty() { String::new() } else { yaml::write_value(&Value::Map(entries)) }
}

#[cfg(test)]
mod tests;
