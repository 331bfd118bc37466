//! What the rest of a desk is held against.
use std::collections::HashSet;

use crate::desk::process::Process;
use crate::desk::settings::Settings;
use crate::desk::survey::SurveySettings;
use crate::desk::vocabulary::Vocabulary;
use crate::domain::member::Roster;

/// What could be read of the configuration, and which customers there are.
#[derive(Debug)]
pub(super) struct Known {
    pub settings: Option<Settings>,
    pub roster: Option<Roster>,
    pub vocabulary: Option<Vocabulary>,
    pub survey: Option<SurveySettings>,
    pub process: Option<Process>,
    pub customers: HashSet<String>,
}
