//! Performing acts: find the tickets, validate, write, say what was done.
use std::borrow::Cow;
use std::path::Path;

use clap::Args;

use super::commit::Done;
use super::context::Context;
use super::exit::Exit;
use super::form::{self, Form};
use super::{input, lookup, output, present};
use crate::desk::open::Desk;
use crate::desk::roles::Roles;
use crate::domain::act::Entry;
use crate::domain::collaboration::owing;
use crate::domain::fold;
use crate::domain::ids::{MemberId, TeamId, TicketRef};
use crate::domain::moment::Moment;
use crate::domain::status::Status;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::render::Labels;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::service::deed::{Deed, Scene, entries, write};
use crate::store::file::TicketFile;
use crate::store::writer::Writer;

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

/// The columns of what acts did.
const OUTCOME: [&str; 7] = ["number", "key", "did", "status", "team", "assignee", "file"];

/// What acts did, one row a ticket.
pub fn outcome_table(rows: Vec<Vec<Cell>>) -> Table {
    let columns = OUTCOME.iter().map(|key| Column::new(key, Shape::Text)).collect();
    Table { id: "acts", columns, rows, frame: None }
}

/// One row of [`outcome_table`].
pub fn outcome_row(reference: &TicketRef, after: &Ticket, path: &Path, entries: &[Entry]) -> Vec<Cell> {
    vec![
        Cell::text(Some(after.head.id.as_str())),
        Cell::text(Some(reference.key.as_str())),
        form::did(entries),
        Cell::code("status", Some(after.head.status.code())),
        Cell::code("team", after.head.team.as_ref().map(TeamId::as_str)),
        Cell::code("member", after.head.assignee.as_ref().map(MemberId::as_str)),
        Cell::text(Some(&path.display().to_string())),
    ]
}
