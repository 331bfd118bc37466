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
const LISTED: usize = 8;

/// The nearest name, or else the first few known ones, joined by `, `.
pub fn list<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    nearest(word, known.clone())
        .map_or_else(|| known.into_iter().take(LISTED).collect::<Vec<_>>().join(", "), str::to_owned)
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
    fn distances_by_hand() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("ab", "ba"), 1);
    }
}
