//! `merge`: a duplicate goes into its main ticket, or comes back.
use clap::{ArgGroup, Args};

use super::link::LinkFault;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::perform::{Target, perform};
use crate::desk::vocabulary::List;
use crate::domain::act::Act;
use crate::domain::duplicate::DUPLICATE;
use crate::domain::duplicate::{DUPLICATE_OF, duplicates_of, link, main_of, unlink};
use crate::domain::fold;
use crate::domain::ids::Text;
use crate::domain::status::Status;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::faults;
use crate::near;
use crate::service::deed::{Deed, Scene};
use crate::store::file::TicketFile;
use crate::store::find;

faults! {
    /// Why tickets are not merged, or not parted.
    pub enum MergeFault {
        "merge-into-merged" => Merged { id: String, main: String },
        "merge-has-duplicates" => Main { id: String, duplicates: String, main: String },
        "merge-not-merged" => NotMerged { id: String },
    }
}

/// Close duplicates of a main ticket, and link both; every history stays as it is
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("way").required(true).args(["into", "undo"])), after_help = "Examples:\n  \
    tickets merge CS202610280002 --into CS202610280001 --reason 'the same failure'\n  \
    tickets merge CS202610280002 --undo --reason 'another certificate'")]
pub struct Merge {
    #[command(flatten)]
    target: Target,
    /// The main ticket
    #[arg(long, value_name = "ID")]
    into: Option<String>,
    /// Take it back: the duplicate stands where it stood, and the links no longer hold
    #[arg(long)]
    undo: bool,
    /// Why
    #[arg(short, long, value_name = "TEXT")]
    reason: String,
}

impl Merge {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let reason = input::checked(&self.reason)?;
        perform(context, &self.target, |scene| match &self.into {
            Some(main) => merge(scene, main, &reason),
            None => part(scene, &reason),
        })
    }
}

fn merge(scene: &Scene<'_>, main: &str, reason: &Text) -> Result<Deed> {
    let file = read(scene, main)?;
    let main = file.ticket()?;
    let (this, other) = (&scene.file.reference, &file.reference);
    if this.key == other.key {
        return Err(LinkFault::Itself { id: scene.ticket.head.id.to_string() }.into());
    }
    if let Some(further) = main_of(&main) {
        return Err(MergeFault::Merged { id: main.head.id.to_string(), main: further.number.to_string() }.into());
    }
    let duplicates: Vec<_> = duplicates_of(scene.ticket).map(|of| of.number.to_string()).collect();
    if !duplicates.is_empty() {
        let (id, duplicates) = (scene.ticket.head.id.to_string(), duplicates.join(near::SEPARATOR));
        return Err(MergeFault::Main { id, duplicates, main: main.head.id.to_string() }.into());
    }
    let closed = Act::Closed {
        reason: scene.code(List::CloseReason, Some(DUPLICATE))?.unwrap_or_default(),
        text: Some(reason.clone()),
    };
    let acts = link(scene.ticket, DUPLICATE_OF, other).into_iter().chain([closed]).collect();
    let also = vec![(file.clone(), link(&main, DUPLICATE, this).into_iter().collect())];
    Ok(Deed { acts, also, ..Deed::default() })
}

fn part(scene: &Scene<'_>, reason: &Text) -> Result<Deed> {
    let ticket = scene.ticket;
    let main = main_of(ticket).ok_or_else(|| MergeFault::NotMerged { id: ticket.head.id.to_string() })?;
    let file = read(scene, &main.to_string())?;
    let mut acts: Vec<_> = unlink(ticket, DUPLICATE_OF, main).into_iter().collect();
    acts.extend(unmerged(ticket, reason));
    let back = unlink(&file.ticket()?, DUPLICATE, &scene.file.reference);
    Ok(Deed { acts, also: back.map(|back| (file, vec![back])).into_iter().collect(), ..Deed::default() })
}

/// The act that leads a ticket back to where it stood when it was closed as a duplicate; none when that is no longer why
/// it is closed.
fn unmerged(ticket: &Ticket, reason: &Text) -> Option<Act> {
    let closed = ticket.history.iter().rev().find_map(|entry| match &entry.act {
        Act::Closed { reason, .. } => Some(reason),
        _ => None,
    })?;
    let is_merged = ticket.head.status == Status::Closed && closed.as_str() == DUPLICATE;
    let status = fold::before_closing(ticket).filter(|_| is_merged)?;
    Some(Act::Unmerged { status, reason: reason.clone() })
}

fn read(scene: &Scene<'_>, id: &str) -> Result<TicketFile> {
    let root = &scene.desk.root;
    TicketFile::read(root, &find::one(root, &scene.desk.settings.number, id)?.path)
}
