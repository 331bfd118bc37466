//! What each customer is told.
use std::collections::{BTreeMap, HashMap};

use super::{Day, Digest};
use crate::automation::digest;
use crate::cli::context::Context;
use crate::desk::open::Desk;
use crate::desk::scripts::{self, CHOSEN, Stored};
use crate::domain::fold;
use crate::domain::ids::{CLOCK, Code, CustomerId};
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::query::Sort;
use crate::report::tickets::Row;
use crate::service::chosen;
use crate::service::fill::Filler;
use crate::service::filter::schema;
use crate::service::rows::{self, Rows};
use crate::store::file::TicketFile;
use crate::store::find::{self, Found};

/// What one customer is told.
pub(super) struct Message {
    pub customer: CustomerId,
    /// Their name, as the desk may say it.
    pub name: Option<String>,
    /// How they are told.
    pub channel: Option<Code>,
    /// When the first promise runs out.
    pub due: Option<Moment>,
    pub text: String,
    /// The tickets, what runs out first on top.
    pub parts: Vec<Part>,
}

/// A ticket that a message is about.
pub(super) struct Part {
    pub file: TicketFile,
    pub ticket: Ticket,
    due: Option<Moment>,
}

/// What all customers are told, by their number, and what was wrong with the rest.
pub(super) struct Messages {
    pub messages: Vec<Message>,
    pub problems: Vec<Problem>,
}

impl Digest {
    /// The messages that are due at `at`; of those that are recorded, only what was not told that day.
    pub(super) fn messages(&self, context: &Context, desk: &Desk, at: Moment, day: Day) -> Result<Messages> {
        let stored = scripts::called(&desk.root, &self.script)?;
        let writer = MessageWriter { desk, stored, filler: Filler::of(CLOCK.into(), at, desk)? };
        let files = if context.globals.as_of.is_some() { find::all(&desk.root)? } else { find::open(&desk.root)? };
        let Rows { rows, invalid } = self.rows(context, desk, at, &files)?;
        let files: HashMap<_, _> = files.iter().map(|found| (&found.reference, found)).collect();
        let mut all = Messages { messages: Vec::new(), problems: invalid };
        for (customer, rows) in by_customer(&rows) {
            let parts = rows.into_iter().filter_map(|row| Some((row, *files.get(&row.reference)?)));
            let is_untold =
                |part: &Part| !self.record || !digest::told(&part.ticket, at, day.first, &customer, None).is_empty();
            let parts = parts.map(|(row, found)| self.part(desk, at, row, found)).collect::<Result<Vec<_>>>();
            let message = parts.and_then(|parts| {
                let parts =
                    parts.into_iter().flatten().filter(|part| writer.stored.fits(&part.ticket.head) && is_untold(part));
                writer.write(&customer, parts.collect())
            });
            match message {
                Ok(message) => all.messages.extend(message),
                Err(problem) => all.problems.push(problem),
            }
        }
        Ok(all)
    }

    /// The wanted tickets, what runs out first on top.
    fn rows(&self, context: &Context, desk: &Desk, at: Moment, files: &[Found]) -> Result<Rows> {
        let mut found = rows::matching(desk, context.reader(desk), Some(&self.filter(desk)?), at, files)?;
        let sort = Sort::parse("due,created,number", &schema(desk))?;
        found.rows.sort_by(|left, right| sort.compare(left, right));
        Ok(found)
    }

    /// The ticket of a row, as it was; `None` before it was created. Where it is recorded, it is as it stands:
    /// another machine's clock may run ahead.
    fn part(&self, desk: &Desk, at: Moment, row: &Row, found: &Found) -> Result<Option<Part>> {
        let file = TicketFile::read(&desk.root, &found.path)?;
        let ticket = file.ticket()?;
        let ticket = if self.record { Some(ticket) } else { fold::into_past(ticket, at) };
        Ok(ticket.map(|ticket| Part { file, ticket, due: row.due() }))
    }

    /// The open tickets of somebody who can be told, of those customers and of that filter.
    fn filter(&self, desk: &Desk) -> Result<String> {
        let mut parts = vec!["open and has customer".to_owned()];
        parts.extend(self.filter.clone());
        let one = |text: &String| {
            Ok(format!("customer = '{}'", crate::store::customers::find(&desk.root, text)?.customer.id))
        };
        let customers = self.customer.iter().map(one).collect::<Result<Vec<_>>>()?;
        parts.extend((!customers.is_empty()).then(|| customers.join(" or ")));
        Ok(parts.iter().map(|part| format!("({part})")).collect::<Vec<_>>().join(" and "))
    }
}

/// The rows of each customer: `C999` before `C1001`.
fn by_customer(rows: &[Row]) -> impl Iterator<Item = (CustomerId, Vec<&Row>)> {
    let mut found: BTreeMap<(usize, &str), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        if let Some(customer) = row.customer() {
            found.entry((customer.as_str().len(), customer.as_str())).or_default().push(row);
        }
    }
    found.into_iter().map(|((_, id), rows)| (id.into(), rows))
}

/// Writes messages in the words of a standard reply.
struct MessageWriter<'a> {
    desk: &'a Desk,
    stored: Stored,
    filler: Filler<'a>,
}

impl MessageWriter<'_> {
    /// What a customer is told about tickets; nothing when there is none.
    fn write(&self, id: &CustomerId, parts: Vec<Part>) -> Result<Option<Message>> {
        let Some(first) = parts.first() else { return Ok(None) };
        let customer = chosen::customer(&self.desk.root, id)?;
        let values = parts.iter().map(|part| self.filler.values(&part.ticket)).collect::<Result<Vec<_>>>()?;
        let text = self.stored.compose(&self.filler.customer_values(customer.as_ref()), &values)?;
        let wish = customer.as_ref().and_then(|customer| customer.channel.as_deref()).map(Code::from);
        let set = self.stored.script.channel.clone().filter(|channel| channel.as_str() != CHOSEN);
        let channel = set.or(wish).or_else(|| first.ticket.head.channel.clone());
        let due = parts.iter().filter_map(|part| part.due).min();
        let name = customer.map(|customer| customer.name);
        Ok(Some(Message { customer: id.clone(), name, channel, due, text, parts }))
    }
}
