//! `approve`: grant what was asked for.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::perform::{Target, perform};
use crate::cli::whom::Perhaps;
use crate::domain::act::Act;
use crate::domain::ids::{Code, Text};
use crate::domain::request::Matter;
use crate::fault::Result;
use crate::faults;
use crate::service::deed::Scene;
use crate::service::request::{self, MATTERS};

faults! {
    /// What does not fit the request.
    pub enum ApproveFault {
        "usage-approve-option" => Option { option: &'static str, what: &'static str },
    }
}

/// Grant the open request: more time, or a higher handler
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets list --where 'has pending'\n  tickets approve CS202610280001\n  \
    tickets approve CS202610280001 --what escalation --to wang --note 'by noon'")]
pub struct Approve {
    #[command(flatten)]
    target: Target,
    /// Which request, when two are open: extension or escalation
    #[arg(long, value_name = "WHAT", value_parser = MATTERS, hide_possible_values = true)]
    what: Option<String>,
    /// Grant the extension to this time instead
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    #[command(flatten)]
    whom: Perhaps,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    note: Option<Text>,
}

impl Approve {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        perform(context, &self.target, |scene| self.acts(scene))
    }

    fn acts(&self, scene: &Scene<'_>) -> Result<Vec<Act>> {
        let (matter, asked) = request::meant(scene, self.what.as_deref())?;
        self.require_fit(matter)?;
        match &asked.act {
            Act::ExtensionRequested { clock, until, .. } => {
                let given = self.until.as_deref().map(|text| request::until(scene, clock, text)).transpose()?;
                let until = given.unwrap_or(*until);
                Ok(vec![request::extension(scene, clock, until, self.note.clone())?])
            }
            Act::EscalationRequested { team, to, reason, .. } => {
                let given = self.whom.ids(scene.desk)?;
                let whom = if given == (None, None) { (team.clone(), to.clone()) } else { given };
                let what = Code::from(matter.code());
                let approved = Act::Approved { what, clock: None, until: None, note: self.note.clone() };
                Ok(vec![approved, request::escalation(scene, whom, Some(reason.clone()))?])
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Refuses options that say something about another kind of request.
    fn require_fit(&self, matter: Matter) -> Result<()> {
        let option = match matter {
            Matter::Escalation => self.until.as_ref().map(|_| "--until"),
            Matter::Extension => self.whom.option(),
        };
        option.map_or(Ok(()), |option| Err(ApproveFault::Option { option, what: matter.code() }.into()))
    }
}
