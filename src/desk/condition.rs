//! What files of the configuration ask of a ticket, in the language of `--where`.
use std::ops::Range;
use std::path::PathBuf;

use super::vocabulary::{List, Vocabulary};
use crate::fault::{Place, Problem};
use crate::query::{FieldSpec, Kind, Resolve};
use crate::store::yaml::{self, Path, Step};

/// Conditions know no times: they say the same of a ticket whenever they are asked.
pub(super) struct Ranks<'a>(pub &'a Vocabulary);

impl Resolve for Ranks<'_> {
    fn instant(&self, _: &str) -> Option<Range<i64>> {
        None
    }

    fn span(&self, _: &str) -> Option<i64> {
        None
    }

    fn rank(&self, field: &str, code: &str) -> Option<i64> {
        (field == "priority").then(|| self.0.rank(code)).flatten()
    }
}

/// A field that a condition may name, with the codes and labels of the desk.
pub(super) fn field(vocabulary: &Vocabulary, name: &'static str, kind: Kind) -> FieldSpec {
    let spec = FieldSpec::new(name, kind);
    let list = if name == "industry" { Some(List::Industry) } else { name.parse().ok().and_then(List::of) };
    let Some(list) = list else { return spec };
    let words = vocabulary.words(list);
    let labels = words.iter().map(|word| (word.label.clone(), word.code.to_string()));
    spec.with_codes(words.iter().map(|word| word.code.as_str()))
        .with_labels(labels.filter(|(label, _)| !label.is_empty()))
}

/// What is wrong with the condition at a path of a file, at its place there: the very word where the condition stands on
/// one line, else its beginning.
pub(super) fn placed(text: &str, steps: &[Step<'_>], condition: &str, problem: Problem) -> Problem {
    let mut place = yaml::locate(text, &Path::new(steps)).unwrap_or_else(|| Place::whole(PathBuf::default()));
    let skipped = place.column.saturating_sub(1);
    let rest: String = place.excerpt.chars().skip(skipped).collect();
    let inner = problem.place().filter(|inner| inner.line == 1).map(|inner| inner.column);
    if let (Some(inner), Some(at)) = (inner, rest.find(condition.trim_end())) {
        place.column += rest[..at].chars().count() + inner - 1;
    }
    problem.at(place)
}
