//! How people are told what the rules say.
use std::borrow::Cow;
use std::sync::Arc;

use super::context::Context;
use crate::automation::audience::People;
use crate::automation::rules::{Change, Effect, Ruleset, Scene};
use crate::desk::open::Desk;
use crate::domain::customer::Customer;
use crate::domain::field::Field;
use crate::domain::ids::MemberId;
use crate::domain::kin::Kin;
use crate::domain::moment::Moment;
use crate::domain::ticket::{Head, split_tags};
use crate::fault::Result;
use crate::render::Labels;
use crate::store::{customers, relatives};
use crate::time::duration::Span;
use crate::time::{Calendar, Instant, working};

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
    act(Scene { at, people: People { roster: &desk.roster, on_duty }, until: &until })
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
