//! From what a person types to one ticket, and what else it may have meant.
use super::context::Context;
use crate::desk::open::Desk;
use crate::fault::Result;
use crate::store::find::{self, Found, Meant};

/// The one ticket that `id` means. When it is the number of one ticket and was that of another, the
/// other is told.
pub fn one(context: &Context, desk: &Desk, id: &str) -> Result<Found> {
    let Meant { ticket, others } = find::meant(&desk.root, &desk.settings.number, id)?;
    if !others.is_empty() {
        let others: Vec<_> = others.iter().map(|other| other.reference.to_string()).collect();
        let reference = ticket.reference.to_string();
        context.tell(
            "number-formerly",
            &[("id", id), ("reference", &reference), ("others", &others.join(context.language.word("list-comma")))],
        );
    }
    Ok(ticket)
}
