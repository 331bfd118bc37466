//! From the flat record of a file to the domain's types, and back.
use super::record::{EntryRecord, Record};
use crate::domain::act::{Act, Entry};
use crate::domain::field::Field;
use crate::domain::ids::Text;
use crate::domain::moment::{self, Moment};
use crate::domain::ticket::{Head, Ticket};
use crate::fault::Problem;
use crate::faults;

faults! {
    /// What a ticket file must have.
    pub enum TicketFault {
        "ticket-key-missing" => HeadKey { key: &'static str },
        "entry-key-missing" => EntryKey { key: &'static str },
        "ticket-id-malformed" => Id { id: String },
    }
}

/// A value that means nothing, and where it stands: `priority`, `history[3].at`.
#[derive(Debug)]
pub struct Misread {
    /// The path of the key.
    pub path: String,
    /// What is wrong with it.
    pub problem: Problem,
}

type Interpreted<T> = Result<T, Misread>;

fn misread(path: impl Into<String>) -> impl FnOnce(Problem) -> Misread {
    move |problem| Misread { path: path.into(), problem }
}

/// The ticket that a record says.
pub fn ticket(record: &Record<'_>) -> Interpreted<Ticket> {
    let head = head(record)?;
    let history = record.history.iter().enumerate().map(|(place, entry)| self::entry(place, entry));
    Ok(Ticket { head, history: history.collect::<Interpreted<_>>()? })
}

fn head(record: &Record<'_>) -> Interpreted<Head> {
    Ok(Head {
        id: required(record, "id")?.into(),
        title: required(record, "title")?.into(),
        kind: required(record, "type")?.into(),
        category: optional(record.category.as_deref()),
        priority: required(record, "priority")?.into(),
        status: required(record, "status")?.parse().map_err(Problem::from).map_err(misread("status"))?,
        source: optional(record.source.as_deref()),
        channel: optional(record.channel.as_deref()),
        customer: optional(record.customer.as_deref()),
        product: optional(record.product.as_deref()),
        team: optional(record.team.as_deref()),
        assignee: optional(record.assignee.as_deref()),
        created: time("created", required(record, "created")?)?,
        occurred: record.occurred.as_deref().map(|text| time("occurred", text)).transpose()?,
        expected: record.expected.as_deref().map(|text| time("expected", text)).transpose()?,
        scope: optional(record.scope.as_deref()),
        external: optional(record.external.as_deref()),
        formerly: record.formerly.iter().map(|number| number.as_ref().into()).collect(),
        tags: record.tags.iter().map(|tag| tag.as_ref().into()).collect(),
        steps: optional(record.steps.as_deref()),
        description: optional(record.description.as_deref()),
    })
}

fn optional<'a, T: From<&'a str>>(text: Option<&'a str>) -> Option<T> {
    text.map(Into::into)
}

fn required<'r>(record: &'r Record<'_>, key: &'static str) -> Interpreted<&'r str> {
    record.scalar(key).ok_or_else(|| Misread { path: key.to_owned(), problem: TicketFault::HeadKey { key }.into() })
}

fn time(path: &str, text: &str) -> Interpreted<Moment> {
    moment::read(text).map_err(Problem::from).map_err(misread(path))
}

fn entry(place: usize, record: &EntryRecord<'_>) -> Interpreted<Entry> {
    let required = |key: &'static str| {
        record
            .scalar(key)
            .ok_or_else(|| Misread { path: format!("history[{place}]"), problem: TicketFault::EntryKey { key }.into() })
    };
    let at = required("at")?;
    let at =
        moment::read(at).map_err(Problem::from).map_err(|problem| misread(format!("history[{place}].at"))(problem))?;
    let by = required("by")?.into();
    let act = Act::read(required("did")?, |key| record.scalar(key));
    let act = act.map_err(|(key, problem)| Misread { path: format!("history[{place}].{key}"), problem })?;
    Ok(Entry { trigger: record.trigger.as_deref().map(Into::into), ..Entry::new(at, by, act) })
}

/// The record of an entry, to be written.
pub fn entry_record(entry: &Entry) -> EntryRecord<'static> {
    let mut record = EntryRecord {
        at: Some(moment::write(entry.at).into()),
        by: Some(entry.by.to_string().into()),
        did: Some(did(&entry.act).to_string().into()),
        ..EntryRecord::default()
    };
    for (key, text) in entry.keys() {
        if let Some(slot) = record.scalar_mut(key) {
            *slot = Some(text.to_string().into());
        }
    }
    record
}

fn did(act: &Act) -> Text {
    match act {
        Act::Other { did } => did.clone(),
        known => Text::const_new(known.kind().code()),
    }
}

/// The record of a ticket, to be written as a new file.
pub fn record(ticket: &Ticket) -> Record<'static> {
    let head = &ticket.head;
    let owned = |text: &str| Some(text.to_owned().into());
    let mut record = Record {
        id: owned(head.id.as_str()),
        status: owned(head.status.code()),
        team: head.team.as_ref().and_then(|team| owned(team.as_str())),
        assignee: head.assignee.as_ref().and_then(|member| owned(member.as_str())),
        created: owned(&moment::write(head.created)),
        formerly: head.formerly.iter().map(|number| number.to_string().into()).collect(),
        tags: head.tags.iter().map(|tag| tag.to_string().into()).collect(),
        history: ticket.history.iter().map(entry_record).collect(),
        ..Record::default()
    };
    for field in Field::ALL {
        if let Some(slot) = record.scalar_mut(field.code()) {
            *slot = head.get(field).map(|text| text.to_string().into());
        }
    }
    record
}
