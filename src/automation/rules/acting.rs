//! What rules do, as entries of a history.
//!
//! What a rule does that asks about other tickets is done once: whoever looks later, also in another clone, knows by the
//! [`Trigger`] that it was. So is every escalation.
use super::{Change, Effect, Others, Rule, Ruleset};
use crate::automation::audience::People;
use crate::automation::classification;
use crate::automation::deeds::{Deed, told};
use crate::automation::keywords::Hit;
use crate::automation::moving;
use crate::domain::act::{Act, ActKind, Entry};
use crate::domain::customer::Customer;
use crate::domain::ids::{RULES, Text};
use crate::domain::moment::Moment;
use crate::domain::ticket::{Head, Ticket};
use crate::domain::trigger::Trigger;
use crate::time::duration::Span;

/// What those are told whom a rule names.
const RULE: &str = "rule";
/// How many words a note names.
const NOTED: usize = 3;

/// Where rules act.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// When.
    pub at: Moment,
    /// The desk's people.
    pub people: People<'a>,
    /// When so much working time from then has passed.
    pub until: &'a dyn Fn(Span) -> Option<Moment>,
}

impl Ruleset {
    /// Why a rule fired, as acts say it: `rule refund: keyword "退款"`.
    pub fn note(&self, rule: usize, hits: &[Hit]) -> Text {
        let words =
            self.words(rule, hits).into_iter().take(NOTED).map(|word| format!("\"{word}\"")).collect::<Vec<_>>();
        let rule = &self.rules[rule];
        let keywords = (!words.is_empty()).then(|| format!("keyword {}", words.join(", ")));
        let asked = rule.conditions.iter().filter(|condition| condition.asks_others());
        let why: Vec<_> = keywords.into_iter().chain(asked.map(|condition| condition.text.clone())).collect();
        let name = &rule.name;
        if why.is_empty() { format!("rule {name}").into() } else { format!("rule {name}: {}", why.join(", ")).into() }
    }

    /// The entry that records a change of a ticket as it stands; none when it concerns nobody, or the team that has the
    /// ticket anyway.
    pub fn entry(&self, change: &Change, hits: &[Hit], head: &Head, scene: Scene<'_>) -> Option<Entry> {
        let note = self.note(change.rule, hits);
        let act = match &change.effect {
            Effect::Set { field, from, to } => {
                Act::Classified { field: *field, from: from.clone(), to: Some(to.clone()), note: Some(note) }
            }
            Effect::Team(team) => Act::Assigned { team: Some(team.clone()), to: None, reason: None, note: Some(note) },
            Effect::Collaborate(with) if head.team.as_ref() == Some(&with.team) => return None,
            Effect::Collaborate(with) => {
                let until = with.within.and_then(scene.until);
                Act::Involved { team: with.team.clone(), to: None, until, text: with.duty.clone().unwrap_or(note) }
            }
            Effect::Notify(whom) => told(RULE, whom.clone()),
            Effect::Escalate(whom) => escalation(whom, head, scene.people, note)?,
        };
        Some(Entry { trigger: self.trigger(change, head), ..Entry::new(scene.at, RULES.into(), act) })
    }

    /// Whether what is done once was done.
    pub fn was_done(&self, change: &Change, ticket: &Ticket) -> bool {
        let trigger = self.trigger(change, &ticket.head);
        trigger.is_some() && ticket.history.iter().any(|entry| entry.trigger == trigger)
    }

    fn trigger(&self, change: &Change, head: &Head) -> Option<Text> {
        let rule = &self.rules[change.rule];
        let is_once = rule.asks_others() || matches!(change.effect, Effect::Escalate(_));
        let verb = change.effect.verb();
        let rung = Some((rule.name.as_str(), verb.as_str()));
        let trigger = Trigger { rung, ..Trigger::new(RULE, head.created) };
        is_once.then(|| trigger.text())
    }

    /// What the rules that ask about other tickets set off on one whose work goes on: the first thing that was not done
    /// yet.
    pub fn next(
        &self,
        ticket: &Ticket,
        customer: Option<&Customer>,
        others: Others<'_>,
        scene: Scene<'_>,
    ) -> Vec<Deed> {
        if !ticket.head.status.is_unresolved() || !self.asks_others() {
            return Vec::new();
        }
        let review = classification::review(self, ticket, customer, Some(others));
        let asked = review.changes.iter().filter(|change| self.rules[change.rule].asks_others());
        let mut asked = asked.filter(|change| !self.was_done(change, ticket));
        let deed = |change: &Change| {
            let entry = self.entry(change, &review.judgement.hits, &ticket.head, scene)?;
            let rule: &Rule = &self.rules[change.rule];
            Some(Deed { entry, promise: RULE.into(), rung: Some(rule.name.clone()), due: None })
        };
        asked.find_map(deed).into_iter().collect()
    }
}

impl Effect {
    /// What tells it apart from what else its rule does.
    fn verb(&self) -> Text {
        match self {
            Self::Set { field, .. } => Text::const_new(field.code()),
            Self::Team(_) => "team".into(),
            Self::Collaborate(with) => format!("with {}", with.team).into(),
            Self::Notify(whom) => format!("tell {whom}").into(),
            Self::Escalate(_) => "escalate".into(),
        }
    }
}

/// Moves a ticket up; whoever has it, or would get one that waits or is not worked on any more, is told.
fn escalation(whom: &Text, head: &Head, people: People<'_>, reason: Text) -> Option<Act> {
    let place = moving::place(whom, head, people)?;
    if moving::stays(head, ActKind::Escalated, &place) {
        return Some(told(RULE, place.name()));
    }
    Some(Act::Escalated { team: place.team, to: place.to, level: Some(place.word), reason: Some(reason) })
}
