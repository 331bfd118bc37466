//! What the columns of the file mean.
use chrono::NaiveDateTime;

use crate::cli::input;
use crate::desk::open::Desk;
use crate::desk::vocabulary::List;
use crate::domain::ids::Code;
use crate::domain::moment::Moment;
use crate::fault::{Place, Problem, Result};
use crate::faults;
use crate::import::mapping::{FileOptions, Source, TimeOptions};
use crate::import::pick::Pick;
use crate::import::{Header, ImportFault, Row};
use crate::service::answer::{self, Answer};
use crate::text::Language;

faults! {
    /// What a file of answers lacks, or has too much.
    pub enum ColumnFault {
        "survey-column-unknown" => Unknown { column: String, known: String },
        "survey-column-missing" => Missing { column: &'static str, given: String },
        "survey-time-bad" => Time { time: String },
        "survey-cell-missing" => Empty { column: &'static str },
    }
}

/// The columns of a file of answers.
pub(super) struct Columns {
    ticket: Pick,
    at: Pick,
    comment: Option<Pick>,
    channel: Option<Pick>,
    external: Option<Pick>,
    scores: Vec<(Code, Pick)>,
}

/// What a row says.
pub(super) struct Given {
    /// The ticket as the row names it.
    pub(super) ticket: String,
    pub(super) at: Moment,
    pub(super) answer: Answer,
}

/// The columns that are no scores, and what a listing of responses calls them.
const NAMES: [(&str, &str); 5] =
    [("ticket", "number"), ("at", "at"), ("comment", "comment"), ("channel", "channel"), ("external", "external")];

/// Which column that is no score has this name: its own, or that of a listing in any language.
fn role(column: &str) -> Option<usize> {
    NAMES.iter().position(|(name, listed)| {
        let heading = |language: Language| language.find(&format!("column.{listed}"));
        let headings = Language::ALL.into_iter().filter_map(heading);
        [*name, *listed].into_iter().chain(headings).any(|known| known.eq_ignore_ascii_case(column))
    })
}

impl Columns {
    /// Finds them in a header. A column that means nothing is an error: nothing is left out silently.
    pub(super) fn new(desk: &Desk, header: &Header, file: &FileOptions, time: &TimeOptions) -> Result<Self> {
        let pick = |column: &String| {
            let source = Source { column: Some(column.clone()), ..Source::default() };
            Pick::new(&source, header, file, time)
        };
        let mut roles: [Option<Pick>; 5] = Default::default();
        let mut scores = Vec::new();
        for column in header.names() {
            if let Some(place) = role(column) {
                roles[place] = Some(pick(column)?);
            } else if let Some(dimension) = answer::dimension(desk, column) {
                scores.push((dimension, pick(column)?));
            } else {
                return Err(placed(header, ColumnFault::Unknown { column: column.clone(), known: known(desk) }));
            }
        }
        let [ticket, at, comment, channel, external] = roles;
        let missing = |column| placed(header, ColumnFault::Missing { column, given: header.names().join(", ") });
        let (ticket, at) = (ticket.ok_or_else(|| missing("ticket"))?, at.ok_or_else(|| missing("at"))?);
        Ok(Self { ticket, at, comment, channel, external, scores })
    }

    /// What a row says, when it can be read.
    pub(super) fn read(&self, desk: &Desk, row: &Row) -> Result<Given> {
        let zone = &desk.settings.zone;
        let zoned = |local: NaiveDateTime| Ok(zone.to_local(zone.resolve(local)?));
        let at = self.at.moment(row, &zoned).map_err(unread)?.ok_or(ColumnFault::Empty { column: "at" })?;
        let ticket = self.ticket.text(row)?.ok_or(ColumnFault::Empty { column: "ticket" })?.into_owned();
        let mut answer = Answer { external: text(self.external.as_ref(), row)?.map(Into::into), ..Answer::default() };
        if let Some(comment) = text(self.comment.as_ref(), row)? {
            answer.comment = Some(input::checked(&comment)?);
        }
        if let Some(channel) = text(self.channel.as_ref(), row)? {
            answer.channel = Some(desk.vocabulary.resolve(List::Channel, &channel)?);
        }
        for (dimension, pick) in &self.scores {
            if let Some(score) = pick.whole(row)? {
                answer.scores.insert(dimension.clone(), score);
            }
        }
        Ok(Given { ticket, at: zone.to_local(at.into()), answer })
    }

    /// The ticket as a row names it; empty when it does not.
    pub(super) fn ticket(&self, row: &Row) -> String {
        self.ticket.text(row).ok().flatten().unwrap_or_default().into_owned()
    }
}

fn text(pick: Option<&Pick>, row: &Row) -> Result<Option<String>> {
    let Some(pick) = pick else { return Ok(None) };
    Ok(pick.text(row)?.map(std::borrow::Cow::into_owned))
}

/// A time in none of the forms, with what to do about it here: there is no mapping to change.
fn unread(problem: Problem) -> Problem {
    match problem.downcast_ref() {
        Some(ImportFault::Time { value, .. }) => ColumnFault::Time { time: value.clone() }.into(),
        _ => problem,
    }
}

fn known(desk: &Desk) -> String {
    let names = NAMES.iter().map(|(name, _)| (*name).to_owned());
    let codes = desk.survey.codes().into_iter().map(|code| code.to_string());
    names.chain(codes).collect::<Vec<_>>().join(", ")
}

fn placed(header: &Header, fault: impl Into<Problem>) -> Problem {
    let excerpt = header.names().join(" | ");
    fault.into().at(Place { line: 1, column: 1, excerpt, ..Place::whole(std::path::PathBuf::new()) })
}
