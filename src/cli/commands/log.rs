//! `log`: what happened, act by act, and which commit carried it.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, Form};
use crate::cli::telling::Teller;
use crate::cli::{input, lookup};
use crate::desk::open::Desk;
use crate::domain::act::{ActKind, Entry};
use crate::domain::ids::MemberId;
use crate::fault::Result;
use crate::faults;
use crate::git::history::Commit;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::review::{Item, Version};
use crate::service::carriers::Carriers;
use crate::service::versions;
use crate::store::file::TicketFile;
use crate::store::find;

faults! {
    /// Why nothing can be looked for.
    pub enum LogFault {
        "usage-act-unknown" => Act { act: String, near: String },
    }
}

/// Show what happened, act by act: of some tickets, with the commits that carried it, or of all open ones; the newest last
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

/// What git adds for tickets that are named.
const CARRIED: [(&str, Shape); 2] = [("commit", Shape::Text), ("author", Shape::Text)];

/// An act: its ticket, its place in the history from 0, itself.
type Act<'a> = (&'a Version, usize, Item<'a>);

impl Log {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let by = self.by(&desk)?;
        self.require_acts()?;
        let since = self.since.as_deref().map(|text| context.moment(&desk, text)).transpose()?;
        let as_of = context.as_of(&desk)?;
        let tickets = self.tickets(context, &desk)?;
        let is_wanted = |entry: &Entry| entry.at <= as_of && since.is_none_or(|since| entry.at >= since);
        let mut acts: Vec<_> = tickets.iter().flat_map(acts).collect();
        acts.retain(|(_, _, item)| is_wanted(item.entry) && self.wants(by.as_ref(), *item));
        acts.sort_by_key(|(_, _, item)| item.entry.at);
        if acts.is_empty() && !self.form.quiet && !self.form.format.is_machine() {
            context.tell("log-empty", &[]);
            return Ok(Exit::Done);
        }
        let carriers = if self.ids.is_empty() { None } else { Some(Carriers::read(&desk.root, &tickets)?) };
        if carriers.as_ref().is_some_and(|carriers| carriers.is_cut) {
            context.tell("history-shallow", &[]);
        }
        let table = self.table(Teller { context, desk: &desk }, &acts, carriers.as_ref());
        form::show(context, &desk, &self.form, &table)?;
        Ok(Exit::Done)
    }

    /// The tickets that are named, or all open ones.
    fn tickets(&self, context: &Context, desk: &Desk) -> Result<Vec<Version>> {
        let files = if self.ids.is_empty() {
            find::open(&desk.root)?
        } else {
            let one = |id: &String| lookup::one(context, desk, id);
            input::ids(&self.ids)?.iter().map(one).collect::<Result<_>>()?
        };
        files.iter().map(|found| versions::of(&TicketFile::read(&desk.root, &found.path)?)).collect()
    }

    fn table(&self, teller: Teller<'_>, acts: &[Act<'_>], carriers: Option<&Carriers>) -> Table {
        let keys = COLUMNS.iter().chain(carriers.iter().flat_map(|_| &CARRIED));
        let columns = keys.map(|(key, shape)| Column::new(key, *shape)).collect();
        let is_machine = self.form.format.is_machine();
        let row = |act: &Act<'_>| {
            let mut row = row(teller, *act, is_machine);
            row.extend(
                carriers.iter().flat_map(|carriers| carried(carriers.of(act.0.reference.key, act.1), is_machine)),
            );
            row
        };
        Table { id: "log", columns, rows: acts.iter().map(row).collect(), frame: None }
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

    fn wants(&self, by: Option<&MemberId>, item: Item<'_>) -> bool {
        by.is_none_or(|by| *by == item.entry.by)
            && (self.did.is_empty() || self.did.iter().any(|did| did == item.did()))
    }
}

fn acts(version: &Version) -> impl Iterator<Item = Act<'_>> {
    version.items().into_iter().enumerate().map(move |(place, item)| (version, place, item))
}

/// Programs get the keys of an act as they stand, people get them in words.
fn row(teller: Teller<'_>, (version, _, item): Act<'_>, is_machine: bool) -> Vec<Cell> {
    let detail = if is_machine { Cell::Object(item.keys()) } else { Cell::text(Some(&teller.detail(item))) };
    vec![
        Cell::text(Some(version.ticket.head.id.as_str())),
        Cell::moment(Some(item.entry.at)),
        Cell::code("member", Some(item.entry.by.as_str())),
        Cell::code("act", Some(item.did())),
        detail,
    ]
}

/// A commit and its author: for programs whole, for people so much as they type.
pub(super) fn carried(commit: Option<&Commit>, is_machine: bool) -> [Cell; 2] {
    const TYPED: usize = 10;
    let id = commit.map(|commit| if is_machine { &*commit.id } else { commit.id.get(..TYPED).unwrap_or(&commit.id) });
    let author = commit.map(|commit| if is_machine { &commit.email } else { &commit.author });
    [Cell::text(id), Cell::text(author.map(String::as_str))]
}
