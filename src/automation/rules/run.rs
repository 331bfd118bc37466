//! Asking the rules about one ticket.
use std::borrow::Cow;

use super::{Change, Condition, Effect, Effects, Judgement, Priorities, Rule, Ruleset, Verdict};
use crate::automation::keywords::Hit;
use crate::domain::customer::Customer;
use crate::domain::field::Field;
use crate::domain::ids::{Code, Key, TeamId, Text};
use crate::domain::kin::Kin;
use crate::domain::ticket::Head;
use crate::query::{Fields, Kind, Value};

/// The fields that a condition may name, and what they hold.
pub const FIELDS: [(&str, Kind); 20] = [
    ("text", Kind::Text),
    ("keyword", Kind::List),
    ("title", Kind::Text),
    ("description", Kind::Text),
    ("scope", Kind::Text),
    ("type", Kind::Text),
    ("category", Kind::Tree),
    ("priority", Kind::Ordered),
    ("source", Kind::Text),
    ("channel", Kind::Text),
    ("product", Kind::Text),
    ("customer", Kind::Text),
    ("organization", Kind::Text),
    ("industry", Kind::Text),
    ("region", Kind::Text),
    ("tier", Kind::Text),
    ("team", Kind::Text),
    ("tags", Kind::List),
    ("earlier", Kind::Number),
    ("affected", Kind::Number),
];

/// Those of them that other tickets tell.
pub const OF_OTHERS: [&str; 2] = ["earlier", "affected"];

/// What other tickets say of one.
#[derive(Debug, Clone, Copy)]
pub struct Others<'a> {
    /// What the desk's tickets say of each other.
    pub kin: &'a Kin,
    /// Its key; it has none while it is being opened.
    pub key: Option<Key>,
}

/// A ticket as the rules meet it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Its head before any rule.
    pub head: &'a Head,
    /// Its customer.
    pub customer: Option<&'a Customer>,
    /// The fields that a person gave: no rule sets them.
    pub given: &'a [Field],
    /// Whether a person gave it to a team or a member.
    pub is_given_to: bool,
    /// What other tickets say of it, where that is known.
    pub others: Option<Others<'a>>,
}

/// What keywords are looked for in: the title and, on the next lines, the description and the scope.
pub fn text_of(head: &Head) -> String {
    let parts = [Some(&head.title), head.description.as_ref(), head.scope.as_ref()];
    parts.into_iter().flatten().map(Text::as_str).collect::<Vec<_>>().join("\n")
}

/// The ticket while the rules are asked.
struct Run<'a> {
    subject: Subject<'a>,
    priorities: &'a Priorities,
    text: String,
    libraries: Vec<&'a str>,
    head: Head,
    decided: Vec<Field>,
    changes: Vec<Change>,
}

impl Ruleset {
    /// What the rules say of a ticket.
    pub fn judge(&self, subject: Subject<'_>) -> Judgement {
        let text = text_of(subject.head);
        let hits = self.keywords.hits(&text);
        let known = self.keywords.libraries().iter().enumerate();
        let is_hit = |place| hits.iter().any(|hit| hit.library == place);
        let libraries = known.filter(|(place, _)| is_hit(*place)).map(|(_, library)| library.name.as_str()).collect();
        let (head, decided, changes) = (subject.head.clone(), Vec::new(), Vec::new());
        let mut run = Run { subject, priorities: &self.priorities, text, libraries, head, decided, changes };
        let mut stopped = None;
        let mut verdicts = Vec::new();
        for (place, rule) in self.rules.iter().enumerate() {
            let verdict = stopped.map_or_else(|| run.ask(place, rule, &hits), Verdict::Stopped);
            if rule.stop && verdict.is_fired() {
                stopped = Some(place);
            }
            verdicts.push(verdict);
        }
        let Run { head, changes, .. } = run;
        Judgement { hits, verdicts, changes, head }
    }
}

