//! `kb suggest`: articles for a ticket.
use clap::Args;

use super::search::Wanted;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::lookup;
use crate::domain::ticket::Head;
use crate::fault::Result;
use crate::render::Labels;
use crate::store::file::TicketFile;

/// Find articles that may answer a ticket, by its title, category and description
#[derive(Debug, Args)]
pub struct Suggest {
    /// Number, key or beginning of it
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    wanted: Wanted,
}

impl Suggest {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let found = lookup::one(context, &desk, &self.id)?;
        let ticket = TicketFile::read(&desk.root, &found.path)?.ticket()?;
        let Head { title, description, category, product, .. } = &ticket.head;
        let code = category.as_ref().map(ToString::to_string).unwrap_or_default();
        let label = desk.label("category", &code).unwrap_or_default();
        let texts = [title.as_str(), description.as_deref().unwrap_or_default(), &code, &label];
        let text = texts.into_iter().chain(product.as_deref()).collect::<Vec<_>>().join("\n");
        self.wanted.answer(context, &desk, &text)
    }
}
