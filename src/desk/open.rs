//! Finding a desk and reading its configuration.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::assignment::{self, Assignment};
use super::process::{self, Process};
use super::roles::{Roles, RolesFile};
use super::rota::{self, Rota};
use super::settings::{Settings, SettingsFile};
use super::survey::SurveySettings;
use super::views::Views;
use super::vocabulary::Vocabulary;
use super::wording::Wording;
use super::{alerts, promised, rules};
use crate::automation::alerts::Mapping;
use crate::automation::rules::Ruleset;
use crate::domain::ids::Text;
use crate::domain::member::Roster;
use crate::domain::rule::Rules;
use crate::fault::{Place, Problem, Result};
use crate::faults;
use crate::near;
use crate::store::yaml::{self, Step, Value};
use crate::store::{disk, layout};
use crate::time::Zone;
use crate::time::calendar::{Calendar, CalendarSpec};
use crate::time::clocks::{Policies, PolicyFile};

/// A desk that was opened: where it is and how it is configured.
#[derive(Debug)]
pub struct Desk {
    /// Its directory.
    pub root: PathBuf,
    /// Its identity.
    pub settings: Settings,
    /// Its members and teams.
    pub roster: Roster,
    /// Its words.
    pub vocabulary: Vocabulary,
    /// Its survey.
    pub survey: SurveySettings,
    /// Its saved lists.
    pub views: Views,
    /// Its stages.
    pub process: Process,
    /// What it calls its clocks; read when somebody asks.
    pub(super) clocks: OnceLock<BTreeMap<Text, Text>>,
}

faults! {
    /// Why no desk could be opened.
    pub enum DeskFault {
        "desk-missing" => Missing { dir: String },
        "config-missing" => Config { path: String },
        "calendar-unknown" => Calendar { calendar: String, nearest: String },
    }
}

/// The directory of the desk that holds `start`: the nearest one with a `desk.yaml`.
pub fn discover(start: &Path) -> Result<PathBuf> {
    let holds = |dir: &&Path| disk::exists(&dir.join(layout::DESK));
    // A directory that was misspelt must not lead to the desk around it.
    let found = start.ancestors().find(holds).filter(|_| disk::is_dir(start)).map(Path::to_owned);
    found.ok_or_else(|| DeskFault::Missing { dir: start.display().to_string() }.into())
}

/// Reads a configuration file of the desk at `root`; `None` when there is none.
pub fn read_config<T: DeserializeOwned>(root: &Path, path: &Path) -> Result<Option<T>> {
    let Some(text) = disk::read_text(&root.join(path))? else { return Ok(None) };
    yaml::read_config(&text).map(Some).map_err(|problem: Problem| problem.in_file(path))
}

fn optional<T: DeserializeOwned + Default>(root: &Path, name: &str) -> Result<T> {
    Ok(read_config(root, &Path::new(layout::CONFIG).join(name))?.unwrap_or_default())
}

fn required<T: DeserializeOwned>(root: &Path, path: &Path) -> Result<T> {
    read_config(root, path)?.ok_or_else(|| DeskFault::Config { path: path.display().to_string() }.into())
}

/// A problem with a whole file, unless its place is known.
fn about(path: impl Into<PathBuf>) -> impl FnOnce(Problem) -> Problem {
    move |problem| if problem.place().is_some() { problem } else { problem.at(Place::whole(path.into())) }
}

/// A problem with a file, at the value that `path` names of what the file holds, unless its place is known.
fn located(
    root: &Path,
    file: &Path,
    problem: Problem,
    path: impl for<'v> Fn(&'v Value, &Problem) -> Vec<Step<'v>>,
) -> Problem {
    let text = disk::read_text(&root.join(file)).ok().flatten().unwrap_or_default();
    let value = yaml::read_value(&text).unwrap_or(Value::Null);
    match yaml::locate(&text, &yaml::Path::new(path(&value, &problem))) {
        Some(place) if problem.place().is_none() => problem.at(Place { file: file.to_owned(), ..place }),
        _ => about(file)(problem),
    }
}

/// `desk.yaml` of the desk at `root`.
pub fn settings(root: &Path) -> Result<Settings> {
    required::<SettingsFile>(root, Path::new(layout::DESK))?.validate().map_err(about(layout::DESK))
}

/// `config/vocabulary.yaml` of the desk at `root`.
pub fn vocabulary(root: &Path) -> Result<Vocabulary> {
    let path = Path::new(layout::CONFIG).join("vocabulary.yaml");
    let vocabulary: Vocabulary = required(root, &path)?;
    vocabulary.validate().map_err(Problem::from).map_err(about(path))?;
    Ok(vocabulary)
}

/// `config/survey.yaml` of the desk at `root`; an empty survey when there is none.
pub fn survey(root: &Path) -> Result<SurveySettings> {
    let survey: SurveySettings = optional(root, "survey.yaml")?;
    let path = Path::new(layout::CONFIG).join("survey.yaml");
    survey.validate().map_err(|fault| {
        let key = fault.key();
        located(root, &path, fault.into(), |_, _| vec![Step::Key(key)])
    })?;
    Ok(survey)
}

/// `config/team.yaml` of the desk at `root`; nobody when there is none.
pub fn roster(root: &Path) -> Result<Roster> {
    optional(root, "team.yaml")
}

/// `config/roles.yaml` of the desk at `root`; everybody may do everything when there is none.
pub fn roles(root: &Path) -> Result<Roles> {
    optional::<RolesFile>(root, "roles.yaml").map(Roles::from)
}

