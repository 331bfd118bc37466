//! One ticket: its head as its history says, its file where its status belongs.
use std::path::Path;

use super::super::Finding;
use super::super::fault::Mended;
use super::super::ticket::is_whole;
use super::mended;
use crate::domain::fold;
use crate::domain::ticket::{Head, Ticket};
use crate::fault::Result;
use crate::store::append::head_edits;
use crate::store::file::TicketFile;
use crate::store::transaction::Transaction;
use crate::store::writer::Writer;
use crate::store::{disk, layout, yaml};

/// Mends a ticket; what was done.
pub(super) fn ticket(writer: &Writer, path: &Path) -> Result<Vec<Finding>> {
    let root = writer.root();
    let file = TicketFile::read(root, path)?;
    let ticket = file.ticket()?;
    let after = if is_whole(&ticket) { folded(&ticket) } else { ticket.head.clone() };
    let edits = head_edits(&ticket.head, &after);
    let text = yaml::apply(&file.text, &edits).map_err(|problem| problem.in_file(path))?;
    let place = layout::ticket(&file.reference, after.status, after.created);
    // Two files of one ticket: which of them holds, somebody must say.
    let place = if disk::exists(&root.join(&place)) { path.to_owned() } else { place };
    let mut done = Vec::new();
    if !edits.is_empty() {
        let keys: Vec<_> = edits.iter().map(|edit| edit.path().to_string()).collect();
        done.push(mended(&place, Mended::Head { keys: keys.join(", ") }));
    }
    let mut transaction = Transaction::new();
    if place != path {
        done.push(mended(&place, Mended::Folder { from: path.display().to_string() }));
        transaction.relocate(path.to_owned(), place, file.text, text);
    } else if !edits.is_empty() {
        transaction.replace(place, file.text, text);
    }
    transaction.commit(writer)?;
    Ok(done)
}

/// The head that the history gives; tags keep their order when they are the same.
fn folded(ticket: &Ticket) -> Head {
    let mut head = fold::fold(ticket);
    let sorted = |head: &Head| {
        let mut tags = head.tags.clone();
        tags.sort_unstable();
        tags
    };
    if sorted(&head) == sorted(&ticket.head) {
        head.tags.clone_from(&ticket.head.tags);
    }
    head
}
