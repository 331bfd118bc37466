//! Opening tickets, many together: what is opened together is written together, and others get at the desk in between.
use crate::cli::assigning;
use crate::cli::classifying;
use crate::cli::commit::Done;
use crate::cli::context::Context;
use crate::cli::form::{self, Form};
use crate::cli::perform::{outcome_row, outcome_table};
use crate::desk::open::Desk;
use crate::desk::roles::Roles;
use crate::domain::act::Entry;
use crate::domain::ids::{MemberId, TicketRef};
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::report::table::Cell;
use crate::service::assigning::Assigner;
use crate::service::ruling::{Asked, Plan};
use crate::service::{deed, elsewhere};
use crate::store::allocate::{self, Numbers};
use crate::store::disk::memory;
use crate::store::file::TicketFile;
use crate::store::layout;
use crate::store::transaction::Transaction;
use crate::store::writer::Writer;

/// How many tickets are written together.
pub(super) const TOGETHER: usize = 200;

/// Where tickets are opened.
pub(super) struct Opening<'a> {
    pub(super) asked: &'a Asked<'a>,
    pub(super) roles: &'a Roles,
    lane: Option<String>,
    elsewhere: Vec<TicketRef>,
    /// Finds a member of the team, unless nobody is to be chosen.
    pub(super) assigner: Option<Assigner<'a>>,
    /// The numbers that are given; read when one is asked for.
    numbers: Option<Numbers<'a>>,
    /// The last change of the folder of the open tickets when something was written there.
    stamp: Option<String>,
    batch: Batch,
}

/// What was worked out and is not written yet.
#[derive(Default)]
struct Batch {
    transaction: Transaction,
    rows: Vec<Vec<Cell>>,
    done: Vec<Done>,
}

impl<'a> Opening<'a> {
    /// For a command that begins.
    pub(super) fn new(context: &Context, asked: &'a Asked<'a>, roles: &'a Roles, is_assigned: bool) -> Self {
        let desk = asked.desk;
        Self {
            asked,
            roles,
            lane: crate::git::clone::lane_of(&desk.root, &desk.settings.number),
            elsewhere: elsewhere::near(desk, asked.at.date_naive()),
            assigner: is_assigned.then(|| assigning::in_spite(context, desk)),
            numbers: None,
            stamp: None,
            batch: Batch::default(),
        }
    }

    /// Opens a ticket, as the rules and who is `given` leave it; nothing is written yet.
    pub(super) fn open(
        &mut self,
        context: &mut Context,
        plan: &Plan,
        actor: &MemberId,
        given: Option<Entry>,
    ) -> Result<(TicketRef, Ticket)> {
        let (desk, at) = (self.asked.desk, self.asked.at);
        let numbers = match self.numbers.take() {
            Some(numbers) => numbers,
            None => self.numbers()?,
        };
        let numbers = self.numbers.insert(numbers);
        let reference = numbers.propose(at.date_naive(), || context.random())?;
        let mut ticket = plan.draft.open(reference.number.clone(), at, actor.clone())?;
        let assigner = &mut self.assigner;
        let on_duty = |member: &_| assigner.as_ref().is_none_or(|known| known.is_on_duty(member, at.into()));
        self.asked.happen((plan, &mut ticket), given, desk.rules(self.roles), &on_duty)?;
        if let Some(assigner) = assigner {
            assigning::give(context, assigner, &mut ticket, at)?;
        }
        numbers.note(reference.clone());
        let (path, text) = allocate::file(&reference, &ticket);
        let row = outcome_row(&reference, &ticket, &path, &ticket.history);
        self.batch.add(row, Done::of(&ticket, &ticket.history));
        self.batch.transaction.create(path, text);
        Ok((reference, ticket))
    }

    fn numbers(&self) -> Result<Numbers<'a>> {
        let desk = self.asked.desk;
        let near = (self.asked.at.date_naive(), self.elsewhere.as_slice());
        Numbers::near(&desk.root, &desk.settings.number, self.lane.clone(), near)
    }

    /// Adds entries to a ticket that is there; the ticket after it. Nothing is written yet.
    pub(super) fn change(&mut self, file: &TicketFile, ticket: &Ticket, entries: &[Entry]) -> Result<Ticket> {
        let (after, path) = deed::change(&mut self.batch.transaction, file, ticket, entries, &[])?;
        self.batch.add(outcome_row(&file.reference, &after, &path, entries), Done::of(&after, entries));
        Ok(after)
    }

    /// Writes what was worked out, all of it or nothing; the rows that tell of it.
    pub(super) fn write(&mut self, context: &Context, writer: &Writer) -> Result<Vec<Vec<Cell>>> {
        let Batch { transaction, rows, done } = std::mem::take(&mut self.batch);
        transaction.commit(writer)?;
        self.stamp = self.stamp_now();
        context.deeds.borrow_mut().extend(done);
        Ok(rows)
    }

    /// Lets others write who wait; whether somebody did, or the files are others by now. Then what is known of them is
    /// forgotten.
    pub(super) fn give_way(&mut self, context: &Context, writer: Writer) -> Result<(Writer, bool)> {
        let writer = context.give_way(self.asked.desk, writer)?;
        let is_changed = !writer.is_again() || self.stamp != self.stamp_now();
        if is_changed {
            self.forget();
        }
        Ok((writer, is_changed))
    }

    /// Others may have written: what they did is read when it is asked for.
    pub(super) fn forget(&mut self) {
        self.numbers = None;
        self.assigner.iter_mut().for_each(Assigner::forget);
    }

    fn stamp_now(&self) -> Option<String> {
        memory::stamp(&self.asked.desk.root.join(layout::OPEN))
    }
}

impl Batch {
    fn add(&mut self, row: Vec<Cell>, done: Done) {
        self.rows.push(row);
        self.done.push(done);
    }
}

/// Tells what was done as it goes; what is one document is told at the end.
pub(super) struct Telling<'a> {
    desk: &'a Desk,
    form: &'a Form,
    rows: Vec<Vec<Cell>>,
    /// Why it could not be told: what is to be done is done all the same.
    failed: Option<Problem>,
}

impl<'a> Telling<'a> {
    /// Nothing yet.
    pub(super) const fn new(desk: &'a Desk, form: &'a Form) -> Self {
        Self { desk, form, rows: Vec::new(), failed: None }
    }

    /// Tells of rows, and where there are several batches, how many were taken in so far, of how many.
    pub(super) fn tell(&mut self, context: &Context, rows: Vec<Vec<Cell>>, (so_far, all): (usize, usize)) {
        self.rows.extend(rows);
        if self.form.is_open_ended() {
            self.show(context);
        }
        if all > TOGETHER && !self.form.quiet {
            context.tell("new-so-far", &[("count", &so_far.to_string()), ("all", &all.to_string())]);
        }
    }

    /// Tells people what the rules say of a ticket.
    pub(super) fn explain(&self, context: &Context, asked: &Asked<'_>, plan: &Plan) {
        if self.form.is_for_people() {
            classifying::tell_plan(context, asked, plan);
        }
    }

    fn show(&mut self, context: &Context) {
        let table = outcome_table(std::mem::take(&mut self.rows));
        self.failed = self.failed.take().or(form::show_outcome(context, self.desk, self.form, &table).err());
    }

    /// Tells what was not told yet.
    pub(super) fn end(mut self, context: &Context) -> Result<()> {
        if !self.form.is_open_ended() {
            self.show(context);
        }
        self.failed.map_or(Ok(()), Err)
    }
}
