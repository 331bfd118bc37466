//! The configuration: every file is tried.
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use super::fault::CheckFault;
use super::known::Known;
use super::{Finding, Severity, idle, keep, promises, texts};
use crate::automation::alerts::OnResolved;
use crate::automation::assignment::Strategy;
use crate::desk::assignment::{self, Assignment};
use crate::desk::open;
use crate::desk::process::{self, Process};
use crate::desk::rota::{self, Rota, RotaFault};
use crate::desk::settings::Settings;
use crate::desk::survey::SurveySettings;
use crate::desk::vocabulary::{List, Vocabulary};
use crate::domain::duplicate::DUPLICATE;
use crate::domain::ids::Code;
use crate::domain::member::Roster;
use crate::domain::permission::ANY;
use crate::domain::rule::SOLVED;
use crate::fault::{Problem, Result};
use crate::near;
use crate::store::yaml::{self, Step};
use crate::store::{disk, layout};
use crate::time::Instant;

/// The files of `config/` that are read.
const FILES: [&str; 12] = [
    "alerts.yaml",
    "assignment.yaml",
    "process.yaml",
    "roles.yaml",
    "rota.yaml",
    "rules.yaml",
    "sla.yaml",
    "survey.yaml",
    "team.yaml",
    "views.yaml",
    "vocabulary.yaml",
    "wording.yaml",
];
const TEAM: &str = "config/team.yaml";
const ROLES: &str = "config/roles.yaml";
const SURVEY: &str = "config/survey.yaml";

impl Known {
    /// Reads what can be read.
    pub fn read(root: &Path, latest: Instant, findings: &mut Vec<Finding>) -> Self {
        let settings = keep(open::settings(root), Path::new(layout::DESK), findings);
        let vocabulary = keep(open::vocabulary(root), Path::new("config/vocabulary.yaml"), findings);
        let known = Self {
            survey: keep(open::survey(root), Path::new(SURVEY), findings),
            process: stages(root, vocabulary.as_ref(), findings),
            roster: keep(open::roster(root), Path::new(TEAM), findings),
            customers: customers(root, findings),
            settings,
            vocabulary,
        };
        keep(open::views(root), Path::new("config/views.yaml"), findings);
        keep(open::wording(root), Path::new("config/wording.yaml"), findings);
        calendars(root, findings);
        known.promises(root, findings);
        if let (Some(survey), Some(vocabulary)) = (&known.survey, &known.vocabulary) {
            excepted(root, survey, vocabulary, findings);
        }
        if let Some(roster) = &known.roster {
            members(root, roster, findings);
            roles(root, roster, findings);
            known
                .process
                .iter()
                .flat_map(Process::all)
                .for_each(|process| responsible(root, process, roster, findings));
        }
        if let (Some(vocabulary), Some(roster)) = (&known.vocabulary, &known.roster) {
            rules(root, vocabulary, roster, findings);
            alerts(root, (vocabulary, roster), known.settings.as_ref(), findings);
            known.assigning(root, (vocabulary, roster), latest, findings);
            let today = known.settings.as_ref().map(|settings| settings.zone.date_at(latest));
            idle::check(root, (vocabulary, roster), today, findings);
        }
        unused(root, findings);
        known
    }

    fn assigning(
        &self,
        root: &Path,
        (vocabulary, roster): (&Vocabulary, &Roster),
        latest: Instant,
        findings: &mut Vec<Finding>,
    ) {
        let read = assignment::examine(root, vocabulary, roster);
        let assignment = placed(read, Path::new(assignment::FILE), findings);
        let Some(settings) = &self.settings else { return };
        let rota = placed(rota::examine(root, &settings.zone, roster), Path::new(rota::FILE), findings);
        if rota.as_ref().is_some_and(|rota| rota.is_over(latest)) {
            let (file, path) = (Path::new(rota::FILE), yaml::Path::key("shifts"));
            findings.push(Finding::within(root, file, &path, Severity::Warning, RotaFault::Over {}.into()));
        }
        if let (Some(assignment), Some(rota)) = (&assignment, &rota) {
            never_on_duty(root, assignment, rota, roster, findings);
        }
    }

