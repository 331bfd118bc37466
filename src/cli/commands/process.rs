//! `process`: the table of stages, of one ticket or of many.
mod sheet;

use clap::Args;

use self::sheet::Sheet;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, format_parser};
use crate::cli::listing::{LeftOut, Lenience};
use crate::cli::{input, lookup, output};
use crate::desk::open::Desk;
use crate::domain::fold;
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::faults;
use crate::render::Format;
use crate::service::rows::{self, Rows};
use crate::store::file::TicketFile;
use crate::store::find::{self, Found};

faults! {
    /// Why no table is made.
    pub enum ProcessFault {
        "usage-process-none" => None {},
    }
}

/// Show the process table of tickets: stages, who, when, with what result
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets process CS202610280001\n  \
    tickets process CS202610280001 --layout phases --format markdown > form.md\n  \
    tickets process --where 'team = tech' --format csv\n  tickets process --all --format csv > stages.csv")]
pub struct Process {
    /// Numbers, keys or beginnings of them; `-` reads them from standard input
    #[arg(value_name = "ID", conflicts_with_all = ["filter", "all"])]
    ids: Vec<String>,
    /// The open tickets for which this holds, such as `stage = analyse`
    #[arg(short, long = "where", value_name = "FILTER")]
    filter: Option<String>,
    /// Closed tickets too
    #[arg(short, long)]
    all: bool,
    /// A layout of config/process.yaml; without it the first
    #[arg(long, value_name = "LAYOUT")]
    layout: Option<String>,
    #[command(flatten)]
    lenience: Lenience,
    /// Write it in this form
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = format_parser())]
    format: Format,
}

impl Process {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let mut desk = context.desk()?;
        let (process, _) = desk.process.layout_called(self.layout.as_deref())?;
        if !desk.process.is_chosen() {
            // What tickets are shown in is also what says how stages and results are called.
            desk.process = process.clone();
        }
        let as_of = context.as_of(&desk)?;
        let (files, left_out) = self.files(context, &desk, as_of)?;
        let mut tickets = Vec::new();
        for found in files {
            let whole = TicketFile::read(&desk.root, &found.path)?.ticket()?;
            tickets.extend(fold::into_past(whole, as_of));
        }
        self.show(context, &desk, as_of, &tickets)?;
        left_out.tell(context);
        Ok(Exit::Done)
    }

    /// The files of the tickets that are asked for, by number, and how many cannot be read.
    fn files(&self, context: &Context, desk: &Desk, as_of: Moment) -> Result<(Vec<Found>, LeftOut)> {
        if !self.ids.is_empty() {
            let ids = input::ids(&self.ids)?;
            return Ok((
                ids.iter().map(|id| lookup::one(context, desk, id)).collect::<Result<_>>()?,
                LeftOut::default(),
            ));
        }
        if self.filter.is_none() && !self.all {
            return Err(ProcessFault::None {}.into());
        }
        let back = context.globals.as_of.is_some();
        let files = if self.all || back { find::all(&desk.root)? } else { find::open(&desk.root)? };
        let Rows { rows, invalid } = rows::matching(desk, context.reader(desk), self.filter.as_deref(), as_of, &files)?;
        let left_out = self.lenience.settle(context, invalid)?;
        let chosen: std::collections::BTreeSet<_> = rows.into_iter().map(|row| row.reference).collect();
        let mut files: Vec<_> = files.into_iter().filter(|found| chosen.contains(&found.reference)).collect();
        files.sort();
        Ok((files, left_out))
    }

    /// Tickets that are named are shown as a form each; otherwise, and for programs, all in one table.
    fn show(&self, context: &Context, desk: &Desk, as_of: Moment, tickets: &[Ticket]) -> Result<()> {
        let sheet = Sheet { desk, layout: self.layout.as_deref(), as_of };
        if self.ids.is_empty() || self.format.is_machine() {
            let table = sheet.of_many(tickets)?;
            if tickets.is_empty() && !self.format.is_machine() {
                context.tell("process-empty", &[]);
                return Ok(());
            }
            return output::data(&form::text(context, desk, &table, self.format));
        }
        for (place, ticket) in tickets.iter().enumerate() {
            let table = sheet.of(ticket)?;
            let gap = if place > 0 { "\n" } else { "" };
            let title = sheet.title(context, ticket, self.format)?;
            output::data(&format!("{gap}{title}{}", form::text(context, desk, &table, self.format)))?;
        }
        Ok(())
    }
}
