//! `import`: take in what another system exported.
mod summary;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, Form};
use crate::cli::input::{self, InputFault};
use crate::cli::{output, present};
use crate::desk::open::Desk;
use crate::fault::{Problem, Result};
use crate::git;
use crate::import::Mapping;
use crate::import::export::Export;
use crate::import::intake::{self, Intake};
use crate::render::Format;
use crate::service::elsewhere;
use crate::store::allocate::Numbers;
use crate::store::{disk, yaml};

/// Take in what another system exported
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets import csv export.csv --map mapping.yaml --dry-run\n  \
                        tickets import csv cases.csv --events log.csv --map mapping.yaml --rejects rejects.csv")]
pub struct Import {
    #[command(subcommand)]
    form: From,
}

#[derive(Debug, Subcommand)]
enum From {
    /// Take in tickets from a delimited file, as a mapping describes it; tickets it brought before stay as they are
    Csv(Csv),
}

#[derive(Debug, Args)]
struct Csv {
    /// The tickets, a row each
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What the columns mean (YAML)
    #[arg(long, value_name = "FILE")]
    map: PathBuf,
    /// What happened to the tickets, a row each
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// Change nothing in the desk; say what would be done
    #[arg(long)]
    dry_run: bool,
    /// Write the rows that cannot be taken to this file, as CSV with the line and the reason of each
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    #[command(flatten)]
    form: Form,
}

/// How many rejected rows are told of.
const TOLD: usize = 10;

impl Import {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let From::Csv(csv) = self.form;
        let desk = context.desk()?;
        let mapping = csv.mapping(context)?;
        let mut export = csv.export(context, &mapping, &desk)?;
        let writer = if csv.dry_run { None } else { Some(context.lock(&desk)?) };
        let mut intake = prepare(context, &mut export, &mapping, &desk)?;
        writer.as_ref().map_or(Ok(()), |writer| intake.write(writer))?;
        drop(writer);
        let mut rejected = export.rejected.drain(..).chain(intake.rejected.drain(..)).collect::<Vec<_>>();
        rejected.sort_by_key(|problem| problem.place().map(|place| (place.file != csv.file, place.line)));
        csv.tell(context, &desk, &export, &intake, &rejected)?;
        Ok(if rejected.is_empty() && intake.newer == 0 { Exit::Done } else { Exit::Findings })
    }
}

/// Works out what becomes of the export.
fn prepare(context: &mut Context, export: &mut Export, mapping: &Mapping, desk: &Desk) -> Result<Intake> {
    let lane = git::clone::lane_of(&desk.root, &desk.settings.number);
    let mut numbers = Numbers::of(&desk.root, &desk.settings.number, lane)?;
    for reference in elsewhere::all(desk) {
        numbers.note(reference);
    }
    let together = mapping.events.as_ref().map_or(0, |events| events.together);
    intake::prepare(export, together, desk, numbers, &mut || context.random())
}

impl Csv {
    fn mapping(&self, context: &Context) -> Result<Mapping> {
        let text = input::file(&context.environment.dir.join(&self.map))?;
        yaml::read_config(&text).map_err(|problem| problem.in_file(&self.map))
    }

    fn export(&self, context: &Context, mapping: &Mapping, desk: &Desk) -> Result<Export> {
        let mut export = Export::read(bytes(context, &self.file)?.as_slice(), &self.file, mapping, desk)?;
        match &self.events {
            Some(file) => export.read_events(bytes(context, file)?.as_slice(), file, mapping, desk)?,
            None if mapping.events.is_some() => context.tell("import-without-events", &[]),
            None => {}
        }
        Ok(export)
    }

    /// Says what was done: the figures as data, the rest beside them.
    fn tell(
        &self,
        context: &Context,
        desk: &Desk,
        export: &Export,
        intake: &Intake,
        rejected: &[Problem],
    ) -> Result<()> {
        if let Some(path) = &self.rejects {
            let table = summary::rejects(rejected, context.language);
            let text = form::text(context, desk, &table, Format::Csv);
            disk::write(&context.environment.dir.join(path), text.as_bytes())?;
        }
        for problem in rejected.iter().take(TOLD) {
            output::tell(&line_of(problem, context));
        }
        if rejected.len() > TOLD {
            context.tell("import-more", &[("count", &(rejected.len() - TOLD).to_string())]);
        }
        tell_strangers(context, "import-teams", &intake.teams);
        tell_strangers(context, "import-members", &intake.members);
        if self.dry_run {
            context.tell("import-dry-run", &[]);
        }
        if self.form.quiet {
            let numbers = intake.tickets.iter().map(|new| format!("{}\n", new.reference.number));
            return output::data(&numbers.collect::<String>());
        }
        form::show(context, desk, &self.form, &summary::table(export, intake, rejected.len()))
    }
}

fn bytes(context: &Context, path: &Path) -> Result<Vec<u8>> {
    let bytes = disk::read_whole(&context.environment.dir.join(path))?;
    Ok(bytes.ok_or_else(|| InputFault::NoFile { path: path.display().to_string() })?)
}

/// A rejected row on one line: `export.csv:12: the reason`.
fn line_of(problem: &Problem, context: &Context) -> String {
    let sentence = present::sentence(problem, context.language);
    match problem.place() {
        Some(place) => format!("{}:{}: {sentence}", place.file.display(), place.line),
        None => sentence,
    }
}

/// Tells of teams or members that the desk does not name.
fn tell_strangers<T: AsRef<str>>(
    context: &Context,
    key: &'static str,
    ids: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
) {
    let ids = ids.into_iter();
    let count = ids.len();
    if count > 0 {
        let mut names = ids.take(TOLD).map(|id| id.as_ref().to_owned()).collect::<Vec<_>>().join(", ");
        if count > TOLD {
            names.push_str(", …");
        }
        context.tell(key, &[("count", &count.to_string()), ("names", &names)]);
    }
}
