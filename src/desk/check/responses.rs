//! The survey responses: each is read and compared with the questions.
use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::fault::CheckFault;
use super::known::Known;
use super::{Finding, Mention, Severity, keep, names};
use crate::domain::survey::{self, Response};
use crate::fault::Problem;
use crate::merge::conflict;
use crate::store::{layout, responses, yaml};

/// What the responses say.
#[derive(Debug, Default)]
pub(super) struct Responses {
    pub count: usize,
    /// The names of their files, without ending.
    pub stems: HashSet<String>,
    /// The tickets they are about.
    pub mentions: Vec<Mention>,
}

impl Responses {
    /// Reads all of them, or those that are `wanted`.
    pub fn read(root: &Path, wanted: impl Fn(&Path) -> bool, known: &Known, findings: &mut Vec<Finding>) -> Self {
        let files = keep(responses::files(root), Path::new(layout::SURVEYS), findings).unwrap_or_default();
        let mut read = Self::default();
        for path in files {
            read.stems.extend(path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned));
            if wanted(&path) {
                read.one(root, path, known, findings);
            }
        }
        read
    }

    fn one(&mut self, root: &Path, file: PathBuf, known: &Known, findings: &mut Vec<Finding>) {
        self.count += 1;
        let Some(response) = keep(responses::read(root, &file), &file, findings) else { return };
        if responses::reference(&file).is_none() {
            findings.push(names::stray(&file));
        }
        if let Some(problem) = known.problem(&response) {
            let place = yaml::Path::key("scores");
            findings.push(Finding::within(root, &file, &place, Severity::Warning, problem));
        }
        if response.comment.as_deref().is_some_and(conflict::is_marked) {
            let fault = CheckFault::InField { key: "comment".to_owned() };
            findings.push(Finding::within(root, &file, &yaml::Path::key("comment"), Severity::Error, fault.into()));
        }
        self.mentions.push(Mention { file, path: "ticket".to_owned(), to: response.ticket });
    }
}

impl Known {
    /// What the survey's questions do not admit.
    fn problem(&self, response: &Response) -> Option<Problem> {
        let settings = self.survey.as_ref()?;
        let (codes, scale) = (settings.codes(), settings.scale());
        let comment = response.comment.as_deref();
        let valid = survey::validate(&response.scores, comment, &codes, scale, settings.comment_limit);
        valid.err().map(Problem::from)
    }
}
