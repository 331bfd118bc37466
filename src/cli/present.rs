//! How a problem is shown: what is wrong, where, and what to type next.
use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use crate::domain::moment;
use crate::fault::{Place, Problem};
use crate::near;
use crate::render::{Labels, sanitize};
use crate::text::{Language, fill};

/// The lines that tell a person of a problem.
pub fn problem(problem: &Problem, language: Language) -> String {
    told(language.word("error"), problem, language)
}

/// As [`problem`], with the desk's words for its codes.
pub fn problem_of(problem: &Problem, language: Language, labels: &dyn Labels) -> String {
    laid_out(language.word("error"), &worded(problem, language, labels), problem, language)
}

/// The lines that tell a person of a problem, which is an error, a warning or something else.
pub fn told(kind: &str, problem: &Problem, language: Language) -> String {
    laid_out(kind, &sentence(problem, language), problem, language)
}

fn laid_out(kind: &str, sentence: &str, problem: &Problem, language: Language) -> String {
    let mut text = labelled(kind, sentence, language);
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
    worded(problem, language, &())
}

/// What the values of a sentence's placeholders are: the product, or the desk, has words for these codes. A hint keeps
/// them: it is there to be pasted.
const KINDS: [(&str, &str); 8] = [
    ("list", "list"),
    ("permission", "permission"),
    ("fields", "column"),
    ("status", "status"),
    ("assignee", "member"),
    ("actor", "member"),
    ("member", "member"),
    ("dimension", "dimension"),
];

/// The placeholders that hold instants: a sentence tells them in the words of its language, a hint as they are typed.
const MOMENTS: [&str; 7] = ["since", "until", "due", "latest", "promised", "occurred", "now"];

/// The placeholder that holds the longest duration that is allowed.
const LONGEST: &str = "max";

fn told_moment(name: &str, text: &str, format: &str) -> Option<String> {
    let at = moment::read(text).ok().filter(|_| MOMENTS.contains(&name))?;
    Some(at.format(format).to_string())
}

/// A duration in words, when it is of one unit.
fn told_span(name: &str, text: &str, language: Language) -> Option<String> {
    let (count, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).filter(|_| name == LONGEST)?);
    Some(fill(language.find(&format!("span.{unit}"))?, &[("count", count)]))
}

fn worded(problem: &Problem, language: Language, labels: &dyn Labels) -> String {
    let word = |name: &str, code: &str| {
        let (_, kind) = KINDS.iter().find(|(known, _)| *known == name)?;
        let own = || language.find(&format!("{kind}.{code}")).map(str::to_owned);
        labels.label(kind, code).map(Cow::into_owned).or_else(own)
    };
    let time = language.word("told-time");
    let word = |name: &str, code: &str| {
        word(name, code).or_else(|| told_moment(name, code, time)).or_else(|| told_span(name, code, language))
    };
    filled(problem, language.word(problem.code()), language, word)
}

/// An instant as it is typed.
const TYPED: &str = "%Y-%m-%d %H:%M";

/// What to do about it, when there is something to say.
pub fn hint(problem: &Problem, language: Language) -> Option<String> {
    let key = format!("{}.hint", problem.code());
    // A list of what there is says so when there is nothing.
    let none = |text: &str| text.is_empty().then(|| language.word("list-none").to_owned());
    let word = |name: &str, text: &str| none(text).or_else(|| told_moment(name, text, TYPED));
    language.find(&key).map(|hint| filled(problem, hint, language, word))
}

fn filled(
    problem: &Problem,
    sentence: &str,
    language: Language,
    word: impl Fn(&str, &str) -> Option<String>,
) -> String {
    let said = |name: &str, value: &str| {
        let each = value.split(near::SEPARATOR).map(|item| word(name, item).unwrap_or_else(|| item.to_owned()));
        let each: Vec<_> = each.map(|item| sanitize::line(&item).into_owned()).collect();
        each.join(language.word("list-comma"))
    };
    let args = problem.args();
    let args: Vec<_> = args.iter().map(|(name, value)| (*name, said(name, value))).collect();
    let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
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
