//! Configuration: files that people write, with comments and a layout that stay.
//!
//! The texts are merged by lines. The result must hold exactly what the merge of the values gives;
//! where it does not, it is edited until it does. A value that both sides changed differently stands in
//! both versions between marks in the first column, so that the file is refused until somebody chooses.
mod change;
#[cfg(test)]
mod tests;
mod value;

use self::value::Outcome;
use super::{Merged, Sides, WHOLE, lines};
use crate::fault::Result;
use crate::store::yaml::{self, Value};

/// A configuration file of two sides and the base they grew from, which is empty when both added it.
///
/// Mappings are merged key by key, lists of texts as sets, lists of mappings by the key that names
/// their items. A file that is no mapping on some side is merged by lines alone; its conflicts are
/// those of `.`, the whole file.
pub(super) fn merge(sides: Sides<&str>) -> Merged {
    by_value(sides).unwrap_or_else(|| by_lines(sides))
}

/// `None` when a side cannot be read, or a text cannot be edited exactly.
fn by_value(Sides { base, ours, theirs }: Sides<&str>) -> Option<Merged> {
    let read = |text: &str| yaml::read_value(text).ok().filter(|value| matches!(value, Value::Map(_)));
    let was = if base.trim().is_empty() { Value::Map(Vec::new()) } else { read(base)? };
    let (one, other) = (read(ours)?, read(theirs)?);
    let outcome = Outcome::of(Sides { base: &was, ours: &one, theirs: &other })?;
    let drafts = [lines::draft(base, ours, theirs), ours.max(theirs).to_owned(), ours.min(theirs).to_owned()];
    drafts.iter().find_map(|draft| written(draft, &outcome).ok())
}

/// The draft, edited until it holds the outcome.
fn written(draft: &str, outcome: &Outcome) -> Result<Merged> {
    let [one, other] = [change::until(draft, &outcome.one)?, change::until(draft, &outcome.other)?];
    let text = if one == other { one } else { lines::mark(&one, &other).text };
    Ok(Merged { text, conflicts: outcome.conflicts.clone() })
}

fn by_lines(Sides { base, ours, theirs }: Sides<&str>) -> Merged {
    let merged = lines::merge(base, ours, theirs);
    Merged { text: merged.text, conflicts: vec![WHOLE.to_owned(); merged.conflicts.min(1)] }
}
