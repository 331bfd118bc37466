//! What the rules say of a ticket that exists, and how well they and their keywords do.
use super::keywords::Hit;
use super::rules::{Change, Effect, Judgement, Others, Ruleset, Subject, text_of};
use super::words;
use crate::domain::act::{Act, Entry};
use crate::domain::customer::Customer;
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ids::{RULES, TeamId, Text};
use crate::domain::ticket::{Head, Ticket, split_tags};

/// What is to be different about a ticket, by what the rules say of it now.
#[derive(Debug, Clone)]
pub struct Review {
    /// What the rules say: of the ticket as it was opened, its text as it is now, and what people changed since.
    pub judgement: Judgement,
    /// The changes to the ticket as it stands.
    pub changes: Vec<Change>,
}

/// Whether a person did it.
fn is_by_hand(entry: &Entry) -> bool {
    !entry.by.is_automatic()
}

/// What the rules classify and people name when they open a ticket.
const NAMED: [Field; 6] =
    [Field::Type, Field::Category, Field::Priority, Field::Source, Field::Channel, Field::Product];

/// The fields that somebody named when the ticket was opened: what nobody names has the desk's usual value, or none.
fn named(rules: &Ruleset, opening: &Head) -> Vec<Field> {
    let is_usual = |field: &Field, value: &str| match field {
        Field::Type => value == rules.usual_type.as_str(),
        Field::Priority => value == rules.priorities.of(opening.kind.as_str()).as_str(),
        _ => false,
    };
    NAMED.into_iter().filter(|field| opening.get(*field).is_some_and(|value| !is_usual(field, &value))).collect()
}

/// The fields that people changed.
fn changed_by_hand(ticket: &Ticket) -> Vec<Field> {
    let mut fields = Vec::new();
    for entry in ticket.history.iter().filter(|entry| is_by_hand(entry)) {
        if let Act::Classified { field, .. } | Act::Edited { field, .. } = entry.act
            && !fields.contains(&field)
        {
            fields.push(field);
        }
    }
    fields
}

/// The fields that promises changed; the rules go on from there.
fn changed_by_clocks(ticket: &Ticket) -> Vec<Field> {
    let by_clocks = ticket.history.iter().filter(|entry| entry.by.is_desk() && entry.by.as_str() != RULES);
    by_clocks.filter_map(|entry| if let Act::Edited { field, .. } = entry.act { Some(field) } else { None }).collect()
}

/// Whether anybody but the rules gave it to somebody, or took it; to move up is to be given as well.
fn is_given_by_hand(ticket: &Ticket) -> bool {
    let gives = |entry: &Entry| {
        let act = &entry.act;
        matches!(act, Act::Assigned { .. } | Act::Transferred { .. } | Act::Escalated { .. } | Act::Accepted { .. })
    };
    let is_ruled = |entry: &Entry| entry.by.as_str() == RULES && !matches!(entry.act, Act::Escalated { .. });
    ticket.history.iter().any(|entry| gives(entry) && !is_ruled(entry))
}

/// What the rules say of a ticket now, with what `others` say of it.
pub fn review(rules: &Ruleset, ticket: &Ticket, customer: Option<&Customer>, others: Option<Others<'_>>) -> Review {
    let by_hand = changed_by_hand(ticket);
    let mut head = fold::opening(ticket);
    let given = [by_hand.clone(), named(rules, &head)].concat();
    for field in by_hand.iter().chain(&changed_by_clocks(ticket)).filter(|field| !field.is_long_text()) {
        // The text comes from a head that was read.
        let _ = head.set(*field, ticket.head.get(*field).as_deref());
    }
    let is_given_to = is_given_by_hand(ticket);
    let judgement = rules.judge(Subject { head: &head, customer, given: &given, is_given_to, others });
    let changes = differences(rules, &judgement, ticket);
    Review { judgement, changes }
}

