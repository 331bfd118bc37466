//! What can be read and never has an effect, or says two things at once: nothing refuses it, and nobody can have
//! meant it.
mod people;
mod promises;
mod rules;

use std::path::{Path, PathBuf};

use super::{Finding, Severity};
use crate::desk::vocabulary::Vocabulary;
use crate::desk::{open, rota};
use crate::domain::member::Roster;
use crate::faults;
use crate::store::yaml::{self, Step, Value};
use crate::store::{disk, layout};
use crate::time::duration::Span;

faults! {
    /// What has no effect.
    pub enum IdleFault {
        "rule-raises-nothing" => Raise { rule: String, priority: String },
        "rule-shadowed" => Shadowed { rule: String, by: String },
        "library-unused" => Library { library: String },
        "keyword-not-idle" => Phrase { library: String, phrase: String },
        "promise-when-empty" => When { key: String },
        "promise-no-time" => NoTime { text: String },
        "promise-rung-early" => Early { at: String, target: String },
        "promise-rung-twice" => Rung {},
        "promise-raises-nothing" => Priority { priority: String },
        "promise-leadless" => Leadless { team: String },
        "wait-unreachable" => Wait {},
        "calendar-hourless" => Closed {},
        "rota-shift-twice" => Shift {},
        "team-lead-outside" => Outside { team: String, lead: String },
        "name-ambiguous" => Ambiguous { name: String },
        "extension-none" => Extension {},
        "script-empty" => Script {},
    }
}

/// A file that is looked at, as it stands.
struct Look<'a> {
    root: &'a Path,
    file: PathBuf,
    value: Value,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Look<'a> {
    /// The file, unless it is absent or cannot be read, which others find.
    fn at(root: &'a Path, file: impl Into<PathBuf>, findings: &'a mut Vec<Finding>) -> Option<Self> {
        let file = file.into();
        let text = disk::read_text(&root.join(&file)).ok()??;
        Some(Self { root, value: yaml::read_value(&text).ok()?, file, findings })
    }

    fn warn(&mut self, steps: &[Step<'_>], fault: IdleFault) {
        let path = yaml::Path::new(steps);
        self.findings.push(Finding::within(self.root, &self.file, &path, Severity::Warning, fault.into()));
    }
}

/// Warns of what has no effect.
pub(super) fn check(root: &Path, vocabulary: &Vocabulary, roster: &Roster, findings: &mut Vec<Finding>) {
    rules::check(root, vocabulary, findings);
    promises::check(root, vocabulary, roster, findings);
    people::check(root, roster, findings);
    calendars(root, findings);
    shifts(root, findings);
    scripts(root, findings);
}

/// Calendars that are never open.
fn calendars(root: &Path, findings: &mut Vec<Finding>) {
    for path in files(root, layout::CALENDARS) {
        let Some(mut look) = Look::at(root, path, findings) else { continue };
        let has_hours = |key| entries(look.value.get(key)).iter().any(|(_, hours)| !items(Some(hours)).is_empty());
        let name = look.file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        let is_read = open::calendar(root, name).is_ok();
        if is_read && !has_hours("week") && !has_hours("workdays_extra") {
            look.warn(&[Step::Key("week")], IdleFault::Closed {});
        }
    }
}

/// Shifts that stand twice.
fn shifts(root: &Path, findings: &mut Vec<Finding>) {
    let Some(mut look) = Look::at(root, rota::FILE, findings) else { return };
    let shifts = items(look.value.get("shifts")).to_vec();
    for place in doubles(&shifts) {
        look.warn(&[Step::Key("shifts"), Step::Index(place)], IdleFault::Shift {});
    }
}

/// Standard replies that say nothing.
fn scripts(root: &Path, findings: &mut Vec<Finding>) {
    for path in files(root, layout::SCRIPTS) {
        let Some(mut look) = Look::at(root, path, findings) else { continue };
        if look.value.get("text").and_then(Value::as_text).is_some_and(|text| text.trim().is_empty()) {
            look.warn(&[Step::Key("text")], IdleFault::Script {});
        }
    }
}

/// The YAML files of a folder; what else stands there others find.
fn files(root: &Path, folder: &str) -> Vec<PathBuf> {
    let names = disk::list(&root.join(folder)).unwrap_or_default();
    let files = names.iter().map(|name| Path::new(folder).join(name));
    files.filter(|file| file.extension().is_some_and(|extension| extension == "yaml")).collect()
}

/// The items of a list; none when it is absent or no list.
fn items(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

/// The entries of a mapping; none when it is absent or no mapping.
fn entries(value: Option<&Value>) -> &[(String, Value)] {
    match value {
        Some(Value::Map(entries)) => entries,
        _ => &[],
    }
}

/// The texts of a value that is one or a list of them.
fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::List(items)) => items.iter().filter_map(Value::as_text).collect(),
        Some(value) => value.as_text().into_iter().collect(),
        None => Vec::new(),
    }
}

/// The places of items that stand earlier in their list too.
fn doubles(items: &[Value]) -> Vec<usize> {
    (0..items.len()).filter(|&place| items[..place].contains(&items[place])).collect()
}

/// The seconds of a duration that has no business days.
fn seconds(text: &str) -> Option<i64> {
    text.parse::<Span>().ok()?.fixed_seconds()
}
