//! Performing acts: find the tickets, validate, write, say what was done.
use std::borrow::Cow;
use std::path::{Path, PathBuf};

use clap::Args;

use super::commit::Done;
use super::context::Context;
use super::exit::Exit;
use super::form::{self, Form};
use super::{input, lookup, output, present};
use crate::desk::open::Desk;
use crate::desk::roles::Roles;
use crate::desk::vocabulary::List;
use crate::domain::act::{Act, Entry};
use crate::domain::collaboration::owing;
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ids::{Code, MemberId, TeamId, Text, TicketRef};
use crate::domain::moment::{self, Moment};
use crate::domain::permission::Permission;
use crate::domain::rule::Rules;
use crate::domain::status::Status;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::faults;
use crate::render::Labels;
use crate::report::table::{Cell, Column, Shape, Table};
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

/// Which tickets an act is for, and how its outcome is told.
#[derive(Debug, Clone, Args)]
pub struct Target {
    /// Numbers, keys or beginnings of them; `-` reads them from standard input
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// When it really happened, such as `09:40`, `-2h` or `2026-10-28 09:40`
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    #[command(flatten)]
    pub form: Form,
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
        match until.filter(|until| *until <= self.at) {
            Some(until) => Err(DeedFault::Past { until: moment::write(until), now: moment::write(self.at) }.into()),
            None => Ok(until),
        }
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

/// Performs what `work_out` says on every ticket of the target: all or nothing for each of them.
pub fn perform<D: Into<Deed>>(
    context: &mut Context,
    target: &Target,
    work_out: impl Fn(&Scene<'_>) -> Result<D>,
) -> Result<Exit> {
    let desk = context.desk()?;
    let actor = context.actor(&desk)?;
    let given = context.happened(&desk, target.at.as_deref())?;
    let now = context.now(&desk);
    let ids = input::ids(&target.ids)?;
    let roles = desk.roles()?;
    let writer = context.lock(&desk)?;
    let stage = Stage { context, desk: &desk, roles: &roles, writer: &writer, actor: &actor, given, now };
    let mut done = Vec::new();
    let mut exit = Exit::Done;
    for id in &ids {
        match stage.perform(id, &work_out) {
            Ok(row) => done.extend(row),
            Err(problem) => {
                output::tell(&present::problem_of(&problem, context.language, &desk));
                exit = Exit::of(&problem);
            }
        }
    }
    form::show_outcome(context, &desk, &target.form, &outcome_table(done))?;
    Ok(exit)
}

/// What every act of a command shares.
struct Stage<'a> {
    context: &'a Context,
    desk: &'a Desk,
    roles: &'a Roles,
    writer: &'a Writer,
    actor: &'a MemberId,
    /// When it happened, where that was said.
    given: Option<Moment>,
    now: Moment,
}

impl Stage<'_> {
    fn perform<D: Into<Deed>>(
        &self,
        id: &str,
        work_out: &impl Fn(&Scene<'_>) -> Result<D>,
    ) -> Result<Option<Vec<Cell>>> {
        let desk = self.desk;
        let found = lookup::one(self.context, desk, id)?;
        let file = TicketFile::read(&desk.root, &found.path)?;
        let ticket = file.ticket()?;
        // Another machine's clock may run ahead: what happens now never happens before what was recorded.
        let at = self.given.unwrap_or_else(|| self.now.max(ticket.last_at()));
        let (rules, longest_extension) = (desk.rules(self.roles), self.roles.longest_extension);
        let scene = Scene { desk, file: &file, ticket: &ticket, at, actor: self.actor, rules, longest_extension };
        let deed: Deed = work_out(&scene)?.into();
        if deed.is_empty() {
            return Ok(None);
        }
        let mut entries = entries(at, self.actor, &deed.acts);
        entries.extend(deed.entries.iter().cloned());
        // What one act of the command says holds for the next.
        let mut so_far = ticket.clone();
        for entry in &entries {
            rules.require(&so_far, &entry.by, &entry.act)?;
            fold::happen(&mut so_far, entry.clone());
        }
        for (other, acts) in &deed.also {
            let other = other.ticket()?;
            acts.iter().try_for_each(|act| rules.require(&other, self.actor, act))?;
        }
        let (after, path) = write(self.writer, &file, &ticket, &entries, deed)?;
        self.context.deeds.borrow_mut().push(Done::of(&after, &entries));
        self.warn_of_owing(&ticket, &after);
        Ok(Some(outcome_row(&file.reference, &after, &path, &entries)))
    }
}

impl Stage<'_> {
    /// Tells which teams still owe something to a ticket that is solved or closed now.
    fn warn_of_owing(&self, before: &Ticket, after: &Ticket) {
        let (was, is) = (before.head.status, after.head.status);
        if was == is || !matches!(is, Status::Resolved | Status::Closed) {
            return;
        }
        let team = |team: &&TeamId| self.desk.label("team", team.as_str()).map(Cow::into_owned);
        let teams: Vec<_> = owing(after).iter().filter_map(team).collect();
        if !teams.is_empty() {
            let teams = teams.join(self.context.language.word("list-comma"));
            self.context.tell("act-owing", &[("id", after.head.id.as_str()), ("teams", &teams)]);
        }
    }
}

fn entries(at: Moment, by: &MemberId, acts: &[Act]) -> Vec<Entry> {
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

/// The change of one ticket, for a transaction.
fn change(
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

/// The columns of what acts did.
const OUTCOME: [&str; 7] = ["number", "key", "did", "status", "team", "assignee", "file"];

/// What acts did, one row a ticket.
pub fn outcome_table(rows: Vec<Vec<Cell>>) -> Table {
    let columns = OUTCOME.iter().map(|key| Column::new(key, Shape::Text)).collect();
    Table { id: "acts", columns, rows, frame: None }
}

/// One row of [`outcome_table`].
pub fn outcome_row(reference: &TicketRef, after: &Ticket, path: &Path, entries: &[Entry]) -> Vec<Cell> {
    let did: Vec<_> = entries.iter().map(|entry| entry.act.kind().code()).collect();
    vec![
        Cell::text(Some(after.head.id.as_str())),
        Cell::text(Some(reference.key.as_str())),
        Cell::text(Some(&did.join(" "))),
        Cell::code("status", Some(after.head.status.code())),
        Cell::code("team", after.head.team.as_ref().map(TeamId::as_str)),
        Cell::code("member", after.head.assignee.as_ref().map(MemberId::as_str)),
        Cell::text(Some(&path.display().to_string())),
    ]
}