/// The changes of a judgement that the ticket does not have yet. Of several changes of a field the last one holds.
fn differences(rules: &Ruleset, judgement: &Judgement, ticket: &Ticket) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for change in &judgement.changes {
        let effect = match &change.effect {
            Effect::Set { field, to, .. } => {
                let is_same =
                    |earlier: &Change| matches!(&earlier.effect, Effect::Set { field: other, .. } if other == field);
                changes.retain(|earlier| !is_same(earlier));
                difference(&ticket.head, *field, to)
            }
            // Whoever has it keeps it.
            Effect::Team(team) => {
                let is_free = ticket.head.assignee.is_none() && ticket.head.team.as_ref() != Some(team);
                is_free.then(|| change.effect.clone())
            }
            Effect::Collaborate(with) => {
                let is_wanted = ticket.head.status.is_unresolved() && !was_involved(ticket, &with.team);
                is_wanted.then(|| change.effect.clone())
            }
            Effect::Notify(whom) => (!was_told(ticket, whom)).then(|| change.effect.clone()),
            Effect::Escalate(_) => (!rules.was_done(change, ticket)).then(|| change.effect.clone()),
        };
        changes.extend(effect.map(|effect| Change { rule: change.rule, effect }));
    }
    changes
}

fn difference(head: &Head, field: Field, to: &Text) -> Option<Effect> {
    let from = head.get(field);
    let to = if field == Field::Tags { with_tags(head, to)? } else { to.clone() };
    (from.as_ref() != Some(&to)).then_some(Effect::Set { field, from, to })
}

/// The ticket's tags and those of `more` that it lacks; nothing when it has them all.
fn with_tags(head: &Head, more: &str) -> Option<Text> {
    let mut tags = head.tags.clone();
    tags.extend(split_tags(more).into_iter().filter(|tag| !head.tags.contains(tag)));
    (tags.len() > head.tags.len()).then(|| tags.join(", ").into())
}

fn was_told(ticket: &Ticket, whom: &str) -> bool {
    ticket.history.iter().any(|entry| matches!(&entry.act, Act::Notified { to: Some(to), .. } if to == whom))
}

/// Whether a team works on it, or did; formerly it was only told.
fn was_involved(ticket: &Ticket, team: &TeamId) -> bool {
    let is_own = ticket.head.team.as_ref() == Some(team);
    let involves = |act: &Act| matches!(act, Act::Involved { team: known, .. } if known == team);
    is_own || was_told(ticket, team.as_str()) || ticket.history.iter().any(|entry| involves(&entry.act))
}

/// How the rules, as they are now, do on one ticket: what a report counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assessment {
    /// The words that its text mentions, as library and word, once each.
    pub words: Vec<(usize, usize)>,
    /// The rules that fire on it.
    pub fired: Vec<usize>,
    /// Of those, the rules that were right: the ticket is what they stand for.
    pub held: Vec<usize>,
    /// Of those that fired, the rules whose class a person took away.
    pub corrected: Vec<usize>,
    /// The rules that do not fire although the ticket is what they stand for, which no rule that fired says.
    pub missed: Vec<usize>,
    /// Whether it has no category.
    pub is_unclassified: bool,
    /// What may become keywords, for a ticket that a rule missed: each once.
    pub candidates: Vec<Text>,
}

