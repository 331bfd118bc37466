//! `script show`: a standard reply as it stands.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::desk::scripts;
use crate::fault::Result;
use crate::render::sanitize;

/// Show a standard reply with its placeholders, and what the values are that it asks for
#[derive(Debug, Args)]
pub struct Show {
    /// The standard reply
    #[arg(value_name = "SCRIPT")]
    script: String,
}

impl Show {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let script = scripts::read(&desk.root, &self.script)?.script;
        let set = script.set.iter().map(|(name, what)| format!("  --set {name}='…'  {what}"));
        let lines: Vec<_> = std::iter::once(script.label.clone()).chain(set).collect();
        let text = format!("{}\n\n{}", lines.join("\n"), script.text.trim_end());
        output::line(&sanitize::lines(&text))?;
        Ok(Exit::Done)
    }
}
