//! Words that stand twice, and names of words that nothing has.
use std::collections::HashMap;
use std::path::Path;

use super::super::{Finding, Severity};
use super::{IdleFault, Look, entries, items};
use crate::desk::vocabulary::{List, Vocabulary};
use crate::domain::member::Roster;
use crate::domain::status::Status;
use crate::near;
use crate::store::layout;
use crate::store::yaml::{Step, Value};
use crate::text::placeholders;

/// In the phrase that tells a customer the number: the number.
const NUMBER: &str = "number";

pub(super) fn check(root: &Path, vocabulary: &Vocabulary, roster: &Roster, findings: &mut Vec<Finding>) {
    if let Some(mut look) = Look::at(root, "config/vocabulary.yaml", findings) {
        for list in List::ALL {
            look.words(list.key());
        }
        look.statuses();
    }
    if let Some(mut look) = Look::at(root, "config/survey.yaml", findings) {
        look.words("dimensions");
    }
    if let Some(mut look) = Look::at(root, layout::DESK, findings) {
        look.phrase();
    }
    if let Some(mut look) = Look::at(root, "config/team.yaml", findings) {
        look.skills(vocabulary, roster);
    }
}

impl Look<'_> {
    /// Two words of one code, of which only the first counts, and words that nobody can tell apart.
    fn words(&mut self, list: &str) {
        let words = items(self.value.get(list)).to_vec();
        let (mut codes, mut labels) = (HashMap::new(), HashMap::new());
        for (place, word) in words.iter().enumerate() {
            let text = |key| word.get(key).and_then(Value::as_text).filter(|text| !text.is_empty());
            let at = |key| [Step::Key(list), Step::Index(place), Step::Key(key)];
            let Some(code) = text("code") else { continue };
            if codes.insert(code, place).is_some() {
                self.find(Severity::Error, &at("code"), IdleFault::Code { code: code.to_owned() });
            } else if let Some(label) = text("label")
                && let Some(other) = labels.insert(label, code)
            {
                self.warn(&at("label"), IdleFault::Label { label: label.to_owned(), other: other.to_owned() });
            }
        }
    }

    fn statuses(&mut self) {
        for (code, _) in entries(self.value.get("statuses")).to_vec() {
            if code.parse::<Status>().is_err() {
                let nearest = near::list(&code, Status::ALL.map(Status::code));
                self.warn(
                    &[Step::Key("statuses"), Step::Key(&code)],
                    IdleFault::Status { status: code.clone(), nearest },
                );
            }
        }
    }

    /// What a customer is told must say the number, and nothing in braces.
    fn phrase(&mut self) {
        let at = [Step::Key("number_phrase")];
        let Some(phrase) = self.value.get("number_phrase").and_then(Value::as_text).map(str::to_owned) else { return };
        for name in placeholders(&phrase).filter(|name| *name != NUMBER) {
            self.find(Severity::Error, &at, IdleFault::Placeholder { name: format!("{{{name}}}") });
        }
        if placeholders(&phrase).next().is_none() {
            self.warn(&at, IdleFault::Numberless {});
        }
    }

    /// Skills that no ticket asks for. Where a list names nothing any word may be one of it, but for a category: that has
    /// two levels.
    fn skills(&mut self, vocabulary: &Vocabulary, roster: &Roster) {
        let lists = [List::Category, List::Product, List::Type];
        let is_one = |skill: &str| {
            let meant = lists.iter().filter(|list| !skill.contains('/') || **list == List::Category);
            meant.into_iter().any(|list| vocabulary.admits_above(*list, skill))
        };
        for (id, member) in &roster.members {
            for (place, skill) in member.skills.iter().enumerate().filter(|(_, skill)| !is_one(skill)) {
                let known = lists.into_iter().flat_map(|list| vocabulary.words(list)).map(|word| word.code.as_str());
                let fault = IdleFault::Skill { skill: skill.clone(), nearest: near::list(skill, known) };
                let steps = [Step::Key("members"), Step::Key(id.as_str()), Step::Key("skills"), Step::Index(place)];
                self.warn(&steps, fault);
            }
        }
    }
}
