//! What is wrong with a file of the configuration, each with its place.
use crate::fault::Problem;
use crate::store::yaml::{self, Path, Step};

/// The problems of one file, whose text is `text`.
#[derive(Debug)]
pub(super) struct Problems<'t> {
    text: &'t str,
    found: Vec<Problem>,
}

impl<'t> Problems<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, found: Vec::new() }
    }

    /// Notes what is wrong with the value of a path.
    pub(super) fn refuse(&mut self, steps: &[Step<'_>], problem: impl Into<Problem>) {
        let problem = problem.into();
        self.found.push(match yaml::locate(self.text, &Path::new(steps)) {
            Some(place) => problem.at(place),
            None => problem,
        });
    }

    /// Notes what has its place already.
    pub(super) fn add(&mut self, problem: Problem) {
        self.found.push(problem);
    }

    /// All of them, in the order of the file.
    pub(super) fn in_order(mut self) -> Vec<Problem> {
        self.found.sort_by_key(|problem| problem.place().map(|place| (place.line, place.column)));
        self.found
    }
}
