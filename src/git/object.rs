//! The contents of objects.
use super::GitFault;
use super::repository::Repository;
use crate::fault::Result;

/// The id of an object, in hexadecimal.
pub type ObjectId = String;

impl Repository {
    /// The contents of objects, in their order; `None` for one that is not here. A name is an id or
    /// `REVISION:./path`, the path relative to the desk; one process of git reads them all.
    ///
    /// # Errors
    /// `git-failed`, also for an answer that is none.
    pub fn contents(&self, names: &[impl AsRef<str>]) -> Result<Vec<Option<Vec<u8>>>> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let mut input = String::new();
        for name in names {
            input.extend([name.as_ref(), "\n"]);
        }
        let answer = self.git(&["cat-file", "--batch"]).fed(input.as_bytes())?;
        let mut rest = answer.as_slice();
        names.iter().map(|_| next(&mut rest).map(Object::content).ok_or_else(|| unreadable().into())).collect()
    }
}

/// What git answers to a name.
#[derive(Debug, PartialEq, Eq)]
enum Object {
    Missing,
    Content(Vec<u8>),
}

impl Object {
    fn content(self) -> Option<Vec<u8>> {
        match self {
            Self::Missing => None,
            Self::Content(content) => Some(content),
        }
    }
}

/// Takes the next object off an answer: `<id> <kind> <size>`, a line feed, its bytes, a line feed; or
/// `<name> missing`. `None` means that the answer ends early.
fn next(rest: &mut &[u8]) -> Option<Object> {
    let end = rest.iter().position(|&byte| byte == b'\n')?;
    let header = String::from_utf8_lossy(&rest[..end]).into_owned();
    *rest = &rest[end + 1..];
    if header.ends_with(" missing") {
        return Some(Object::Missing);
    }
    let size: usize = header.rsplit(' ').next()?.parse().ok()?;
    let content = rest.get(..size)?.to_vec();
    *rest = rest.get(size + 1..)?;
    Some(Object::Content(content))
}

fn unreadable() -> GitFault {
    GitFault::Failed { command: "git cat-file --batch".to_owned(), cause: "unexpected end of its answer".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_taken_one_after_another() {
        let mut rest: &[u8] = b"0a blob 4\na\n\nb\nHEAD:./x missing\n0b blob 0\n\n";
        assert_eq!(next(&mut rest), Some(Object::Content(b"a\n\nb".to_vec())));
        assert_eq!(next(&mut rest), Some(Object::Missing));
        assert_eq!(next(&mut rest), Some(Object::Content(Vec::new())));
        assert_eq!(next(&mut rest), None);
    }
}