/// How the rules do on a ticket, asked as if it were opened now with its text of today.
pub fn assess(rules: &Ruleset, ticket: &Ticket, customer: Option<&Customer>) -> Assessment {
    let opening = fold::opening(ticket);
    let judgement = rules.judge(Subject { head: &opening, customer, given: &[], is_given_to: false, others: None });
    let fired: Vec<_> = places(rules).filter(|&rule| judgement.verdicts[rule].is_fired()).collect();
    let (held, others): (Vec<_>, Vec<_>) = fired.iter().partition(|&&rule| is_of(rules, rule, &ticket.head));
    let by_hand = changed_by_hand(ticket);
    let is_taken = |change: &Change, rule: usize| match &change.effect {
        Effect::Set { field: field @ (Field::Type | Field::Category), to, .. } => {
            change.rule == rule && by_hand.contains(field) && ticket.head.get(*field).as_ref() != Some(to)
        }
        _ => false,
    };
    let is_corrected = |rule: &usize| judgement.changes.iter().any(|change| is_taken(change, *rule));
    let has_type = |&rule: &usize| claims(rules, rule).any(|(field, _)| field == Field::Type);
    // Whoever corrected the category alone said nothing of a type that no rule had set.
    let is_named = by_hand.contains(&Field::Category) && !by_hand.contains(&Field::Type);
    let is_open = is_named && !fired.iter().any(has_type);
    let is_it = |rule: usize| is_of(rules, rule, &ticket.head) || is_open && is_of_category(rules, rule, &ticket.head);
    // What other tickets said then is not asked again.
    let is_plain = |rule: usize| !rules.rules[rule].asks_others();
    let is_missed = |&rule: &usize| is_plain(rule) && is_it(rule) && !is_found(rules, rule, &fired, &ticket.head);
    let missed: Vec<_> = places(rules).filter(is_missed).collect();
    let candidates = if missed.is_empty() { Vec::new() } else { words::of(&text_of(&ticket.head)) };
    Assessment {
        words: distinct(&judgement.hits),
        held,
        corrected: others.into_iter().filter(is_corrected).collect(),
        fired,
        missed,
        is_unclassified: ticket.head.category.is_none(),
        candidates,
    }
}

fn places(rules: &Ruleset) -> std::ops::Range<usize> {
    0..rules.rules.len()
}

/// What a rule stands for: the type and the category that it sets.
fn claims(rules: &Ruleset, rule: usize) -> impl Iterator<Item = (Field, &Text)> {
    let set = rules.rules[rule].effects.set.iter().map(|(field, to)| (*field, to));
    set.filter(|(field, _)| matches!(field, Field::Type | Field::Category))
}

/// Whether a ticket is what a rule stands for, in all that it sets of type and category.
fn is_of(rules: &Ruleset, rule: usize, head: &Head) -> bool {
    let mut claims = claims(rules, rule).peekable();
    claims.peek().is_some() && claims.all(|(field, to)| head.get(field).as_ref() == Some(to))
}

/// Whether a ticket is of the category that a rule sets.
fn is_of_category(rules: &Ruleset, rule: usize, head: &Head) -> bool {
    claims(rules, rule).any(|(field, to)| field == Field::Category && head.get(field).as_ref() == Some(to))
}

/// Whether a ticket need not be found by a rule: it was, or others say the same of it, or it is for narrower rules.
fn is_found(rules: &Ruleset, rule: usize, fired: &[usize], head: &Head) -> bool {
    let is_said = |claim| fired.iter().any(|&other| claims(rules, other).any(|said| said == claim));
    let is_for_others = head.category.is_some() && is_general(rules, rule);
    fired.contains(&rule) || claims(rules, rule).all(is_said) || is_for_others
}

/// Whether a rule leaves the category open, and others of its type do not: tickets with a category are theirs.
fn is_general(rules: &Ruleset, rule: usize) -> bool {
    let has_category = |rule: usize| claims(rules, rule).any(|(field, _)| field == Field::Category);
    let is_narrower = |other: usize| claims(rules, rule).all(|claim| claims(rules, other).any(|said| said == claim));
    !has_category(rule) && places(rules).any(|other| has_category(other) && is_narrower(other))
}

/// The class that a rule stands for: its category, else its type.
pub fn class_of(rules: &Ruleset, rule: usize) -> Option<(Field, &Text)> {
    let of = |wanted: Field| claims(rules, rule).find(|(field, _)| *field == wanted);
    of(Field::Category).or_else(|| of(Field::Type))
}

fn distinct(hits: &[Hit]) -> Vec<(usize, usize)> {
    let mut words: Vec<_> = hits.iter().map(|hit| (hit.library, hit.word)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests;
