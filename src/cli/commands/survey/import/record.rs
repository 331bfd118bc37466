//! Recording rows, each as a whole, and none twice.
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use super::columns::Given;
use crate::cli::context::Context;
use crate::desk::open::Desk;
use crate::domain::act::Entry;
use crate::domain::ids::{Code, IMPORT, Text, TicketRef};
use crate::domain::survey::Response;
use crate::fault::Result;
use crate::service::answer;
use crate::service::deed;
use crate::store::file::TicketFile;
use crate::store::find::Index;
use crate::store::responses::{self, Stored};
use crate::store::writer::Writer;

/// What became of a row that could be read.
pub(super) enum Outcome {
    /// Its response was written to this file.
    Recorded(PathBuf),
    /// Its response stands in this file already.
    Known(PathBuf),
}

/// Records responses in a desk.
pub(super) struct Recorder<'a> {
    context: &'a Context,
    desk: &'a Desk,
    tickets: Index,
    known: Known,
    /// Nothing is written without one.
    writer: Option<&'a Writer>,
}

/// The responses that there are, by what makes two of them one.
#[derive(Default)]
struct Known {
    external: HashMap<Text, PathBuf>,
    content: HashMap<Content, PathBuf>,
}

/// What a response says besides its id elsewhere: ticket, second, scores, comment, channel.
type Content = (TicketRef, i64, BTreeMap<Code, i64>, Option<Text>, Option<Code>);

fn content(response: &Response) -> Content {
    let Response { ticket, at, channel, scores, comment, external: _ } = response.clone();
    (ticket, at.timestamp(), scores, comment, channel)
}

impl Known {
    fn add(&mut self, Stored { path, response }: Stored) {
        if let Some(external) = &response.external {
            self.external.insert(external.clone(), path.clone());
        }
        self.content.insert(content(&response), path);
    }

    /// Where a response stands already: by its id elsewhere when it has one, else by what it says.
    fn find(&self, response: &Response) -> Option<&PathBuf> {
        match &response.external {
            Some(external) => self.external.get(external),
            None => self.content.get(&content(response)),
        }
    }
}

impl<'a> Recorder<'a> {
    /// Knows what is recorded already. A response that cannot be read is an error: it may be one of
    /// those that are to be imported.
    pub(super) fn new(context: &'a Context, desk: &'a Desk, writer: Option<&'a Writer>) -> Result<Self> {
        let all = responses::all(&desk.root)?;
        if let Some(problem) = all.invalid.into_iter().next() {
            return Err(problem);
        }
        let mut known = Known::default();
        all.stored.into_iter().for_each(|stored| known.add(stored));
        Ok(Self { context, desk, tickets: Index::new(&desk.root)?, known, writer })
    }

    /// Records what a row says: the response and its act together, or nothing.
    pub(super) fn record(&mut self, given: &Given) -> Result<Outcome> {
        let desk = self.desk;
        let at = self.context.past(desk, given.at)?;
        let found = self.tickets.one(&desk.root, &given.ticket)?;
        let file = TicketFile::read(&desk.root, &found.path)?;
        let ticket = file.ticket()?;
        let response = given.answer.about(desk, &file.reference, &ticket, at)?;
        if let Some(path) = self.known.find(&response) {
            return Ok(Outcome::Known(path.clone()));
        }
        let deed = answer::deed(desk, &ticket, &response);
        let path = deed.files.first().map(|(path, _)| path.clone()).unwrap_or_default();
        let entries: Vec<_> = deed.acts.iter().map(|act| Entry::new(at, IMPORT.into(), act.clone())).collect();
        if let Some(writer) = self.writer {
            deed::write(writer, &file, &ticket, &entries, deed)?;
        }
        self.known.add(Stored { path: path.clone(), response });
        Ok(Outcome::Recorded(path))
    }
}
