//! `show`: a ticket's head, its clocks and its history.
mod page;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::{holidays, input, lookup, output};
use crate::desk::open::Desk;
use crate::domain::fold;
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::faults;
use crate::render::sanitize;
use crate::service::tiers::Tiers;
use crate::store::file::TicketFile;
use crate::time::clocks::{Evaluator, Policies, Reading, UnknownYears};

faults! {
    /// Why a ticket is not shown.
    pub enum ShowFault {
        "show-not-yet" => NotYet { id: String, created: String, as_of: String },
    }
}

/// Show tickets: what holds, the clocks, what happened
#[derive(Debug, Args)]
pub struct Show {
    /// Numbers, keys or beginnings of them; `-` reads them from standard input
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Write it in this form: text, json, or file (the file as it stands)
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ShowFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ShowFormat {
    Text,
    Json,
    File,
}

/// A ticket as it was at an instant, with its clocks.
pub(super) struct View<'a> {
    desk: &'a Desk,
    policies: &'a Policies,
    file: &'a TicketFile,
    ticket: Ticket,
    readings: Vec<Reading>,
    unknown: UnknownYears,
    as_of: Moment,
}

impl Show {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let as_of = context.as_of(&desk)?;
        let policies = desk.policies()?;
        let (mut objects, mut unknown) = (Vec::new(), UnknownYears::new());
        for (place, id) in input::ids(&self.ids)?.iter().enumerate() {
            let found = lookup::one(context, &desk, id)?;
            let file = TicketFile::read(&desk.root, &found.path)?;
            if self.format == ShowFormat::File {
                let is_terminal = context.environment.stdout_is_terminal;
                output::data(&if is_terminal { sanitize::lines(&file.text) } else { file.text.as_str().into() })?;
                continue;
            }
            let view = view(&desk, &policies, &file, as_of)?;
            unknown.extend(view.unknown.iter().cloned());
            match self.format {
                ShowFormat::Json => objects.push(page::json(&view)),
                _ => output::data(&page::text(context, &view, place > 0))?,
            }
        }
        if self.format == ShowFormat::Json {
            let document = serde_json::json!({ "schema": 1, "tickets": objects });
            output::json(&document)?;
        }
        holidays::tell_unknown(context, &unknown);
        Ok(Exit::Done)
    }
}

fn view<'a>(desk: &'a Desk, policies: &'a Policies, file: &'a TicketFile, as_of: Moment) -> Result<View<'a>> {
    let whole = file.ticket()?;
    let not_yet = || ShowFault::NotYet {
        id: whole.head.id.to_string(),
        created: whole.head.created.to_rfc3339(),
        as_of: as_of.to_rfc3339(),
    };
    let ticket = fold::as_of(&whole, as_of).ok_or_else(not_yet)?;
    let tiers = Tiers::read(desk, policies)?;
    let tier = |customer: &_| tiers.of(customer);
    let mut evaluator = Evaluator::new(policies, as_of.into(), &tier);
    let readings = evaluator.read(&ticket).to_vec();
    let unknown = evaluator.unknown_years().clone();
    Ok(View { desk, policies, file, ticket, readings, unknown, as_of })
}
