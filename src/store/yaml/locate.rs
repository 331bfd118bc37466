//! Where a value stands in a file's text.

use super::path::{Path, Step};
use super::place::place_at;
use super::tree::{self, Kind, Node};
use crate::fault::{self, Place, Problem};

/// The place of the value at `path`; of the innermost value around it when there is none, so that a
/// missing key of an entry is shown at the entry. `None` when the file does not parse. The place's
/// file is left empty, for the caller to fill.
pub fn locate(text: &str, path: &Path<'_>) -> Option<Place> {
    let root = tree::parse(text).ok()?;
    let node = path.steps().iter().try_fold(&root, |node, step| child(node, *step).ok_or(node));
    let node = node.unwrap_or_else(|innermost| innermost);
    Some(place_at(text, node.span.start))
}

/// The place of a key in the mapping at `path`; else as [`locate`].
pub fn locate_key(text: &str, path: &Path<'_>, key: &str) -> Option<Place> {
    let root = tree::parse(text).ok()?;
    let node = path.steps().iter().try_fold(&root, |node, step| child(node, *step));
    match node.map(|node| &node.kind) {
        Some(Kind::Map(entries, _)) => {
            let name = entries.iter().map(|(name, _)| name).find(|name| name.text() == Some(key))?;
            Some(place_at(text, name.span.start))
        }
        _ => locate(text, path),
    }
}

/// A problem with what `text` says, at its place in `file`: that of the value to which its own path leads, unless it
/// has a place already.
pub fn placed(text: &str, file: &std::path::Path, problem: Problem) -> Problem {
    if problem.place().is_some() {
        return problem;
    }
    let (mut steps, mut name) = (Vec::new(), None);
    for step in problem.path() {
        match step {
            fault::Step::Key(key) => steps.push(Step::Key(key)),
            fault::Step::Item(item) => steps.push(Step::Index(*item)),
            fault::Step::Name(key) => name = Some(key),
        }
    }
    let path = Path::new(steps);
    let place = name.and_then(|key| locate_key(text, &path, key)).or_else(|| locate(text, &path));
    let place = place.unwrap_or_else(|| place_at(text, 0));
    problem.at(place).in_file(file)
}

/// The value one step into `node`.
pub(super) fn child<'n, 'a>(node: &'n Node<'a>, step: Step<'_>) -> Option<&'n Node<'a>> {
    match (step, &node.kind) {
        (Step::Key(key), _) => node.get(key),
        (Step::Index(index), Kind::List(items, _)) => items.get(index),
        (Step::Index(_), _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "\u{feff}title: 支付失败  # 紧急\ntags: [a, b]\nhistory:\n- {at: x, by: li}\n- at: y\n  text: |\n    z\n";

    fn at(path: &str) -> (usize, usize) {
        let place = locate(FILE, &Path::parse(path)).unwrap();
        (place.line, place.column)
    }

    #[test]
    fn a_value_is_found_by_its_path() {
        assert_eq!(at("title"), (1, 8));
        assert_eq!(at("tags[1]"), (2, 11));
        assert_eq!(at("history[0].by"), (4, 15));
        assert_eq!(at("history[1].at"), (5, 7));
        assert_eq!(at("history[1].text"), (7, 5));
    }

    #[test]
    fn a_missing_value_is_shown_at_what_lacks_it() {
        assert_eq!(at("history[1].by"), (5, 3));
        assert_eq!(at("priority"), (1, 1));
    }

    #[test]
    fn a_problem_is_placed_by_its_own_path() {
        let at = |steps: &[fault::Step]| {
            let problem = Problem::from(super::super::fault::YamlFault::Syntax {});
            let problem = steps.iter().rev().fold(problem, |problem, step| problem.within(step.clone()));
            let placed = placed(FILE, std::path::Path::new("x.yaml"), problem);
            let place = placed.place().unwrap();
            assert_eq!(place.file, std::path::Path::new("x.yaml"));
            (place.line, place.column)
        };
        assert_eq!(at(&["history".into(), 0.into(), "by".into()]), (4, 15));
        assert_eq!(at(&["history".into(), 0.into(), fault::Step::Name("by".to_owned())]), (4, 11));
        assert_eq!(at(&["history".into(), 7.into(), fault::Step::Name("by".to_owned())]), (4, 3));
        assert_eq!(at(&[]), (1, 1));
    }

    #[test]
    fn the_excerpt_is_the_line_without_its_end() {
        let place = place_at("a: 1\r\nb: 中 x\r\n", 12);
        assert_eq!((place.line, place.column, place.excerpt.as_str()), (2, 5, "b: 中 x"));
    }
}
