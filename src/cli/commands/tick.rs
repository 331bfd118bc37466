//! `tick`: do what is due.
use clap::Args;

use crate::automation::deeds::Deed;
use crate::cli::commit::Done;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, Form};
use crate::cli::{holidays, output, present};
use crate::domain::act::{Act, Entry};
use crate::domain::moment;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::faults;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::service::deed;
use crate::service::keeper::{Gathered, Keeper};
use crate::store::file::TicketFile;
use crate::store::find::Found;
use crate::store::writer::Writer;
use crate::time::Instant;

faults! {
    /// Why nothing is done.
    pub enum TickFault {
        "usage-tick-ahead" => Ahead { at: String },
    }
}

/// Do what is due: warn, notify, escalate, reassign, raise, as config/sla.yaml says
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets tick\n  tickets tick --dry-run --as-of 'tomorrow 09:00'\n  \
    */5 * * * *  cd /srv/desk && tickets tick --commit        # crontab")]
pub struct Tick {
    /// Only tell what would be done
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    form: Form,
}

impl Tick {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let as_of = context.as_of(&desk)?;
        if !self.dry_run && Instant::from(as_of) > context.latest() {
            return Err(TickFault::Ahead { at: moment::write(as_of) }.into());
        }
        let keeper = Keeper::open(&desk, as_of)?.asking(context.globals.as_of.is_some());
        let Ticked { rows, exit } = tick(context, &keeper, self.dry_run)?;
        let table = table(rows);
        // Who calls it every few minutes hears of it only when something was done.
        if !table.rows.is_empty() || self.form.format.is_machine() {
            form::show(context, &desk, &self.form, &table)?;
        } else if exit == Exit::Done && (self.dry_run || context.environment.stdin_is_terminal) {
            context.tell("tick-nothing", &[]);
        }
        holidays::tell_unknown(context, &keeper.unknown_years());
        Ok(exit)
    }
}

/// What was done.
pub struct Ticked {
    /// The rows of [`table`].
    pub rows: Vec<Vec<Cell>>,
    /// Whether all could be done.
    pub exit: Exit,
}

/// Does what is due, or with `dry_run` only tells it. A ticket that cannot be read or written is told of, and
/// the others are done.
pub fn tick(context: &Context, keeper: &Keeper<'_>, dry_run: bool) -> Result<Ticked> {
    let files = keeper.files(context.is_past(keeper.desk, keeper.as_of))?;
    let look = |found: &Found, ticket: &Ticket| {
        let deeds = keeper.deeds(found.reference.key, ticket);
        if deeds.is_empty() { Vec::new() } else { vec![(found.clone(), rows(found, ticket, &deeds))] }
    };
    let Gathered { found, invalid } = keeper.gather(&files, look);
    let mut ticked = Ticked { rows: Vec::new(), exit: Exit::Done };
    for problem in keeper.wrongs.iter().chain(&invalid) {
        ticked.fail(context, problem);
    }
    if dry_run {
        ticked.rows = found.into_iter().flat_map(|(_, rows)| rows).collect();
    } else if !found.is_empty() {
        let writer = context.lock_as_of(keeper.desk)?;
        for (found, _) in &found {
            match perform(context, keeper, &writer, found) {
                Ok(rows) => ticked.rows.extend(rows),
                Err(problem) => ticked.fail(context, &problem),
            }
        }
    }
    Ok(ticked)
}

impl Ticked {
    fn fail(&mut self, context: &Context, problem: &crate::fault::Problem) {
        output::tell(&present::problem(problem, context.language));
        self.exit = Exit::of(problem);
    }
}

/// Does what is due on one ticket as it stands under the lock: somebody may have acted meanwhile.
fn perform(context: &Context, keeper: &Keeper<'_>, writer: &Writer, found: &Found) -> Result<Vec<Vec<Cell>>> {
    let file = TicketFile::read(&keeper.desk.root, &found.path)?;
    let ticket = file.ticket()?;
    let deeds = keeper.deeds(found.reference.key, &ticket);
    let entries: Vec<_> = deeds.iter().map(|deed| deed.entry.clone()).collect();
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let (after, _) = deed::write(writer, &file, &ticket, &entries, deed::Deed::default())?;
    context.deeds.borrow_mut().push(Done::of(&after, &entries));
    Ok(rows(found, &ticket, &deeds))
}

/// The listing of what was done.
pub fn table(rows: Vec<Vec<Cell>>) -> Table {
    let text = |key| Column::new(key, Shape::Text);
    let mut columns = ["number", "did", "clock", "point", "whom", "priority", "title"].map(text).to_vec();
    columns.extend(["due", "at", "expected"].map(|key| Column::new(key, Shape::Moment)));
    columns.push(text("key"));
    Table { id: "tick", columns, rows, frame: None }
}

fn rows(found: &Found, ticket: &Ticket, deeds: &[Deed]) -> Vec<Vec<Cell>> {
    deeds.iter().map(|deed| row(found, ticket, deed)).collect()
}

fn row(found: &Found, ticket: &Ticket, Deed { entry, promise, rung, due }: &Deed) -> Vec<Cell> {
    vec![
        Cell::text(Some(found.reference.number.as_str())),
        Cell::code("act", Some(entry.act.kind().code())),
        Cell::code("clock", Some(promise)),
        Cell::code("point", rung.as_deref()),
        whom(entry),
        Cell::code("priority", Some(ticket.head.priority.as_str())),
        Cell::text(Some(&ticket.head.title)),
        Cell::moment(*due),
        Cell::Moment(entry.at),
        Cell::moment(ticket.head.expected),
        Cell::text(Some(found.reference.key.as_str())),
    ]
}

/// Whom it concerns, or what was set.
fn whom(entry: &Entry) -> Cell {
    match &entry.act {
        Act::Notified { to: Some(to), .. } => match to.split(", ").collect::<Vec<_>>().as_slice() {
            [one] => Cell::code("member", Some(one)),
            several => Cell::Codes("member", several.iter().map(|one| (*one).into()).collect()),
        },
        Act::Edited { field, to, .. } | Act::Classified { field, to, .. } => Cell::code(field.code(), to.as_deref()),
        Act::Involved { team, .. } => Cell::code("team", Some(team.as_str())),
        Act::Escalated { team, to, .. } | Act::Assigned { team, to, .. } => match to {
            Some(to) => Cell::code("member", Some(to.as_str())),
            None => Cell::code("team", team.as_ref().map(AsRef::as_ref)),
        },
        _ => Cell::Absent,
    }
}
