//! Adding acts to a ticket file: the entries, and the head keys they change.
use super::file::TicketFile;
use super::interpret;
use super::yaml::{self, Edit};
use crate::domain::act::Entry;
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ids::Text;
use crate::domain::moment;
use crate::domain::ticket::{Head, Ticket};
use crate::domain::transition::{self, Lead};
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

/// Inserts an entry where it belongs in time, when it was allowed then; its place in the history.
fn insert(ticket: &mut Ticket, entry: &Entry) -> Result<usize> {
    if entry.at < ticket.head.created {
        let (at, created) = (moment::write(entry.at), moment::write(ticket.head.created));
        return Err(AppendFault::BeforeCreation { at, created }.into());
    }
    let place = ticket.history.iter().rposition(|known| known.at <= entry.at).map_or(0, |place| place + 1);
    let id = ticket.head.id.as_str();
    if place == ticket.history.len() {
        transition::require(id, entry.act.kind(), ticket.head.status)?;
        fold::apply(&mut ticket.head, entry);
        ticket.history.push(entry.clone());
    } else {
        let then = fold::as_of(ticket, entry.at).map_or(ticket.head.status, |then| then.head.status);
        transition::require(id, entry.act.kind(), then)?;
        insert_earlier(ticket, place, entry)?;
    }
    Ok(place)
}

/// What moves a ticket from one status to another cannot be slipped in before what moved it later;
/// everything else can, and the head is folded anew.
fn insert_earlier(ticket: &mut Ticket, place: usize, entry: &Entry) -> Result<()> {
    if let Some(difference) = fold::differences(ticket).first() {
        return Err(AppendFault::Differs { key: difference.key }.into());
    }
    let moves = |entry: &Entry| transition::lead(entry.act.kind()) != Lead::Stay;
    if let Some(later) = ticket.history[place..].iter().find(|later| moves(entry) && moves(later)) {
        let (at, later) = (moment::write(entry.at), later.act.kind().code());
        return Err(AppendFault::Contradicts { at, later }.into());
    }
    ticket.history.insert(place, entry.clone());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::Act;

    const TEXT: &str = "id: T1\ntitle: t  # kept\ntype: fault\npriority: high\nstatus: in_progress\nassignee: li\n\
        created: 2026-10-28T09:00:00+08:00\nhistory:\n\
        - {at: 2026-10-28T09:00:00+08:00, by: wang, did: created}\n\
        - {at: 2026-10-28T09:10:00+08:00, by: wang, did: assigned, to: li}\n\
        - {at: 2026-10-28T09:20:00+08:00, by: li, did: accepted}\n";

    fn append_at(minute: u32, act: Act) -> Result<String> {
        let path = std::path::PathBuf::from("tickets/T1-00000.yaml");
        let file = TicketFile { path, reference: "T1-00000".parse()?, text: TEXT.to_owned() };
        let at = moment::read(&format!("2026-10-28T09:{minute:02}:00+08:00"))?;
        append(&file, &file.ticket()?, &[Entry::new(at, "li".into(), act)], &[]).map(|(_, text)| text)
    }

    #[test]
    fn an_act_changes_its_line_and_the_head_keys_it_must() {
        let text = append_at(30, Act::Waiting { party: None, reason: None, until: None }).unwrap();
        let waiting = "- {at: 2026-10-28T09:30:00+08:00, by: li, did: waiting}\n";
        assert_eq!(text, TEXT.replace("in_progress", "waiting") + waiting);
    }

    #[test]
    fn a_message_that_happened_earlier_is_put_in_its_place() {
        let text = append_at(15, Act::Noted { text: "called".into() }).unwrap();
        let noted = "- {at: 2026-10-28T09:15:00+08:00, by: li, did: noted, text: called}\n- {at: 2026-10-28T09:20";
        assert_eq!(text, TEXT.replace("- {at: 2026-10-28T09:20", noted));
    }

    #[test]
    fn what_moves_the_ticket_cannot_be_slipped_in() {
        let accepted = Act::Accepted { note: None };
        assert_eq!(append_at(5, accepted.clone()).unwrap_err().code(), "act-contradicts-later");
        assert_eq!(append_at(25, accepted).unwrap_err().code(), "act-not-allowed");
        let early = Act::Progressed { next: None, until: None, text: "x".into() };
        assert_eq!(append_at(5, early).unwrap_err().code(), "act-not-allowed");
    }
}
