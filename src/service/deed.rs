//! What is done to a ticket, from what is known of it to its written file.
use std::path::PathBuf;

use crate::desk::open::Desk;
use crate::desk::vocabulary::List;
use crate::domain::act::{Act, Entry};
use crate::domain::field::Field;
use crate::domain::ids::{Code, MemberId, Text};
use crate::domain::moment::{self, Moment};
use crate::domain::permission::Permission;
use crate::domain::rule::Rules;
use crate::domain::status::Status;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::faults;
use crate::store::append::append;
use crate::store::file::TicketFile;
use crate::store::layout;
use crate::store::transaction::Transaction;
use crate::store::writer::Writer;
use crate::time::duration::Span;
use crate::time::moment::Reader;

faults! {
    /// Why an act is not worked out.
    pub enum DeedFault {
        "usage-until-past" => Past { until: String, now: String },
    }
}

/// What is known when an act is worked out.
pub struct Scene<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// The file of the ticket.
    pub file: &'a TicketFile,
    /// The ticket as it stands.
    pub ticket: &'a Ticket,
    /// When it happens.
    pub at: Moment,
    /// Who does it.
    pub actor: &'a MemberId,
    /// What the desk expects of people's acts.
    pub rules: Rules<'a>,
    /// The longest extension, when there is one.
    pub longest_extension: Option<Span>,
}

impl Scene<'_> {
    /// Whether whoever acts may do something with the ticket.
    pub fn may(&self, permission: Permission) -> bool {
        self.rules.allow(self.ticket, self.actor, permission)
    }

    /// The code that a person means, from a list of the desk's vocabulary.
    pub fn code(&self, list: List, text: Option<&str>) -> Result<Option<Code>> {
        Ok(text.map(|text| self.desk.vocabulary.resolve(list, text)).transpose()?)
    }

    /// The channel that a person names; the ticket's without one.
    pub fn channel(&self, text: Option<&str>) -> Result<Option<Code>> {
        Ok(self.code(List::Channel, text)?.or_else(|| self.ticket.head.channel.clone()))
    }

    /// The instant that a person means by `--until`, which must lie ahead.
    pub fn deadline(&self, text: Option<&str>) -> Result<Option<Moment>> {
        let until = text.map(|text| self.instant(text)).transpose()?;
        until.map_or(Ok(()), |until| self.require_ahead(until))?;
        Ok(until)
    }

    /// Refuses an instant that does not lie ahead.
    pub fn require_ahead(&self, until: Moment) -> Result<()> {
        if until > self.at {
            return Ok(());
        }
        Err(DeedFault::Past { until: moment::write(until), now: moment::write(self.at) }.into())
    }

    /// The instant that a person means by a deadline that must be given.
    pub fn instant(&self, text: &str) -> Result<Moment> {
        let zone = &self.desk.settings.zone;
        let reader = Reader::new(self.at, zone.clone());
        Ok(zone.to_local(reader.deadline(text)?))
    }
}

/// What a command does to one ticket.
#[derive(Debug, Default)]
pub struct Deed {
    /// The person's acts, in order.
    pub acts: Vec<Act>,
    /// What an automatic actor does at the person's word, after them.
    pub entries: Vec<Entry>,
    /// Long texts of the head that are replaced; an act says that they were.
    pub texts: Vec<(Field, Option<Text>)>,
    /// Files to add, with their paths in the desk.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// Acts on other tickets, written together with these.
    pub also: Vec<(TicketFile, Vec<Act>)>,
}

impl Deed {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.acts.is_empty() && self.entries.is_empty() && self.texts.is_empty() && self.files.is_empty()
    }
}

impl From<Act> for Deed {
    fn from(act: Act) -> Self {
        Self { acts: vec![act], ..Self::default() }
    }
}

impl From<Vec<Entry>> for Deed {
    fn from(entries: Vec<Entry>) -> Self {
        Self { entries, ..Self::default() }
    }
}

impl From<(Act, Option<Act>)> for Deed {
    fn from((act, then): (Act, Option<Act>)) -> Self {
        Self { acts: [act].into_iter().chain(then).collect(), ..Self::default() }
    }
}

impl From<Vec<Act>> for Deed {
    fn from(acts: Vec<Act>) -> Self {
        Self { acts, ..Self::default() }
    }
}

/// What a person did at an instant, as entries.
pub fn entries(at: Moment, by: &MemberId, acts: &[Act]) -> Vec<Entry> {
    acts.iter().map(|act| Entry::new(at, by.clone(), act.clone())).collect()
}

/// Writes entries to a ticket and moves its file when it was closed or reopened, all of it together
/// with what the deed does besides.
pub fn write(
    writer: &Writer,
    file: &TicketFile,
    ticket: &Ticket,
    entries: &[Entry],
    deed: Deed,
) -> Result<(Ticket, PathBuf)> {
    let mut transaction = Transaction::new();
    for (path, bytes) in deed.files {
        transaction.create(path, bytes);
    }
    let changed = change(&mut transaction, file, ticket, entries, &deed.texts)?;
    if let Some(Entry { at, by, .. }) = entries.first() {
        for (file, acts) in &deed.also {
            change(&mut transaction, file, &file.ticket()?, &self::entries(*at, by, acts), &[])?;
        }
    }
    transaction.commit(writer)?;
    Ok(changed)
}

/// Writes entries to several tickets, all of them or none; returns the tickets after it.
pub fn write_together(writer: &Writer, changes: &[(&TicketFile, &Ticket, Vec<Entry>)]) -> Result<Vec<Ticket>> {
    let mut transaction = Transaction::new();
    let mut after = Vec::new();
    for (file, ticket, entries) in changes {
        after.push(change(&mut transaction, file, ticket, entries, &[])?.0);
    }
    transaction.commit(writer)?;
    Ok(after)
}

/// The change of one ticket, for a transaction: the ticket after it, and where its file stands then.
pub fn change(
    transaction: &mut Transaction,
    file: &TicketFile,
    ticket: &Ticket,
    entries: &[Entry],
    texts: &[(Field, Option<Text>)],
) -> Result<(Ticket, PathBuf)> {
    let (after, text) = append(file, ticket, entries, texts)?;
    let path = destination(file, ticket, &after);
    if path == file.path {
        transaction.replace(path.clone(), file.text.as_str(), text);
    } else {
        transaction.relocate(file.path.clone(), path.clone(), file.text.as_str(), text);
    }
    Ok((after, path))
}

/// Only closing and reopening move a file.
fn destination(file: &TicketFile, before: &Ticket, after: &Ticket) -> PathBuf {
    let was_closed = before.head.status == Status::Closed;
    if was_closed == (after.head.status == Status::Closed) {
        return file.path.clone();
    }
    layout::ticket(&file.reference, after.head.status, after.head.created)
}
