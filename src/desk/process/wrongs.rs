//! What can be wrong with a process, each with the path of the value.
use std::collections::BTreeMap;

use super::{Plan, ProcessFault, Stage};
use crate::domain::act::ActKind;
use crate::domain::ids::{Code, Text};
use crate::near;

/// What is wrong, and the path of the value.
pub(super) type Wrong = (String, ProcessFault);

impl Plan {
    /// Everything that is wrong with it; `name` is its own among several processes.
    pub(super) fn wrongs(&self, name: Option<&str>) -> Vec<Wrong> {
        let at = name.map_or_else(String::new, |name| format!("processes.{name}."));
        self.all_wrongs().into_iter().map(|(path, fault)| (format!("{at}{path}"), fault)).collect()
    }

    fn all_wrongs(&self) -> Vec<Wrong> {
        let mut wrongs = doubles("stages", self.stages.iter().map(|stage| &stage.code));
        wrongs.extend(doubles("layouts", self.layouts.iter().map(|layout| &layout.code)));
        wrongs.extend(doubles("roles", self.roles.iter().map(|role| &role.code)));
        for (place, stage) in self.stages.iter().enumerate() {
            wrongs.extend(stage.wrongs(&format!("stages[{place}]")));
        }
        wrongs.extend(self.two_beginnings());
        for (place, layout) in self.layouts.iter().enumerate().filter(|(_, layout)| layout.columns.is_empty()) {
            wrongs.push((format!("layouts[{place}].columns"), ProcessFault::Columns { layout: layout.code.clone() }));
        }
        wrongs
    }

    /// An act can lead to one stage only.
    fn two_beginnings(&self) -> Vec<Wrong> {
        let mut first = BTreeMap::new();
        let mut wrongs = Vec::new();
        for (place, stage) in self.stages.iter().enumerate() {
            for act in &stage.begins.0 {
                let other: usize = *first.entry(act).or_insert(place);
                if other != place {
                    let (stage, other) = (stage.code.clone(), self.stages[other].code.clone());
                    let fault = ProcessFault::BeginsTwice { act: act.clone(), stage, other };
                    wrongs.push((format!("stages[{place}].begins"), fault));
                }
            }
        }
        wrongs
    }
}

/// A result has one label, whatever the stage, and a stage of several processes has one, too.
pub(super) fn labels_that_differ<'a>(plans: impl IntoIterator<Item = (Option<&'a str>, &'a Plan)>) -> Vec<Wrong> {
    let (mut of_stages, mut of_results) = (BTreeMap::new(), BTreeMap::new());
    let mut wrongs = Vec::new();
    for (name, plan) in plans {
        let above = name.map_or_else(String::new, |name| format!("processes.{name}."));
        for (place, stage) in plan.stages.iter().enumerate() {
            let at = format!("{above}stages[{place}]");
            wrongs.extend(relabelled(&mut of_stages, &stage.code, &stage.label, || format!("{at}.label")));
            for (item, result) in stage.results.iter().enumerate() {
                let at = || format!("{at}.results[{item}].label");
                wrongs.extend(relabelled(&mut of_results, &result.code, &result.label, at));
            }
        }
    }
    wrongs
}

/// That a code is called otherwise than before.
fn relabelled<'a>(
    labels: &mut BTreeMap<&'a Code, &'a str>,
    code: &'a Code,
    label: &'a str,
    at: impl FnOnce() -> String,
) -> Option<Wrong> {
    let other = *labels.entry(code).or_insert(label);
    let differs = || ProcessFault::Label { code: code.clone(), label: label.to_owned(), other: other.to_owned() };
    (!label.is_empty() && other != label).then(|| (at(), differs()))
}

/// The codes of a list that another item has already.
fn doubles<'a>(list: &str, codes: impl Iterator<Item = &'a Code>) -> Vec<Wrong> {
    let mut seen = Vec::new();
    let mut wrongs = Vec::new();
    for (place, code) in codes.enumerate() {
        if seen.contains(&code) {
            wrongs.push((format!("{list}[{place}].code"), ProcessFault::Twice { code: code.clone() }));
        }
        seen.push(code);
    }
    wrongs
}

impl Stage {
    fn wrongs(&self, at: &str) -> Vec<Wrong> {
        let mut wrongs = doubles(&format!("{at}.results"), self.results.iter().map(|result| &result.code));
        if !self.results.iter().any(|result| result.ends) {
            wrongs.push((at.to_owned(), ProcessFault::Endless { stage: self.code.clone() }));
        }
        wrongs.extend(self.begins.0.iter().filter_map(|act| Some((format!("{at}.begins"), unknown(act)?))));
        for (act, result) in &self.ends.0 {
            let at = format!("{at}.ends.{act}");
            wrongs.extend(unknown(act).map(|fault| (at.clone(), fault)));
            wrongs.extend(self.wrong_ending(act, result).map(|fault| (at, fault)));
        }
        wrongs.extend(self.wrong_initial().map(|fault| (format!("{at}.initial"), fault)));
        wrongs
    }

    fn wrong_ending(&self, act: &Text, code: &Code) -> Option<ProcessFault> {
        match self.results.iter().find(|result| result.code == *code) {
            None => Some(self.unknown_result(code)),
            Some(result) if result.ends => None,
            Some(_) => {
                let (result, stage, act) = (code.clone(), self.code.clone(), act.clone());
                Some(ProcessFault::GoesOn { result, stage, act })
            }
        }
    }

    fn wrong_initial(&self) -> Option<ProcessFault> {
        let code = self.initial.as_ref()?;
        match self.results.iter().find(|result| result.code == *code) {
            None => Some(self.unknown_result(code)),
            Some(result) if !result.ends => None,
            Some(_) => Some(ProcessFault::InitialEnds { result: code.clone(), stage: self.code.clone() }),
        }
    }

    fn unknown_result(&self, code: &Code) -> ProcessFault {
        let nearest = near::list(code.as_str(), self.results.iter().map(|result| result.code.as_str()));
        ProcessFault::Result { result: code.clone(), stage: self.code.clone(), nearest }
    }
}

/// Acts that can move a ticket are those that happen to it; a `stage` act says itself which stage it is about.
fn unknown(act: &Text) -> Option<ProcessFault> {
    let known = ActKind::ALL.iter().filter(|kind| **kind != ActKind::Stage).map(|kind| kind.code());
    let is_known = known.clone().any(|code| code == act.as_str());
    (!is_known).then(|| ProcessFault::Act { act: act.clone(), nearest: near::list(act, known) })
}
