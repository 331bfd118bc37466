//! `config/alerts.yaml`: what the desk makes of monitoring alerts.
use std::path::Path;

use serde::Deserialize;

use super::problems::Problems;
use super::rules::SetFile;
use super::vocabulary::{List, Vocabulary};
use crate::automation::alerts::{Case, Mapping, NAME, OnResolved};
use crate::domain::field::Field;
use crate::domain::ids::{Code, Text};
use crate::domain::member::Roster;
use crate::fault::{Problem, Result};
use crate::faults;
use crate::store::yaml::{self, Step};
use crate::store::{disk, layout};
use crate::time::clocks::{Named, Names};

/// The file in `config/`.
pub const FILE: &str = "alerts.yaml";

/// `config/alerts.yaml` as it stands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AlertsFile {
    /// Annotations or labels of which the first that says something is the title.
    title: Names,
    /// Those that are the description.
    description: Names,
    /// Those of which the first that says something is the scope.
    scope: Names,
    /// Those that become tags.
    tags: Names,
    /// Where the tickets come from.
    source: Option<Text>,
    /// What becomes of a ticket whose alert is resolved.
    resolved: Resolved,
    /// Why it is closed, with `resolved: close`.
    close_reason: Option<Text>,
    /// What labels bring.
    map: Vec<CaseFile>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Resolved {
    Comment,
    Resolve,
    Close,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CaseFile {
    /// Labels, each with the values of which it must have one.
    when: Named<Names>,
    /// What they bring.
    set: SetFile,
}

faults! {
    /// What can be wrong with the file.
    pub enum AlertsFault {
        "alert-case-empty" => NoValues { label: Text },
        "alert-case-nothing" => Nothing {},
        "alert-case-never" => Never {},
        "alert-reason-missing" => NoReason {},
        "alert-reason-idle" => IdleReason {},
    }
}

impl Default for AlertsFile {
    fn default() -> Self {
        let names = |names: &[&str]| Names(names.iter().map(|name| Text::from(*name)).collect());
        Self {
            title: names(&["summary", NAME]),
            description: names(&["description", "message"]),
            scope: names(&["scope", "impact"]),
            tags: names(&[NAME]),
            source: None,
            resolved: Resolved::Comment,
            close_reason: None,
            map: Vec::new(),
        }
    }
}

/// What the desk at `root` makes of alerts, without anything that is wrong with it; what every desk does when there is
/// no file.
pub fn read(root: &Path, vocabulary: &Vocabulary, roster: &Roster) -> Result<Mapping> {
    let (mapping, problems) = examine(root, vocabulary, roster)?;
    problems.into_iter().next().map_or(Ok(mapping), Err)
}

/// What can be read of the file, and everything that is wrong with it, each at its place.
pub fn examine(root: &Path, vocabulary: &Vocabulary, roster: &Roster) -> Result<(Mapping, Vec<Problem>)> {
    let path = Path::new(layout::CONFIG).join(FILE);
    let text = disk::read_text(&root.join(&path))?.unwrap_or_default();
    let file: AlertsFile = yaml::read_config(&text).map_err(|problem: Problem| problem.in_file(&path))?;
    let mut compiler = Compiler { problems: Problems::of(&text), vocabulary, roster };
    let mapping = compiler.mapping(file);
    let problems = compiler.problems.in_order();
    Ok((mapping, problems.into_iter().map(|problem| problem.in_file(&path)).collect()))
}

struct Compiler<'a> {
    problems: Problems<'a>,
    vocabulary: &'a Vocabulary,
    roster: &'a Roster,
}

impl Compiler<'_> {
    fn mapping(&mut self, file: AlertsFile) -> Mapping {
        let source = file.source.as_deref().and_then(|text| self.code(&[Step::Key("source")], List::Source, text));
        let resolved = self.resolved(&file);
        let cases: Vec<_> = file.map.iter().enumerate().map(|(place, case)| self.case(place, case)).collect();
        for (place, case) in cases.iter().enumerate() {
            let gives = !case.set.is_empty() || case.team.is_some();
            if gives && case.is_beaten(&cases[..place]) {
                self.problems.refuse(&[Step::Key("map"), Step::Index(place)], AlertsFault::Never {});
            }
        }
        let AlertsFile { title, description, scope, tags, .. } = file;
        Mapping { title: title.0, description: description.0, scope: scope.0, tags: tags.0, source, resolved, cases }
    }

    fn resolved(&mut self, file: &AlertsFile) -> OnResolved {
        let key = [Step::Key("close_reason")];
        let reason = file.close_reason.as_deref().and_then(|text| self.code(&key, List::CloseReason, text));
        match (file.resolved, &file.close_reason) {
            (Resolved::Close, None) => self.problems.refuse(&[Step::Key("resolved")], AlertsFault::NoReason {}),
            (Resolved::Comment | Resolved::Resolve, Some(_)) => self.problems.refuse(&key, AlertsFault::IdleReason {}),
            _ => {}
        }
        match file.resolved {
            Resolved::Close => reason.map(OnResolved::Close).unwrap_or_default(),
            Resolved::Resolve => OnResolved::Resolve,
            Resolved::Comment => OnResolved::Comment,
        }
    }

    fn case(&mut self, place: usize, case: &CaseFile) -> Case {
        let at = [Step::Key("map"), Step::Index(place)];
        for (label, values) in &case.when.0 {
            if values.0.is_empty() {
                let steps = [&at[..], &[Step::Key("when"), Step::Key(label)]].concat();
                self.problems.refuse(&steps, AlertsFault::NoValues { label: label.clone() });
            }
        }
        let set: Vec<_> = case.set.fields().filter_map(|(field, text)| self.field(at, field, text)).collect();
        if case.set.fields().next().is_none() && case.set.team.is_none() {
            self.problems.refuse(&at, AlertsFault::Nothing {});
        }
        let team = case.set.team.clone().filter(|team| {
            let known = self.roster.team(team.as_str()).map(|_| ());
            let steps = [&at[..], &[Step::Key("set"), Step::Key("team")]].concat();
            known.map_err(|fault| self.problems.refuse(&steps, fault)).is_ok()
        });
        let when = case.when.0.iter().map(|(label, values)| (label.clone(), values.0.clone())).collect();
        Case { when, set, team }
    }

    fn field(&mut self, at: [Step<'_>; 2], field: Field, text: &str) -> Option<(Field, Text)> {
        let steps = [&at[..], &[Step::Key("set"), Step::Key(field.code())]].concat();
        let code = self.code(&steps, List::of(field)?, text)?;
        Some((field, code.as_str().into()))
    }

    fn code(&mut self, steps: &[Step<'_>], list: List, text: &str) -> Option<Code> {
        let resolved = self.vocabulary.resolve(list, text);
        resolved.map_err(|fault| self.problems.refuse(steps, fault)).ok()
    }
}

#[cfg(test)]
mod tests;
