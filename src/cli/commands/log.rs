//! `log`: what happened, act by act.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, Form};
use crate::cli::{input, lookup};
use crate::desk::open::Desk;
use crate::domain::act::{ActKind, Entry};
use crate::domain::ids::{MemberId, Number};
use crate::fault::Result;
use crate::faults;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::store::file::TicketFile;
use crate::store::find;

faults! {
    /// Why nothing can be looked for.
    pub enum LogFault {
        "usage-act-unknown" => Act { act: String, near: String },
    }
}

/// Show what happened, act by act: of some tickets, or of all open ones, the newest last
#[derive(Debug, Args)]
pub struct Log {
    /// Numbers, keys or beginnings of them; `-` reads them from standard input
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Only acts from this time on
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Only this member's acts
    #[arg(long, value_name = "MEMBER")]
    by: Option<String>,
    /// Only these acts, such as replied
    #[arg(long, value_name = "ACT", value_delimiter = ',')]
    did: Vec<String>,
    #[command(flatten)]
    form: Form,
}

const COLUMNS: [(&str, Shape); 5] = [
    ("number", Shape::Text),
    ("at", Shape::Moment),
    ("by", Shape::Text),
    ("did", Shape::Text),
    ("detail", Shape::Text),
];

impl Log {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let by = self.by(&desk)?;
        self.require_acts()?;
        let since = self.since.as_deref().map(|text| context.moment(&desk, text)).transpose()?;
        let as_of = context.as_of(&desk)?;
        let files = if self.ids.is_empty() {
            find::open(&desk.root)?
        } else {
            let one = |id: &String| lookup::one(context, &desk, id);
            input::ids(&self.ids)?.iter().map(one).collect::<Result<_>>()?
        };
        let mut acts = Vec::new();
        for found in files {
            let ticket = TicketFile::read(&desk.root, &found.path)?.ticket()?;
            let number = ticket.head.id;
            acts.extend(ticket.history.into_iter().map(|entry| (number.clone(), entry)));
        }
        acts.retain(|(_, entry)| entry.at <= as_of && since.is_none_or(|since| entry.at >= since) && self.wants(by.as_ref(), entry));
        acts.sort_by_key(|(_, entry)| entry.at);
        if acts.is_empty() && !self.form.quiet && !self.form.format.is_machine() {
            context.tell("log-empty", &[]);
            return Ok(Exit::Done);
        }
        let columns = COLUMNS.iter().map(|(key, shape)| Column::new(key, *shape)).collect();
        let rows = acts.iter().map(|(number, entry)| row(number, entry)).collect();
        let table = Table { id: "log", columns, rows, frame: None };
        form::show(context, &desk, &self.form, &table)?;
        Ok(Exit::Done)
    }

    /// Whose acts are wanted: a member, an automatic actor, or anybody.
    fn by(&self, desk: &Desk) -> Result<Option<MemberId>> {
        let Some(by) = &self.by else { return Ok(None) };
        let actor = MemberId::from(by.as_str());
        if desk.roster.knows_actor(&actor) {
            return Ok(Some(actor));
        }
        Ok(Some(desk.roster.member_called(by)?.0.clone()))
    }

    /// Refuses acts that do not exist: nothing would be listed of them.
    fn require_acts(&self) -> Result<()> {
        match self.did.iter().find(|did| ActKind::from_code(did).is_none()) {
            Some(did) => {
                let near = crate::near::list(did, ActKind::ALL.iter().map(|kind| kind.code()));
                Err(LogFault::Act { act: did.clone(), near }.into())
            }
            None => Ok(()),
        }
    }

    fn wants(&self, by: Option<&MemberId>, entry: &Entry) -> bool {
        by.is_none_or(|by| *by == entry.by) && (self.did.is_empty() || self.did.iter().any(|did| did == entry.act.kind().code()))
    }
}

fn row(number: &Number, entry: &Entry) -> Vec<Cell> {
    let detail: Vec<_> = entry.act.keys().iter().map(|(key, text)| format!("{key}: {text}")).collect();
    vec![
        Cell::text(Some(number.as_str())),
        Cell::moment(Some(entry.at)),
        Cell::code("member", Some(entry.by.as_str())),
        Cell::code("act", Some(entry.act.kind().code())),
        Cell::text(Some(&detail.join("; "))),
    ]
}
