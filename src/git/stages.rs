//! The index: what it holds of a merge that is not finished, and what is put into it.
use std::path::{Path, PathBuf};

use super::object::ObjectId;
use super::repository::Repository;
use crate::fault::Result;

/// One version of a file that is in conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Where it stands, relative to the desk.
    pub path: PathBuf,
    /// What it holds.
    pub object: ObjectId,
    /// Whether both sides grew from it; else it is a side.
    pub is_base: bool,
}

impl Repository {
    /// The versions of the files of the desk that are in conflict, by path.
    pub fn unmerged(&self) -> Result<Vec<Stage>> {
        let listed = self.git(&["ls-files", "--unmerged", "-z"]).bytes()?;
        Ok(String::from_utf8_lossy(&listed).split('\0').filter_map(stage).collect())
    }

    /// Puts files of the desk into the index as they are on disk, and takes out those that are not.
    pub fn stage(&self, paths: &[PathBuf]) -> Result<()> {
        if paths.is_empty() {
            return Ok(());
        }
        let input: Vec<_> =
            paths.iter().flat_map(|path| [path.as_os_str().as_encoded_bytes(), b"\0"].concat()).collect();
        self.git(&["update-index", "--add", "--remove", "-z", "--stdin"]).fed(&input).map(drop)
    }
}

/// Reads `<mode> <object> <stage>\t<path>`.
fn stage(entry: &str) -> Option<Stage> {
    let (fields, path) = entry.split_once('\t')?;
    let mut fields = fields.split(' ').skip(1);
    let (object, number) = (fields.next()?.to_owned(), fields.next()?);
    Some(Stage { path: Path::new(path).to_owned(), object, is_base: number == "1" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_of_the_index_is_read() {
        let read = stage("100644 0a0b 1\t服务 台/a\tb.yaml").unwrap();
        assert_eq!(read, Stage { path: "服务 台/a\tb.yaml".into(), object: "0a0b".into(), is_base: true });
        assert!(!stage("100644 0a0b 3\ta").unwrap().is_base);
        assert_eq!(stage(""), None);
    }
}
