//! `survey respond`: record a customer's answer.
use std::cell::RefCell;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::Form;
use crate::cli::input;
use crate::cli::perform::{Target, perform};
use crate::desk::vocabulary::List;
use crate::domain::{moment, survey};
use crate::fault::Result;
use crate::service::answer::{self, Answer};

/// Record what a customer answered about a resolved or closed ticket
#[derive(Debug, Args)]
pub struct Respond {
    /// Number, key or the beginning of one
    #[arg(value_name = "ID")]
    id: String,
    /// A score, such as attitude=5; give the option once for each
    #[arg(short, long = "score", value_name = "NAME=SCORE")]
    scores: Vec<String>,
    /// The comment
    #[arg(short, long, value_name = "TEXT")]
    comment: Option<String>,
    /// How it came in
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
    /// When it was given, such as `09:40`, `-2h` or `2026-10-28 09:40`
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    #[command(flatten)]
    form: Form,
}

impl Respond {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let comment = self.comment.as_deref().map(input::checked).transpose()?;
        let target = Target { ids: vec![self.id], at: self.at, form: self.form };
        let replaced = RefCell::new(None);
        let exit = perform(context, &target, |scene| {
            let answer = Answer {
                channel: scene.code(List::Channel, self.channel.as_deref())?,
                scores: answer::scores(scene.desk, &self.scores)?,
                comment: comment.clone(),
                external: None,
            };
            replaced.replace(survey::answered_at(scene.ticket).map(|at| (scene.ticket.head.id.to_string(), at)));
            let response = answer.about(scene.desk, &scene.file.reference, scene.ticket, scene.at)?;
            Ok(answer::deed(scene.desk, scene.ticket, &response))
        })?;
        if let Some((id, at)) = replaced.into_inner() {
            context.tell("survey-replaced", &[("id", &id), ("at", &moment::write(at))]);
        }
        Ok(exit)
    }
}
