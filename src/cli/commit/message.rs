//! The messages of commits, in the desk's language: what happened, so that `git log` reads as a diary.
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use unicode_width::UnicodeWidthChar;

use crate::domain::act::{ActKind, Entry};
use crate::domain::ids::{MemberId, Number, Text};
use crate::domain::ticket::Ticket;
use crate::render::sanitize;
use crate::store::layout;
use crate::text::Language;

/// What a command did to a ticket.
#[derive(Debug)]
pub struct Done {
    number: Number,
    title: Text,
    acts: Vec<ActKind>,
    /// Who did it.
    pub by: MemberId,
}

impl Done {
    /// The entries that a ticket was given.
    pub fn of(ticket: &Ticket, entries: &[Entry]) -> Self {
        let acts = entries.iter().map(|entry| entry.act.kind()).collect();
        let by = entries.first().map_or_else(|| "".into(), |entry| entry.by.clone());
        Self { number: ticket.head.id.clone(), title: ticket.head.title.clone(), acts, by }
    }

    /// What people call the acts.
    fn words(&self, language: Language) -> String {
        let mut words: Vec<&str> = Vec::new();
        for act in &self.acts {
            let word = language.find(&format!("act.{}", act.code())).unwrap_or(act.code());
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words.join(language.word("list-comma"))
    }

    fn line(&self, language: Language) -> String {
        let args = [("number", self.number.as_str()), ("did", &self.words(language)), ("title", &self.title)];
        shortened(&language.say("commit-ticket", &args))
    }
}

/// The message of a commit.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Its first line.
    pub subject: String,
    /// Its other lines.
    pub body: Vec<String>,
    /// The member who acted, when git names somebody else.
    pub acted_by: Option<MemberId>,
}

impl fmt::Display for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.subject)?;
        if !self.body.is_empty() {
            write!(out, "\n\n{}", self.body.join("\n"))?;
        }
        self.acted_by.as_ref().map_or(Ok(()), |member| write!(out, "\n\nActed-by: {member}"))
    }
}

/// The most lines a body has.
const LINES: usize = 50;

/// The message about what was done to tickets.
pub(super) fn deeds(deeds: &[Done], language: Language) -> Message {
    if let [done] = deeds {
        return Message { subject: done.line(language), ..Message::default() };
    }
    let mut words: Vec<_> = deeds.iter().map(|done| done.words(language)).collect();
    words.dedup();
    let count = deeds.len().to_string();
    let subject = match words.as_slice() {
        [did] => language.say("commit-tickets-did", &[("count", &count), ("did", did)]),
        _ => language.say("commit-tickets", &[("count", &count)]),
    };
    let mut body: Vec<_> = deeds.iter().take(LINES).map(|done| done.line(language)).collect();
    body.extend((deeds.len() > LINES).then(|| "…".to_owned()));
    Message { subject, body, acted_by: None }
}

/// The folders of a desk, and what their files are called.
const KINDS: [(&str, &str); 5] = [
    (layout::OPEN, "commit-kind.tickets"),
    (layout::ARCHIVE, "commit-kind.tickets"),
    (layout::SURVEYS, "commit-kind.surveys"),
    (layout::CUSTOMERS, "commit-kind.customers"),
    (layout::ATTACHMENTS, "commit-kind.attachments"),
];

/// How many names a subject holds.
const NAMES: usize = 3;

/// The message about files of which only the names are known.
pub fn files<'a>(paths: impl Iterator<Item = &'a Path>, language: Language) -> Message {
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for path in paths {
        let (kind, name) = called(path);
        let names = kinds.entry(kind).or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let parts: Vec<_> = kinds.iter().map(|(kind, names)| part(kind, names, language)).collect();
    let body = if kinds.values().all(|names| names.len() <= NAMES) {
        Vec::new()
    } else {
        let mut lines: Vec<_> = kinds.into_values().flatten().collect();
        let is_long = lines.len() > LINES;
        lines.truncate(LINES);
        lines.extend(is_long.then(|| "…".to_owned()));
        lines
    };
    Message { subject: shortened(&parts.join(language.word("commit-separator"))), body, acted_by: None }
}

/// What a file is, and its name in the message.
fn called(path: &Path) -> (&'static str, String) {
    let folder = path.iter().next().unwrap_or_default();
    let kind = KINDS.iter().find(|(name, _)| *name == folder).map_or("commit-kind.other", |(_, kind)| kind);
    let stem = || path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = match kind {
        "commit-kind.tickets" => layout::reference(path).map_or_else(stem, |reference| reference.number.to_string()),
        "commit-kind.customers" | "commit-kind.surveys" => stem(),
        _ => path.display().to_string(),
    };
    (kind, name)
}

fn part(kind: &'static str, names: &[String], language: Language) -> String {
    let mut shown = names.iter().take(NAMES).cloned().collect::<Vec<_>>().join(language.word("list-comma"));
    if names.len() > NAMES {
        shown = language.say("commit-names-more", &[("names", &shown), ("count", &names.len().to_string())]);
    }
    language.say(kind, &[("names", &shown)])
}

/// How wide a subject is at most, in columns.
const WIDTH: usize = 100;

/// On one line, without controls, and not wider than a subject should be.
fn shortened(text: &str) -> String {
    let line = sanitize::line(text);
    let mut width = 0;
    let fits = |character: &char| {
        width += character.width().unwrap_or(0);
        width < WIDTH
    };
    let kept: String = line.chars().take_while(fits).collect();
    if kept.len() == line.len() { kept } else { kept + "…" }
}
