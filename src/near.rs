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

/// How many names a hint lists.
const LISTED: usize = 12;

/// The nearest name, or those that begin with the word, or else the first few known ones, joined by
/// `, `; `…` stands for the others.
pub fn list<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(nearest) = nearest(word, known.clone()) {
        return nearest.to_owned();
    }
    let begins = |name: &&str| !word.is_empty() && name.starts_with(word);
    let begun: Vec<_> = known.clone().into_iter().filter(begins).collect();
    let mut names = if begun.is_empty() { known.into_iter().collect() } else { begun };
    if names.len() > LISTED {
        names.truncate(LISTED);
        names.push("…");
    }
    names.join(", ")
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
    fn a_hint_lists_what_is_near_or_begun_or_there() {
        let letters: Vec<_> = ('a'..='z').map(|letter| letter.to_string()).collect();
        let letters = letters.iter().map(String::as_str);
        assert_eq!(list("prio", ["number", "priority", "product"]), "priority");
        assert_eq!(list("pr", ["number", "priority", "product"]), "priority, product");
        assert_eq!(list("zzz", ["a", "b"]), "a, b");
        assert_eq!(list("zzz", letters), "a, b, c, d, e, f, g, h, i, j, k, l, …");
    }

    #[test]
    fn distances_by_hand() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("ab", "ba"), 1);
    }
}
