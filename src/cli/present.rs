//! How a problem is shown: what is wrong, where, and what to type next.
use unicode_width::UnicodeWidthStr;

use crate::fault::{Place, Problem};
use crate::render::sanitize;
use crate::text::{Language, fill};

/// The lines that tell a person of a problem.
pub fn problem(problem: &Problem, language: Language) -> String {
    told(language.word("error"), problem, language)
}

/// The lines that tell a person of a problem, which is an error, a warning or something else.
pub fn told(kind: &str, problem: &Problem, language: Language) -> String {
    let mut text = labelled(kind, &sentence(problem, language), language);
    if let Some(place) = problem.place() {
        text.push_str(&excerpt(place));
    }
    if let Some(hint) = hint(problem, language) {
        text.extend(["\n", &labelled(language.word("hint"), &hint, language)]);
    }
    text
}

/// A text with what it is before it: `hint: …`.
pub fn labelled(label: &str, text: &str, language: Language) -> String {
    language.say("labelled", &[("label", label), ("text", text)])
}

/// The sentence alone, on one line.
pub fn sentence(problem: &Problem, language: Language) -> String {
    filled(problem, language.word(problem.code()))
}

/// What to do about it, when there is something to say.
pub fn hint(problem: &Problem, language: Language) -> Option<String> {
    let key = format!("{}.hint", problem.code());
    language.find(&key).map(|hint| filled(problem, hint))
}

fn filled(problem: &Problem, sentence: &str) -> String {
    let args = problem.args();
    let args: Vec<_> = args.iter().map(|(name, value)| (*name, sanitize::line(value))).collect();
    let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_ref())).collect();
    fill(sentence, &args)
}

/// The longest excerpt, in characters: a file may be one line of ten megabytes.
const WIDEST: usize = 120;

fn excerpt(place: &Place) -> String {
    let Place { file, line, column, excerpt } = place;
    let shown = sanitize::line(&excerpt.chars().take(WIDEST).collect::<String>()).into_owned();
    let before: String = excerpt.chars().take(column.saturating_sub(1).min(WIDEST)).collect();
    let margin = " ".repeat(sanitize::line(&before).width());
    let file = sanitize::line(&file.display().to_string()).into_owned();
    if *line == 0 {
        return format!("\n --> {file}");
    }
    format!("\n --> {file}:{line}:{column}\n  | {shown}\n  | {margin}^")
}
