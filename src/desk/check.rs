//! Checking a desk: everything that is wrong with its files, each at its place.
//!
//! Nothing stops at the first problem: what cannot be read is a finding, and only what would be
//! compared with it is left out.
mod config;
mod customers;
mod examine;
pub mod fault;
mod idle;
mod known;
mod marked;
pub mod mend;
mod names;
pub mod private;
mod promises;
mod responses;
mod same;
pub mod texts;
mod ticket;
mod twins;
mod words;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use self::examine::Examined;
use self::fault::CheckFault;
use self::known::Known;
use self::names::Names;
use self::private::Guard;
use self::responses::Responses;
use crate::domain::ids::TicketRef;
use crate::fault::{Place, Problem, Result};
use crate::store::find::Found;
use crate::store::{disk, knowledge, layout, transaction, yaml};
use crate::time::Instant;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It was wrong and is mended.
    Mended,
    /// Figures or commands go wrong.
    Error,
    /// Somebody should look at it.
    Warning,
}

impl Severity {
    /// Its code in machine formats.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mended => "mended",
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One thing that is wrong.
#[derive(Debug)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What it is; it always has a place.
    pub problem: Problem,
}

impl Finding {
    fn new(severity: Severity, file: &Path, problem: impl Into<Problem>) -> Self {
        let problem = problem.into();
        let problem = match problem.place() {
            None => problem.at(Place::whole(file.to_owned())),
            // Whoever read the file may have called it by another path.
            Some(place) if place.file.as_os_str().is_empty() || place.file.ends_with(file) => problem.in_file(file),
            Some(_) => problem,
        };
        Self { severity, problem }
    }

    fn error(file: &Path, problem: impl Into<Problem>) -> Self {
        Self::new(Severity::Error, file, problem)
    }

    fn warning(file: &Path, problem: impl Into<Problem>) -> Self {
        Self::new(Severity::Warning, file, problem)
    }

    /// At the value of `path` in the file, which is read again for it: findings are few.
    pub fn within(root: &Path, file: &Path, path: &yaml::Path<'_>, severity: Severity, problem: Problem) -> Self {
        let text = disk::read_text(&root.join(file)).ok().flatten();
        let is_article = file.extension().is_some_and(|extension| extension == "md");
        let locate = if is_article { knowledge::locate } else { yaml::locate };
        match text.and_then(|text| locate(&text, path)) {
            Some(place) => Self { severity, problem: problem.at(Place { file: file.to_owned(), ..place }) },
            None => Self::new(severity, file, problem),
        }
    }

    /// The file it is in, relative to the desk.
    pub fn file(&self) -> &Path {
        self.problem.place().map_or(Path::new(""), |place| &place.file)
    }

    fn key(&self) -> (&Path, usize, usize, &'static str, Vec<(&'static str, String)>) {
        let (line, column) = self.problem.place().map_or((0, 0), |place| (place.line, place.column));
        (self.file(), line, column, self.problem.code(), self.problem.args())
    }
}

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    /// By file and place.
    pub findings: Vec<Finding>,
    /// How many tickets were looked at.
    pub tickets: usize,
    /// How many survey responses were looked at.
    pub responses: usize,
    known: Known,
    names: Names,
    examined: Examined,
    /// The tickets that stand in several files, with those files.
    twins: Vec<Vec<Found>>,
}

/// A mention of a ticket by number and key.
#[derive(Debug, Clone)]
struct Mention {
    /// The file that holds it.
    file: PathBuf,
    /// Where in it.
    path: String,
    /// The ticket it means.
    to: TicketRef,
}

/// Checks the desk at `root`; with `only`, those files (relative to it) alone. `guards` is what git
/// says about the folders that it must not hold; nothing when the desk is in no work tree. Nothing
/// can have happened after `latest`.
pub fn check(root: &Path, only: Option<&BTreeSet<PathBuf>>, guards: &[Guard], latest: Instant) -> Checked {
    let wanted = |path: &Path| only.is_none_or(|only| only.contains(path));
    let mut findings = Vec::new();
    let known = Known::read(root, latest, &mut findings);
    let names = Names::read(root, &mut findings);
    let responses = Responses::read(root, wanted, &known, &mut findings);
    let mut examined = examine::tickets(root, &known, &names, &responses, latest, wanted);
    customers::check(root, wanted, &mut findings);
    examined.mentions.extend(responses.mentions);
    examined.mentions.extend(texts::articles(root, &known, latest, &mut findings));
    findings.append(&mut examined.findings);
    findings.extend(std::mem::take(&mut examined.same).findings());
    findings.extend(examined.mentions.iter().filter_map(|mention| mentioned(root, &names, &examined, mention)));
    findings.extend(ownerless(root, &names));
    let twins = twins::all(names.all(), &examined.former);
    findings.extend(twins.iter().flat_map(|files| twins::findings(files)));
    private::check(root, guards, &mut findings);
    if transaction::is_pending(root) {
        findings.push(Finding::error(Path::new(transaction::LOCAL), CheckFault::Journal {}));
    }
    findings.retain(|finding| wanted(finding.file()));
    findings.sort_by(|left, right| left.key().cmp(&right.key()));
    findings.dedup_by(|left, right| left.key() == right.key());
    Checked { findings, tickets: examined.tickets, responses: responses.count, known, names, examined, twins }
}

/// The finding about a mention of a ticket that is not there.
fn mentioned(root: &Path, names: &Names, examined: &Examined, mention: &Mention) -> Option<Finding> {
    if names.has(&mention.to) {
        return None;
    }
    let reference = mention.to.to_string();
    let (severity, fault) = match examined.now(&mention.to) {
        Some(now) => (Severity::Warning, CheckFault::Stale { reference, now: now.to_string() }),
        None => (Severity::Error, CheckFault::Dangling { reference }),
    };
    Some(Finding::within(root, &mention.file, &yaml::Path::parse(&mention.path), severity, fault.into()))
}

/// Folders of attachments whose ticket is not there.
fn ownerless(root: &Path, names: &Names) -> Vec<Finding> {
    let folder = Path::new(layout::ATTACHMENTS);
    let mut findings = Vec::new();
    for name in keep(disk::list(&root.join(folder)), folder, &mut findings).unwrap_or_default() {
        let path = folder.join(&name);
        let is_left = disk::is_dir(&root.join(&path)) && disk::is_empty_dir(&root.join(&path)).unwrap_or_default();
        if !is_left && !name.parse().is_ok_and(|reference| names.has(&reference)) {
            let fault = CheckFault::Ownerless { path: path.display().to_string() };
            findings.push(Finding::warning(&path, fault));
        }
    }
    findings
}

/// Pushes what went wrong; gives back what went well.
fn keep<T>(result: Result<T>, file: &Path, findings: &mut Vec<Finding>) -> Option<T> {
    result.map_err(|problem| findings.push(Finding::error(file, problem))).ok()
}
