//! `script show`: a standard reply as it stands.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::desk::scripts;
use crate::fault::Result;
use crate::render::sanitize;
use crate::service::fill::Filler;

/// Show a standard reply with its placeholders, and what the values are that it asks for
#[derive(Debug, Args)]
pub struct Show {
    /// The standard reply
    #[arg(value_name = "SCRIPT")]
    script: String,
    /// Fill in the desk and who you are, to read it out before there is a ticket; other placeholders stay
    #[arg(long)]
    filled: bool,
}

impl Show {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let stored = scripts::called(&desk.root, &self.script)?;
        if self.filled {
            let values = Filler::of(context.actor(&desk)?, context.now(&desk), &desk)?.own_values();
            output::line(&sanitize::lines(stored.fill_known(values)?.trim_end()))?;
            return Ok(Exit::Done);
        }
        let script = stored.script;
        let set = script.set.iter().map(|(name, what)| format!("  --set {name}='…'  {what}"));
        let lines: Vec<_> = std::iter::once(script.label.clone()).chain(set).collect();
        let text = format!("{}\n\n{}", lines.join("\n"), script.text.trim_end());
        output::line(&sanitize::lines(&text))?;
        Ok(Exit::Done)
    }
}
