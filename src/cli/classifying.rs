//! How people are told what the rules say.
use std::borrow::Cow;

use super::context::Context;
use crate::automation::rules::{Change, Effect};
use crate::desk::open::Desk;
use crate::domain::customer::Customer;
use crate::domain::field::Field;
use crate::domain::ticket::{Head, split_tags};
use crate::render::Labels;
use crate::store::customers;

/// The customer of a ticket, as far as this clone knows them: `check` tells of one who is not there.
pub fn customer_of(desk: &Desk, head: &Head) -> Option<Customer> {
    let id = head.customer.as_ref()?;
    customers::read(&desk.root, id.as_str()).ok().map(|known| known.customer)
}

/// What a rule did, in one line.
pub fn effects(context: &Context, desk: &Desk, changes: &[&Change]) -> String {
    let told: Vec<_> = changes.iter().map(|change| effect(context, desk, &change.effect)).collect();
    told.join(context.language.word("list-comma"))
}

fn effect(context: &Context, desk: &Desk, effect: &Effect) -> String {
    let label = |kind: &str, code: &str| label(desk, kind, code);
    let equals = |key: &'static str, code: &str| format!("{} = {}", heading(context, key), label(key, code));
    match effect {
        Effect::Set { field: Field::Tags, from, to } => {
            let before = from.as_deref().map(split_tags).unwrap_or_default();
            let added: Vec<_> = split_tags(to).into_iter().filter(|tag| !before.contains(tag)).collect();
            format!("{} + {}", heading(context, Field::Tags.code()), added.join(context.language.word("list-comma")))
        }
        Effect::Set { field, to, .. } => equals(field.code(), to),
        Effect::Team(team) => equals("team", team.as_str()),
        Effect::Collaborate(team) => context.say("effect-with", &[("team", &label("team", team.as_str()))]),
        Effect::Notify(whom) => {
            let name = desk.label("team", whom).or_else(|| desk.label("member", whom));
            context.say("effect-notify", &[("whom", &name.unwrap_or(Cow::Borrowed(whom)))])
        }
    }
}

fn label(desk: &Desk, kind: &str, code: &str) -> String {
    desk.label(kind, code).unwrap_or(Cow::Borrowed(code)).into_owned()
}

/// What people call a head key.
fn heading<'k>(context: &Context, key: &'k str) -> &'k str {
    context.language.find(&format!("column.{key}")).unwrap_or(key)
}
