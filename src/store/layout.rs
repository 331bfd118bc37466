//! Where things stand in a desk. Paths are relative to the desk.
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use chrono::Datelike;

use crate::domain::ids::{Key, TicketRef};
use crate::domain::moment::Moment;
use crate::domain::status::Status;

/// The file that makes a directory a desk.
pub const DESK: &str = "desk.yaml";
/// The open tickets.
pub const OPEN: &str = "tickets";
/// How the names of ticket files end.
pub const TICKET_FILE: &str = ".yaml";
/// The closed tickets, below year and month of creation.
pub const ARCHIVE: &str = "archive";
/// Survey responses, below year and month of the answer.
pub const SURVEYS: &str = "surveys";
/// Customers, contacts masked.
pub const CUSTOMERS: &str = "customers";
/// Customers, whole: never in git.
pub const PRIVATE: &str = "private";
/// Configuration.
pub const CONFIG: &str = "config";
/// Calendars.
pub const CALENDARS: &str = "calendars";
/// Standard replies.
pub const SCRIPTS: &str = "scripts";
/// Articles.
pub const KNOWLEDGE: &str = "knowledge";
/// Attached files, below number and key of their ticket.
pub const ATTACHMENTS: &str = "attachments";
/// The writers' lock.
pub const LOCK: &str = ".tickets/lock";
/// Held while git commits or merges what commands wrote: they take turns.
pub const COMMIT_LOCK: &str = ".tickets/commit.lock";
/// Held while the desk is synced.
pub const SYNC_LOCK: &str = ".tickets/sync.lock";

/// `2026/10`: year and month as the time was written.
pub fn month(at: Moment) -> PathBuf {
    PathBuf::from(format!("{:04}", at.year())).join(format!("{:02}", at.month()))
}

/// Where a ticket of this status belongs.
pub fn ticket(reference: &TicketRef, status: Status, created: Moment) -> PathBuf {
    let folder = if status == Status::Closed { Path::new(ARCHIVE).join(month(created)) } else { PathBuf::from(OPEN) };
    folder.join(format!("{reference}.yaml"))
}

/// The ticket of a file name; `None` when it is not `<number>-<key>.yaml`.
pub fn reference(path: &Path) -> Option<TicketRef> {
    path.file_name()?.to_str()?.strip_suffix(TICKET_FILE)?.parse().ok()
}

/// Splits the path of a desk's file, from anywhere above the desk, into the way to the desk and the
/// path within; `None` when no desk has such a file. Only the names decide, for a merge may come
/// before the desk stands on disk.
pub fn split(path: &Path) -> Option<(PathBuf, PathBuf)> {
    let names: Vec<_> = path.iter().collect();
    let begins = |length: &usize| is_inside(&names[names.len() - length..]);
    let length = [1, 2, 4].into_iter().filter(|length| *length <= names.len()).find(begins)?;
    let (desk, inside) = names.split_at(names.len() - length);
    Some((desk.iter().collect(), inside.iter().collect()))
}

fn is_inside(names: &[&OsStr]) -> bool {
    let is = |name: &OsStr, folders: &[&str]| folders.iter().any(|folder| name == *folder);
    match names {
        [file] => *file == DESK,
        [folder, _] => is(folder, &[OPEN, CUSTOMERS, CONFIG, CALENDARS]),
        [folder, _, _, _] => is(folder, &[ARCHIVE, SURVEYS]),
        _ => false,
    }
}

/// Where a survey response stands; `key` is its own.
pub fn response(reference: &TicketRef, at: Moment, key: Key) -> PathBuf {
    Path::new(SURVEYS).join(month(at)).join(format!("{reference}-{key}.yaml"))
}

/// Where a customer stands, contacts masked.
pub fn customer(id: &str) -> PathBuf {
    Path::new(CUSTOMERS).join(format!("{id}.yaml"))
}

/// Where the calendar of a name stands.
pub fn calendar(name: &str) -> PathBuf {
    Path::new(CALENDARS).join(format!("{name}.yaml"))
}

/// Where a customer stands, whole.
pub fn private_customer(id: &str) -> PathBuf {
    Path::new(PRIVATE).join(CUSTOMERS).join(format!("{id}.yaml"))
}

/// Where a standard reply stands.
pub fn script(name: &str) -> PathBuf {
    Path::new(SCRIPTS).join(format!("{name}.yaml"))
}

/// Where an article stands.
pub fn article(slug: &str) -> PathBuf {
    Path::new(KNOWLEDGE).join(format!("{slug}.md"))
}

/// Where a ticket's attachment stands.
pub fn attachment(reference: &TicketRef, file: &str) -> PathBuf {
    Path::new(ATTACHMENTS).join(reference.to_string()).join(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_tell_the_desk_from_its_files() {
        for (path, desk, inside) in [
            ("tickets/T1-00000.yaml", "", "tickets/T1-00000.yaml"),
            ("desk.yaml", "", "desk.yaml"),
            ("tickets/tickets/T1-00000.yaml", "tickets", "tickets/T1-00000.yaml"),
            ("a/服务台/archive/2026/10/T1-00000.yaml", "a/服务台", "archive/2026/10/T1-00000.yaml"),
            ("archive/2026/tickets/T1-00000.yaml", "archive/2026", "tickets/T1-00000.yaml"),
            ("customers/config/team.yaml", "customers", "config/team.yaml"),
        ] {
            assert_eq!(split(Path::new(path)), Some((desk.into(), inside.into())), "{path}");
        }
        for path in ["README.md", "src/main.rs", "archive/T1-00000.yaml", ""] {
            assert_eq!(split(Path::new(path)), None, "{path}");
        }
    }
}
