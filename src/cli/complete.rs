//! Completion in the shell: `source <(COMPLETE=bash tickets)`; it knows the desk's tickets, people and
//! words. What completes an option is found by the name of its value.
use std::borrow::Cow;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Command;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate as Candidate};
use clap_complete::env::CompleteEnv;

use super::environment::Environment;
use super::help;
use crate::desk::open::{Desk, discover};
use crate::desk::scripts;
use crate::desk::vocabulary::List;
use crate::domain::act::ActKind;
use crate::render::Labels;
use crate::store::file::TicketFile;
use crate::store::{find, knowledge};
use crate::text::Language;

/// Answers a shell that asks for completions, and ends the program then. Costs nothing otherwise.
pub fn answer(arguments: &[OsString]) {
    let command = || help::command(Language::English);
    CompleteEnv::with_factory(|| match root(arguments) {
        Some(root) => completed(command(), &root),
        None => command(),
    })
    .complete();
}

/// The desk that the words typed so far name, or the one around the working directory; completion
/// is silent where there is none.
fn root(arguments: &[OsString]) -> Option<PathBuf> {
    let environment = Environment::read().ok()?;
    let named = help::value_of(arguments, &["-C", "--desk"]).map(PathBuf::from);
    discover(&environment.start(named)).ok()
}

fn completed(command: Command, root: &Path) -> Command {
    let command = command.mut_args(|argument| {
        let name = argument.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
        match name.as_deref().and_then(source) {
            Some(source) => {
                let root = root.to_owned();
                argument.add(ArgValueCandidates::new(move || source(&root)))
            }
            None => argument,
        }
    });
    command.mut_subcommands(|inner| completed(inner, root))
}

/// Where the candidates for a value come from.
type Source = fn(&Path) -> Vec<Candidate>;

fn source(value: &str) -> Option<Source> {
    Some(match value {
        "ID" => tickets,
        "MEMBER" => members,
        "TEAM" => teams,
        "VIEW" => views,
        "CLOCK" => clocks,
        "SCRIPT" => scripts,
        "ARTICLE" => articles,
        "ACT" => |_| ActKind::ALL.iter().map(|kind| Candidate::new(kind.code())).collect(),
        "TYPE" => |root| words(root, List::Type),
        "PRIORITY" => |root| words(root, List::Priority),
        "CATEGORY" => |root| words(root, List::Category),
        "SOURCE" => |root| words(root, List::Source),
        "CHANNEL" => |root| words(root, List::Channel),
        "PRODUCT" => |root| words(root, List::Product),
        "REASON" => |root| words(root, List::CloseReason),
        "PARTY" => |root| words(root, List::Party),
        "INDUSTRY" => |root| words(root, List::Industry),
        _ => return None,
    })
}

/// How many titles are read for one completion.
const TITLES: usize = 50;

/// The open tickets, with their titles.
fn tickets(root: &Path) -> Vec<Candidate> {
    let files = find::open(root).unwrap_or_default();
    let with_titles = files.len() <= TITLES;
    let title = |found: &find::Found| TicketFile::read(root, &found.path).and_then(|file| file.ticket()).ok();
    let candidate = |found: &find::Found| {
        let ticket = with_titles.then(|| title(found)).flatten();
        named(found.reference.number.as_str(), ticket.map(|ticket| ticket.head.title.to_string()))
    };
    files.iter().map(candidate).collect()
}

fn named(code: &str, label: Option<String>) -> Candidate {
    Candidate::new(code).help(label.filter(|label| !label.is_empty()).map(Into::into))
}

/// What `list` makes of the desk's configuration; nothing when that cannot be read.
fn of_desk(root: &Path, list: impl Fn(&Desk) -> Vec<Candidate>) -> Vec<Candidate> {
    Desk::open(root.to_owned()).map(|desk| list(&desk)).unwrap_or_default()
}

fn members(root: &Path) -> Vec<Candidate> {
    let all = |desk: &Desk| {
        let members = desk.roster.members.iter();
        members.map(|(id, member)| named(id.as_str(), Some(member.name.clone()))).collect()
    };
    of_desk(root, all)
}

fn teams(root: &Path) -> Vec<Candidate> {
    let all =
        |desk: &Desk| desk.roster.teams.iter().map(|(id, team)| named(id.as_str(), Some(team.name.clone()))).collect();
    of_desk(root, all)
}

fn views(root: &Path) -> Vec<Candidate> {
    of_desk(root, |desk| desk.views.iter().map(|(name, view)| named(name, view.label.clone())).collect())
}

fn clocks(root: &Path) -> Vec<Candidate> {
    let all = |desk: &Desk| {
        let policies = desk.policies().unwrap_or_default();
        let label = |name: &str| desk.label("clock", name).map(Cow::into_owned);
        policies.clocks().iter().map(|clock| named(clock.name().as_str(), label(clock.name().as_str()))).collect()
    };
    of_desk(root, all)
}

fn scripts(root: &Path) -> Vec<Candidate> {
    let names = scripts::names(root).unwrap_or_default();
    let label = |name: &String| scripts::read(root, name).ok().map(|stored| stored.script.label);
    names.iter().map(|name| named(name, label(name))).collect()
}

fn articles(root: &Path) -> Vec<Candidate> {
    let all = knowledge::all(root).unwrap_or_default().articles;
    all.into_iter().map(|article| named(&article.slug, Some(article.title))).collect()
}

fn words(root: &Path, list: List) -> Vec<Candidate> {
    let all = |desk: &Desk| {
        let words = desk.vocabulary.words(list).iter();
        words.map(|word| named(word.code.as_str(), Some(word.label.clone()))).collect()
    };
    of_desk(root, all)
}
