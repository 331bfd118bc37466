//! Which tickets a process is for: conditions on what a ticket is, not on how far it has come.
use std::borrow::Cow;

use super::choice::NamedPlan;
use super::{ProcessFault, Text};
use crate::desk::condition::{self, Ranks};
use crate::desk::vocabulary::Vocabulary;
use crate::domain::field::Field;
use crate::domain::ticket::Head;
use crate::fault::Problem;
use crate::query::{Fields, Kind, Query, QueryFault, Value};
use crate::store::yaml::Step;

/// The fields that a condition may name.
const FIELDS: [(Field, Kind); 8] = [
    (Field::Type, Kind::Text),
    (Field::Category, Kind::Text),
    (Field::Priority, Kind::Ordered),
    (Field::Source, Kind::Text),
    (Field::Channel, Kind::Text),
    (Field::Product, Kind::Text),
    (Field::Customer, Kind::Text),
    (Field::Tags, Kind::List),
];
/// What follows from the process and so cannot choose it.
const STAGE: &str = "stage";

/// A ticket that is asked which process it walks.
pub(super) struct Asked<'a> {
    pub head: &'a Head,
    pub vocabulary: &'a Vocabulary,
}

impl Fields for Asked<'_> {
    fn field(&self, name: &str) -> Value<'_> {
        let head = self.head;
        match name.parse() {
            Ok(Field::Type) => Value::Text(head.kind.as_str().into()),
            Ok(Field::Tags) => Value::List(head.tags.iter().map(|tag| tag.as_str().into()).collect()),
            Ok(Field::Priority) => {
                let rank = self.vocabulary.rank(head.priority.as_str()).unwrap_or_default();
                Value::Ordered { rank, code: head.priority.as_str().into() }
            }
            Ok(field) => head.get(field).map_or(Value::Absent, |text| Value::Text(Cow::Owned(text.to_string()))),
            Err(_) => Value::Absent,
        }
    }
}

/// The conditions of the processes, the first of which takes what no other is for; what is wrong with them is added to
/// `problems`.
pub(super) fn compile(
    text: &str,
    plans: &[NamedPlan],
    vocabulary: &Vocabulary,
    problems: &mut Vec<Problem>,
) -> Vec<Option<Query>> {
    let schema: Vec<_> = FIELDS.iter().map(|(field, kind)| condition::field(vocabulary, field.code(), *kind)).collect();
    let ranks = Ranks(vocabulary);
    let mut before = Query::default();
    let mut compile = |place: usize, name: &Text, when: &str| {
        let process = name.clone();
        if place == 0 {
            return Err(ProcessFault::Rest { process }.into());
        }
        let query = Query::parse(when, &schema, &ranks).map_err(|problem| circular(problem, name))?;
        if let Some(field) = query.contradiction(&schema, &ranks) {
            return Err(ProcessFault::Never { process, field: field.to_owned() }.into());
        }
        // What those before it take does not come to it.
        if before.clone().and(query.clone()).contradiction(&schema, &ranks).is_some() {
            return Err(ProcessFault::Unwalked { process }.into());
        }
        before = std::mem::take(&mut before).but_not(query.clone());
        Ok(query)
    };
    let mut conditions = Vec::new();
    for (place, (name, plan)) in plans.iter().enumerate() {
        conditions.push(name.as_ref().zip(plan.when.as_deref()).and_then(|(name, when)| {
            let steps = [Step::Key("processes"), Step::Key(name), Step::Key("when")];
            let refuse = |problem: Problem| problems.push(condition::placed(text, &steps, when, problem));
            compile(place, name, when).map_err(refuse).ok()
        }));
    }
    conditions
}

fn circular(problem: Problem, name: &Text) -> Problem {
    match problem.downcast_ref() {
        Some(QueryFault::Field { field, .. }) if field.eq_ignore_ascii_case(STAGE) => {
            let place = problem.place().cloned();
            let circular = Problem::from(ProcessFault::Circular { process: name.clone() });
            place.into_iter().fold(circular, Problem::at)
        }
        _ => problem,
    }
}
