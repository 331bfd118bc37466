//! What can be read of a file that cannot be read whole.
use serde::de::DeserializeOwned;

use super::RulesFile;
use crate::fault::Problem;
use crate::store::yaml;

/// The rules and libraries that can be read; the others stand there empty.
pub(super) struct Parts {
    pub(super) file: RulesFile,
    /// Which cannot: their key and place, or their key and name.
    pub(super) unread: Vec<(&'static str, String)>,
    pub(super) problems: Vec<Problem>,
}

impl Parts {
    /// Reads them one by one; `whole` is what is wrong with the file as a whole.
    pub(super) fn read(text: &str, whole: Problem) -> Self {
        let mut parts = Self { file: RulesFile::default(), unread: Vec::new(), problems: vec![whole] };
        for (place, (_, rule)) in yaml::parts(text, "rules").into_iter().enumerate() {
            let rule = parts.part("rules", place.to_string(), &rule);
            parts.file.rules.push(rule);
        }
        for (name, library) in yaml::parts(text, "keywords") {
            let library = parts.part("keywords", name.clone(), &library);
            parts.file.keywords.insert(name.into(), library);
        }
        parts
    }

    fn part<T: DeserializeOwned + Default>(&mut self, key: &'static str, name: String, text: &str) -> T {
        // Of nothing the file as a whole says where it is.
        let read = if text.trim().is_empty() { Err(None) } else { yaml::read_config(text).map_err(Some) };
        read.unwrap_or_else(|problem| {
            self.unread.push((key, name));
            self.problems.extend(problem.filter(|new| self.problems.iter().all(|known| known.place() != new.place())));
            T::default()
        })
    }
}
