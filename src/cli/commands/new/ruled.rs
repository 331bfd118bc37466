//! What the rules make of new tickets.
use crate::automation::rules::{Effect, Judgement, Others, Ruleset, Subject};
use crate::cli::classifying::{customer_of, effects, on_scene};
use crate::cli::context::Context;
use crate::desk::open::Desk;
use crate::domain::act::Entry;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ids::{MemberId, Number};
use crate::domain::kin::Kin;
use crate::domain::moment::Moment;
use crate::domain::rule::Rules;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::time::moment::Reader;

/// Who is asked about new tickets.
pub(super) struct Asked<'a> {
    pub(super) desk: &'a Desk,
    /// None when the desk has none, or they are not to be asked.
    pub(super) rules: Option<&'a Ruleset>,
    /// What other tickets say, when the rules ask.
    pub(super) kin: Option<&'a Kin>,
    /// Reads the times that people type.
    pub(super) reader: &'a Reader,
    pub(super) at: Moment,
}

/// A ticket that is about to be opened.
pub(super) struct Plan {
    pub(super) draft: Draft,
    judgement: Option<Judgement>,
}

impl Asked<'_> {
    /// A `whole` draft with what the rules say of it. What was given in `draft`, and (with `is_given_to`) to whom, is for no
    /// rule to change; what the desk requires may come from a rule.
    pub(super) fn plan(&self, draft: &Draft, whole: Draft, is_given_to: bool) -> Result<Plan> {
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
    pub(super) fn plan_freely(&self, draft: &Draft, whole: Draft, is_given_to: bool) -> Result<Plan> {
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
    pub(super) fn happen(
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

    /// Tells which rules did something, and what.
    pub(super) fn tell(&self, context: &Context, plan: &Plan) {
        let (Some(rules), Some(judgement)) = (self.rules, &plan.judgement) else { return };
        for place in 0..rules.rules.len() {
            let changes: Vec<_> = judgement.holding().filter(|change| change.rule == place).collect();
            if changes.is_empty() {
                continue;
            }
            let what = effects(context, self.desk, &changes);
            let words = rules.words(place, &judgement.hits).join(context.language.word("list-comma"));
            let why = if words.is_empty() { String::new() } else { context.say("rule-why", &[("words", &words)]) };
            context.tell("new-rule", &[("rule", &rules.rules[place].name), ("why", &why), ("what", &what)]);
        }
    }
}
