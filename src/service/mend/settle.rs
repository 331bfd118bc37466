//! One file in conflict: its sides merged, in its place, and out of conflict in the index.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{MendFault, Outcome, Torn, strangers};
use crate::domain::ids::TicketRef;
use crate::fault::{Place, Problem, Result};
use crate::git::textual::{self, Sides};
use crate::merge::markers::{Unmarked, unmarked, unnamed};
use crate::merge::{self, Merged, WHOLE, conflict};
use crate::store::file::ticket_of;
use crate::store::transaction::Transaction;
use crate::store::writer::Writer;
use crate::store::{disk, layout, yaml};

/// What became of a file, and the paths that the index does not hold as they are on disk now.
pub(super) struct Settled {
    pub outcomes: Vec<Outcome>,
    pub changed: Vec<PathBuf>,
}

/// The versions of a file, as texts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Versions {
    base: Option<String>,
    sides: Vec<String>,
}

/// A file that stays as it is.
pub(super) fn left(path: &Path, problem: Problem) -> Settled {
    let problem = if problem.place().is_some() { problem } else { problem.at(Place::whole(path.to_owned())) };
    Settled { outcomes: vec![Outcome::Left { path: path.to_owned(), problem }], changed: Vec::new() }
}

/// Merges a file again, unless a person worked on it since git merged it.
pub(super) fn settle(writer: &Writer, torn: &Torn) -> Result<Settled> {
    let root = writer.root();
    let path = torn.name();
    let shown = path.display().to_string();
    if layout::split(path).is_none_or(|(above, _)| !above.as_os_str().is_empty()) {
        return Err(MendFault::Foreign { path: shown }.into());
    }
    let held = held(root, torn)?;
    let staged = torn.sides.iter().map(|side| disk::text_of(path, side.clone())).collect::<Result<Vec<_>>>()?;
    let known = versions(torn, &held, staged)?;
    if known.sides.len() < 2 && known.base.is_some() {
        return Err(MendFault::Removed { path: shown }.into());
    }
    let merged = merged(path, &known)?;
    let begun = begun(root, torn, &held, &known, &merged)?;
    if begun.is_empty() {
        return put(writer, torn, &held, &merged);
    }
    // Somebody has begun to settle it: what they wrote stands in both sides.
    let known = versions(torn, &held, begun)?;
    put(writer, torn, &held, &self::merged(path, &known)?)
}

/// The texts in which a person began to settle the conflict, and left markers for us.
fn begun(
    root: &Path,
    torn: &Torn,
    held: &BTreeMap<PathBuf, String>,
    known: &Versions,
    merged: &Merged,
) -> Result<Vec<String>> {
    let mut begun = Vec::new();
    for (place, text) in held.iter().filter(|(place, _)| torn.unmerged.contains(*place)) {
        if is_untouched(root, text, torn, known, merged)? {
            continue;
        }
        if unmarked(text).is_none() {
            return Err(by_hand(place, text));
        }
        begun.push(text.clone());
    }
    Ok(begun)
}

/// What stands on disk at the places of a file.
fn held(root: &Path, torn: &Torn) -> Result<BTreeMap<PathBuf, String>> {
    let text = |place: &PathBuf| Ok(disk::read_text(&root.join(place))?.map(|text| (place.clone(), text)));
    torn.places().filter_map(|place| text(place).transpose()).collect()
}

/// The versions that are known: the `sides` of what is in conflict, and what stands elsewhere on disk.
fn versions(torn: &Torn, held: &BTreeMap<PathBuf, String>, sides: Vec<String>) -> Result<Versions> {
    let base = torn.base.as_ref().map(|base| disk::text_of(torn.name(), base.clone())).transpose()?;
    let mut known = Versions { base, sides: Vec::new() };
    let elsewhere = torn.others.iter().filter_map(|place| held.get(place).cloned());
    for side in sides.into_iter().chain(elsewhere) {
        match unmarked(&side) {
            Some(Unmarked { base, ours, theirs }) => {
                known.base = known.base.or(base);
                known.sides.extend([ours, theirs]);
            }
            None => known.sides.push(side),
        }
    }
    Ok(known)
}

/// All sides in one. There are more than two where git had merged by lines what it then found at two
/// places.
fn merged(path: &Path, versions: &Versions) -> Result<Merged> {
    let mut sides = versions.sides.iter();
    let first = sides.next().cloned().unwrap_or_default();
    let mut all = Merged { text: first, conflicts: Vec::new() };
    for side in sides {
        all = merge::merge(path, versions.base.as_deref(), &all.text, side).map_err(|wrong| wrong.in_file(path))?;
    }
    Ok(all)
}

