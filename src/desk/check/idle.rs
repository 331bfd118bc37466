//! What can be read and never has an effect, or says two things at once: nothing refuses it, and nobody can have
//! meant it.
mod people;
mod promises;
mod rules;
mod words;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{Finding, Severity};
use crate::automation::fold::Folded;
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
        "code-twice" => Code { code: String },
        "label-twice" => Label { label: String, other: String },
        "status-label-unknown" => Status { status: String, nearest: String },
        "number-phrase-placeholder" => Placeholder { name: String },
        "number-phrase-numberless" => Numberless {},
        "skill-unknown" => Skill { skill: String, nearest: String },
        "rule-team-empty" => Team { team: String },
        "wording-words-missing" => NoWords {},
        "wording-word-excepted" => Excepted { word: String },
        "policies-ahead" => Ahead { since: String },
        "calendar-day-both" => Both { date: String },
        "process-stages-missing" => Stages { process: String },
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
        self.find(Severity::Warning, steps, fault);
    }

    fn find(&mut self, severity: Severity, steps: &[Step<'_>], fault: IdleFault) {
        let path = yaml::Path::new(steps);
        self.findings.push(Finding::within(self.root, &self.file, &path, severity, fault.into()));
    }
}

/// Warns of what has no effect. `today` is the desk's; nothing is said of dates when nobody knows its zone.
pub(super) fn check(
    root: &Path,
    (vocabulary, roster): (&Vocabulary, &Roster),
    today: Option<NaiveDate>,
    findings: &mut Vec<Finding>,
) {
    words::check(root, vocabulary, roster, findings);
    rules::check(root, vocabulary, roster, findings);
    promises::check(root, vocabulary, roster, findings);
    if let Some(today) = today {
        promises::begun(root, today, findings);
    }
    people::check(root, roster, findings);
    calendars(root, findings);
    shifts(root, findings);
    scripts(root, findings);
    wording(root, findings);
    processes(root, findings);
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
        let worked: Vec<_> = entries(look.value.get("workdays_extra")).iter().map(|(date, _)| date.clone()).collect();
        for (place, date) in items(look.value.get("holidays")).to_vec().iter().enumerate() {
            if let Some(date) = date.as_text().filter(|date| worked.iter().any(|worked| worked == date)) {
                look.warn(&[Step::Key("holidays"), Step::Index(place)], IdleFault::Both { date: date.to_owned() });
            }
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

/// Groups without words, and words that an exception takes away whole.
fn wording(root: &Path, findings: &mut Vec<Finding>) {
    let Some(mut look) = Look::at(root, "config/wording.yaml", findings) else { return };
    let plain = |word: &str| Folded::of(word.trim()).as_str().to_owned();
    let except: Vec<_> = texts(look.value.get("except")).into_iter().map(plain).collect();
    for (place, group) in items(look.value.get("vague")).to_vec().iter().enumerate() {
        let at = [Step::Key("vague"), Step::Index(place), Step::Key("words")];
        if matches!(group.get("words"), Some(Value::List(words)) if words.is_empty()) {
            look.warn(&at, IdleFault::NoWords {});
        }
        for (item, word) in texts(group.get("words")).into_iter().enumerate() {
            if except.contains(&plain(word)) {
                look.warn(&[&at[..], &[Step::Index(item)]].concat(), IdleFault::Excepted { word: word.to_owned() });
            }
        }
    }
}

/// Processes that a desk could use and that have no stages.
fn processes(root: &Path, findings: &mut Vec<Finding>) {
    let Some(mut look) = Look::at(root, "config/process.yaml", findings) else { return };
    for (name, process) in entries(look.value.get("processes")).to_vec() {
        if matches!(process.get("stages"), Some(Value::List(stages)) if stages.is_empty()) {
            let at = [Step::Key("processes"), Step::Key(&name), Step::Key("stages")];
            look.warn(&at, IdleFault::Stages { process: name.clone() });
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