/// `config/views.yaml` of the desk at `root`.
pub fn views(root: &Path) -> Result<Views> {
    optional(root, "views.yaml")
}

/// `config/wording.yaml` of the desk at `root`; nothing is vague when there is none.
pub fn wording(root: &Path) -> Result<Wording> {
    let wording: Wording = optional(root, "wording.yaml")?;
    wording.validate().map_err(about(Path::new(layout::CONFIG).join("wording.yaml")))?;
    Ok(wording)
}

/// `config/process.yaml` of the desk at `root`; no stages when there is none.
pub fn process(root: &Path) -> Result<Process> {
    let (process, problems) = process::read(root)?;
    problems.into_iter().next().map_or(Ok(process), Err)
}

/// The calendar of a name, from `calendars/` of the desk at `root`; every desk has `always`.
pub fn calendar(root: &Path, name: &str) -> Result<Calendar> {
    if name == Calendar::ALWAYS {
        return Ok(Calendar::always());
    }
    let path = layout::calendar(name);
    let Some(spec) = read_config::<CalendarSpec>(root, &path)? else {
        let names = calendars(root)?;
        let nearest = near::list(name, names.iter().map(String::as_str));
        return Err(DeskFault::Calendar { calendar: name.to_owned(), nearest }.into());
    };
    Calendar::compile(&spec).map_err(about(path))
}

/// The names of the calendars of the desk at `root`.
pub fn calendars(root: &Path) -> Result<Vec<String>> {
    let files = disk::list(&root.join(layout::CALENDARS))?;
    Ok(files.iter().filter_map(|file| file.strip_suffix(".yaml")).map(str::to_owned).collect())
}

/// The promises of the desk at `root`: `config/sla.yaml` with the calendars it names.
pub fn policies(root: &Path, zone: &Zone) -> Result<Policies> {
    let path = Path::new(layout::CONFIG).join("sla.yaml");
    let file: PolicyFile = read_config(root, &path)?.unwrap_or_default();
    let compiled = Policies::compile(&file, zone, |name| calendar(root, name));
    compiled.map_err(|problem| located(root, &path, problem, promised::path))
}

fn or_without<T: Default>(read: Result<T>, wrongs: &mut Vec<Problem>) -> T {
    read.unwrap_or_else(|problem| {
        wrongs.push(problem);
        T::default()
    })
}

/// What the desk at `root` calls its clocks. Whoever needs more of `config/sla.yaml` says what is wrong with it.
pub(super) fn clock_labels(root: &Path) -> BTreeMap<Text, Text> {
    let file = optional::<PolicyFile>(root, "sla.yaml").unwrap_or_default();
    file.labels()
}

impl Desk {
    /// Opens the desk at `root`.
    pub fn open(root: PathBuf) -> Result<Self> {
        Ok(Self {
            settings: settings(&root)?,
            vocabulary: vocabulary(&root)?,
            survey: survey(&root)?,
            roster: roster(&root)?,
            views: views(&root)?,
            process: self::process(&root)?,
            clocks: OnceLock::new(),
            root,
        })
    }

    /// Opens the desk at `root` without what cannot be read of its survey, saved lists and stages: what is wrong with
    /// them is given back.
    pub fn open_in_spite(root: PathBuf) -> Result<(Self, Vec<Problem>)> {
        let mut wrongs = Vec::new();
        let desk = Self {
            settings: settings(&root)?,
            vocabulary: vocabulary(&root)?,
            roster: roster(&root)?,
            survey: or_without(survey(&root), &mut wrongs),
            views: or_without(views(&root), &mut wrongs),
            process: or_without(self::process(&root), &mut wrongs),
            clocks: OnceLock::new(),
            root,
        };
        Ok((desk, wrongs))
    }

    /// Who may do what.
    pub fn roles(&self) -> Result<Roles> {
        roles(&self.root)
    }

    /// What is expected of people's acts, with the roles of [`Self::roles`].
    pub fn rules<'a>(&'a self, roles: &'a Roles) -> Rules<'a> {
        let close_needs_confirmation = self.settings.close_needs_confirmation;
        let required = &self.vocabulary.required_in;
        Rules { close_needs_confirmation, required, grants: &roles.grants, roster: &self.roster }
    }

    /// The calendar of a name, from `calendars/`.
    pub fn calendar(&self, name: &str) -> Result<Calendar> {
        calendar(&self.root, name)
    }

    /// The names of the calendars.
    pub fn calendars(&self) -> Result<Vec<String>> {
        calendars(&self.root)
    }

    /// How tickets find a member: `config/assignment.yaml`.
    pub fn assignment(&self) -> Result<Assignment> {
        assignment::read(&self.root, &self.vocabulary, &self.roster)
    }

    /// Who is on duty when: `config/rota.yaml`; `None` when there is none.
    pub fn rota(&self) -> Result<Option<Rota>> {
        rota::read(&self.root, &self.settings.zone, &self.roster)
    }

    /// The desk's rules: `config/rules.yaml`; `None` when there is none.
    pub fn ruleset(&self) -> Result<Option<Ruleset>> {
        rules::read(&self.root, &self.vocabulary, &self.roster)
    }

    /// What the desk makes of monitoring alerts: `config/alerts.yaml`, or what every desk does.
    pub fn alerts(&self) -> Result<Mapping> {
        alerts::read(&self.root, &self.vocabulary, &self.roster)
    }

    /// The desk's promises: `config/sla.yaml` with the calendars it names.
    pub fn policies(&self) -> Result<Policies> {
        policies(&self.root, &self.settings.zone)
    }
}
