//! Numbers that tickets had before a double number was settled.
use std::path::Path;

use super::Found;
use crate::fault::Result;
use crate::store::{disk, month};

/// The tickets that say that they once had this number.
pub(super) fn among<'f>(root: &Path, tickets: impl Iterator<Item = &'f Found>, id: &str) -> Result<Vec<Found>> {
    let mut bytes = Vec::new();
    let mut matches = Vec::new();
    for found in tickets {
        if disk::read_into(&root.join(&found.path), &mut bytes)? && names_former(&bytes, id) {
            matches.push(found.clone());
        }
    }
    Ok(matches)
}

pub(super) fn names_former(bytes: &[u8], id: &str) -> bool {
    month::formerly(bytes).iter().any(|number| number.eq_ignore_ascii_case(id))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out the files themselves")]
mod tests {
    use std::fs;

    use super::super::meant;
    use crate::domain::number::NumberFormat;

    #[test]
    fn a_whole_number_means_its_holder_then_who_had_it_then_a_beginning() {
        let desk = tempfile::tempdir().unwrap();
        let lay = |path: &str, formerly: &str| {
            let path = desk.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, format!("id: x\n{formerly}history: []\n")).unwrap();
        };
        let format = NumberFormat::parse("CS{yyyy}{mm}{dd}{seq:4}").unwrap();
        let find = |id: &str| meant(desk.path(), &format, id).unwrap().ticket;
        let others = |id: &str| meant(desk.path(), &format, id).unwrap().others.len();
        lay("tickets/CS2026102800011-aaaaa.yaml", "");
        assert_eq!(find("CS202610280001").reference.key.as_str(), "aaaaa");
        lay("archive/2026/10/CS202610280003-bbbbb.yaml", "formerly: [CS202610280001]\n");
        assert_eq!((find("CS202610280001").reference.key.as_str(), others("CS202610280001")), ("bbbbb", 0));
        // Not in its month, as an import from another zone may leave it.
        lay("archive/2026/09/CS202610280001-ccccc.yaml", "");
        assert_eq!((find("CS202610280001").reference.key.as_str(), others("CS202610280001")), ("ccccc", 1));
        assert_eq!((find("CS202610280001-ccccc").reference.key.as_str(), others("CS202610280003")), ("ccccc", 0));
    }
}
