//! What an export's values become at a desk.
use super::fault::ImportFault;
use super::header::Header;
use super::mapping::{FileOptions, Source, TimeOptions, Twice};
use super::pick::Pick;
use super::table::Row;
use crate::desk::open::Desk;
use crate::desk::vocabulary::{List, VocabularyFault};
use crate::domain::moment::Moment;
use crate::fault::{Problem, Result};
use crate::time::{Instant, Zone};
use chrono::NaiveDateTime;

/// One file of an export, read for a desk.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) desk: &'a Desk,
    pub(super) header: &'a Header,
    pub(super) file: &'a FileOptions,
    pub(super) time: &'a TimeOptions,
    /// The zone of its times that have no offset.
    pub(super) zone: &'a Zone,
}

impl Terms<'_> {
    /// Binds a source to the columns.
    pub(super) fn bind(&self, source: &Source) -> Result<Pick, ImportFault> {
        Pick::new(source, self.header, self.file, self.time)
    }

    /// Binds a source that may be absent.
    pub(super) fn bind_any(&self, source: Option<&Source>) -> Result<Option<Pick>, ImportFault> {
        source.map(|source| self.bind(source)).transpose()
    }

    /// A time, as the desk's clocks show it; `None` when it is missing.
    pub(super) fn moment(&self, pick: &Pick, row: &Row) -> Result<Option<Moment>> {
        let at = pick.moment(row, &|local| Ok(self.zone.to_local(self.instant(local)?)))?;
        Ok(at.map(|at| self.desk.settings.zone.to_local(at.into())))
    }

    fn instant(&self, local: NaiveDateTime) -> Result<Instant> {
        let meant = match self.time.twice {
            Twice::Reject => None,
            Twice::First => self.zone.twice(local).map(|(first, _)| first),
            Twice::Second => self.zone.twice(local).map(|(_, second)| second),
        };
        Ok(meant.map_or_else(|| self.zone.resolve(local), Ok)?)
    }

    /// A code of a list of the desk's vocabulary, from a code or a label.
    pub(super) fn code(&self, list: List, text: &str, pick: &Pick, row: &Row) -> Result<String> {
        let code = self.desk.vocabulary.resolve(list, text).map_err(|fault| match fault {
            VocabularyFault::Unknown { list, code, nearest } => {
                let column = pick.name().to_owned();
                Problem::from(ImportFault::Code { value: code, column, list, near: nearest })
            }
            other => other.into(),
        });
        code.map(|code| code.to_string()).map_err(|problem| problem.at(row.place()))
    }
}

/// The value of something that every row must have.
pub(super) fn required<T>(value: Option<T>, field: &str, pick: &Pick, row: &Row) -> Result<T> {
    value.ok_or_else(|| {
        let (field, column) = (field.to_owned(), pick.name().to_owned());
        Problem::from(ImportFault::Missing { field, column }).at(row.place())
    })
}

/// The zone that a file's times are in: the one it names, or the desk's.
pub(super) fn zone_of(time: &TimeOptions, desk: &Desk) -> Result<Zone> {
    Ok(time.zone.as_deref().map_or_else(|| Ok(desk.settings.zone.clone()), Zone::find)?)
}
