//! `config/process.yaml`: the stages that tickets walk through, and the layouts of their table.
mod choice;
mod condition;
mod wrongs;

use std::path::Path;

use serde::Deserialize;

use self::wrongs::Wrong;
use super::vocabulary::{Vocabulary, means};
use crate::domain::act::ActKind;
use crate::domain::ids::{Code, Text};
use crate::domain::process::{self, Route};
use crate::fault::{Place, Problem, Result};
use crate::faults;
use crate::near;
use crate::query::Query;
use crate::store::{disk, yaml};
use crate::time::clocks::{Named, Names};
use crate::time::duration::Span;

/// The file, relative to the desk.
pub const FILE: &str = "config/process.yaml";

/// The file as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProcessFile {
    /// The stages, in their order.
    stages: Vec<Stage>,
    /// The layouts of the table; the first is the default.
    layouts: Vec<Layout>,
    /// What people call the roles of the stages.
    roles: Vec<Role>,
    /// Instead of these stages: processes by name, among which the desk or each ticket chooses. Layouts and roles are
    /// then those of processes without their own.
    processes: Named<Plan>,
    /// The one that tickets walk that no other is for; without it, the first that asks for nothing.
    #[serde(rename = "use")]
    used: Option<Code>,
}

/// Stages and the layouts of their table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    /// What people call it.
    label: String,
    /// Which tickets walk it, as in `--where`.
    when: Option<String>,
    /// The stages, in their order.
    stages: Vec<Stage>,
    /// The layouts of the table; the first is the default.
    layouts: Vec<Layout>,
    /// What people call the roles of the stages.
    roles: Vec<Role>,
}

/// A role that answers for stages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// As it stands in `config/team.yaml`.
    pub code: Code,
    /// What people call it.
    pub label: String,
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its code in files.
    pub code: Code,
    /// What people call it.
    #[serde(default)]
    pub label: String,
    /// What is done in it.
    #[serde(default)]
    pub activity: Option<Text>,
    /// Who answers for it: a role of members, or a team.
    #[serde(default)]
    pub role: Option<Code>,
    /// The acts that lead here from wherever the ticket stands.
    #[serde(default)]
    begins: Names,
    /// The acts that end it, each with its result.
    #[serde(default)]
    ends: Named<Code>,
    /// What can come of it.
    #[serde(default)]
    pub results: Vec<Outcome>,
    /// The result that is shown until there is one.
    #[serde(default)]
    pub initial: Option<Code>,
    /// How much of the desk's working time it should take at most.
    #[serde(default)]
    pub target: Option<Span>,
}

/// What can come of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its code in files.
    pub code: Code,
    /// What people call it.
    #[serde(default)]
    pub label: String,
    /// Whether the stage is over with it.
    #[serde(default = "yes")]
    pub ends: bool,
}

const fn yes() -> bool {
    true
}

/// How the table of a ticket is laid out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Its name on the command line.
    pub code: Code,
    /// The title of the table.
    #[serde(default)]
    pub label: String,
    /// Its columns, in their order.
    pub columns: Vec<LayoutColumn>,
}

/// A column of a layout.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayoutColumn {
    /// What it shows.
    pub code: Shown,
    /// Its heading; without one, the product's word.
    #[serde(default)]
    pub label: String,
}

/// What a column of the table can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shown {
    /// The stage.
    Stage,
    /// Which stay in the stage it is, from 1.
    Visit,
    /// What is done in the stage.
    Activity,
    /// The responsible role.
    Role,
    /// The responsible person: who gave the result or, while there is none, the assignee.
    Person,
    /// When it began.
    Start,
    /// When it was over.
    End,
    /// When it was over or, while it lasts, when it began.
    Time,
    /// How long it took.
    Took,
    /// What came of it.
    Result,
    /// What was said with the result.
    Remarks,
    /// The last message of the customer.
    Feedback,
    /// The attached files.
    Documents,
}

impl Shown {
    /// Its key in machine formats.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Visit => "visit",
            Self::Activity => "activity",
            Self::Role => "role",
            Self::Person => "person",
            Self::Start => "start",
            Self::End => "end",
            Self::Time => "time",
            Self::Took => "took",
            Self::Result => "result",
            Self::Remarks => "remarks",
            Self::Feedback => "feedback",
            Self::Documents => "documents",
        }
    }
}

/// The columns of a desk that lays none out.
const COLUMNS: [Shown; 7] =
    [Shown::Stage, Shown::Activity, Shown::Role, Shown::Start, Shown::End, Shown::Result, Shown::Remarks];

