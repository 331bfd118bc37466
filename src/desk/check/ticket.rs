//! What a ticket says against itself: pure.
use super::Severity::{self, Error, Warning};
use super::fault::CheckFault;
use crate::domain::act::Act;
use crate::domain::fold;
use crate::domain::ids::Text;
use crate::domain::moment;
use crate::domain::overlap::{self, Overlap, Unaware};
use crate::domain::status::Status;
use crate::domain::ticket::Ticket;
use crate::store::find::Found;
use crate::store::layout;
use crate::time::Instant;

/// Something wrong at a place in a ticket file, such as `history[3].at`.
#[derive(Debug)]
pub(super) struct Remark {
    pub severity: Severity,
    pub path: String,
    pub fault: CheckFault,
}

impl Remark {
    fn new(severity: Severity, path: impl Into<String>, fault: CheckFault) -> Self {
        Self { severity, path: path.into(), fault }
    }

    /// Whether the head or the folder can be set right from the history.
    pub fn is_mendable(&self) -> bool {
        matches!(self.fault, CheckFault::Head { .. } | CheckFault::Misplaced { .. })
    }
}

/// Everything that is wrong with a ticket, seen alone; nothing can have happened after `latest`.
pub(super) fn remarks(found: &Found, ticket: &Ticket, latest: Instant) -> Vec<Remark> {
    let mut remarks = Vec::new();
    number(found, ticket, &mut remarks);
    let status = head(ticket, &mut remarks);
    folder(found, ticket, status, &mut remarks);
    history(ticket, &mut remarks);
    times(ticket, &mut remarks);
    ahead(ticket, latest, &mut remarks);
    remarks
}

/// Whether the history tells the whole head: it begins at the creation, and this version knows every act.
pub(super) fn is_whole(ticket: &Ticket) -> bool {
    let begins = ticket.history.first().is_some_and(|entry| matches!(entry.act, Act::Created { .. }));
    begins && !ticket.history.iter().any(|entry| matches!(entry.act, Act::Other { .. }))
}

fn number(found: &Found, ticket: &Ticket, remarks: &mut Vec<Remark>) {
    let (number, id) = (&found.reference.number, &ticket.head.id);
    if number != id {
        let fault = CheckFault::NumberDiffers { number: number.to_string(), id: id.to_string() };
        remarks.push(Remark::new(Error, "id", fault));
    }
}

/// Compares the head with its history; returns the status that holds.
fn head(ticket: &Ticket, remarks: &mut Vec<Remark>) -> Status {
    if !is_whole(ticket) {
        return ticket.head.status;
    }
    let mut status = ticket.head.status;
    for difference in fold::differences(ticket) {
        if difference.key == "status" {
            status = difference.history.as_ref().and_then(|status| status.parse().ok()).unwrap_or(status);
        }
        let (head, history) = (shown(difference.head), shown(difference.history));
        remarks.push(Remark::new(Error, difference.key, CheckFault::Head { key: difference.key, head, history }));
    }
    status
}

fn folder(found: &Found, ticket: &Ticket, status: Status, remarks: &mut Vec<Remark>) {
    let place = layout::ticket(&found.reference, status, ticket.head.created);
    if place != found.path {
        let place = place.display().to_string();
        remarks.push(Remark::new(Error, "status", CheckFault::Misplaced { status, place }));
    }
}

fn history(ticket: &Ticket, remarks: &mut Vec<Remark>) {
    match ticket.history.first() {
        None => remarks.push(Remark::new(Error, "history", CheckFault::NoHistory {})),
        Some(first) if !matches!(first.act, Act::Created { .. }) => {
            let did = first.act.did().to_owned();
            remarks.push(Remark::new(Error, "history[0].did", CheckFault::Headless { did }));
        }
        Some(_) => {}
    }
    for overlap in overlap::overlaps(ticket) {
        let (path, fault) = overlapping(overlap);
        remarks.push(Remark::new(Warning, path, fault));
    }
    for fold::Contradiction { index, act, status, .. } in fold::contradictions(ticket) {
        let fault = CheckFault::Contradiction { act: act.code(), status };
        remarks.push(Remark::new(Warning, format!("history[{index}].did"), fault));
    }
}

/// Where an act did not know of another, and of what.
fn overlapping(Overlap { index, unaware }: Overlap) -> (String, CheckFault) {
    match unaware {
        Unaware::Of { field, from, was } => {
            let fault = CheckFault::Overlap { field: field.code(), from: shown(from), was: shown(was) };
            (format!("history[{index}].from"), fault)
        }
        Unaware::Whose(assignee) => (format!("history[{index}].did"), CheckFault::Taken { assignee }),
    }
}

fn shown(text: Option<Text>) -> String {
    text.map_or_else(|| "-".to_owned(), |text| text.to_string())
}

fn times(ticket: &Ticket, remarks: &mut Vec<Remark>) {
    let pairs = ticket.history.iter().zip(ticket.history.iter().skip(1)).enumerate();
    for (place, (earlier, later)) in pairs.filter(|(_, (earlier, later))| later.at < earlier.at) {
        let fault = CheckFault::Disorder { at: moment::write(later.at), before: moment::write(earlier.at) };
        remarks.push(Remark::new(Error, format!("history[{}].at", place + 1), fault));
    }
    let created = ticket.head.created;
    for (place, entry) in ticket.history.iter().enumerate().filter(|(_, entry)| entry.at < created) {
        let fault = CheckFault::BeforeCreation { at: moment::write(entry.at), created: moment::write(created) };
        remarks.push(Remark::new(Error, format!("history[{place}].at"), fault));
    }
}

/// The first entry that lies ahead: what is recorded later takes its time, for the order must hold.
fn ahead(ticket: &Ticket, latest: Instant, remarks: &mut Vec<Remark>) {
    let first = ticket.history.iter().enumerate().find(|(_, entry)| Instant::from(entry.at) > latest);
    if let Some((place, entry)) = first {
        let fault = CheckFault::Ahead { at: moment::write(entry.at) };
        remarks.push(Remark::new(Warning, format!("history[{place}].at"), fault));
    }
}
