//! `--where` and `--sort` in the words of the desk.
use std::collections::BTreeSet;
use std::ops::Range;

use super::heading;
use crate::desk::open::Desk;
use crate::desk::vocabulary::List;
use crate::domain::field::Field;
use crate::domain::request::Matter;
use crate::domain::status::Status;
use crate::fault::{Problem, Result};
use crate::query::{FieldSpec, Resolve};
use crate::render::Labels;
use crate::report::tickets;
use crate::store::customers::{self, CustomerFault};
use crate::time::duration::Span;
use crate::time::moment::Reader;

/// Reads the dates, durations and ranks of an expression.
pub struct Resolver<'a> {
    desk: &'a Desk,
    reader: Reader,
}

impl<'a> Resolver<'a> {
    /// For a desk, seen from the reader's now.
    pub fn new(desk: &'a Desk, reader: Reader) -> Self {
        Self { desk, reader }
    }
}

impl Resolve for Resolver<'_> {
    fn instant(&self, text: &str) -> Option<Range<i64>> {
        if let Ok(period) = self.reader.period(text) {
            return Some(period.start.seconds()..period.end.seconds());
        }
        let at = self.reader.instant(text).ok()?.seconds();
        Some(at..at + 1)
    }

    fn span(&self, text: &str) -> Option<i64> {
        text.parse::<Span>().ok()?.fixed_seconds()
    }

    fn named(&self, field: &str, text: &str) -> Result<Option<String>> {
        if field != Field::Customer.code() {
            return Ok(None);
        }
        match customers::find(&self.desk.root, text) {
            Ok(known) => Ok(Some(known.customer.id)),
            // Tickets that were imported may name customers whom nobody recorded.
            Err(problem) if customers::is_number(text) && is_unknown(&problem) => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    fn rank(&self, field: &str, code: &str) -> Option<i64> {
        (field == Field::Priority.code()).then(|| self.desk.vocabulary.rank(code)).flatten()
    }
}

fn is_unknown(problem: &Problem) -> bool {
    matches!(problem.downcast_ref::<CustomerFault>(), Some(CustomerFault::Unknown { .. }))
}

/// The fields of a listing with the codes that the desk admits, and what it calls them.
pub fn schema(desk: &Desk) -> Vec<FieldSpec> {
    let specs = tickets::schema(|name| codes(desk, name)).into_iter();
    specs
        .map(|spec| {
            let labels = labels(desk, spec.name());
            let names = heading::names(spec.name());
            spec.with_labels(labels).with_names(names)
        })
        .collect()
}

/// Label and code of the values of a field.
fn labels(desk: &Desk, name: &str) -> Vec<(String, String)> {
    let members = || desk.roster.members.iter().map(|(id, member)| (member.name.clone(), id.to_string()));
    let teams = || desk.roster.teams.iter().map(|(id, team)| (team.name.clone(), id.to_string()));
    match name {
        "assignee" | "handlers" => members().collect(),
        "team" | "collaborating" => teams().collect(),
        _ => {
            let codes = codes(desk, name).unwrap_or_default().into_iter();
            codes.filter_map(|code| Some((desk.label(name, &code)?.into_owned(), code))).collect()
        }
    }
}

/// The stages of all processes of the desk: a saved list stays right when it chooses another one.
fn stages(desk: &Desk) -> Vec<String> {
    let codes = desk.process.all().flat_map(|process| &process.stages).map(|stage| stage.code.to_string());
    codes.collect::<BTreeSet<_>>().into_iter().collect()
}

fn codes(desk: &Desk, name: &str) -> Option<Vec<String>> {
    match name {
        "status" => Some(Status::ALL.map(|status| status.code().to_owned()).to_vec()),
        "stage" => Some(stages(desk)),
        "assignee" | "handlers" => None,
        "pending" => Some(Matter::ALL.map(|matter| matter.code().to_owned()).to_vec()),
        _ => {
            let list = List::of(name.parse().ok()?)?;
            Some(desk.vocabulary.words(list).iter().map(|word| word.code.to_string()).collect())
        }
    }
}
