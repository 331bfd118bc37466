//! What the rules make of tickets.
use std::sync::Arc;

use crate::automation::audience::People;
use crate::automation::rules::{Effect, Judgement, Others, Ruleset, Scene, Subject};
use crate::desk::open::Desk;
use crate::domain::act::Entry;
use crate::domain::customer::Customer;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ids::{MemberId, Number};
use crate::domain::kin::Kin;
use crate::domain::moment::Moment;
use crate::domain::rule::Rules;
use crate::domain::ticket::{Head, Ticket};
use crate::fault::Result;
use crate::faults;
use crate::store::{customers, relatives};
use crate::time::duration::Span;
use crate::time::moment::Reader;
use crate::time::{Calendar, Instant, working};

faults! {
    /// Why the rules are not asked.
    pub enum RulingFault {
        "usage-classify-nothing" => NoRules {},
    }
}

/// The rules of a desk.
///
/// # Errors
/// `usage-classify-nothing` when it has none.
pub fn rules(desk: &Desk) -> Result<Ruleset> {
    Ok(desk.ruleset()?.ok_or(RulingFault::NoRules {})?)
}

/// The customer of a ticket, as far as this clone knows them: `check` tells of one who is not there.
pub fn customer_of(desk: &Desk, head: &Head) -> Option<Customer> {
    let id = head.customer.as_ref()?;
    customers::read(&desk.root, id.as_str()).ok().map(|known| known.customer)
}

/// What the tickets of a desk say of each other, when its rules ask for it; of the closed ones what is asked `about` their
/// customers.
pub fn kin_of(desk: &Desk, rules: Option<&Ruleset>, at: Moment, about: impl Fn(&str) -> bool) -> Result<Option<Kin>> {
    let is_asked = rules.is_some_and(Ruleset::asks_others);
    let kin = is_asked.then(|| relatives::kin(&desk.root, Some(relatives::horizon(at)), about)).transpose()?;
    Ok(kin.map(|(kin, _)| kin))
}

/// What `act` makes of the desk as its rules find it at an instant. What takes working time takes that of the desk's
/// promises; without any, every hour is worked.
pub fn on_scene<T>(
    desk: &Desk,
    at: Moment,
    on_duty: &dyn Fn(&MemberId) -> bool,
    act: impl FnOnce(Scene<'_>) -> T,
) -> T {
    let until = |span: Span| {
        let calendar = desk.policies().ok().and_then(|policies| policies.calendar_at(at.into()));
        let calendar = calendar.unwrap_or_else(|| Arc::new(Calendar::always()));
        let due = working::add(&calendar, Instant::from(at), span.seconds(&calendar).ok()?).ok()?;
        Some(desk.settings.zone.to_local(due))
    };
    act(Scene { at, people: People { roster: &desk.roster, on_duty, is_rota_known: true }, until: &until })
}

/// Who is asked about new tickets.
pub struct Asked<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// Its rules; none when the desk has none, or they are not to be asked.
    pub rules: Option<&'a Ruleset>,
    /// What other tickets say, when the rules ask.
    pub kin: Option<&'a Kin>,
    /// Reads the times that people type.
    pub reader: &'a Reader,
    /// When the tickets are opened.
    pub at: Moment,
}

/// A ticket that is about to be opened.
pub struct Plan {
    /// What is given, with what the desk adds.
    pub draft: Draft,
    /// What the rules say of it.
    pub judgement: Option<Judgement>,
}

impl Asked<'_> {
    /// A `whole` draft with what the rules say of it. What was given in `draft`, and (with `is_given_to`) to whom, is for no
    /// rule to change; what the desk requires may come from a rule.
    pub fn plan(&self, draft: &Draft, whole: Draft, is_given_to: bool) -> Result<Plan> {
        let plan = self.plan_freely(draft, whole, is_given_to)?;
        let mut ruled = plan.draft.clone();
        for field in plan.judgement.iter().flat_map(|_| Field::ALL) {
            if let Some(text) = plan.judgement.as_ref().and_then(|judgement| judgement.head.get(field)) {
                ruled.set(field, text);
            }
        }
        self.desk.require(&ruled)?;
        Ok(plan)
    }

    /// As [`Self::plan`], whatever the desk requires.
    pub fn plan_freely(&self, draft: &Draft, whole: Draft, is_given_to: bool) -> Result<Plan> {
        let judgement = self.rules.map(|rules| self.judge(rules, draft, &whole, is_given_to)).transpose()?;
        Ok(Plan { draft: whole, judgement })
    }

    fn judge(&self, rules: &Ruleset, draft: &Draft, whole: &Draft, is_given_to: bool) -> Result<Judgement> {
        let head = whole.open(Number::default(), self.at, MemberId::default())?.head;
        let given: Vec<_> = draft.fields.iter().map(|(field, _)| *field).collect();
        let customer = customer_of(self.desk, &head);
        let others = self.kin.map(|kin| Others { kin, key: None });
        Ok(rules.judge(Subject { head: &head, customer: customer.as_ref(), given: &given, is_given_to, others }))
    }

    /// Lets happen to a ticket that is being opened what the rules say, then what is `given`, unless it is not for those
    /// who do it. Who is given a ticket that moves up still does not keep it.
    pub fn happen(
        &self,
        (plan, ticket): (&Plan, &mut Ticket),
        given: impl IntoIterator<Item = Entry>,
        permit: Rules<'_>,
        on_duty: &dyn Fn(&MemberId) -> bool,
    ) -> Result<()> {
        let happen = |ticket: &mut Ticket, entry: Entry| -> Result<()> {
            permit.require(ticket, &entry.by, &entry.act)?;
            fold::happen(ticket, entry);
            Ok(())
        };
        let judged = self.rules.zip(plan.judgement.as_ref());
        let rule = |ticket: &mut Ticket, is_wanted: fn(&Effect) -> bool| -> Result<()> {
            let Some((rules, judgement)) = judged else { return Ok(()) };
            for change in judgement.changes.iter().filter(|change| is_wanted(&change.effect)) {
                let entry = on_scene(self.desk, self.at, on_duty, |scene| {
                    rules.entry(change, &judgement.hits, &ticket.head, scene)
                });
                entry.map_or(Ok(()), |entry| happen(ticket, entry))?;
            }
            Ok(())
        };
        rule(ticket, |effect| !matches!(effect, Effect::Escalate(_)))?;
        given.into_iter().try_for_each(|entry| happen(ticket, entry))?;
        rule(ticket, |effect| matches!(effect, Effect::Escalate(_)))
    }
}
