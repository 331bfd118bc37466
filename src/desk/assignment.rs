//! `config/assignment.yaml`: how each team's tickets find a member.
use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::rota;
use super::vocabulary::{List, Vocabulary};
use crate::automation::assignment::Strategy;
use crate::domain::ids::{Code, MemberId, TeamId};
use crate::domain::member::Roster;
use crate::fault::{Place, Problem, Result};
use crate::faults;
use crate::near;
use crate::store::{disk, yaml};

/// The file, relative to the desk.
pub const FILE: &str = "config/assignment.yaml";

/// How tickets find a member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Assignment {
    /// How much an open ticket of a priority counts; `default` stands for those not named, and 1 for that.
    pub weights: BTreeMap<Code, u32>,
    /// How much a member can carry who names no capacity of their own.
    pub capacity: Option<u32>,
    /// By team; the tickets of others wait until somebody takes them.
    pub teams: BTreeMap<TeamId, TeamAssignment>,
}

/// How the tickets of a team find a member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamAssignment {
    /// The steps of the choice, in order.
    pub by: Vec<Strategy>,
    /// Who looks after the customers of an industry.
    #[serde(default)]
    pub industries: BTreeMap<Code, Vec<MemberId>>,
}

faults! {
    /// Why a `config/assignment.yaml` cannot be used.
    pub enum AssignmentFault {
        "assignment-steps-missing" => Steps { team: TeamId },
        "assignment-decides-twice" => Decides { team: TeamId, one: &'static str, other: &'static str },
        "assignment-rota-missing" => Rota { team: TeamId },
        "assignment-priority-unknown" => Priority { priority: Code, nearest: String },
        "assignment-capacity-none" => Capacity {},
        "assignment-team-empty" => Empty { team: TeamId },
        "assignment-industries-missing" => NoIndustries { team: TeamId },
        "assignment-industries-unused" => NoStep { team: TeamId },
        "assignment-industry-unknown" => Industry { industry: Code, nearest: String },
        "assignment-not-in-team" => Outsider { member: MemberId, team: TeamId },
    }
}

/// What is wrong, and the path of the value.
type Wrong = (Vec<String>, Problem);

/// Reads the file of the desk at `root`, and everything that is wrong with it, each at its place; `None` when there
/// is none.
///
/// Faults: a file that is no such configuration.
pub fn examine(root: &Path, vocabulary: &Vocabulary, roster: &Roster) -> Result<Option<(Assignment, Vec<Problem>)>> {
    let path = Path::new(FILE);
    let Some(text) = disk::read_text(&root.join(path))? else { return Ok(None) };
    let assignment: Assignment = yaml::read_config(&text).map_err(|problem: Problem| problem.in_file(path))?;
    let has_rota = disk::exists(&root.join(rota::FILE));
    let problem = |(at, problem): Wrong| {
        let steps: Vec<_> = at.iter().map(|key| yaml::Step::Key(key)).collect();
        let place = yaml::locate(&text, &yaml::Path::new(steps));
        let place =
            place.map_or_else(|| Place::whole(path.to_owned()), |place| Place { file: path.to_owned(), ..place });
        problem.at(place)
    };
    let problems = assignment.wrongs(vocabulary, roster, has_rota).into_iter().map(problem).collect();
    Ok(Some((assignment, problems)))
}

/// The file of the desk at `root`; nothing is assigned without one.
pub fn read(root: &Path, vocabulary: &Vocabulary, roster: &Roster) -> Result<Assignment> {
    let Some((assignment, problems)) = examine(root, vocabulary, roster)? else { return Ok(Assignment::default()) };
    problems.into_iter().next().map_or(Ok(assignment), Err)
}

impl Assignment {
    /// How much an open ticket of a priority counts.
    pub fn weight(&self, priority: &str) -> u32 {
        self.weights.get(priority).or_else(|| self.weights.get("default")).copied().unwrap_or(1)
    }

