//! Adding acts to a ticket file: the entries, and the head keys they change.
use super::file::TicketFile;
use super::interpret;
use super::yaml::{self, Edit};
use crate::domain::act::Entry;
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ids::Text;
use crate::domain::ticket::{Head, Ticket};
use crate::fault::Result;
use crate::faults;

faults! {
    /// Why acts cannot be added.
    pub enum AppendFault {
        "act-before-creation" => BeforeCreation { at: String, created: String },
        "act-contradicts-later" => Contradicts { at: String, later: &'static str },
        "head-differs" => Differs { key: &'static str },
    }
}

/// The ticket with `entries` added and long `texts` replaced, and the text of its file. An entry
/// that happened before others is put in its place in time.
pub fn append(
    file: &TicketFile,
    ticket: &Ticket,
    entries: &[Entry],
    texts: &[(Field, Option<Text>)],
) -> Result<(Ticket, String)> {
    let mut after = ticket.clone();
    let mut edits = Vec::new();
    for entry in entries {
        let place = insert(&mut after, entry)?;
        let record = interpret::entry_record(entry);
        let is_last = place + 1 == after.history.len();
        edits.push(if is_last { Edit::append(&record) } else { Edit::insert(place, &record) });
    }
    for (field, text) in texts {
        after.head.set(*field, text.as_deref())?;
    }
    edits.extend(head_edits(&ticket.head, &after.head));
    let text = yaml::apply(&file.text, &edits).map_err(|problem| problem.in_file(&file.path))?;
    Ok((after, text))
}

/// Inserts an entry where it belongs in time; its place in the history.
fn insert(ticket: &mut Ticket, entry: &Entry) -> Result<usize> {
    if entry.at < ticket.head.created {
        let (at, created) = (entry.at.to_rfc3339(), ticket.head.created.to_rfc3339());
        return Err(AppendFault::BeforeCreation { at, created }.into());
    }
    let place = ticket.history.iter().rposition(|known| known.at <= entry.at).map_or(0, |place| place + 1);
    if place == ticket.history.len() {
        fold::apply(&mut ticket.head, entry);
        ticket.history.push(entry.clone());
    } else {
        insert_earlier(ticket, place, entry)?;
    }
    Ok(place)
}

/// The acts after it must still be possible, and the head is folded anew.
fn insert_earlier(ticket: &mut Ticket, place: usize, entry: &Entry) -> Result<()> {
    if let Some(difference) = fold::differences(ticket).first() {
        return Err(AppendFault::Differs { key: difference.key }.into());
    }
    let before = fold::contradictions(ticket).len();
    ticket.history.insert(place, entry.clone());
    let contradictions = fold::contradictions(ticket);
    if let Some(first) = contradictions.first().filter(|_| contradictions.len() > before) {
        return Err(AppendFault::Contradicts { at: entry.at.to_rfc3339(), later: first.act.code() }.into());
    }
    ticket.head = fold::fold(ticket);
    Ok(())
}

/// The edits that turn one head into another.
pub fn head_edits(before: &Head, after: &Head) -> Vec<Edit<'static>> {
    let mut edits = Vec::new();
    let mut set = |key: &'static str, before: Option<Text>, after: Option<Text>| {
        if before != after {
            edits.push(after.map_or_else(|| Edit::remove(key), |text| Edit::set(key, text.as_str())));
        }
    };
    set("status", Some(before.status.code().into()), Some(after.status.code().into()));
    set("team", text(before.team.as_ref()), text(after.team.as_ref()));
    set("assignee", text(before.assignee.as_ref()), text(after.assignee.as_ref()));
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Tags) {
        set(field.code(), before.get(field), after.get(field));
    }
    if before.tags != after.tags {
        edits.push(Edit::items("tags", after.tags.iter().map(Text::to_string).collect()));
    }
    edits
}

fn text(id: Option<&impl AsRef<str>>) -> Option<Text> {
    id.map(|id| id.as_ref().into())
}