faults! {
    /// Why a `config/process.yaml` cannot be used.
    pub enum ProcessFault {
        "process-act-unknown" => Act { act: Text, nearest: String },
        "process-begins-twice" => BeginsTwice { act: Text, stage: Code, other: Code },
        "process-result-unknown" => Result { result: Code, stage: Code, nearest: String },
        "process-result-goes-on" => GoesOn { result: Code, stage: Code, act: Text },
        "process-initial-ends" => InitialEnds { result: Code, stage: Code },
        "process-stage-endless" => Endless { stage: Code },
        "process-code-twice" => Twice { code: Code },
        "process-label-differs" => Label { code: Code, label: String, other: String },
        "process-columns-missing" => Columns { layout: Code },
        "process-unknown" => Unknown { process: Code, nearest: String },
        "process-beside" => Beside {},
        "process-when-rest" => Rest { process: Text },
        "process-when-stage" => Circular { process: Text },
        "process-when-never" => Never { process: Text, field: String },
        "process-idle" => Idle { process: Text },
        "process-unwalked" => Unwalked { process: Text },
    }
}

faults! {
    /// What a person names that the process does not have.
    pub enum StageFault {
        "process-off" => Off {},
        "stage-unknown" => Stage { stage: String, nearest: String },
        "stage-result-unknown" => Result { result: String, stage: String, nearest: String },
        "layout-unknown" => Layout { layout: String, nearest: String },
    }
}

/// The process of a desk; without stages, it has none.
#[derive(Debug, Clone, Default)]
pub struct Process {
    /// Its code among several.
    pub name: Option<Text>,
    /// What people call it among several.
    pub label: String,
    /// What it asks of the tickets that walk it.
    when: Option<Query>,
    /// The place of its first stage among those of all processes.
    pub first: usize,
    /// The stages, in their order.
    pub stages: Vec<Stage>,
    /// The layouts of the table: at least one, the default first.
    layouts: Vec<Layout>,
    /// What people call the roles.
    roles: Vec<Role>,
    /// How tickets walk through the stages.
    pub route: Route,
    /// The processes that the desk could use instead.
    others: Vec<Process>,
}

/// Reads the process of the desk at `root`, and everything that is wrong with it, each at its place; conditions are in
/// the words of `vocabulary`. A desk without the file has no process.
///
/// Faults: a file that is no such configuration.
pub fn read(root: &Path, vocabulary: &Vocabulary) -> Result<(Process, Vec<Problem>)> {
    let path = Path::new(FILE);
    let Some(text) = disk::read_text(&root.join(path))? else { return Ok((Process::default(), Vec::new())) };
    let file: ProcessFile = yaml::read_config(&text).map_err(|problem: Problem| problem.in_file(path))?;
    let (plans, wrongs) = file.plans();
    let placed = |(at, fault): Wrong| {
        let place = yaml::locate(&text, &yaml::Path::parse(&at)).unwrap_or_else(|| Place::whole(path.to_owned()));
        Problem::from(fault).at(place)
    };
    let mut problems: Vec<_> = wrongs.into_iter().map(placed).collect();
    let conditions = condition::compile(&text, &plans, vocabulary, &mut problems);
    let problems = problems.into_iter().map(|problem| problem.in_file(path)).collect();
    Ok((Process::choice(plans, conditions), problems))
}

impl Stage {
    /// What moves tickets; names of acts that are none are left out.
    fn moves(&self) -> process::Stage {
        let ends = self.ends.0.iter().filter_map(|(act, result)| Some((ActKind::from_code(act)?, result.clone())));
        process::Stage {
            code: self.code.clone(),
            begins: self.begins.0.iter().filter_map(|act| ActKind::from_code(act)).collect(),
            ends: ends.collect(),
            endings: self.results.iter().filter(|result| result.ends).map(|result| result.code.clone()).collect(),
        }
    }

    /// The result that a person means by `text`: a code in any case of letters, or a label.
    pub fn result_called(&self, text: &str) -> Result<&Code, StageFault> {
        let meant = |result: &&Outcome| means(text, &result.code, &result.label);
        self.results.iter().find(meant).map(|result| &result.code).ok_or_else(|| StageFault::Result {
            result: text.to_owned(),
            stage: called(text, &self.code, &self.label).to_owned(),
            nearest: near::list(text, self.results.iter().map(|result| called(text, &result.code, &result.label))),
        })
    }
}

/// The code, or the label for somebody who did not type in letters of codes.
fn called<'a>(typed: &str, code: &'a Code, label: &'a str) -> &'a str {
    if typed.is_ascii() || label.is_empty() { code.as_str() } else { label }
}

impl Process {
    /// Whether the desk has stages.
    pub fn is_on(&self) -> bool {
        !self.stages.is_empty()
    }

    /// The stage that a person means by `text`: a code in any case of letters, or a label.
    pub fn stage_called(&self, text: &str) -> Result<&Stage, StageFault> {
        if !self.is_on() {
            return Err(StageFault::Off {});
        }
        let meant = |stage: &&Stage| means(text, &stage.code, &stage.label);
        self.stages.iter().find(meant).ok_or_else(|| StageFault::Stage {
            stage: text.to_owned(),
            nearest: near::list(text, self.stages.iter().map(|stage| called(text, &stage.code, &stage.label))),
        })
    }
}
