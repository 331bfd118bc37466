//! Walks the commits, parents before children, and judges what each did.
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use super::addresses::Addresses;
use super::{AuditUsage, Finding};
use crate::desk::check::Severity;
use crate::desk::open::Desk;
use crate::desk::settings::{SettingsFile, Signatures};
use crate::domain::ids::Key;
use crate::domain::member::Roster;
use crate::fault::{Problem, Result};
use crate::git::history::{Carried, Commit, Touched};
use crate::git::object::ObjectId;
use crate::git::repository::Repository;
use crate::review::Version;
use crate::review::audit::{Auditor, Carrier, Tolerance, signature};
use crate::service::versions;
use crate::store::{layout, yaml};

/// What was found.
pub(super) struct Audited {
    /// By commit, the oldest first.
    pub findings: Vec<Finding>,
    /// How many commits were looked at.
    pub commits: usize,
}

/// A file as a commit has it.
type File<'a> = (&'a Path, &'a ObjectId);

/// One thing to look at.
enum Step<'a> {
    /// Members and their addresses, from here on.
    Roster(&'a ObjectId),
    /// The desk's identity, from here on.
    Settings(&'a ObjectId),
    /// A commit as such.
    Commit(&'a Commit),
    /// A ticket in a commit: in its parents, and in itself.
    Ticket(&'a Commit, Vec<File<'a>>, Option<File<'a>>),
}

/// Tickets by the ids of their files; what cannot be read is the problem it is.
type Known<'a> = HashMap<&'a ObjectId, Result<Version>>;

/// How many steps' files are in memory at once.
const STEPS: usize = 2000;

const TEAM: &str = "config/team.yaml";

/// Judges the commits of `revisions` (`A..B`, or all that lead to `A`; of `HEAD` when it is empty).
///
/// # Errors
/// Those of the revisions; `audit-cut-off` where a shallow clone lacks what a commit grew from.
pub(super) fn audit(desk: &Desk, repository: &Repository, revisions: &str, tolerance: Tolerance) -> Result<Audited> {
    let (old, new) = match revisions.split_once("...").or_else(|| revisions.split_once("..")) {
        Some((old, new)) => (Some(repository.commit(old)?), repository.commit(new)?),
        None => (None, repository.commit(revisions)?),
    };
    let asks = desk.settings.signatures == Signatures::Required;
    let range = old.as_ref().map_or_else(|| new.clone(), |old| format!("{old}..{new}"));
    let commits = repository.commits(&range, asks)?;
    if let Some(commit) = repository.cut_off(&commits)?.into_iter().next() {
        return Err(AuditUsage::CutOff { commit }.into());
    }
    let mut judge = Judge::new(desk, tolerance);
    if let Some(old) = old {
        judge.begin(&repository.contents(&[format!("{old}:./{TEAM}"), format!("{old}:./{}", layout::DESK)])?);
    }
    let steps: Vec<_> = commits.iter().flat_map(steps).collect();
    for steps in steps.chunks(STEPS) {
        let ids: HashSet<_> = steps.iter().flat_map(Step::ids).collect();
        let ids: Vec<_> = ids.into_iter().collect();
        let contents = repository.contents(&ids)?;
        let mut files: HashMap<_, _> =
            ids.into_iter().zip(contents).filter_map(|(id, text)| Some((id, text?))).collect();
        let mut known = parsed(steps, &mut files);
        for step in steps {
            judge.step(step, &files, &mut known);
        }
    }
    Ok(Audited { findings: judge.findings, commits: commits.len() })
}

impl<'a> Step<'a> {
    fn ids(&self) -> Vec<&'a ObjectId> {
        match self {
            Self::Roster(id) | Self::Settings(id) => vec![id],
            Self::Commit(_) => Vec::new(),
            Self::Ticket(_, olds, new) => olds.iter().chain(new).map(|(_, id)| *id).collect(),
        }
    }
}

/// What a commit did: to the configuration, as such, to each ticket.
fn steps(carried: &Carried) -> Vec<Step<'_>> {
    let Carried { commit, files } = carried;
    let at = |path: &str| files.iter().find(|file| file.path == Path::new(path)).and_then(|file| file.new.as_ref());
    let mut steps: Vec<_> = at(TEAM).map(Step::Roster).into_iter().collect();
    steps.extend(at(layout::DESK).map(Step::Settings));
    steps.push(Step::Commit(commit));
    let mut tickets: BTreeMap<Key, Vec<&Touched>> = BTreeMap::new();
    for file in files {
        if let Some(reference) = versions::reference(&file.path) {
            tickets.entry(reference.key).or_default().push(file);
        }
    }
    let grouped = tickets.into_values().flat_map(|files| {
        let stand = files.iter().filter(|file| file.new.is_some()).count();
        // A ticket has one file, which may have moved; where two stand each is judged alone.
        if stand > 1 { files.into_iter().map(|file| vec![file]).collect() } else { vec![files] }
    });
    steps.extend(grouped.map(|files| ticket(commit, &files)));
    steps
}

fn ticket<'a>(commit: &'a Commit, files: &[&'a Touched]) -> Step<'a> {
    let file = |file: &&'a Touched, id: &'a Option<ObjectId>| Some((file.path.as_path(), id.as_ref()?));
    let olds = files.iter().flat_map(|touched| touched.olds.iter().filter_map(|id| file(touched, id))).collect();
    Step::Ticket(commit, olds, files.iter().find_map(|touched| file(touched, &touched.new)))
}

/// The tickets of the steps, each read once.
fn parsed<'a>(steps: &[Step<'a>], files: &mut HashMap<&'a ObjectId, Vec<u8>>) -> Known<'a> {
    let mut known = HashMap::new();
    for step in steps {
        let Step::Ticket(_, olds, new) = step else { continue };
        for &(path, id) in olds.iter().chain(new) {
            if let Some(bytes) = files.remove(id) {
                known.insert(id, versions::read(path, bytes));
            }
        }
    }
    known
}

/// Judges step by step.
struct Judge {
    auditor: Auditor,
    addresses: Addresses,
    asks: bool,
    /// Whether the desk demands signatures at this point of its history.
    demands: bool,
    findings: Vec<Finding>,
}

impl Judge {
    fn new(desk: &Desk, tolerance: Tolerance) -> Self {
        let mut addresses = Addresses::default();
        addresses.learn(&desk.roster);
        let asks = desk.settings.signatures == Signatures::Required;
        Self { auditor: Auditor::new(tolerance), addresses, asks, demands: false, findings: Vec::new() }
    }

    /// Learns members and settings from before the first commit.
    fn begin(&mut self, files: &[Option<Vec<u8>>]) {
        if let [roster, settings] = files {
            self.learn_roster(roster.as_deref());
            self.learn_settings(settings.as_deref());
        }
    }

    /// What cannot be read changes nothing: `check` tells of it.
    fn learn_roster(&mut self, bytes: Option<&[u8]>) {
        let text = String::from_utf8_lossy(bytes.unwrap_or_default());
        if let Ok(roster) = yaml::read_config::<Roster>(&text) {
            self.addresses.learn(&roster);
        }
    }

    fn learn_settings(&mut self, bytes: Option<&[u8]>) {
        let text = String::from_utf8_lossy(bytes.unwrap_or_default());
        if let Ok(settings) = yaml::read_config::<SettingsFile>(&text) {
            self.demands = settings.signatures == Signatures::Required;
        }
    }

    fn step(&mut self, step: &Step<'_>, files: &HashMap<&ObjectId, Vec<u8>>, known: &mut Known<'_>) {
        match step {
            Step::Roster(id) => self.learn_roster(files.get(id).map(Vec::as_slice)),
            Step::Settings(id) => self.learn_settings(files.get(id).map(Vec::as_slice)),
            Step::Commit(commit) => self.commit(commit),
            Step::Ticket(commit, olds, new) => self.ticket(commit, olds, *new, known),
        }
    }

    fn commit(&mut self, commit: &Commit) {
        let verdict = commit.signature.filter(|_| self.asks && self.demands);
        if let Some(fault) = verdict.and_then(|verdict| signature(verdict, &author(commit))) {
            let severity = if fault.is_mild() { Severity::Warning } else { Severity::Error };
            self.find(severity, commit, None, fault.into());
        }
    }

    fn ticket(&mut self, commit: &Commit, olds: &[File<'_>], new: Option<File<'_>>, known: &mut Known<'_>) {
        let Some(path) = new.or(olds.first().copied()).map(|(path, _)| path) else { return };
        // A version that cannot be read is told of once; of what came of it nothing can be said.
        if let Some((_, id)) = new
            && let Some(Err(_)) = known.get(id)
            && let Some(Err(problem)) = known.remove(id)
        {
            return self.find(Severity::Error, commit, Some(path), problem);
        }
        let before: Option<Vec<_>> = olds.iter().map(|(_, id)| readable(known, id)).collect();
        let after = new.map(|(_, id)| readable(known, id));
        let (Some(before), Some(after)) = (before, after.map_or(Some(None), |after| after.map(Some))) else { return };
        let author = author(commit);
        let carrier = Carrier { author: &author, members: self.addresses.members(commit), at: commit.at };
        for fault in self.auditor.ticket(&carrier, &before, after) {
            let severity = if fault.is_mild() { Severity::Warning } else { Severity::Error };
            self.find(severity, commit, Some(path), fault.into());
        }
    }

    fn find(&mut self, severity: Severity, commit: &Commit, file: Option<&Path>, problem: Problem) {
        let file = file.map(Path::to_owned);
        self.findings.push(Finding { severity, commit: commit.id.clone(), author: author(commit), file, problem });
    }
}

fn readable<'k>(known: &'k Known<'_>, id: &ObjectId) -> Option<&'k Version> {
    known.get(id)?.as_ref().ok()
}

fn author(commit: &Commit) -> String {
    format!("{} <{}>", commit.author, commit.email)
}
