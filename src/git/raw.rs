//! What `--raw -z` says of changed files.
use std::path::PathBuf;

use super::object::ObjectId;

/// A file that changed, against one parent or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// What it was in each; `None` where it was not.
    pub olds: Vec<Option<ObjectId>>,
    /// What it became; `None` when it is gone, or stands in the work tree, of which git knows no id.
    pub new: Option<ObjectId>,
    /// Whether it is there at all.
    pub is_present: bool,
    /// Its path; the old one when it was moved.
    pub path: PathBuf,
    /// Where it was moved.
    pub target: Option<PathBuf>,
}

/// The path that git names, relative to the desk.
pub(super) fn path(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

/// The records of an answer that holds nothing else.
pub(super) fn records(answer: &[u8]) -> impl Iterator<Item = Record> {
    let mut tokens = answer.split(|&byte| byte == 0);
    std::iter::from_fn(move || record(tokens.next()?, &mut tokens))
}

/// The record that begins with `head`: `:100644 100644 <old> <new> M`, with one more colon, mode and id
/// for each further parent; its paths follow. `None` when `head` begins none.
pub(super) fn record<'a>(head: &[u8], tokens: &mut impl Iterator<Item = &'a [u8]>) -> Option<Record> {
    let head = std::str::from_utf8(head).ok()?;
    let parents = head.bytes().take_while(|&byte| byte == b':').count();
    let mut words = head.get(parents..)?.split(' ');
    let modes: Vec<_> = words.by_ref().take(parents + 1).collect();
    let ids: Vec<_> = words.by_ref().take(parents + 1).collect();
    let status = words.next().filter(|_| parents > 0)?;
    let path = self::path(tokens.next()?);
    let is_moved = parents == 1 && status.starts_with(['R', 'C']);
    let target = if is_moved { tokens.next().map(self::path) } else { None };
    let (new, olds) = ids.split_last()?;
    let is_present = *modes.last()? != "000000" || status == "U";
    let olds = olds.iter().map(|id| known(id)).collect();
    Some(Record { olds, new: known(new), is_present, path, target })
}

/// The id, unless it is the one of nothing.
fn known(id: &str) -> Option<ObjectId> {
    id.bytes().any(|byte| byte != b'0').then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_with_their_paths() {
        let answer = b":100644 100644 0a 0b M\0tickets/a\0:100644 100644 0a 0a R100\0tickets/b\0archive/b\0\
            :000000 100644 00 0c A\0c d\0:100644 000000 0a 00 D\0e\0:100644 100644 0a 00 M\0f\0";
        let records: Vec<_> = records(answer).collect();
        let seen: Vec<_> = records
            .iter()
            .map(|record| (record.olds[0].as_deref(), record.new.as_deref(), record.is_present, &*record.path))
            .collect();
        let path = std::path::Path::new;
        assert_eq!(seen[0], (Some("0a"), Some("0b"), true, path("tickets/a")));
        assert_eq!(seen[1], (Some("0a"), Some("0a"), true, path("tickets/b")));
        assert_eq!(records[1].target.as_deref(), Some(path("archive/b")));
        assert_eq!(seen[2], (None, Some("0c"), true, path("c d")));
        assert_eq!(seen[3], (Some("0a"), None, false, path("e")));
        assert_eq!(seen[4], (Some("0a"), None, true, path("f")), "it stands in the work tree");
    }

    #[test]
    fn a_record_of_a_merge_has_one_old_id_for_each_parent() {
        let mut tokens = b"a".split(|&byte| byte == 0);
        let record = record(b"::100644 000000 100644 0a 00 0c MA", &mut tokens).unwrap();
        assert_eq!(record.olds, [Some("0a".to_owned()), None]);
        assert_eq!(record.new.as_deref(), Some("0c"));
    }
}
