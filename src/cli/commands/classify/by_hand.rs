//! Classifying by hand: correcting what the rules said, and confirming it.
use super::ClassifyFault;
use crate::automation::confirmation::{Confirmation, Level, has_role, who_has};
use crate::cli::commands::edit::EditFault;
use crate::cli::context::Context;
use crate::cli::deed::{Deed, Scene, Target, perform};
use crate::cli::exit::Exit;
use crate::desk::draft::list_of;
use crate::domain::act::Act;
use crate::domain::field::Field;
use crate::domain::ids::{MemberId, Text};
use crate::fault::Result;
use crate::time::moment::Reader;

/// Sets fields to what a person says, for a reason.
pub(super) fn correct(context: &mut Context, target: &Target, set: &[String], reason: &Text) -> Result<Exit> {
    let changes = set.iter().map(|given| parse(given)).collect::<Result<Vec<_>>>()?;
    perform(context, target, |scene| {
        let reader = Reader::new(scene.at, scene.desk.settings.zone.clone());
        let mut acts = Vec::new();
        for (field, text) in &changes {
            let from = scene.ticket.head.get(*field);
            let to = Some(Text::from(scene.desk.canonical(*field, text, &reader)?));
            if from != to {
                acts.push(Act::Classified { field: *field, from, to, note: Some(reason.clone()) });
            }
        }
        if acts.is_empty() {
            return Err(EditFault::Same { id: scene.ticket.head.id.to_string() }.into());
        }
        Ok(Deed::from(acts))
    })
}

/// A field of a classification and what it is to be.
fn parse(given: &str) -> Result<(Field, String)> {
    let (field, text) = given.split_once('=').ok_or_else(|| EditFault::Form { given: given.to_owned() })?;
    let field = field.trim();
    let classifies = |known: &Field| list_of(*known).is_some();
    let found = field.parse().ok().filter(classifies).ok_or_else(|| {
        let known: Vec<_> = Field::ALL.into_iter().filter(classifies).map(Field::code).collect();
        ClassifyFault::Field { field: field.to_owned(), known: known.join(", ") }
    })?;
    Ok((found, text.trim().to_owned()))
}

/// Confirms the levels that the actor's roles allow.
pub(super) fn confirm(
    context: &mut Context,
    target: &Target,
    confirmation: &Confirmation,
    note: Option<&Text>,
) -> Result<Exit> {
    let actor = context.actor(&context.desk()?)?;
    perform(context, target, |scene| {
        let levels = confirmable(scene, confirmation, &actor)?;
        let approved = |level: Level| Act::Approved { what: level.code().into(), clock: None, until: None, note: note.cloned() };
        Ok(Deed::from(levels.into_iter().map(approved).collect::<Vec<_>>()))
    })
}

/// What waits to be confirmed and is the actor's to confirm.
fn confirmable(scene: &Scene<'_>, confirmation: &Confirmation, actor: &MemberId) -> Result<Vec<Level>> {
    let (ticket, roster) = (scene.ticket, &scene.desk.roster);
    let id = || ticket.head.id.to_string();
    let pending = confirmation.pending(ticket);
    if pending.is_empty() {
        return Err(ClassifyFault::Confirmed { id: id() }.into());
    }
    let role = |level: &Level| confirmation.role(*level).unwrap_or_default();
    let (mine, others): (Vec<_>, Vec<_>) =
        pending.into_iter().partition(|level| has_role(roster, actor, role(level), ticket));
    if !mine.is_empty() {
        return Ok(mine);
    }
    let who = |level: &Level| {
        let names: Vec<_> = who_has(roster, role(level), ticket).into_iter().map(MemberId::as_str).collect();
        format!("{} ({})", role(level), names.join(", "))
    };
    let who: Vec<_> = others.iter().map(who).collect();
    Err(ClassifyFault::NotYours { id: id(), actor: actor.to_string(), who: who.join("; ") }.into())
}
