//! How people are told what the rules say.
use std::borrow::Cow;

use super::context::Context;
use crate::automation::rules::{Change, Effect};
use crate::desk::open::Desk;
use crate::domain::field::Field;
use crate::domain::ticket::split_tags;
use crate::render::Labels;
use crate::service::ruling::{Asked, Plan};

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
        Effect::Collaborate(with) => context.say("effect-with", &[("team", &label("team", with.team.as_str()))]),
        Effect::Notify(whom) => context.say("effect-notify", &[("whom", &name(desk, whom))]),
        Effect::Escalate(whom) => context.say("effect-escalate", &[("whom", &name(desk, whom))]),
    }
}

/// What people call a team, a member or a role.
fn name<'n>(desk: &'n Desk, whom: &'n str) -> Cow<'n, str> {
    desk.label("team", whom).or_else(|| desk.label("member", whom)).unwrap_or(Cow::Borrowed(whom))
}

fn label(desk: &Desk, kind: &str, code: &str) -> String {
    desk.label(kind, code).unwrap_or(Cow::Borrowed(code)).into_owned()
}

/// What people call a head key.
fn heading<'k>(context: &Context, key: &'k str) -> &'k str {
    context.language.find(&format!("column.{key}")).unwrap_or(key)
}

/// Tells which rules did something to a new ticket, and what.
pub fn tell_plan(context: &Context, asked: &Asked<'_>, plan: &Plan) {
    let (Some(rules), Some(judgement)) = (asked.rules, &plan.judgement) else { return };
    for place in 0..rules.rules.len() {
        let changes: Vec<_> = judgement.holding().filter(|change| change.rule == place).collect();
        if changes.is_empty() {
            continue;
        }
        let what = effects(context, asked.desk, &changes);
        let words = rules.words(place, &judgement.hits).join(context.language.word("list-comma"));
        let why = if words.is_empty() { String::new() } else { context.say("rule-why", &[("words", &words)]) };
        context.tell("new-rule", &[("rule", &rules.rules[place].name), ("why", &why), ("what", &what)]);
    }
}