    fn promises(&self, root: &Path, findings: &mut Vec<Finding>) {
        let Some(settings) = &self.settings else { return };
        let path = Path::new("config/sla.yaml");
        let policies = open::policies(root, &settings.zone).ok();
        if policies.is_none() {
            let wrongs = open::policy_wrongs(root, &settings.zone).into_iter();
            findings.extend(wrongs.map(|problem| Finding::error(path, problem)));
        }
        let Some(vocabulary) = &self.vocabulary else { return };
        if let Some(policies) = &policies {
            texts::scripts(root, vocabulary, policies, findings);
        }
        if let Some(roster) = &self.roster {
            promises::check(root, policies.as_ref(), (roster, vocabulary, self.process.as_ref()), findings);
        }
    }
}

/// What a file says that may be absent and has nothing wrong; everything that is wrong is found.
fn placed<T>(read: Result<Option<(T, Vec<Problem>)>>, path: &Path, findings: &mut Vec<Finding>) -> Option<T> {
    let (value, problems) = keep(read, path, findings).flatten()?;
    let is_right = problems.is_empty();
    findings.extend(problems.into_iter().map(|problem| Finding::error(path, problem)));
    is_right.then_some(value)
}

/// The process as far as it can be read; everything that is wrong with it is found. Without a vocabulary, conditions may
/// name any code.
fn stages(root: &Path, vocabulary: Option<&Vocabulary>, findings: &mut Vec<Finding>) -> Option<Process> {
    let read = process::read(root, vocabulary.unwrap_or(&Vocabulary::default()));
    placed(read.map(Some), Path::new(process::FILE), findings)
}

fn customers(root: &Path, findings: &mut Vec<Finding>) -> HashSet<String> {
    let folder = Path::new(layout::CUSTOMERS);
    let names = keep(disk::list(&root.join(folder)), folder, findings).unwrap_or_default();
    names.iter().filter_map(|name| name.strip_suffix(".yaml")).map(str::to_owned).collect()
}

fn calendars(root: &Path, findings: &mut Vec<Finding>) {
    let folder = Path::new(layout::CALENDARS);
    for name in keep(open::calendars(root), folder, findings).unwrap_or_default() {
        keep(open::calendar(root, &name), &folder.join(format!("{name}.yaml")), findings);
    }
}

fn rules(root: &Path, vocabulary: &Vocabulary, roster: &Roster, findings: &mut Vec<Finding>) {
    let path = Path::new("config/rules.yaml");
    if let Some(Some((_, problems))) = keep(crate::desk::rules::examine(root, vocabulary, roster), path, findings) {
        findings.extend(problems.into_iter().map(|problem| Finding::error(path, problem)));
    }
}

fn alerts(
    root: &Path,
    (vocabulary, roster): (&Vocabulary, &Roster),
    settings: Option<&Settings>,
    findings: &mut Vec<Finding>,
) {
    let path = Path::new("config/alerts.yaml");
    let examined = keep(crate::desk::alerts::examine(root, vocabulary, roster), path, findings);
    let Some((mapping, problems)) = examined else { return };
    findings.extend(problems.into_iter().map(|problem| Finding::error(path, problem)));
    let is_solved = matches!(&mapping.resolved, OnResolved::Close(reason) if reason.as_str() == SOLVED);
    if is_solved && settings.is_some_and(|settings| settings.close_needs_confirmation) {
        let fault = CheckFault::Unconfirmed { reason: SOLVED };
        findings.push(Finding::within(root, path, &yaml::Path::key("resolved"), Severity::Warning, fault.into()));
    }
}

/// Reasons of closing, after which nobody is asked, that no ticket is closed for.
fn excepted(root: &Path, survey: &SurveySettings, vocabulary: &Vocabulary, findings: &mut Vec<Finding>) {
    for (place, reason) in survey.send.iter().flat_map(|send| &send.except).enumerate() {
        if reason.as_str() != DUPLICATE && !vocabulary.admits(List::CloseReason, reason.as_str()) {
            let path = yaml::Path::new([Step::Key("send"), Step::Key("except"), Step::Index(place)]);
            let fault = vocabulary.unknown(List::CloseReason, reason.as_str());
            findings.push(Finding::within(root, Path::new(SURVEY), &path, Severity::Warning, fault.into()));
        }
    }
}

