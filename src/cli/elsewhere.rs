//! What is given on other branches and in sibling work trees: numbers that would collide once they meet.
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::desk::open::Desk;
use crate::domain::ids::TicketRef;
use crate::git::names;
use crate::store::{allocate, customers, disk, find, layout};

/// The tickets elsewhere whose numbers may collide with one of `date`, the day of creation.
pub fn near(desk: &Desk, date: NaiveDate) -> Vec<TicketRef> {
    let format = &desk.settings.number;
    let counter = format.counter(date);
    let begin = |year| NaiveDate::from_ymd_opt(year, counter.month.unwrap_or(1), counter.day.unwrap_or(1));
    let folders = allocate::folders(format.period(), date);
    let mut tickets = on_branches(desk, &folders, counter.year.and_then(begin));
    for sibling in siblings(desk) {
        tickets.extend(allocate::taken(&sibling, format.period(), date).unwrap_or_default());
    }
    tickets
}

/// Every ticket elsewhere.
pub fn all(desk: &Desk) -> Vec<TicketRef> {
    let mut tickets = on_branches(desk, &[layout::OPEN.into(), layout::ARCHIVE.into()], None);
    for sibling in siblings(desk) {
        tickets.extend(find::all(&sibling).unwrap_or_default().into_iter().map(|found| found.reference));
    }
    tickets
}

/// The numbers of the customers elsewhere.
pub fn customers(desk: &Desk) -> Vec<String> {
    let files = names::on_branches(&desk.root, &[layout::CUSTOMERS.into()], None);
    let id = |path: &Path| Some(path.file_name()?.to_str()?.strip_suffix(".yaml")?.to_owned());
    let mut ids: Vec<_> = files.iter().filter_map(|path| id(path)).collect();
    for sibling in siblings(desk) {
        ids.extend(customers::ids(&sibling).unwrap_or_default());
    }
    ids
}

fn on_branches(desk: &Desk, folders: &[PathBuf], since: Option<NaiveDate>) -> Vec<TicketRef> {
    names::on_branches(&desk.root, folders, since).iter().filter_map(|path| layout::reference(path)).collect()
}

fn siblings(desk: &Desk) -> Vec<PathBuf> {
    disk::real(&desk.root).ok().flatten().map(|root| names::siblings(&root)).unwrap_or_default()
}
