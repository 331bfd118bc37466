//! What the placeholders of standard replies stand for.
use super::context::Context;
use super::tiers::Tiers;
use crate::automation::template::Values;
use crate::desk::open::Desk;
use crate::desk::scripts::ScriptFault;
use crate::domain::customer::Customer;
use crate::domain::field::Field;
use crate::domain::ids::{CustomerId, MemberId, TeamId};
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::render::Labels;
use crate::store::{customers, disk, layout};
use crate::time::clocks::{Evaluator, Policies};

/// The values of `--set`, each `name=value`.
pub fn given(set: &[String]) -> Result<Values> {
    let pair = |text: &String| match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err(ScriptFault::SetName { name: text.clone() }.into()),
    };
    set.iter().map(pair).collect()
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
    /// For who acts now.
    pub fn new(context: &Context, desk: &'a Desk) -> Result<Self> {
        let (actor, now) = (context.actor(desk)?, context.now(desk));
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
        if let Some(customer) = self.customer(ticket)? {
            for key in Customer::KEYS {
                let label = customer.get(key).map(|value| self.label(key, value));
                put(&format!("customer.{key}"), label.as_deref());
            }
        }
        self.promises(ticket, &mut put)?;
        drop(put);
        Ok(values)
    }

    /// The channel on which the customer wants to be answered; the ticket's when they chose none.
    pub fn chosen_channel(&self, ticket: &Ticket) -> Result<Option<String>> {
        let chosen = self.customer(ticket)?.and_then(|customer| customer.channel);
        Ok(chosen.or_else(|| ticket.head.channel.as_ref().map(ToString::to_string)))
    }

    /// The customer as git has them. One whom nobody recorded has no values: a text that needs them says so.
    fn customer(&self, ticket: &Ticket) -> Result<Option<Customer>> {
        let is_known = |id: &&CustomerId| disk::exists(&self.desk.root.join(layout::customer(id.as_str())));
        let Some(id) = ticket.head.customer.as_ref().filter(is_known) else { return Ok(None) };
        Ok(Some(customers::read(&self.desk.root, id.as_str())?.customer.masked()))
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
        let tiers = Tiers::read(self.desk, &self.policies)?;
        let tier = |customer: &_| tiers.of(customer);
        let mut evaluator = Evaluator::new(&self.policies, self.now.into(), &tier);
        for reading in evaluator.read(ticket).iter().filter(|reading| reading.runs()) {
            let due = reading.due.map(|due| self.desk.settings.zone.to_local(due)).filter(|due| *due > self.now);
            if let (Some(due), Some(clock)) = (due, self.policies.clocks().get(reading.clock)) {
                put(&format!("due.{}", clock.name()), Some(&self.told(due)));
            }
        }
        Ok(())
    }

    fn label(&self, kind: &str, code: &str) -> String {
        let own = || self.desk.settings.language.find(&format!("{kind}.{code}")).unwrap_or(code).to_owned();
        self.desk.label(kind, code).map_or_else(own, std::borrow::Cow::into_owned)
    }

    /// A time as customers are told it, in the desk's zone and language, to the minute.
    fn told(&self, at: Moment) -> String {
        let at = self.desk.settings.zone.to_local(at.into());
        at.format(self.desk.settings.language.word("told-time")).to_string()
    }
}
