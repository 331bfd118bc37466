//! What people call fields and columns, read back into codes: who reads `优先级` in a table may type it.
use crate::desk::open::Desk;
use crate::render::Labels;
use crate::text::Language;
use crate::time::clocks::Policies;
use crate::{faults, near};

faults! {
    /// Why no clock is meant.
    pub enum ClockFault {
        "usage-clock-unknown" => Unknown { clock: String, near: String },
    }
}

/// The kind of the words for clocks.
const CLOCK: &str = "clock";

/// Where the words stand.
const KINDS: [&str; 2] = ["column", "moment"];

/// The words for a code, in every language.
pub fn names(code: &str) -> Vec<&'static str> {
    let words = |language: Language| KINDS.map(|kind| language.find(&format!("{kind}.{code}")));
    Language::ALL.into_iter().flat_map(words).flatten().collect()
}

/// The known code that a text is, or that people call so; the text itself when there is none.
pub fn coded(text: &str, known: impl IntoIterator<Item = &'static str> + Clone) -> &str {
    let text = text.trim();
    if known.clone().into_iter().any(|code| code == text) {
        return text;
    }
    let is_called = |code: &&'static str| names(code).iter().any(|name| name.eq_ignore_ascii_case(text));
    known.into_iter().find(is_called).unwrap_or(text)
}

/// The known code that a person means: in any case of letters, by its label, or by a word of the product in any language.
pub fn meant<'c>(labels: &dyn Labels, kind: &str, text: &str, known: &[&'c str]) -> Option<&'c str> {
    let text = text.trim();
    let is_word = |code: &str| {
        let words = Language::ALL.map(|language| language.find(&format!("{kind}.{code}")));
        words.into_iter().flatten().any(|word| word.eq_ignore_ascii_case(text))
    };
    let label = |code: &str| labels.label(kind, code).is_some_and(|label| label == text);
    let find = |is_meant: &dyn Fn(&str) -> bool| known.iter().copied().find(|code| is_meant(code));
    find(&|code| code.eq_ignore_ascii_case(text)).or_else(|| find(&label)).or_else(|| find(&is_word))
}

/// What there is, by its labels, the nearest first.
pub fn near<'c>(labels: &dyn Labels, kind: &str, text: &str, known: impl IntoIterator<Item = &'c str>) -> String {
    let known = known.into_iter();
    let labelled: Vec<_> = known.map(|code| (code, labels.label(kind, code).unwrap_or_default())).collect();
    near::named(text, labelled.iter().map(|(code, label)| (*code, label.as_ref())))
}

/// The clock of a desk that a person means.
pub fn clock(desk: &Desk, policies: &Policies, text: &str) -> Result<usize, ClockFault> {
    let names = || policies.clocks().iter().map(|clock| clock.name().as_str());
    let name = meant(desk, CLOCK, text, &names().collect::<Vec<_>>());
    let unknown = || ClockFault::Unknown { clock: text.to_owned(), near: near(desk, CLOCK, text, names()) };
    name.and_then(|name| policies.find(name)).ok_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_code_and_by_its_name_in_any_language() {
        let known = ["title", "priority", "created"];
        for (typed, code) in
            [("priority", "priority"), ("Priority", "priority"), (" 优先级 ", "priority"), ("创建时间", "created")]
        {
            assert_eq!(coded(typed, known), code);
        }
        assert_eq!(coded("颜色", known), "颜色", "what nothing is called is told as it was typed");
    }
}
