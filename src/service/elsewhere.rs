//! What is given on other branches and in sibling work trees: numbers that would collide once they meet.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate, NaiveTime};

use crate::desk::open::Desk;
use crate::domain::ids::TicketRef;
use crate::domain::number::Period;
use crate::git::names::{self, Trees};
use crate::store::seen::Seen;
use crate::store::{allocate, customers, disk, find, layout};

/// How far a commit's time may lie before the day of a ticket in it: clocks differ, and tickets are dated ahead.
const MARGIN: Days = Days::new(7);

/// The tickets elsewhere whose numbers may collide with one of `date`, the day of creation.
pub fn near(desk: &Desk, date: NaiveDate) -> Vec<TicketRef> {
    let period = desk.settings.number.period();
    let trees = trees(desk);
    let folders = allocate::folders(period, date);
    let mut tickets = references(&on_branches(desk, &trees, "tickets", &folders, since(period, date)));
    for sibling in trees.siblings {
        tickets.extend(allocate::taken(&sibling, period, date).unwrap_or_default());
    }
    tickets
}

/// Every ticket elsewhere.
pub fn all(desk: &Desk) -> Vec<TicketRef> {
    let trees = trees(desk);
    let folders = [layout::OPEN.into(), layout::ARCHIVE.into()];
    let mut tickets = references(&on_branches(desk, &trees, "all-tickets", &folders, None));
    for sibling in trees.siblings {
        tickets.extend(find::all(&sibling).unwrap_or_default().into_iter().map(|found| found.reference));
    }
    tickets
}

/// The numbers of the customers elsewhere.
pub fn customers(desk: &Desk) -> Vec<String> {
    let trees = trees(desk);
    let files = on_branches(desk, &trees, "customers", &[layout::CUSTOMERS.into()], None);
    let id = |path: &PathBuf| Some(path.file_name()?.to_str()?.strip_suffix(".yaml")?.to_owned());
    let mut ids: Vec<_> = files.iter().filter_map(id).collect();
    for sibling in trees.siblings {
        ids.extend(customers::ids(&sibling).unwrap_or_default());
    }
    ids
}

fn trees(desk: &Desk) -> Trees {
    disk::real(&desk.root).ok().flatten().map(|root| names::trees(&root)).unwrap_or_default()
}

fn references(files: &BTreeSet<PathBuf>) -> Vec<TicketRef> {
    files.iter().filter_map(|path| layout::reference(path)).collect()
}

/// When a branch must have moved to hold a ticket of the period around `date`, in seconds since 1970.
fn since(period: Period, date: NaiveDate) -> Option<i64> {
    let first = period.first_day(date)?.checked_sub_days(MARGIN)?;
    Some(first.and_time(NaiveTime::MIN).and_utc().timestamp())
}

/// The files below `folders` that other branches have and this one has not, of branches that moved at `since`
/// or later. What was seen before under `name` is not looked at again: a branch costs something only when it
/// has moved.
fn on_branches(desk: &Desk, trees: &Trees, name: &str, folders: &[PathBuf], since: Option<i64>) -> BTreeSet<PathBuf> {
    let root: &Path = &desk.root;
    let tips: BTreeSet<_> =
        names::tips(root, since).into_iter().filter(|tip| Some(tip) != trees.head.as_ref()).collect();
    let mut seen = Seen::read(root, name);
    let is_ahead = match (&seen.head, &trees.head) {
        (Some(then), Some(now)) => names::is_in_history(root, then, now),
        (then, now) => then == now,
    };
    // On another branch what was left out then is elsewhere now.
    if !is_ahead || seen.folders != folders {
        seen = Seen { folders: folders.to_vec(), ..Seen::default() };
    }
    let new: Vec<_> = tips.difference(&seen.tips).map(String::as_str).collect();
    if new.is_empty() {
        return seen.files;
    }
    if let Some(files) = names::beyond(root, trees.head.as_deref(), &new, folders) {
        seen.files.extend(files);
        (seen.tips, seen.head) = (tips, trees.head.clone());
        // It is only faster with it.
        let _ = seen.write(root, name);
    }
    seen.files
}
