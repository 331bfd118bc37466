//! Head keys that changed although no act says so.
use super::version::Version;
use crate::domain::act::Act;
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ids::Text;
use crate::domain::moment;
use crate::domain::ticket::{Head, Ticket};

/// A head key that was changed without an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The key.
    pub key: &'static str,
    /// What it says by the history, or said before.
    pub from: Option<Text>,
    /// What it says.
    pub to: Option<Text>,
}

/// What no act explains in the head of `after`, and what was not so in any of the versions before it.
pub(super) fn edits(before: &[&Version], after: &Version) -> Vec<Edit> {
    let parents: Vec<_> = before.iter().map(|version| &version.ticket).collect();
    let mut edits = against_history(&parents, &after.ticket);
    let rewritten = rewritten(&parents, &after.ticket);
    edits.extend(
        rewritten.into_iter().filter(|edit| !edits.iter().any(|known| known.key == edit.key)).collect::<Vec<_>>(),
    );
    edits
}

/// Keys that say something else than the history.
fn against_history(before: &[&Ticket], after: &Ticket) -> Vec<Edit> {
    let known: Vec<_> = before.iter().flat_map(|ticket| fold::differences(ticket)).collect();
    let new = fold::differences(after).into_iter().filter(|difference| !known.contains(difference));
    new.map(|difference| Edit { key: difference.key, from: difference.history, to: difference.head }).collect()
}

/// Keys that the history does not speak of, or of which it does not tell the text.
fn rewritten(before: &[&Ticket], after: &Ticket) -> Vec<Edit> {
    let openings: Vec<_> = before.iter().map(|ticket| fold::opening(ticket)).collect();
    let opening = fold::opening(after);
    let mut found = Vec::new();
    let mut compare = |key, olds: Vec<Option<Text>>, new: Option<Text>, is_merged: bool| {
        let is_known = olds.is_empty() || olds.contains(&new) || is_merged;
        if !is_known {
            found.push(Edit { key, from: olds.into_iter().next().flatten(), to: new });
        }
    };
    let created = |head: &Head| Some(moment::write(head.created).into());
    compare("created", openings.iter().map(created).collect(), created(&opening), false);
    for field in Field::ALL {
        let olds: Vec<_> = openings.iter().map(|head| fold::comparable(head, field)).collect();
        let is_told = is_edited(before, after, field) || field.is_long_text() && differ(&olds);
        compare(field.code(), olds, fold::comparable(&opening, field), is_told);
    }
    found
}

/// Whether the sides of a merge have different texts, which it may have united by lines.
fn differ(olds: &[Option<Text>]) -> bool {
    olds.windows(2).any(|pair| pair[0] != pair[1])
}

/// Whether `after` has an edit of the field that no version before it has.
fn is_edited(before: &[&Ticket], after: &Ticket, field: Field) -> bool {
    let count = |ticket: &Ticket| {
        let acts = ticket.history.iter().map(|entry| &entry.act);
        acts.filter(|act| matches!(act, Act::Edited { field: named, .. } | Act::Classified { field: named, .. } if *named == field)).count()
    };
    before.iter().all(|ticket| count(ticket) < count(after))
}
