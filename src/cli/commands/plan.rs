//! `plan`: how the ticket will be handled.
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::Message;
use crate::cli::perform::{Target, perform};
use crate::cli::wording::Forced;
use crate::desk::wording::Use;
use crate::domain::act::Act;
use crate::domain::rule::ITERATION;
use crate::fault::Result;
use crate::faults;
use crate::text::Language;

faults! {
    /// What a plan lacks.
    pub enum PlanFault {
        "usage-plan-iteration" => Iteration {},
    }
}

/// Record how the ticket will be handled
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets plan CS202610280001 --kind fix -m 'Renew the certificate today.'\n  \
    tickets plan CS202610280001 --kind iteration --to wang --until 2026-11-13 -m 'Release 4.3 removes the limit.'")]
pub struct Plan {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    message: Message,
    #[command(flatten)]
    forced: Forced,
    /// What kind of plan it is: fix (at once), iteration (with a release), external (a supplier acts)
    #[arg(long, value_name = "KIND", hide_possible_values = true)]
    kind: Option<Kind>,
    /// Who owns it
    #[arg(long, value_name = "MEMBER")]
    to: Option<String>,
    /// When it will be done or released
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
}

/// The kinds of plan.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// An immediate fix.
    Fix,
    /// A release of an iteration.
    Iteration,
    /// A supplier has to act.
    External,
}

impl Kind {
    const fn code(self) -> &'static str {
        match self {
            Self::Fix => "fix",
            Self::Iteration => ITERATION,
            Self::External => "external",
        }
    }
}

impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Fix, Self::Iteration, Self::External]
    }

    /// By its code, or what people call it.
    fn to_possible_value(&self) -> Option<PossibleValue> {
        let words = Language::ALL.map(|language| language.find(&format!("plan.{}", self.code())));
        Some(PossibleValue::new(self.code()).aliases(words.into_iter().flatten()))
    }
}

impl Plan {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        if matches!(self.kind, Some(Kind::Iteration)) && (self.to.is_none() || self.until.is_none()) {
            return Err(PlanFault::Iteration {}.into());
        }
        let text = self.message.text(context)?;
        let forced = self.forced.check(context, &context.desk()?, Use::Plan, &[&text])?;
        let kind = self.kind.map(|kind| kind.code().into());
        perform(context, &self.target, |scene| {
            let until = scene.deadline(self.until.as_deref())?;
            let to = self.to.as_deref().map(|to| scene.desk.roster.member_called(to)).transpose()?;
            let to = to.map(|(to, _)| to.clone());
            let act = Act::Planned { kind: kind.clone(), to, until, text: text.clone() };
            Ok((act, forced.clone()))
        })
    }
}
