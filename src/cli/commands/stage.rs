//! `stage`: what came of a process stage.
use std::borrow::Cow;
use std::cell::RefCell;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::Form;
use crate::cli::perform::{Target, perform};
use crate::domain::act::{Act, Entry};
use crate::domain::fold;
use crate::domain::ids::Text;
use crate::fault::Result;
use crate::render::Labels;
use crate::service::deed::Scene;

/// Record what came of a process stage, or go to one
#[derive(Debug, Args)]
#[command(
    after_help = "A result that ends the stage leads to the next one; without such a result the ticket stands in the stage from now on,\n\
    also in an earlier one. A result of an earlier stage is written there, and the ticket stays where it stands.\n\n\
    Examples:\n  tickets stage CS202610280001 analyse --result done --note 'gateway times out'\n  \
    tickets stage CS202610280001 analyse\n  tickets list --where 'stage = confirm' -q | tickets stage - confirm --result done"
)]
pub struct Stage {
    /// Number, key or a beginning of one; `-` reads several from standard input
    #[arg(value_name = "ID")]
    id: String,
    /// The stage: its code or label
    #[arg(value_name = "STAGE")]
    name: String,
    /// What came of it: code or label of one of its results
    #[arg(short, long, value_name = "RESULT")]
    result: Option<String>,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    note: Option<Text>,
    /// When it really happened, such as `09:40`, `-2h` or `2026-10-28 09:40`
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    #[command(flatten)]
    form: Form,
}

impl Stage {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let target = Target { ids: vec![self.id], at: self.at, form: self.form };
        let reached = RefCell::new(Vec::new());
        let exit = perform(context, &target, |scene| {
            let stage = scene.desk.process_of(&scene.ticket.head).stage_called(&self.name)?;
            let result = self.result.as_deref().map(|text| stage.result_called(text)).transpose()?.cloned();
            let act = Act::Stage { stage: stage.code.clone(), result, note: self.note.clone() };
            reached.borrow_mut().push((scene.ticket.head.id.to_string(), after(scene, act.clone())));
            Ok(act)
        })?;
        if exit == Exit::Done && !target.form.quiet && !target.form.format.is_machine() {
            for (number, stage) in reached.into_inner() {
                let key = if stage.is_some() { "stage-now" } else { "stage-over" };
                context.tell(key, &[("number", &number), ("stage", &stage.unwrap_or_default())]);
            }
        }
        Ok(exit)
    }
}

/// What people call the stage where a ticket stands after an act; none when its process is over.
fn after(scene: &Scene<'_>, act: Act) -> Option<String> {
    let mut ticket = scene.ticket.clone();
    fold::happen(&mut ticket, Entry::new(scene.at, scene.actor.clone(), act));
    let stage = scene.desk.stage_of(&ticket)?;
    Some(scene.desk.label("stage", stage.as_str()).map_or_else(|| stage.to_string(), Cow::into_owned))
}