/// Teams and leads that are not there, and addresses that two members commit with.
fn members(root: &Path, roster: &Roster, findings: &mut Vec<Finding>) {
    let mut warn = |steps: &[Step<'_>], problem: Problem| {
        let path = yaml::Path::new(steps);
        findings.push(Finding::within(root, Path::new(TEAM), &path, Severity::Warning, problem));
    };
    let mut owners = BTreeMap::new();
    for (id, member) in &roster.members {
        for problem in member.teams.iter().filter_map(|team| roster.team(team.as_str()).err()) {
            warn(&[Step::Key("members"), Step::Key(id.as_str()), Step::Key("teams")], problem.into());
        }
        for email in &member.emails {
            if let Some(other) = owners.insert(email.to_lowercase(), id) {
                let (member, other) = (id.to_string(), other.to_string());
                let fault = CheckFault::EmailTwice { email: email.clone(), member, other };
                warn(&[Step::Key("members"), Step::Key(id.as_str()), Step::Key("emails")], fault.into());
            }
        }
    }
    for (id, team) in &roster.teams {
        if let Some(problem) = team.lead.as_ref().and_then(|lead| roster.member(lead.as_str()).err()) {
            warn(&[Step::Key("teams"), Step::Key(id.as_str()), Step::Key("lead")], problem.into());
        }
    }
}

/// The roles that somebody has.
fn held(roster: &Roster) -> BTreeSet<&str> {
    roster.roles().into_iter().chain([ANY]).collect()
}

fn absent(role: &str, held: &BTreeSet<&str>) -> CheckFault {
    CheckFault::Role { role: role.to_owned(), nearest: near::list(role, held.iter().copied()) }
}

/// Stages for which nobody answers: their role is neither a member's nor a team.
fn responsible(root: &Path, process: &Process, roster: &Roster, findings: &mut Vec<Finding>) {
    let held = held(roster);
    for (place, stage) in process.stages.iter().enumerate() {
        let Some(role) = stage.role.as_ref().map(Code::as_str) else { continue };
        if !held.contains(role) && !roster.teams.contains_key(role) {
            let above = process.name.iter().flat_map(|name| [Step::Key("processes"), Step::Key(name)]);
            let path = above.chain([Step::Key("stages"), Step::Index(place), Step::Key("role")]).collect::<Vec<_>>();
            let (file, path, fault) = (Path::new(process::FILE), yaml::Path::new(path), absent(role, &held));
            findings.push(Finding::within(root, file, &path, Severity::Warning, fault.into()));
        }
    }
}

/// Teams that ask who is on duty, and of whose members nobody ever is.
fn never_on_duty(root: &Path, assignment: &Assignment, rota: &Rota, roster: &Roster, findings: &mut Vec<Finding>) {
    for (id, _) in assignment.teams.iter().filter(|(_, team)| team.by.contains(&Strategy::OnDuty)) {
        let mut members = roster.members.iter().filter(|(_, member)| member.teams.contains(id));
        if !members.any(|(member, _)| rota.names(member)) {
            let path = yaml::Path::new([Step::Key("teams"), Step::Key(id.as_str()), Step::Key("by")]);
            let fault = CheckFault::NeverOnDuty { team: id.to_string() };
            findings.push(Finding::within(root, Path::new(assignment::FILE), &path, Severity::Warning, fault.into()));
        }
    }
}

/// Roles that nobody has, and permissions that nobody has.
fn roles(root: &Path, roster: &Roster, findings: &mut Vec<Finding>) {
    let Some(roles) = keep(open::roles(root), Path::new(ROLES), findings) else { return };
    let held = held(roster);
    for (permission, roles) in roles.grants.listed() {
        let permission = permission.code();
        let absent = roles.iter().filter(|role| !held.contains(&***role)).map(|role| absent(role, &held));
        let nobody = roles.is_empty().then(|| CheckFault::Nobody { permission });
        for fault in absent.chain(nobody) {
            let path = yaml::Path::new([Step::Key("permissions"), Step::Key(permission)]);
            findings.push(Finding::within(root, Path::new(ROLES), &path, Severity::Warning, fault.into()));
        }
    }
}

/// A misspelt name would leave a whole file without effect.
fn unused(root: &Path, findings: &mut Vec<Finding>) {
    let folder = Path::new(layout::CONFIG);
    for name in keep(disk::list(&root.join(folder)), folder, findings).unwrap_or_default() {
        if !FILES.contains(&name.as_str()) {
            let path = folder.join(&name);
            let fault =
                CheckFault::UnusedConfig { path: path.display().to_string(), nearest: near::list(&name, FILES) };
            findings.push(Finding::warning(&path, fault));
        }
    }
}