    fn wrongs(&self, vocabulary: &Vocabulary, roster: &Roster, has_rota: bool) -> Vec<Wrong> {
        let mut wrongs = Vec::new();
        let unknown = |code: &&Code| code.as_str() != "default" && vocabulary.rank(code.as_str()).is_none();
        for code in self.weights.keys().filter(unknown) {
            let nearest = near::list(code.as_str(), vocabulary.priorities.iter().map(|word| word.code.as_str()));
            let fault = AssignmentFault::Priority { priority: code.clone(), nearest };
            wrongs.push((at(&["weights", code.as_str()]), fault.into()));
        }
        if self.capacity == Some(0) {
            wrongs.push((at(&["capacity"]), AssignmentFault::Capacity {}.into()));
        }
        for (id, team) in &self.teams {
            wrongs.extend(nobody(id, roster).map(|problem| (at(&["teams", id.as_str()]), problem)));
            let steps = team.wrong_steps(id, has_rota).into_iter();
            wrongs.extend(steps.map(|(key, fault)| (at(&["teams", id.as_str(), key]), fault.into())));
            wrongs.extend(team.wrong_industries(id, vocabulary));
            wrongs.extend(team.wrong_members(id, roster));
        }
        wrongs
    }
}

fn at(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

/// Why a team has nobody to choose from.
fn nobody(team: &TeamId, roster: &Roster) -> Option<Problem> {
    let is_member = || roster.members.values().any(|member| member.teams.contains(team));
    match roster.team(team.as_str()) {
        Err(unknown) => Some(unknown.into()),
        Ok(_) => (!is_member()).then(|| AssignmentFault::Empty { team: team.clone() }.into()),
    }
}

impl TeamAssignment {
    /// What is wrong with the steps, each with the key where it stands.
    fn wrong_steps(&self, id: &TeamId, has_rota: bool) -> Vec<(&'static str, AssignmentFault)> {
        let mut deciding = self.by.iter().filter(|strategy| strategy.decides()).map(|strategy| strategy.code());
        let asks = |step: Strategy| self.by.contains(&step);
        let team = || id.clone();
        let mut wrongs = Vec::new();
        if self.by.is_empty() {
            wrongs.push(("by", AssignmentFault::Steps { team: team() }));
        }
        if let (Some(one), Some(other)) = (deciding.next(), deciding.next()) {
            wrongs.push(("by", AssignmentFault::Decides { team: team(), one, other }));
        }
        if asks(Strategy::OnDuty) && !has_rota {
            wrongs.push(("by", AssignmentFault::Rota { team: team() }));
        }
        match (asks(Strategy::Industry), self.industries.is_empty()) {
            (true, true) => wrongs.push(("by", AssignmentFault::NoIndustries { team: team() })),
            (false, false) => wrongs.push(("industries", AssignmentFault::NoStep { team: team() })),
            _ => {}
        }
        wrongs
    }

    fn wrong_industries(&self, team: &TeamId, vocabulary: &Vocabulary) -> Vec<Wrong> {
        let unknown = self.industries.keys().filter(|code| !vocabulary.admits(List::Industry, code.as_str()));
        let wrong = |code: &Code| {
            let known = vocabulary.words(List::Industry).iter().map(|word| word.code.as_str());
            let fault = AssignmentFault::Industry { industry: code.clone(), nearest: near::list(code.as_str(), known) };
            (at(&["teams", team.as_str(), "industries", code.as_str()]), fault.into())
        };
        unknown.map(wrong).collect()
    }

    fn wrong_members(&self, team: &TeamId, roster: &Roster) -> Vec<Wrong> {
        let mut wrongs = Vec::new();
        for (industry, members) in &self.industries {
            for member in members {
                let problem = match roster.member(member.as_str()) {
                    Err(fault) => Problem::from(fault),
                    Ok((_, known)) if known.teams.contains(team) => continue,
                    Ok(_) => AssignmentFault::Outsider { member: member.clone(), team: team.clone() }.into(),
                };
                wrongs.push((at(&["teams", team.as_str(), "industries", industry.as_str()]), problem));
            }
        }
        wrongs
    }
}