/// Whether a file in conflict is as git left it, or as it is left here.
fn is_untouched(root: &Path, text: &str, torn: &Torn, known: &Versions, merged: &Merged) -> Result<bool> {
    if strangers::are_two(text) {
        return Ok(true);
    }
    let lines = |text: &str| text.replace("\r\n", "\n");
    let text = lines(text);
    let is_side = torn.sides.iter().any(|side| lines(&String::from_utf8_lossy(side)) == text);
    if text == lines(&merged.text) || (is_side && !is_choice(torn, merged)) {
        return Ok(true);
    }
    let [ours, theirs] = &known.sides[..] else { return Ok(false) };
    let [base, ours, theirs] = [known.base.as_deref().unwrap_or_default(), ours, theirs].map(disk::scratch_file);
    let (base, ours, theirs) = (base?, ours?, theirs?);
    let sides = Sides { base: base.path(), ours: ours.path(), theirs: theirs.path() };
    let by_lines = textual::merge(root, sides, textual::MARKER)?;
    Ok(unnamed(&lines(&String::from_utf8_lossy(&by_lines))) == unnamed(&text))
}

/// Whether one whole side in place of a conflict can only be what a person chose: git leaves a side as
/// it is where the other one stands elsewhere, and both with marks where they stand at one path.
fn is_choice(torn: &Torn, merged: &Merged) -> bool {
    !merged.conflicts.is_empty() && torn.sides.len() == 2 && torn.unmerged.len() == 1
}

/// What a person has to do with a file that they began to settle.
fn by_hand(path: &Path, text: &str) -> Problem {
    match marked(path, text) {
        Some(problem) => problem,
        None => MendFault::ByHand { path: path.display().to_string() }.into(),
    }
}

/// The first field that holds both versions, at its line.
fn marked(path: &Path, text: &str) -> Option<Problem> {
    let value = yaml::read_value(text).ok()?;
    conflict::paths(&value).into_iter().next().map(|field| conflict_in(path, text, field))
}

/// A field that holds both versions, at its line. Configuration holds them in lines of its own, so
/// that nobody reads it until they are settled: then it is the first of these lines.
fn conflict_in(path: &Path, text: &str, field: String) -> Problem {
    let place = yaml::locate(text, &yaml::Path::parse(&field));
    let place = place.or_else(|| Some(yaml::place_at(text, text.find(OPENING)?)));
    let shown = path.display().to_string();
    let fault =
        if field == WHOLE { MendFault::Lines { path: shown } } else { MendFault::Marked { path: shown, field } };
    match place {
        Some(place) => Problem::from(fault).at(Place { file: path.to_owned(), ..place }),
        None => fault.into(),
    }
}

/// The line above both versions.
const OPENING: &str = "<<<<<<<";

/// Writes the merged file where it belongs, and removes it from where else it stood. With a conflict
/// left it stays where git has it in conflict, so that git waits for a person.
fn put(writer: &Writer, torn: &Torn, held: &BTreeMap<PathBuf, String>, merged: &Merged) -> Result<Settled> {
    let in_conflict = held.keys().find(|place| torn.unmerged.contains(*place));
    let path = in_conflict.map_or(torn.name(), PathBuf::as_path);
    let is_settled = merged.conflicts.is_empty();
    let place = if is_settled { destination(torn.name(), &merged.text)? } else { path.to_owned() };
    write(writer, &place, held, &merged.text)?;
    let mut changed: Vec<_> = torn.places().filter(|other| **other != place).cloned().collect();
    let from: Vec<_> = held.keys().filter(|other| **other != place).cloned().collect();
    if is_settled {
        changed.push(place.clone());
        return Ok(Settled { outcomes: vec![Outcome::Mended { path: place, from }], changed });
    }
    let left = |field: &String| Outcome::Left {
        path: place.clone(),
        problem: conflict_in(&place, &merged.text, field.clone()),
    };
    Ok(Settled { outcomes: merged.conflicts.iter().map(left).collect(), changed })
}

/// Where a merged file belongs.
fn destination(path: &Path, text: &str) -> Result<PathBuf> {
    let is_ticket = path.starts_with(layout::OPEN) || path.starts_with(layout::ARCHIVE);
    let Some(reference) = layout::reference(path).filter(|_| is_ticket) else { return Ok(path.to_owned()) };
    let head = ticket_of(path, text)?.head;
    Ok(layout::ticket(&TicketRef { number: head.id, key: reference.key }, head.status, head.created))
}

fn write(writer: &Writer, place: &Path, held: &BTreeMap<PathBuf, String>, text: &str) -> Result<()> {
    let mut transaction = Transaction::new();
    let mut others = held.iter().filter(|(other, _)| *other != place);
    match held.get(place) {
        Some(before) if before == text => {}
        Some(before) => transaction.replace(place.to_owned(), before.as_str(), text),
        None => match others.next() {
            Some((from, before)) => transaction.relocate(from.clone(), place.to_owned(), before.as_str(), text),
            None => transaction.create(place.to_owned(), text),
        },
    }
    for (other, before) in others {
        transaction.remove(other.clone(), before.as_str());
    }
    transaction.commit(writer)
}
