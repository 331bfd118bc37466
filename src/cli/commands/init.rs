//! `init`: lay down a new desk.
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::cli::setup::{Missing, Whom};
use crate::desk::open::Desk;
use crate::desk::presets;
use crate::fault::Result;
use crate::store::yaml::{self, Edit};
use crate::store::{disk, layout};
use crate::time::Zone;
use crate::{faults, git};

faults! {
    /// Why no desk is laid down.
    pub enum InitFault {
        "init-exists" => Exists { path: String },
        "init-bare" => Bare { dir: String },
    }
}

/// Lay down a new desk: configuration, calendar, and a git repository around it
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets init\n  tickets init desk --lang zh-CN --name 客户服务台\n  \
                        tickets init --timezone America/New_York")]
pub struct Init {
    /// Where (default: here)
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Which preset to begin with
    #[arg(long, value_name = "PRESET", default_value = presets::default())]
    template: String,
    /// What the desk is called
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The time zone that days are cut in, such as Asia/Shanghai
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
    /// Make no git repository
    #[arg(long)]
    no_git: bool,
}

/// Says what the files are for; a repository that has one of its own keeps it.
const README: &str = "README.md";

/// What never enters git: local state, and whole contacts.
const IGNORED: [&str; 2] = ["/.tickets/", "/private/"];

impl Init {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let dir = self.dir.clone().unwrap_or_else(|| context.start());
        let root = context.environment.dir.join(&dir);
        if !self.no_git {
            git::clone::require()?;
            if git::clone::is_bare(&root) {
                return Err(InitFault::Bare { dir: dir.display().to_string() }.into());
            }
        }
        lay_down(&root, &self, context)?;
        if !self.no_git {
            join_git(context, &root)?;
        }
        let desk = Desk::open(root)?;
        if let Some((id, name)) = join(&desk)? {
            context.tell("init-joined", &[("id", &id), ("name", &name)]);
        }
        let shown = dir.display().to_string();
        output::line(&context.say("init-done", &[("desk", &desk.settings.name), ("dir", &shown)]))?;
        Ok(Exit::Done)
    }

    /// The bytes of a preset's file with the name and the zone that were asked for.
    fn fitted(&self, path: &Path, bytes: &[u8]) -> Result<Vec<u8>> {
        let mut edits = Vec::new();
        if path == Path::new(layout::DESK) {
            edits.extend(self.name.as_deref().map(|name| Edit::set("name", name)));
            edits.extend(self.timezone.as_deref().map(|zone| Edit::set("timezone", zone)));
        }
        let text = disk::text_of(path, bytes.to_vec())?;
        if path.starts_with(layout::CALENDARS)
            && let Some(zone) = self.timezone.as_deref().filter(|zone| !is_of(&text, zone))
        {
            edits.push(Edit::set("tz", zone));
            // The holidays of one country are none of another's.
            edits.extend(OF_COUNTRY.map(|key| Edit::Remove { path: yaml::Path::key(key) }));
        }
        if edits.is_empty() {
            return Ok(bytes.to_vec());
        }
        Ok(yaml::apply_in(&text, &edits, &[])?.into_bytes())
    }
}

/// The keys of a calendar that say what a country celebrates.
const OF_COUNTRY: [&str; 3] = ["covers", "holidays", "workdays_extra"];

/// Whether a calendar is of a zone.
fn is_of(calendar: &str, zone: &str) -> bool {
    calendar.lines().any(|line| line.strip_prefix("tz: ").is_some_and(|own| own.trim() == zone))
}

fn lay_down(root: &Path, init: &Init, context: &Context) -> Result<()> {
    if let Some(zone) = &init.timezone {
        Zone::find(zone)?;
    }
    let mut files = presets::files(&init.template, context.language)?;
    files.retain(|(path, _)| path != Path::new(README) || !disk::exists(&root.join(path)));
    let fitted = files.iter().map(|(path, bytes)| Ok((path.as_path(), init.fitted(path, bytes)?)));
    let (desk, others): (Vec<_>, Vec<_>) =
        fitted.collect::<Result<Vec<_>>>()?.into_iter().partition(|(path, _)| *path == Path::new(layout::DESK));
    for (path, bytes) in desk.iter().chain(&others) {
        // What is there may be what an `init` that was killed left.
        let known = disk::read(&root.join(path))?;
        if known.is_some_and(|known| *path == Path::new(layout::DESK) || known != *bytes) {
            return Err(InitFault::Exists { path: path.display().to_string() }.into());
        }
    }
    for (path, bytes) in &others {
        disk::write(&root.join(path), bytes)?;
    }
    disk::make_dir(&root.join(layout::OPEN))?;
    ignore_local(root)?;
    // With this file, and not before, the directory is a desk.
    desk.iter().try_for_each(|(path, bytes)| disk::write(&root.join(path), bytes))
}

/// A repository around the desk, and in it what merging needs.
fn join_git(context: &Context, root: &Path) -> Result<()> {
    if !git::clone::is_work_tree(root) {
        git::clone::init(root)?;
    }
    Missing::of(context, root, Whom::Person)?.supply()
}

/// Adds what is missing to `.gitignore`.
fn ignore_local(root: &Path) -> Result<()> {
    let path = root.join(".gitignore");
    let mut text = disk::read_text(&path)?.unwrap_or_default();
    for line in IGNORED {
        if !text.lines().any(|known| known.trim() == line) {
            let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
            text.extend([end, line, "\n"]);
        }
    }
    disk::write(&path, text.as_bytes())
}

/// Makes the person who lays the desk down a member, when git knows who they are and the desk does
/// not: their id and name.
fn join(desk: &Desk) -> Result<Option<(String, String)>> {
    let Some((name, email)) = git::clone::user(&desk.root) else { return Ok(None) };
    let id: String = email.split('@').next().unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
    if id.is_empty() || desk.roster.by_email(&email).is_some() {
        return Ok(None);
    }
    let id = desk.roster.free_id(&id.to_lowercase());
    let path = root_file(desk, "team.yaml");
    let Some(text) = disk::read_text(&path)? else { return Ok(None) };
    let list = |item: &str| yaml::Value::List(vec![item.into()]);
    let member = yaml::Value::Map(vec![
        ("name".to_owned(), name.as_str().into()),
        ("emails".to_owned(), list(&email)),
        ("roles".to_owned(), list("supervisor")),
    ]);
    let place = yaml::Path::new([yaml::Step::Key("members"), yaml::Step::Key(&id)]);
    let text = yaml::apply_in(&text, &[Edit::Set { path: place, value: member }], &[])?;
    disk::write(&path, text.as_bytes())?;
    Ok(Some((id, name)))
}

fn root_file(desk: &Desk, name: &str) -> PathBuf {
    desk.root.join(layout::CONFIG).join(name)
}
