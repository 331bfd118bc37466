//! What the rules make of new tickets.
use crate::automation::rules::{Judgement, Ruleset, Subject};
use crate::cli::classifying::{customer_of, effects};
use crate::cli::context::Context;
use crate::desk::open::Desk;
use crate::domain::act::Act;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::ids::{MemberId, Number};
use crate::domain::moment::Moment;
use crate::fault::Result;
use crate::time::moment::Reader;

/// Who is asked about new tickets.
pub(super) struct Asked<'a> {
    pub(super) desk: &'a Desk,
    /// None when the desk has none, or they are not to be asked.
    pub(super) rules: Option<&'a Ruleset>,
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
    /// A draft with what the rules say of it. What it gives, and (with `is_given_to`) to whom, is for no rule to change;
    /// what the desk requires may come from a rule.
    pub(super) fn plan(&self, draft: &Draft, is_given_to: bool) -> Result<Plan> {
        let plan = self.plan_freely(draft, is_given_to)?;
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
    pub(super) fn plan_freely(&self, draft: &Draft, is_given_to: bool) -> Result<Plan> {
        let whole = self.desk.complete(draft, self.reader)?;
        let judgement = self.rules.map(|rules| self.judge(rules, draft, &whole, is_given_to)).transpose()?;
        Ok(Plan { draft: whole, judgement })
    }

    fn judge(&self, rules: &Ruleset, draft: &Draft, whole: &Draft, is_given_to: bool) -> Result<Judgement> {
        let head = whole.open(Number::default(), self.at, MemberId::default())?.head;
        let given: Vec<_> = draft.fields.iter().map(|(field, _)| *field).collect();
        let customer = customer_of(self.desk, &head);
        Ok(rules.judge(Subject { head: &head, customer: customer.as_ref(), given: &given, is_given_to }))
    }

    /// The acts of the rules, in order.
    pub(super) fn acts(&self, plan: &Plan) -> Vec<(MemberId, Act)> {
        let (Some(rules), Some(judgement)) = (self.rules, &plan.judgement) else { return Vec::new() };
        let act = |change| (MemberId::from("rules"), rules.act(change, &judgement.hits));
        judgement.changes.iter().map(act).collect()
    }

    /// Tells which rules did something, and what.
    pub(super) fn tell(&self, context: &Context, plan: &Plan) {
        let (Some(rules), Some(judgement)) = (self.rules, &plan.judgement) else { return };
        for place in 0..rules.rules.len() {
            let changes: Vec<_> = judgement.changes.iter().filter(|change| change.rule == place).collect();
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
