//! Near names: what somebody may have meant.

/// How far apart two words are: insertions, deletions, replacements and swaps of neighbours
/// (optimal string alignment).
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut rows = vec![vec![0; right.len() + 1]; left.len() + 1];
    for i in 0..=left.len() {
        for j in 0..=right.len() {
            rows[i][j] = match (i, j) {
                (0, _) => j,
                (_, 0) => i,
                _ => {
                    let replaced = rows[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]);
                    let best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                    let swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                    if swapped { best.min(rows[i - 2][j - 2] + 1) } else { best }
                }
            };
        }
    }
    rows[left.len()][right.len()]
}

/// The longest word worth comparing; a longer one is no typing mistake.
const LONGEST: usize = 64;

/// The nearest of the known names, when it is near enough to be a typing mistake.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    let limit = (length / 3).max(1);
    known
        .into_iter()
        .filter(|name| name.len() <= 4 * LONGEST)
        .map(|name| (distance(&word.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(far, _)| *far <= limit)
        .min()
        .map(|(_, name)| name)
}

/// How many names somebody may have meant.
const FEW: usize = 3;

/// The few names that somebody may have meant, the nearest first: of a command, every second letter may be wrong.
pub fn few<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = word.chars().count();
    if length > LONGEST {
        return Vec::new();
    }
    let far = known.into_iter().map(|name| (distance(&word.to_lowercase(), name), name));
    let mut near: Vec<_> = far.filter(|(far, _)| *far <= (length / 2).max(1)).collect();
    near.sort_unstable();
    near.into_iter().map(|(_, name)| name).take(FEW).collect()
}

/// How many names a hint lists whole; of more it lists a handful.
const LISTED: usize = 12;
const HANDFUL: usize = 6;

/// Stands between the names of one text, until somebody who speaks a language puts its comma there.
pub const SEPARATOR: &str = "\u{1f}";

/// Stands for the names that are left out.
const OTHERS: &str = "…";

/// Names as one text.
pub fn join<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(SEPARATOR)
}

/// As [`join`], of many names the first handful; `…` stands for the others.
pub fn handful<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.into_iter().collect();
    let others = (names.len() > HANDFUL).then_some(OTHERS);
    join(names.into_iter().take(HANDFUL).chain(others))
}

/// What there is, [joined](join): what is near the word first, then what begins with it. Of more than a dozen names only
/// these, or else the first few; `…` stands for the others.
pub fn list<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<_> = known.into_iter().map(|name| (vec![name], name)).collect();
    listed(word, &known)
}

/// As [`list`], of codes and what people call them: `投诉（complaint）`.
pub fn named<'a>(word: &str, known: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let shown: Vec<_> = known.into_iter().map(|(code, label)| ([code, label], called(code, label))).collect();
    let known: Vec<_> = shown.iter().map(|(names, shown)| (names.to_vec(), shown.as_str())).collect();
    listed(word, &known)
}

/// A code with its label before it, in the parentheses of the label's script; the code alone when that says it all.
pub fn called(code: &str, label: &str) -> String {
    if label.is_empty() || label.eq_ignore_ascii_case(code) {
        code.to_owned()
    } else if label.is_ascii() {
        format!("{label} ({code})")
    } else {
        format!("{label}（{code}）")
    }
}

/// The names of each known thing, and how it is shown.
fn listed(word: &str, known: &[(Vec<&str>, &str)]) -> String {
    let near = nearest(word, known.iter().flat_map(|(names, _)| names.iter().copied()));
    let begins = |name: &&str| !word.is_empty() && name.starts_with(word);
    let rank = |names: &[&str]| match near {
        Some(near) if names.contains(&near) => 0,
        _ if names.iter().any(begins) => 1,
        _ => 2,
    };
    let mut ranked: Vec<_> = known.iter().map(|(names, shown)| (rank(names), *shown)).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let meant = ranked.iter().filter(|(rank, _)| *rank < 2).count();
    let length = if ranked.len() <= LISTED {
        LISTED
    } else if meant > 0 {
        meant.min(HANDFUL)
    } else {
        HANDFUL
    };
    let others = (ranked.len() > length).then_some(OTHERS);
    join(ranked.into_iter().map(|(_, shown)| shown).take(length).chain(others))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_mistake_is_near() {
        let known = ["priority", "product", "团队"];
        assert_eq!(nearest("pirority", known), Some("priority"));
        assert_eq!(nearest("Priorty", known), Some("priority"));
        assert_eq!(nearest("团对", known), Some("团队"));
        assert_eq!(nearest("zzz", known), None);
    }

    #[test]
    fn a_hint_lists_everything_there_is_the_nearest_first() {
        let told = |names: String| names.replace(SEPARATOR, " ");
        let letters: Vec<_> = ('a'..='z').map(|letter| letter.to_string()).collect();
        let letters: Vec<_> = letters.iter().map(String::as_str).collect();
        assert_eq!(told(list("prio", ["number", "priority", "product"])), "priority number product");
        assert_eq!(told(list("pr", ["number", "priority", "product"])), "priority product number");
        assert_eq!(told(list("zzz", ["a", "b"])), "a b");
        assert_eq!(told(list("zzz", letters.clone())), "a b c d e f …");
        let many = || letters.iter().copied().chain(["priority", "product"]);
        assert_eq!(told(list("prioriti", many())), "priority …", "of many only what was meant");
        assert_eq!(told(list("pro", many())), "product …");
    }

    #[test]
    fn what_has_a_label_is_found_and_shown_by_it() {
        let known = [("inquiry", "咨询"), ("complaint", "投诉"), ("other", "Other"), ("sales", "Sales talk")];
        let told = |word| named(word, known).replace(SEPARATOR, " | ");
        assert_eq!(told("投拆"), "投诉（complaint） | 咨询（inquiry） | other | Sales talk (sales)");
        assert!(told("complant").starts_with("投诉（complaint） | "));
    }

    #[test]
    fn the_few_that_may_be_meant_begin_with_the_nearest() {
        let commands = ["accept", "import", "new", "note", "report", "script"];
        assert_eq!(few("nwe", commands), ["new"]);
        assert_eq!(few("acept", commands), ["accept"]);
        assert_eq!(few("rapor", commands), ["report"]);
        assert_eq!(few("zzz", commands), [""; 0]);
    }

    #[test]
    fn distances_by_hand() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("ab", "ba"), 1);
    }
}
