//! What came in and what went out, ticket by ticket.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Leveller;
use crate::cli::context::Context;
use crate::cli::form::{self, Form};
use crate::cli::output;
use crate::domain::ids::Key;
use crate::fault::Result;
use crate::git::join::Distance;
use crate::git::repository::Repository;
use crate::render::Format;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::store::file::ticket_of;
use crate::store::layout;

/// What came in and what went out.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// The commit that both sides had at the beginning.
    base: Option<String>,
    /// Commits that came in and went out.
    commits: Distance,
    /// What happened to each ticket.
    tickets: BTreeMap<Key, Ticket>,
    /// Files that are no tickets, in and out.
    others: [usize; 2],
    /// How many files are to be committed first, when nothing is done but looking.
    pub(super) to_commit: Option<usize>,
}

/// What happened to one ticket.
#[derive(Debug, Default)]
struct Ticket {
    number: String,
    /// How many acts came in and went out.
    acts: [usize; 2],
}

const IN: usize = 0;
const OUT: usize = 1;

/// How many files are read at once.
const BATCH: usize = 500;

impl Tally {
    /// Before anything is joined with the commit `theirs`.
    pub(super) fn new(leveller: &Leveller<'_>, theirs: Option<&str>) -> Result<Self> {
        let base = theirs.map(|theirs| leveller.repository.base(theirs, &leveller.upstream.shown())).transpose()?;
        Ok(Self { base, ..Self::default() })
    }

    /// Counts what the commit `theirs` brought, and what `HEAD` has beyond it.
    pub(super) fn see(&mut self, leveller: &Leveller<'_>, theirs: Option<&str>) -> Result<()> {
        let repository = &leveller.repository;
        // Without a branch there at the beginning, all that it has now came while we worked.
        let base = self.base.take().or_else(|| theirs.map(str::to_owned));
        *self = Self { base: base.clone(), ..Self::default() };
        if let (Some(base), Some(theirs)) = (&base, theirs) {
            self.commits.theirs = repository.commits_between(Some(base), theirs)?;
            self.count(repository, IN, Some(base), theirs)?;
        }
        match repository.last_commit()? {
            Some(head) => {
                self.commits.ours = repository.commits_between(theirs, &head)?;
                self.count(repository, OUT, theirs, &head)
            }
            None => Ok(()),
        }
    }

    /// Whether there is something to send.
    pub(super) fn sends(&self) -> bool {
        self.commits.ours > 0
    }

    fn count(&mut self, repository: &Repository, way: usize, from: Option<&str>, to: &str) -> Result<()> {
        let files = repository.files_between(from, to)?;
        let is_ticket = |path: &PathBuf| path.starts_with(layout::OPEN) || path.starts_with(layout::ARCHIVE);
        let (tickets, others): (Vec<_>, Vec<_>) = files.into_iter().partition(is_ticket);
        self.others[way] = others.len();
        for batch in tickets.chunks(BATCH) {
            let mut acts = BTreeMap::new();
            for (revision, is_after) in [(Some(to), true), (from, false)] {
                let Some(revision) = revision else { continue };
                let names: Vec<_> = batch.iter().map(|path| format!("{revision}:./{}", path.display())).collect();
                for (path, bytes) in batch.iter().zip(repository.contents(&names)?) {
                    note(&mut acts, path, bytes, is_after);
                }
            }
            for (key, (number, before, after)) in acts {
                let ticket = self.tickets.entry(key).or_default();
                ticket.number = number;
                ticket.acts[way] += after.saturating_sub(before);
            }
        }
        Ok(())
    }

    /// Shows it.
    pub(super) fn show(&self, context: &Context, leveller: &Leveller<'_>, form: &Form) -> Result<()> {
        if form.quiet {
            return self.tickets.values().try_for_each(|ticket| output::line(&ticket.number));
        }
        if form.format != Format::Table {
            return output::data(&form::text(context, &(), &self.table(), form.format));
        }
        if !self.tickets.is_empty() {
            output::data(&form::text(context, &(), &self.table(), form.format))?;
        }
        let count = |way: usize| self.tickets.values().filter(|ticket| ticket.acts[way] > 0).count().to_string();
        let args = [
            ("theirs", &*leveller.upstream.shown()),
            ("in", &count(IN)),
            ("out", &count(OUT)),
            ("in_commits", &self.commits.theirs.to_string()),
            ("out_commits", &self.commits.ours.to_string()),
        ];
        output::line(&context.say(if self.to_commit.is_some() { "sync-would" } else { "sync-done" }, &args))?;
        match self.to_commit {
            Some(count) if count > 0 => {
                output::line(&context.say("sync-uncommitted", &[("count", &count.to_string())]))
            }
            _ => Ok(()),
        }
    }

    fn table(&self) -> Table {
        let columns = vec![
            Column::new("number", Shape::Text),
            Column::new("key", Shape::Text),
            Column::new("acts_in", Shape::Number),
            Column::new("acts_out", Shape::Number),
        ];
        let row = |(key, ticket): (&Key, &Ticket)| {
            let [came, went] = ticket.acts.map(Cell::count);
            vec![Cell::text(Some(&ticket.number)), Cell::text(Some(key.as_str())), came, went]
        };
        let mut rows: Vec<_> = self.tickets.iter().collect();
        rows.sort_by(|(_, one), (_, other)| one.number.cmp(&other.number));
        Table { id: "sync", columns, rows: rows.into_iter().map(row).collect(), frame: None }
    }
}

/// Number, acts before, acts after.
type Acts = BTreeMap<Key, (String, usize, usize)>;

/// Notes how many acts a ticket has in a commit. A file that cannot be read has none: the check names it.
fn note(acts: &mut Acts, path: &Path, bytes: Option<Vec<u8>>, is_after: bool) {
    let Some(reference) = layout::reference(path) else { return };
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(ticket) = text.and_then(|text| ticket_of(path, &text).ok()) else { return };
    let known = acts.entry(reference.key).or_insert_with(|| (reference.number.to_string(), 0, 0));
    let count = if is_after { &mut known.2 } else { &mut known.1 };
    *count = ticket.history.len();
}
