//! What the placeholders of standard replies stand for.
use super::chosen;
use super::tiers::Tiers;
use crate::automation::template::Values;
use crate::desk::open::Desk;
use crate::desk::scripts::ScriptFault;
use crate::domain::act::{Act, Entry};
use crate::domain::customer::Customer;
use crate::domain::field::Field;
use crate::domain::ids::{ClockName, MemberId, TeamId};
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::render::Labels;
use crate::time::clocks::{Evaluator, Policies};

/// The values of `--set`, each `name=value`.
pub fn given(set: &[String]) -> Result<Values> {
    let pair = |text: &String| match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err(ScriptFault::SetName { name: text.clone() }.into()),
    };
    set.iter().map(pair).collect()
}

/// What was said to the customer, and when.
fn said(entry: &Entry) -> Option<(Moment, &str)> {
    match &entry.act {
        Act::Replied { text, .. } => Some((entry.at, text)),
        _ => None,
    }
}

/// Puts values where there are any.
fn putting(values: &mut Values) -> impl FnMut(&str, Option<&str>) {
    |name, value| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            values.insert(name.to_owned(), value.to_owned());
        }
    }
}

/// What is needed to fill the placeholders for any ticket.
pub struct Filler<'a> {
    desk: &'a Desk,
    policies: Policies,
    actor: MemberId,
    now: Moment,
}

impl<'a> Filler<'a> {
    /// For who speaks at an instant.
    pub fn of(actor: MemberId, now: Moment, desk: &'a Desk) -> Result<Self> {
        Ok(Self { desk, policies: desk.policies()?, actor, now })
    }

    /// What is known before there is a ticket.
    pub fn own_values(&self) -> Values {
        let mut values = Values::new();
        let mut put = putting(&mut values);
        put("desk.name", Some(&self.desk.settings.name));
        put("member.id", Some(self.actor.as_str()));
        self.member("member", &self.actor, &mut put);
        drop(put);
        values
    }

    /// What is known for a ticket: what is not known has no value. Of the customer only what git may
    /// hold, for the text becomes part of the ticket's history.
    pub fn values(&self, ticket: &Ticket) -> Result<Values> {
        let mut values = self.own_values();
        let mut put = putting(&mut values);
        // Whoever serves the customer: the one who has the ticket, even when somebody else speaks.
        self.member("handler", ticket.head.assignee.as_ref().unwrap_or(&self.actor), &mut put);
        self.ticket(ticket, &mut put);
        self.said(ticket, &mut put);
        let customer = ticket.head.customer.as_ref().map(|id| chosen::customer(&self.desk.root, id)).transpose()?;
        self.customer(customer.flatten().as_ref(), &mut put);
        self.promises(ticket, &mut put)?;
        drop(put);
        Ok(values)
    }

    /// What is known of a customer without a ticket.
    pub fn customer_values(&self, customer: Option<&Customer>) -> Values {
        let mut values = self.own_values();
        self.customer(customer, &mut putting(&mut values));
        values
    }

    fn customer(&self, customer: Option<&Customer>, put: &mut impl FnMut(&str, Option<&str>)) {
        for key in Customer::KEYS {
            let value = customer.and_then(|customer| customer.get(key)).map(|value| self.label(key, value));
            put(&format!("customer.{key}"), value.as_deref());
        }
    }

    /// The last public word, and the last news.
    fn said(&self, ticket: &Ticket, put: &mut impl FnMut(&str, Option<&str>)) {
        let mut history = ticket.history.iter().rev();
        if let Some((at, text)) = history.clone().find_map(said) {
            put("said.at", Some(&self.told(at)));
            put("said.text", Some(text));
        }
        let news = history.find_map(|entry| match &entry.act {
            Act::Progressed { next, until, text } => Some((next.as_deref(), *until, text)),
            _ => None,
        });
        if let Some((next, until, done)) = news {
            put("progress.done", Some(done));
            put("progress.next", next);
            put("progress.eta", until.map(|at| self.told(at)).as_deref());
        }
    }

    fn member(&self, group: &str, id: &MemberId, put: &mut impl FnMut(&str, Option<&str>)) {
        let member = self.desk.roster.members.get(id);
        put(&format!("{group}.name"), member.map(|member| member.name.as_str()));
        put(&format!("{group}.employee"), member.and_then(|member| member.employee.as_deref()));
    }

    fn ticket(&self, ticket: &Ticket, put: &mut impl FnMut(&str, Option<&str>)) {
        let head = &ticket.head;
        let label = |kind: &'static str, code: Option<&str>| code.map(|code| self.label(kind, code));
        put("ticket.number", Some(head.id.as_str()));
        put("ticket.created", Some(&self.told(head.created)));
        put("ticket.expected", head.expected.map(|at| self.told(at)).as_deref());
        put("ticket.status", label("status", Some(head.status.code())).as_deref());
        put("ticket.team", label("team", head.team.as_ref().map(TeamId::as_str)).as_deref());
        put("ticket.assignee", label("member", head.assignee.as_ref().map(MemberId::as_str)).as_deref());
        for field in
            [Field::Title, Field::Type, Field::Priority, Field::Category, Field::Product, Field::Channel, Field::Source]
        {
            let value = head.get(field).map(|value| self.label(field.code(), &value));
            put(&format!("ticket.{}", field.code()), value.as_deref());
        }
    }

    /// The due times that lie ahead: what has passed is no promise.
    fn promises(&self, ticket: &Ticket, put: &mut impl FnMut(&str, Option<&str>)) -> Result<()> {
        let tiers = Tiers::of_customer(self.desk, &self.policies, ticket.head.customer.as_ref())?;
        let tier = |customer: &_| tiers.of(customer);
        let mut evaluator = Evaluator::new(&self.policies, self.now.into(), &tier);
        let mut soonest: Option<(Moment, &ClockName)> = None;
        for reading in evaluator.read(ticket).iter().filter(|reading| reading.runs()) {
            let due = reading.due.map(|due| self.desk.settings.zone.to_local(due)).filter(|due| *due > self.now);
            if let (Some(due), Some(clock)) = (due, self.policies.clocks().get(reading.clock)) {
                put(&format!("due.{}", clock.name()), Some(&self.told(due)));
                soonest = soonest.filter(|(first, _)| *first <= due).or(Some((due, clock.name())));
            }
        }
        put("promise.clock", soonest.map(|(_, clock)| self.label("clock", clock.as_str())).as_deref());
        put("promise.due", soonest.map(|(due, _)| self.told(due)).as_deref());
        Ok(())
    }

    fn label(&self, kind: &str, code: &str) -> String {
        let own = || self.desk.settings.language.find(&format!("{kind}.{code}")).unwrap_or(code).to_owned();
        self.desk.label(kind, code).map_or_else(own, std::borrow::Cow::into_owned)
    }

    /// A time as customers are told it, in the desk's zone and language, to the minute; the end of a day is the day.
    fn told(&self, at: Moment) -> String {
        let at = self.desk.settings.zone.to_local(at.into());
        let is_end_of_day = at.time() + chrono::TimeDelta::seconds(1) == chrono::NaiveTime::MIN;
        let key = if is_end_of_day { "told-day" } else { "told-time" };
        at.format(self.desk.settings.language.word(key)).to_string()
    }
}
