//! Finding a desk and reading its configuration.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::assignment::{self, Assignment};
use super::file;
use super::process::{self, Process};
use super::roles::{Roles, RolesFile};
use super::rota::{self, Rota};
use super::settings::{Settings, SettingsFile};
use super::survey::SurveySettings;
use super::views::Views;
use super::vocabulary::Vocabulary;
use super::wording::Wording;
use super::{alerts, rules};
use crate::automation::alerts::Mapping;
use crate::automation::rules::Ruleset;
use crate::domain::ids::Text;
use crate::domain::member::Roster;
use crate::domain::rule::Rules;
use crate::fault::{Problem, Result};
use crate::faults;
use crate::near;
use crate::store::{disk, layout};
use crate::time::Zone;
use crate::time::calendar::{Calendar, CalendarSpec};
use crate::time::clocks::{Named, Policies, PolicyFile};

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
    file::read(root, path, Ok)
}

/// What `check` makes of a file of `config/`; of what it says when it is absent, too.
fn optional<T: DeserializeOwned + Default, V>(root: &Path, name: &str, check: impl Fn(T) -> Result<V>) -> Result<V> {
    let read = file::read(root, &Path::new(layout::CONFIG).join(name), &check)?;
    read.map_or_else(|| check(T::default()), Ok)
}

/// What `check` makes of a file that every desk has.
fn required<T: DeserializeOwned, V>(root: &Path, path: &Path, check: impl FnOnce(T) -> Result<V>) -> Result<V> {
    let read = file::read(root, path, check)?;
    read.ok_or_else(|| DeskFault::Config { path: path.display().to_string() }.into())
}

/// `desk.yaml` of the desk at `root`.
pub fn settings(root: &Path) -> Result<Settings> {
    required(root, Path::new(layout::DESK), SettingsFile::validate)
}

/// `config/vocabulary.yaml` of the desk at `root`.
pub fn vocabulary(root: &Path) -> Result<Vocabulary> {
    let path = Path::new(layout::CONFIG).join("vocabulary.yaml");
    required(root, &path, |vocabulary: Vocabulary| vocabulary.validate().map(|()| vocabulary))
}

/// `config/survey.yaml` of the desk at `root`; an empty survey when there is none.
pub fn survey(root: &Path) -> Result<SurveySettings> {
    optional(root, "survey.yaml", |survey: SurveySettings| survey.validate().map(|()| survey))
}

/// `config/team.yaml` of the desk at `root`; nobody when there is none.
pub fn roster(root: &Path) -> Result<Roster> {
    optional(root, "team.yaml", |roster: Roster| roster.validate().map(|()| roster))
}

/// Who and what `config/team.yaml` lists, in its order.
#[derive(Debug, Default)]
pub struct Listed {
    /// The ids of the members.
    pub members: Vec<Text>,
    /// The ids of the teams.
    pub teams: Vec<Text>,
}

/// The order of `config/team.yaml` of the desk at `root`, which [`roster`] does not keep.
pub fn listed(root: &Path) -> Result<Listed> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Ids {
        members: Named<IgnoredAny>,
        teams: Named<IgnoredAny>,
    }
    let ids = |named: Named<IgnoredAny>| named.0.into_iter().map(|(id, _)| id).collect();
    optional(root, "team.yaml", |Ids { members, teams }| Ok(Listed { members: ids(members), teams: ids(teams) }))
}

/// `config/roles.yaml` of the desk at `root`; everybody may do everything when there is none.
pub fn roles(root: &Path) -> Result<Roles> {
    optional(root, "roles.yaml", |roles: RolesFile| Ok(Roles::from(roles)))
}

/// `config/views.yaml` of the desk at `root`.
pub fn views(root: &Path) -> Result<Views> {
    optional(root, "views.yaml", Ok)
}

/// `config/wording.yaml` of the desk at `root`; nothing is vague when there is none.
pub fn wording(root: &Path) -> Result<Wording> {
    optional(root, "wording.yaml", |wording: Wording| wording.validate().map(|()| wording))
}

