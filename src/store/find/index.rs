//! All tickets by their names, for looking up many.
use std::collections::HashMap;
use std::path::Path;

use super::{FindFault, Found, all, ambiguous};
use crate::fault::Result;
use crate::store::{disk, month};

/// All tickets of a desk by number, key, and both; by former numbers once one of them is asked for.
#[derive(Debug)]
pub struct Index {
    found: Vec<Found>,
    names: HashMap<String, Vec<usize>>,
    /// Whether `names` has former numbers.
    is_deep: bool,
}

impl Index {
    /// Of the desk at `root`, as it is now.
    pub fn new(root: &Path) -> Result<Self> {
        let mut index = Self { found: all(root)?, names: HashMap::new(), is_deep: false };
        for (place, Found { reference, .. }) in index.found.iter().enumerate() {
            for name in [reference.number.as_str(), reference.key.as_str(), &reference.to_string()] {
                index.names.entry(name.to_ascii_lowercase()).or_default().push(place);
            }
        }
        Ok(index)
    }

    /// The one ticket that a whole number, former number or key means.
    pub fn one(&mut self, root: &Path, id: &str) -> Result<&Found> {
        let name = id.to_ascii_lowercase();
        if !self.names.contains_key(&name) && !self.is_deep {
            self.add_former(root)?;
        }
        match self.names.get(&name).map(Vec::as_slice) {
            Some([place]) => Ok(&self.found[*place]),
            Some(places) => {
                let several: Vec<_> = places.iter().map(|place| self.found[*place].clone()).collect();
                Err(ambiguous(id, &several).into())
            }
            None => Err(FindFault::Unknown { id: id.to_owned() }.into()),
        }
    }

    /// Adds the numbers that tickets once had.
    fn add_former(&mut self, root: &Path) -> Result<()> {
        self.is_deep = true;
        let mut bytes = Vec::new();
        for (place, found) in self.found.iter().enumerate() {
            if !disk::read_into(&root.join(&found.path), &mut bytes)? {
                continue;
            }
            for number in month::formerly(&bytes) {
                self.names.entry(number.to_ascii_lowercase()).or_default().push(place);
            }
        }
        Ok(())
    }
}