impl Run<'_> {
    fn ask(&mut self, place: usize, rule: &Rule, hits: &[Hit]) -> Verdict {
        if !rule.libraries.is_empty() && !hits.iter().any(|hit| rule.libraries.contains(&hit.library)) {
            return Verdict::NoKeyword;
        }
        let unmet = |condition: &&Condition| !condition.query.matches(self);
        let unmet: Vec<_> = rule.conditions.iter().filter(unmet).map(|condition| condition.text.clone()).collect();
        if unmet.is_empty() { Verdict::Fired { kept: self.fire(place, rule) } } else { Verdict::Unmet(unmet) }
    }

    /// Does what a rule does; the fields that it would have set are returned.
    fn fire(&mut self, place: usize, rule: &Rule) -> Vec<Field> {
        let effects = &rule.effects;
        let mut kept = Vec::new();
        let mut is_typed = false;
        let is_about_something_else = self.is_about_something_else(effects);
        for (field, to) in &effects.set {
            if self.is_free(*field) && !(is_about_something_else && *field == Field::Type) {
                is_typed |= *field == Field::Type;
                self.decided.push(*field);
                self.set(place, *field, to);
            } else if self.head.get(*field).as_ref() != Some(to) {
                kept.push(*field);
            }
        }
        if is_typed && self.is_free(Field::Priority) {
            let brought = self.priorities.of(self.head.kind.as_str()).as_str().into();
            self.set(place, Field::Priority, &brought);
        }
        if let Some(priority) = &effects.raise {
            kept.extend(self.raise(place, priority));
        }
        self.tag(place, &effects.tags);
        if let Some(team) = &effects.team {
            self.give(place, team);
        }
        let own = self.head.team.clone();
        let others = effects.collaborators.iter().filter(|with| own.as_ref() != Some(&with.team));
        self.tell(place, others.cloned().map(Effect::Collaborate));
        self.tell(place, effects.notify.iter().cloned().map(Effect::Notify));
        self.changes
            .extend(effects.escalate.iter().map(|whom| Change { rule: place, effect: Effect::Escalate(whom.clone()) }));
        kept
    }

    /// Whether the ticket has a category that the rule cannot change: what type it would be of does not follow then.
    fn is_about_something_else(&self, effects: &Effects) -> bool {
        let mut categories = effects.set.iter().filter(|(field, _)| *field == Field::Category);
        let is_lost = |to: &Text| !self.is_free(Field::Category) && self.head.get(Field::Category).as_ref() != Some(to);
        categories.any(|(_, to)| is_lost(to))
    }

    fn is_free(&self, field: Field) -> bool {
        !self.subject.given.contains(&field) && !self.decided.contains(&field)
    }

    fn set(&mut self, rule: usize, field: Field, to: &Text) {
        let from = self.head.get(field);
        // Rules set codes and tags only, which every text is.
        if from.as_ref() != Some(to) && self.head.set(field, Some(to)).is_ok() {
            self.changes.push(Change { rule, effect: Effect::Set { field, from, to: to.clone() } });
        }
    }

    /// Raises the priority; the field, when a person gave a lower one.
    fn raise(&mut self, rule: usize, priority: &Code) -> Option<Field> {
        if self.priorities.rank(priority.as_str()) <= self.priorities.rank(self.head.priority.as_str()) {
            return None;
        }
        if self.subject.given.contains(&Field::Priority) {
            return Some(Field::Priority);
        }
        self.decided.push(Field::Priority);
        self.set(rule, Field::Priority, &priority.as_str().into());
        None
    }

    fn tag(&mut self, rule: usize, tags: &[Text]) {
        let mut all = self.head.tags.clone();
        all.extend(tags.iter().filter(|tag| !self.head.tags.contains(tag)).cloned());
        if all.len() > self.head.tags.len() {
            self.set(rule, Field::Tags, &all.join(", ").into());
        }
    }

    fn give(&mut self, rule: usize, team: &TeamId) {
        let is_given = |change: &Change| matches!(change.effect, Effect::Team(_));
        if !self.subject.is_given_to && !self.changes.iter().any(is_given) {
            self.head.team = Some(team.clone());
            self.changes.push(Change { rule, effect: Effect::Team(team.clone()) });
        }
    }

    fn tell(&mut self, rule: usize, effects: impl Iterator<Item = Effect>) {
        for effect in effects {
            if !self.changes.iter().any(|change| change.effect == effect) {
                self.changes.push(Change { rule, effect });
            }
        }
    }
}

fn number(count: usize) -> Value<'static> {
    Value::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn text(text: Option<&str>) -> Value<'_> {
    text.map_or(Value::Absent, |text| Value::Text(Cow::Borrowed(text)))
}

fn list<'t>(items: impl Iterator<Item = &'t str>) -> Value<'t> {
    Value::List(items.map(Cow::Borrowed).collect())
}

impl Fields for Run<'_> {
    fn field(&self, name: &str) -> Value<'_> {
        let priority = self.head.priority.as_str();
        match name {
            "text" => text(Some(&self.text)),
            "keyword" => list(self.libraries.iter().copied()),
            "tags" => list(self.head.tags.iter().map(Text::as_str)),
            "earlier" => {
                let earlier = self.subject.others.and_then(|others| others.kin.earlier(&self.head));
                earlier.map_or(Value::Absent, number)
            }
            "affected" => {
                let affected = self.subject.others.map(|others| others.kin.affected(others.key, &self.head));
                affected.map_or(Value::Absent, number)
            }
            "team" => text(self.head.team.as_ref().map(TeamId::as_str)),
            "organization" | "industry" | "region" | "tier" => text(self.subject.customer.and_then(|it| it.get(name))),
            "priority" => Value::Ordered {
                rank: self.priorities.rank(priority).unwrap_or_default(),
                code: Cow::Borrowed(priority),
            },
            other => {
                let value = other.parse().ok().and_then(|field| self.head.get(field));
                value.map_or(Value::Absent, |text| Value::Text(Cow::Owned(text.into())))
            }
        }
    }
}
