//! Classifying by hand: correcting what the rules said, and confirming it.
use super::ClassifyFault;
use crate::automation::confirmation::{Confirmation, Level, has_role, who_has};
use crate::cli::commands::edit::EditFault;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::perform::{Target, perform};
use crate::desk::vocabulary::List;
use crate::domain::act::{Act, Entry};
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ids::{MemberId, Text};
use crate::domain::status::Status;
use crate::fault::Result;
use crate::service::deed::{Deed, Scene};
use crate::time::moment::Reader;

/// Sets fields to what a person says, for a reason. Whoever may confirm a level of the category confirms it with that.
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
        acts.extend(confirmed(scene, &acts)?);
        Ok(Deed::from(acts))
    })
}

/// What a correction of the category confirms.
fn confirmed(scene: &Scene<'_>, acts: &[Act]) -> Result<Vec<Act>> {
    let sets_category = |act: &Act| matches!(act, Act::Classified { field: Field::Category, to: Some(_), .. });
    if scene.ticket.head.status == Status::Closed || !acts.iter().any(sets_category) {
        return Ok(Vec::new());
    }
    let confirmation = scene.desk.ruleset()?.map(|rules| rules.confirmation).unwrap_or_default();
    let mut corrected = scene.ticket.clone();
    for act in acts {
        fold::happen(&mut corrected, Entry::new(scene.at, scene.actor.clone(), act.clone()));
    }
    let mine = confirmation.pending(&corrected).into_iter().filter(|level| is_theirs(scene, &confirmation, *level));
    Ok(mine.map(|level| approved(level, None)).collect())
}

/// Whether a level is for whoever acts to confirm.
fn is_theirs(scene: &Scene<'_>, confirmation: &Confirmation, level: Level) -> bool {
    let role = confirmation.role(level).unwrap_or_default();
    has_role(&scene.desk.roster, scene.actor, role, scene.ticket)
}

fn approved(level: Level, note: Option<&Text>) -> Act {
    Act::Approved { what: level.code().into(), clock: None, until: None, note: note.cloned() }
}

/// A field of a classification and what it is to be.
fn parse(given: &str) -> Result<(Field, String)> {
    let (field, text) = given.split_once('=').ok_or_else(|| EditFault::Form { given: given.to_owned() })?;
    let field = field.trim();
    let classifies = |known: &Field| List::of(*known).is_some();
    let found = field.parse().ok().filter(classifies).ok_or_else(|| {
        let known: Vec<_> = Field::ALL.into_iter().filter(classifies).map(Field::code).collect();
        ClassifyFault::Field { field: field.to_owned(), known: known.join(crate::near::SEPARATOR) }
    })?;
    Ok((found, text.trim().to_owned()))
}

/// Confirms the levels that the actor's roles allow; with the second one goes the handler.
pub(super) fn confirm(
    context: &mut Context,
    target: &Target,
    confirmation: &Confirmation,
    to: Option<&str>,
    note: Option<&Text>,
) -> Result<Exit> {
    perform(context, target, |scene| {
        let levels = confirmable(scene, confirmation, to.is_some())?;
        let mut acts: Vec<_> = levels.into_iter().map(|level| approved(level, note)).collect();
        if let Some(to) = to {
            let (to, _) = scene.desk.roster.member_called(to)?;
            acts.push(Act::Assigned { team: None, to: Some(to.clone()), reason: note.cloned(), note: None });
        }
        Ok(Deed::from(acts))
    })
}

/// What waits to be confirmed and is for whoever acts to confirm; the second level must be among it where `names_handler`.
fn confirmable(scene: &Scene<'_>, confirmation: &Confirmation, names_handler: bool) -> Result<Vec<Level>> {
    let (ticket, roster) = (scene.ticket, &scene.desk.roster);
    let id = || ticket.head.id.to_string();
    let pending = confirmation.pending(ticket);
    if pending.is_empty() {
        return Err(ClassifyFault::Confirmed { id: id() }.into());
    }
    let role = |level: &Level| confirmation.role(*level).unwrap_or_default();
    let (mine, others): (Vec<_>, Vec<_>) =
        pending.into_iter().partition(|level| is_theirs(scene, confirmation, *level));
    let who = |level: &Level| {
        let names: Vec<_> = who_has(roster, role(level), ticket).into_iter().map(MemberId::as_str).collect();
        format!("{} ({})", role(level), names.join(", "))
    };
    if mine.contains(&Level::Two) && others.contains(&Level::One) {
        return Err(ClassifyFault::First { id: id(), who: who(&Level::One) }.into());
    }
    if mine.contains(&Level::Two) || !names_handler && !mine.is_empty() {
        return Ok(mine);
    }
    let who: Vec<_> = others.iter().map(who).collect();
    Err(ClassifyFault::NotYours { id: id(), actor: scene.actor.to_string(), who: who.join("; ") }.into())
}
