//! Fields that hold both versions of what two people wrote at once.
use std::path::Path;

use super::Finding;
use super::fault::CheckFault;
use crate::fault::{Place, Problem};
use crate::merge::conflict;
use crate::store::yaml;

/// The fields of a file in which a merge left two versions.
pub(super) fn findings(file: &Path, text: &str) -> Vec<Finding> {
    if !conflict::may_be_marked(text) {
        return Vec::new();
    }
    let Ok(value) = yaml::read_value(text) else { return Vec::new() };
    let finding = |key: String| {
        let place = yaml::locate(text, &yaml::Path::parse(&key)).unwrap_or_else(|| yaml::place_at(text, 0));
        let problem = Problem::from(CheckFault::InField { key }).at(Place { file: file.to_owned(), ..place });
        Finding::error(file, problem)
    };
    conflict::paths(&value).into_iter().map(finding).collect()
}
