//! Completion in the shell: `source <(COMPLETE=bash tickets)`; it knows the desk's tickets, members
//! and teams.
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::CompleteEnv;

use super::environment::Environment;
use super::help;
use crate::desk::open::{Desk, discover};
use crate::store::file::TicketFile;
use crate::store::find;
use crate::text::Language;

/// Answers a shell that asks for completions, and ends the program then. Costs nothing otherwise.
pub fn answer() {
    CompleteEnv::with_factory(|| help::command(Language::English)).complete();
}

/// The desk around the working directory; completion is silent where there is none.
fn root() -> Option<std::path::PathBuf> {
    let environment = Environment::read().ok()?;
    discover(&environment.start(None)).ok()
}

/// How many titles are read for one completion.
const TITLES: usize = 50;

/// The open tickets, with their titles.
pub fn tickets() -> Vec<CompletionCandidate> {
    let Some(root) = root() else { return Vec::new() };
    let files = find::open(&root).unwrap_or_default();
    let with_titles = files.len() <= TITLES;
    let candidate = |found: &find::Found| {
        let title =
            with_titles.then(|| TicketFile::read(&root, &found.path).and_then(|file| file.ticket()).ok()).flatten();
        CompletionCandidate::new(found.reference.number.as_str())
            .help(title.map(|ticket| ticket.head.title.to_string().into()))
    };
    files.iter().map(candidate).collect()
}

/// The members.
pub fn members() -> Vec<CompletionCandidate> {
    let Some(desk) = root().and_then(|root| Desk::open(root).ok()) else { return Vec::new() };
    let named = desk.roster.members.iter();
    named.map(|(id, member)| CompletionCandidate::new(id.as_str()).help(Some(member.name.clone().into()))).collect()
}

/// The teams.
pub fn teams() -> Vec<CompletionCandidate> {
    let Some(desk) = root().and_then(|root| Desk::open(root).ok()) else { return Vec::new() };
    let named = desk.roster.teams.iter();
    named.map(|(id, team)| CompletionCandidate::new(id.as_str()).help(Some(team.name.clone().into()))).collect()
}
