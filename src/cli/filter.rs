//! `--where` and `--sort` in the words of the desk.
use std::ops::Range;

use crate::desk::draft::list_of;
use crate::desk::open::Desk;
use crate::domain::field::Field;
use crate::domain::status::Status;
use crate::query::{FieldSpec, Resolve};
use crate::report::tickets;
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

    fn rank(&self, field: &str, code: &str) -> Option<i64> {
        (field == Field::Priority.code()).then(|| self.desk.vocabulary.rank(code)).flatten()
    }
}

/// The fields of a listing with the codes that the desk admits.
pub fn schema(desk: &Desk) -> Vec<FieldSpec> {
    tickets::schema(|name| codes(desk, name))
}

fn codes(desk: &Desk, name: &str) -> Option<Vec<String>> {
    match name {
        "status" => Some(Status::ALL.map(|status| status.code().to_owned()).to_vec()),
        "assignee" | "handlers" => None,
        _ => {
            let list = list_of(name.parse().ok()?)?;
            Some(desk.vocabulary.words(list).iter().map(|word| word.code.to_string()).collect())
        }
    }
}