/// `config/process.yaml` of the desk at `root`, in the words of `vocabulary`; no stages when there is none.
pub fn process(root: &Path, vocabulary: &Vocabulary) -> Result<Process> {
    let (process, problems) = process::read(root, vocabulary)?;
    problems.into_iter().next().map_or(Ok(process), Err)
}

/// The calendar of a name, from `calendars/` of the desk at `root`; every desk has `always`.
pub fn calendar(root: &Path, name: &str) -> Result<Calendar> {
    if name == Calendar::ALWAYS {
        return Ok(Calendar::always());
    }
    let compile = |spec: CalendarSpec| Calendar::compile(&spec);
    if let Some(calendar) = file::read(root, &layout::calendar(name), compile)? {
        return Ok(calendar);
    }
    let names = calendars(root)?;
    let nearest = near::list(name, names.iter().map(String::as_str));
    Err(DeskFault::Calendar { calendar: name.to_owned(), nearest }.into())
}

/// The names of the calendars of the desk at `root`.
pub fn calendars(root: &Path) -> Result<Vec<String>> {
    let files = disk::list(&root.join(layout::CALENDARS))?;
    Ok(files.iter().filter_map(|file| file.strip_suffix(".yaml")).map(str::to_owned).collect())
}

/// The promises of the desk at `root`: `config/sla.yaml` with the calendars it names.
pub fn policies(root: &Path, zone: &Zone) -> Result<Policies> {
    optional(root, "sla.yaml", |file: PolicyFile| Policies::compile(&file, zone, |name| calendar(root, name)))
}

fn or_without<T: Default>(read: Result<T>, wrongs: &mut Vec<Problem>) -> T {
    read.unwrap_or_else(|problem| {
        wrongs.push(problem);
        T::default()
    })
}

/// What the desk at `root` calls its clocks. Whoever needs more of `config/sla.yaml` says what is wrong with it.
pub(super) fn clock_labels(root: &Path) -> BTreeMap<Text, Text> {
    let file = optional(root, "sla.yaml", Ok::<PolicyFile, _>).unwrap_or_default();
    file.labels()
}

/// Everything that is wrong with the promises of the desk at `root`, each at its place.
pub fn policy_wrongs(root: &Path, zone: &Zone) -> Vec<Problem> {
    let read = || {
        let Some(file) = file::File::open(root, &Path::new(layout::CONFIG).join("sla.yaml"))? else {
            return Ok(Vec::new());
        };
        let examined = Policies::examine(&file.read()?, zone, |name| calendar(root, name));
        Ok(examined.err().into_iter().flatten().map(|problem| file.placed(problem)).collect())
    };
    read().unwrap_or_else(|problem| vec![problem])
}

impl Desk {
    /// Opens the desk at `root`.
    pub fn open(root: PathBuf) -> Result<Self> {
        let (settings, vocabulary) = (settings(&root)?, vocabulary(&root)?);
        Ok(Self {
            settings,
            survey: survey(&root)?,
            roster: roster(&root)?,
            views: views(&root)?,
            process: self::process(&root, &vocabulary)?,
            vocabulary,
            clocks: OnceLock::new(),
            root,
        })
    }

    /// Opens the desk at `root` without what cannot be read of its survey, saved lists and stages: what is wrong with
    /// them is given back.
    pub fn open_in_spite(root: PathBuf) -> Result<(Self, Vec<Problem>)> {
        let mut wrongs = Vec::new();
        let (settings, vocabulary) = (settings(&root)?, vocabulary(&root)?);
        let desk = Self {
            settings,
            roster: roster(&root)?,
            survey: or_without(survey(&root), &mut wrongs),
            views: or_without(views(&root), &mut wrongs),
            process: or_without(self::process(&root, &vocabulary), &mut wrongs),
            vocabulary,
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
