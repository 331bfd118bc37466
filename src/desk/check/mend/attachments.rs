//! Attachments that stand in a folder of their ticket's former number.
use std::path::Path;

use super::super::fault::Mended;
use super::super::{Checked, Finding};
use super::mended;
use crate::domain::ids::TicketRef;
use crate::fault::Result;
use crate::store::transaction::Transaction;
use crate::store::writer::Writer;
use crate::store::{disk, layout};

/// Moves every such folder to its ticket; what was done.
pub(super) fn all(writer: &Writer, checked: &Checked) -> Vec<Finding> {
    let folder = Path::new(layout::ATTACHMENTS);
    let names = disk::list(&writer.root().join(folder)).unwrap_or_default();
    let mut done = Vec::new();
    for name in names {
        let Some(from) = name.parse::<TicketRef>().ok().filter(|from| !checked.names.has(from)) else { continue };
        let Some(to) = checked.examined.now(&from).filter(|to| checked.names.has(to)) else { continue };
        match carry(writer, &folder.join(&name), &folder.join(to.to_string())) {
            Ok(true) => {
                done.push(mended(
                    &folder.join(to.to_string()),
                    Mended::Folder { from: folder.join(name).display().to_string() },
                ));
            }
            Ok(false) => {}
            Err(problem) => done.push(Finding::error(&folder.join(name), problem)),
        }
    }
    done
}

/// Moves what a folder holds into another; a file that is there already with other bytes stays where
/// it is. Whether anything was moved.
fn carry(writer: &Writer, from: &Path, to: &Path) -> Result<bool> {
    let root = writer.root();
    let mut transaction = Transaction::new();
    if disk::exists(&root.join(to)) {
        for name in disk::list(&root.join(from))? {
            let (from, to) = (from.join(&name), to.join(&name));
            if !disk::exists(&root.join(&to)) {
                transaction.rename(from, to);
            } else if let Some(bytes) = disk::read(&root.join(&from))?
                && disk::read(&root.join(&to))?.as_ref() == Some(&bytes)
            {
                transaction.remove(from, bytes);
            }
        }
    } else {
        transaction.rename(from.to_owned(), to.to_owned());
    }
    let any = !transaction.is_empty();
    transaction.commit(writer)?;
    Ok(any)
}
