use super::fault::ImportFault;
use crate::near;

/// The names of the columns, trimmed.
#[derive(Debug, Clone)]
pub struct Header(Vec<String>);

impl Header {
    /// A nameless last column is what a separator at the end of the line leaves: it is none.
    pub(super) fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut names: Vec<String> = names.into_iter().map(|name| name.trim().to_owned()).collect();
        names.pop_if(|name| name.is_empty());
        Self(names)
    }

    /// The names, in the order of the columns.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// Where the column `name` stands, from 0. Of several columns of one name `name#2` is the second; the name alone
    /// is an error.
    pub fn find(&self, name: &str) -> Result<usize, ImportFault> {
        let places = self.places(name);
        match places.as_slice() {
            [place] => Ok(*place),
            [] => self.find_numbered(name).ok_or_else(|| ImportFault::Column {
                column: name.to_owned(),
                near: near::list(name, self.0.iter().map(String::as_str)),
            }),
            _ => Err(ImportFault::ColumnDouble { column: name.to_owned(), count: places.len() }),
        }
    }

    fn find_numbered(&self, name: &str) -> Option<usize> {
        let (name, number) = name.rsplit_once('#')?;
        let index = number.parse::<usize>().ok()?.checked_sub(1)?;
        self.places(name).get(index).copied()
    }

    fn places(&self, name: &str) -> Vec<usize> {
        self.0.iter().enumerate().filter(|(_, known)| *known == name).map(|(place, _)| place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_several_columns_is_told_by_its_number() {
        let header = Header::new([" id ", "note", "at", "note", "ref#2", ""]);
        assert_eq!(header.names().len(), 5);
        let found = ["id", "note#1", "note#2", "ref#2", "at#1"].map(|name| header.find(name).expect(name));
        assert_eq!(found, [0, 1, 3, 4, 2]);
        assert!(matches!(header.find("note"), Err(ImportFault::ColumnDouble { count: 2, .. })));
        for name in ["note#3", "note#0", "Id", "", "nope"] {
            assert!(matches!(header.find(name), Err(ImportFault::Column { .. })), "{name}");
        }
    }

    #[test]
    fn a_near_name_is_suggested() {
        let Err(ImportFault::Column { near, .. }) = Header::new(["incident_id", "status"]).find("incidentid") else {
            panic!("found");
        };
        assert_eq!(near, "incident_id\u{1f}status");
    }
}
