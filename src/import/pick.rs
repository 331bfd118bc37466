//! From the cells of a row to values, as a mapping's sources say.
use super::fault::ImportFault;
use super::header::Header;
use super::mapping::{Decimal, FileOptions, Source, TimeOptions, Unmapped};
use super::moment::{Formats, Zoned};
use super::number;
use super::table::Row;
use super::template::{self, Piece};
use crate::domain::moment::Moment;
use crate::fault::{Problem, Result};
use crate::near;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A [`Source`] bound to the columns of a file: takes its value from any row.
#[derive(Debug, Clone)]
pub struct Pick {
    /// What problems call it.
    name: String,
    origin: Origin,
    map: Option<BTreeMap<String, String>>,
    unmapped: Unmapped,
    missing: Vec<String>,
    formats: Formats,
    decimal: Decimal,
}

#[derive(Debug, Clone)]
enum Origin {
    Column(usize),
    Template(Vec<Part>),
    Value(String),
}

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    Column(usize),
}

impl Pick {
    /// Binds `source` to the columns of `header`; `file` and `time` hold what it does not say itself.
    ///
    /// # Errors
    /// An [`ImportFault`]: an unknown or ambiguous column, a malformed template or time format, none or several of
    /// `column`, `template`, `value`.
    pub fn new(source: &Source, header: &Header, file: &FileOptions, time: &TimeOptions) -> Result<Self, ImportFault> {
        let (name, origin) = origin(source, header)?;
        let formats = match source.formats.as_ref().or(time.formats.as_ref()) {
            Some(names) => Formats::new(names.iter().map(String::as_str))?,
            None => Formats::default(),
        };
        Ok(Self {
            name,
            origin,
            map: source.map.clone(),
            unmapped: source.unmapped.clone(),
            missing: source.missing.as_ref().unwrap_or(&file.missing).clone(),
            formats,
            decimal: source.decimal.unwrap_or(file.decimal),
        })
    }

    /// What problems call it: its column, template or value.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value as text, after the map; `None` when it is missing. A text from several columns or of several lines
    /// keeps its spaces, but for those at both ends.
    ///
    /// # Errors
    /// A value that the map does not name, when it is to be rejected.
    pub fn text<'r>(&'r self, row: &'r Row) -> Result<Option<Cow<'r, str>>> {
        let default = || match &self.unmapped {
            Unmapped::Default(default) => Some(Cow::Borrowed(default.as_str())),
            _ => None,
        };
        let Some(text) = self.raw(row) else { return Ok(default()) };
        let Some(map) = &self.map else { return Ok(Some(text)) };
        if let Some(mapped) = map.get(text.as_ref()) {
            return Ok(Some(mapped.into()));
        }
        match &self.unmapped {
            Unmapped::Keep => Ok(Some(text)),
            Unmapped::Default(default) => Ok(Some(default.into())),
            Unmapped::Reject => {
                let near = near::list(&text, map.keys().map(String::as_str));
                let fault = ImportFault::Unmapped { column: self.name.clone(), value: text.into_owned(), near };
                Err(Problem::from(fault).at(row.place()))
            }
        }
    }

    /// The value as a time; `None` when it is missing.
    ///
    /// # Errors
    /// A text in none of the forms, or what the zone says of a time that its clocks skipped.
    pub fn moment(&self, row: &Row, zone: &Zoned<'_>) -> Result<Option<Moment>> {
        let Some(text) = self.text(row)? else { return Ok(None) };
        let unread = || {
            let (column, formats) = (self.name.clone(), self.formats.names());
            ImportFault::Time { column, value: text.to_string(), formats }.into()
        };
        let moment = self.formats.read(&text, zone).unwrap_or_else(|| Err(unread()));
        moment.map(Some).map_err(|problem| problem.at(row.place()))
    }

    /// The value as a whole number; `None` when it is missing.
    ///
    /// # Errors
    /// A text that is no whole number with the decimal sign in force.
    pub fn whole(&self, row: &Row) -> Result<Option<i64>> {
        let Some(text) = self.text(row)? else { return Ok(None) };
        let bad = || ImportFault::Number { column: self.name.clone(), value: text.to_string() };
        let number = number::whole(&text, self.decimal).ok_or_else(|| Problem::from(bad()).at(row.place()))?;
        Ok(Some(number))
    }

    /// The value before the map; `None` when it is missing.
    fn raw<'r>(&'r self, row: &'r Row) -> Option<Cow<'r, str>> {
        match &self.origin {
            Origin::Value(value) => Some(value.into()),
            Origin::Column(column) => {
                let cell = row.cell(*column).trim();
                let is_mapped = self.map.as_ref().is_some_and(|map| map.contains_key(cell));
                (is_mapped || !self.is_missing(cell)).then_some(cell.into())
            }
            Origin::Template(parts) => self.filled(parts, row).map(Cow::Owned),
        }
    }

    fn filled(&self, parts: &[Part], row: &Row) -> Option<String> {
        let (mut text, mut columns, mut found) = (String::new(), 0, 0);
        for part in parts {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Column(column) => {
                    let cell = row.cell(*column).trim();
                    columns += 1;
                    if !self.is_missing(cell) {
                        found += 1;
                        text.push_str(cell);
                    }
                }
            }
        }
        (columns == 0 || found > 0).then(|| text.trim().to_owned())
    }

    fn is_missing(&self, cell: &str) -> bool {
        cell.is_empty() || self.missing.iter().any(|missing| missing.trim() == cell)
    }
}

/// Where the value comes from, and what problems call it.
fn origin(source: &Source, header: &Header) -> Result<(String, Origin), ImportFault> {
    match (&source.column, &source.template, &source.value) {
        (Some(column), None, None) => Ok((column.clone(), Origin::Column(header.find(column)?))),
        (None, Some(template), None) => Ok((template.clone(), Origin::Template(parts(template, header)?))),
        (None, None, Some(value)) => Ok((value.clone(), Origin::Value(value.clone()))),
        (column, template, value) => {
            let given = [column, template, value].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
            Err(ImportFault::SourceUnclear { given })
        }
    }
}

fn parts(template: &str, header: &Header) -> Result<Vec<Part>, ImportFault> {
    let bind = |piece| match piece {
        Piece::Text(text) => Ok(Part::Text(text)),
        Piece::Column(name) => header.find(&name).map(Part::Column),
    };
    template::pieces(template)?.into_iter().map(bind).collect()
}

#[cfg(test)]
mod tests;
