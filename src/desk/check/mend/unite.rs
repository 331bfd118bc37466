//! One ticket in several files: they are merged into the one that it should have.
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::super::fault::Mended;
use super::super::{Checked, Finding};
use super::renumber::renamed;
use super::{mended, plan, set};
use crate::domain::act::Act;
use crate::domain::ids::{Number, TicketRef};
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::merge;
use crate::store::file::{self, TicketFile};
use crate::store::find::Found;
use crate::store::transaction::Transaction;
use crate::store::writer::Writer;
use crate::store::yaml::{self, Edit};
use crate::store::{disk, layout};

/// A ticket's file as it was read, with what it says.
struct Version {
    file: TicketFile,
    ticket: Ticket,
}

/// A ticket and the files it stands in.
struct Group {
    versions: Vec<Version>,
    /// What it is called from now on.
    to: TicketRef,
    formerly: Vec<String>,
}

/// Unites the files of every ticket that stands in several; what was done.
pub(super) fn all(writer: &Writer, checked: &Checked) -> Vec<Finding> {
    let mut done = Vec::new();
    let mut groups = Vec::new();
    for files in &checked.twins {
        match Group::read(writer.root(), files) {
            Ok(group) => groups.extend(group),
            Err(problem) => done.push(Finding::error(&files[0].path, problem)),
        }
    }
    let now = names(checked, &groups);
    for group in &groups {
        let united = group.unite(writer, &now);
        done.push(united.unwrap_or_else(|problem| Finding::error(&group.versions[0].file.path, problem)));
    }
    done
}

/// What each ticket is called from now on, by what it is or was called.
fn names(checked: &Checked, groups: &[Group]) -> HashMap<TicketRef, TicketRef> {
    let former = checked.examined.former.keys();
    let stale = former.filter_map(|name| Some((name.clone(), checked.examined.now(name)?.clone())));
    let mut names: HashMap<_, _> = stale.filter(|(name, _)| !checked.names.has(name)).collect();
    for group in groups {
        let numbers = group.formerly.iter().map(|number| Number::from(number.as_str()));
        let numbers = numbers.chain([group.to.number.clone()]);
        names.extend(numbers.map(|number| (TicketRef { number, key: group.to.key }, group.to.clone())));
    }
    names
}

impl Group {
    /// Reads a ticket's files; nothing when there are none.
    fn read(root: &Path, files: &[Found]) -> Result<Option<Self>> {
        let version = |found: &Found| {
            let file = TicketFile::read(root, &found.path)?;
            Ok(Version { ticket: file.ticket()?, file })
        };
        let versions = files.iter().map(version).collect::<Result<Vec<_>>>()?;
        let given_up: Vec<_> = versions.iter().flat_map(|version| &version.ticket.head.formerly).collect();
        let numbers: Vec<_> = versions.iter().map(|version| &version.file.reference.number).collect();
        let (Some(number), Some(found)) = (plan::number(&numbers, &given_up), files.first()) else { return Ok(None) };
        let all: BTreeSet<_> = given_up.into_iter().chain(numbers.iter().copied()).collect();
        let formerly = all.into_iter().filter(|former| *former != number).map(Number::to_string).collect();
        let to = TicketRef { number: number.clone(), key: found.reference.key };
        Ok(Some(Self { versions, to, formerly }))
    }

    /// Writes the one file and removes the others.
    fn unite(&self, writer: &Writer, now: &HashMap<TicketRef, TicketRef>) -> Result<Finding> {
        let texts = self.versions.iter().map(|version| self.alike(writer.root(), version, now));
        let mut texts = texts.collect::<Result<Vec<_>>>()?;
        texts.sort_unstable();
        texts.dedup();
        let name = Path::new(layout::OPEN).join(format!("{}.yaml", self.to));
        let mut texts = texts.into_iter();
        let first = texts.next().unwrap_or_default();
        let text = texts.try_fold(first, |one, other| Ok(merge::merge(&name, None, &one, &other)?.text));
        let text = text.map_err(|problem: crate::fault::Problem| problem.in_file(&name))?;
        let head = file::ticket_of(&name, &text)?.head;
        let place = layout::ticket(&self.to, head.status, head.created);
        self.write(writer, &place, text)?;
        let files: Vec<_> = self.versions.iter().map(|version| version.file.path.display().to_string()).collect();
        Ok(mended(&place, Mended::United { files: files.join(", ") }))
    }

    /// The text of a version as it were, had it been called what the ticket is called now: what both
    /// say alike must not stand twice after the merge.
    fn alike(&self, root: &Path, version: &Version, now: &HashMap<TicketRef, TicketRef>) -> Result<String> {
        let mut edits = vec![Edit::set("id", self.to.number.as_str())];
        if !self.formerly.is_empty() {
            edits.push(Edit::Items { path: yaml::Path::key("formerly"), items: self.formerly.clone() });
        }
        let mut values = Vec::new();
        for (place, entry) in version.ticket.history.iter().enumerate() {
            let (key, text) = match &entry.act {
                Act::Linked { to, .. } | Act::Unlinked { to, .. } => ("to", now.get(to).map(TicketRef::to_string)),
                Act::SurveyAnswered { response, .. } => ("response", self.response(root, response)),
                _ => continue,
            };
            values.extend(text.map(|text| (format!("history[{place}].{key}"), text)));
        }
        edits.extend(values.iter().map(|(path, text)| set(path, text)));
        yaml::apply(&version.file.text, &edits).map_err(|problem| problem.in_file(&version.file.path))
    }

    /// Where a response stands that is not where the history says, for it was renamed with its ticket.
    fn response(&self, root: &Path, path: &str) -> Option<String> {
        let is_there = |path: &str| disk::exists(&root.join(path));
        let former = self.formerly.iter().map(|number| TicketRef { number: number.as_str().into(), key: self.to.key });
        let mut moved = former.map(|former| renamed(path, &former, &self.to));
        if is_there(path) { None } else { moved.find(|moved| is_there(moved)) }
    }

    fn write(&self, writer: &Writer, place: &PathBuf, text: String) -> Result<()> {
        let mut transaction = Transaction::new();
        let files = || self.versions.iter().map(|version| &version.file);
        match files().find(|file| file.path == *place) {
            Some(file) => transaction.replace(place.clone(), file.text.as_str(), text),
            None => transaction.create(place.clone(), text),
        }
        for file in files().filter(|file| file.path != *place) {
            transaction.remove(file.path.clone(), file.text.as_str());
        }
        transaction.commit(writer)
    }
}
