//! Reading every ticket once, on every core.
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::fault::CheckFault;
use super::known::Known;
use super::names::Names;
use super::responses::Responses;
use super::same::Same;
use super::ticket::{Remark, remarks};
use super::words::{self, Words};
use super::{Finding, Mention, Severity, marked};
use crate::domain::act::Act;
use crate::domain::ids::{Code, Text, TicketRef};
use crate::domain::moment::Moment;
use crate::domain::status::StatusFault;
use crate::domain::ticket::Ticket;
use crate::fault::Problem;
use crate::store::find::Found;
use crate::store::scan::{Gather, scan};
use crate::store::{disk, layout, yaml};
use crate::time::Instant;

/// What the tickets say. Only what may be wrong is kept: a desk may hold a hundred thousand.
#[derive(Debug, Default)]
pub(super) struct Examined {
    pub tickets: usize,
    pub findings: Vec<Finding>,
    /// What stands in heads instead of codes, and means one.
    pub labels: Vec<Labelled>,
    /// Tickets whose head or folder can be set right.
    pub untidy: Vec<PathBuf>,
    /// When tickets that share a number were created.
    pub created: HashMap<TicketRef, Moment>,
    /// Tickets by a number they had, and their key: one of each, unless it stands in several files.
    pub former: HashMap<TicketRef, BTreeSet<TicketRef>>,
    /// Mentions of tickets that are not there or share a number.
    pub mentions: Vec<Mention>,
    /// What they say of each other.
    pub same: Same,
}

/// What people call a code, where the code should stand.
#[derive(Debug)]
pub(super) struct Labelled {
    pub file: PathBuf,
    pub key: &'static str,
    pub label: Text,
    pub code: Code,
}

/// What every worker looks things up in.
struct Scene<'a> {
    root: &'a Path,
    known: &'a Known,
    names: &'a Names,
    responses: &'a HashSet<String>,
    latest: Instant,
}

impl Scene<'_> {
    /// Whether a ticket is not there, or may get another number.
    fn is_unsettled(&self, ticket: &TicketRef) -> bool {
        !self.names.has(ticket) || self.names.is_double(&ticket.number)
    }

    fn has(&self, file: &Path) -> bool {
        disk::exists(&self.root.join(file))
    }
}

struct Examiner<'a> {
    scene: &'a Scene<'a>,
    examined: Examined,
    words: Words,
}

/// Reads the tickets that are `wanted`.
pub(super) fn tickets(
    root: &Path,
    known: &Known,
    names: &Names,
    responses: &Responses,
    latest: Instant,
    wanted: impl Fn(&Path) -> bool,
) -> Examined {
    let files: Vec<_> = names.all().iter().filter(|found| wanted(&found.path)).cloned().collect();
    let scene = Scene { root, known, names, responses: &responses.stems, latest };
    let make = || Examiner { scene: &scene, examined: Examined::default(), words: Words::default() };
    let mut all = Examined::default();
    let mut words = Words::default();
    for worker in scan(root, &files, make) {
        words.merge(worker.words);
        all.merge(worker.examined);
    }
    all.findings.extend(words.findings(root, known));
    all
}

impl Examined {
    /// What a ticket is called now that was once called `former`; `None` when none or several were.
    pub fn now(&self, former: &TicketRef) -> Option<&TicketRef> {
        let mut now = self.former.get(former)?.iter();
        now.next().filter(|_| now.next().is_none())
    }

    fn merge(&mut self, other: Self) {
        self.tickets += other.tickets;
        self.findings.extend(other.findings);
        self.labels.extend(other.labels);
        self.untidy.extend(other.untidy);
        self.created.extend(other.created);
        for (former, now) in other.former {
            self.former.entry(former).or_default().extend(now);
        }
        self.mentions.extend(other.mentions);
        self.same.merge(other.same);
    }
}

impl Gather for Examiner<'_> {
    fn text(&mut self, found: &Found, text: &str) {
        self.examined.findings.extend(marked::findings(&found.path, text));
    }

    fn ticket(&mut self, found: &Found, ticket: Ticket) {
        self.examined.tickets += 1;
        let remarks = remarks(found, &ticket, self.scene.latest);
        if remarks.iter().any(Remark::is_mendable) {
            self.examined.untidy.push(found.path.clone());
        }
        for Remark { severity, path, fault } in remarks {
            self.find(found, severity, &path, fault);
        }
        self.words.look(self.scene.known, found, &ticket);
        self.unlabel(found, &ticket);
        self.follow(found, &ticket);
        self.remember(found, &ticket);
        self.examined.same.look(found, &ticket);
    }

    fn invalid(&mut self, found: &Found, problem: Problem) {
        self.examined.tickets += 1;
        self.unlabel_status(found, &problem);
        self.examined.findings.push(Finding::error(&found.path, problem));
    }
}

impl Examiner<'_> {
    fn find(&mut self, found: &Found, severity: Severity, path: &str, fault: CheckFault) {
        let path = yaml::Path::parse(path);
        let finding = Finding::within(self.scene.root, &found.path, &path, severity, fault.into());
        self.examined.findings.push(finding);
    }

    fn unlabel(&mut self, found: &Found, ticket: &Ticket) {
        let Some(vocabulary) = &self.scene.known.vocabulary else { return };
        let labels = words::labels(vocabulary, &ticket.head).into_iter();
        let labels =
            labels.map(|(field, label, code)| Labelled { file: found.path.clone(), key: field.code(), label, code });
        self.examined.labels.extend(labels);
    }

    fn unlabel_status(&mut self, found: &Found, problem: &Problem) {
        let Some(StatusFault::Unknown { status }) = problem.downcast_ref() else { return };
        let mut statuses = self.scene.known.vocabulary.iter().flat_map(|vocabulary| &vocabulary.statuses);
        if let Some((code, _)) = statuses.find(|(_, label)| *label == status) {
            let (label, code) = (status.as_str().into(), code.clone());
            self.examined.labels.push(Labelled { file: found.path.clone(), key: "status", label, code });
        }
    }

    /// Follows what the history points to.
    fn follow(&mut self, found: &Found, ticket: &Ticket) {
        for (place, entry) in ticket.history.iter().enumerate() {
            let path = |key| format!("history[{place}].{key}");
            match &entry.act {
                Act::Linked { to, .. } | Act::Unlinked { to, .. } if self.scene.is_unsettled(to) => {
                    let mention = Mention { file: found.path.clone(), path: path("to"), to: to.clone() };
                    self.examined.mentions.push(mention);
                }
                Act::Attached { file, .. } if !self.scene.has(&layout::attachment(&found.reference, file)) => {
                    let fault = CheckFault::Attachment { file: file.to_string() };
                    self.find(found, Severity::Error, &path("file"), fault);
                }
                Act::SurveyAnswered { response, .. } if !self.scene.responses.contains(stem(response)) => {
                    let fault = CheckFault::Response { response: response.to_string() };
                    self.find(found, Severity::Error, &path("response"), fault);
                }
                _ => {}
            }
        }
    }

    fn remember(&mut self, found: &Found, ticket: &Ticket) {
        let reference = &found.reference;
        if self.scene.names.is_double(&reference.number) {
            self.examined.created.insert(reference.clone(), ticket.head.created);
        }
        for number in &ticket.head.formerly {
            let former = TicketRef { number: number.clone(), key: reference.key };
            self.examined.former.entry(former).or_default().insert(reference.clone());
        }
    }
}

/// A response is named by its file, with or without its folder and ending.
fn stem(response: &str) -> &str {
    let name = response.rsplit('/').next().unwrap_or(response);
    name.strip_suffix(".yaml").unwrap_or(name)
}
