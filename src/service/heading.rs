//! What people call fields and columns, read back into codes: who reads `优先级` in a table may type it.
use crate::text::Language;

/// Where the words stand.
const KINDS: [&str; 2] = ["column", "moment"];

/// The words for a code, in every language.
pub fn names(code: &str) -> Vec<&'static str> {
    let words = |language: Language| KINDS.map(|kind| language.find(&format!("{kind}.{code}")));
    [Language::English, Language::Chinese].into_iter().flat_map(words).flatten().collect()
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
