//! From tickets to typed results: pure.
//!
//! A report is a function from what is known ([`Material`]) and what is asked ([`Question`]) to a
//! [`Table`]. Every one counts what it was computed from, names what it left out, and can list what
//! stands behind its figures.
//!
//! | module | what it holds |
//! |---|---|
//! | [`facts`] | what reports know of a ticket |
//! | [`answers`] | what customers answered |
//! | [`question`] | the period, the breakdown, the desk's settings |
//! | [`table`] | the shape of every result |
//! | [`statistics`] | exact means and quantiles |
//! | [`tickets`] | the listing of tickets |
//! | [`due`] | the listing of promises |
//! | `sla` … | one file per report |
pub mod answers;
mod backlog;
pub mod classification;
pub mod dimension;
pub mod due;
pub mod facts;
mod flow;
mod group;
mod knowledge;
mod listing;
pub mod names;
mod process;
pub mod question;
mod satisfaction;
mod selection;
mod sla;
pub mod statistics;
pub mod table;
#[cfg(test)]
mod testing;
pub mod tickets;
mod volume;

use self::answers::Answers;
use self::classification::Classes;
use self::facts::Tickets;
use self::question::Question;
use self::table::Table;
use crate::{faults, near};

pub use self::sla::breaches;

/// What is known of the desk.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// All tickets, whatever the period.
    pub tickets: &'a Tickets,
    /// All answers to surveys.
    pub answers: &'a Answers,
    /// How the rules do on each ticket.
    pub classes: &'a Classes,
}

/// A report.
#[derive(Debug, Clone, Copy)]
pub struct Report {
    /// Its name on the command line.
    pub name: &'static str,
    /// Whether it needs the answers to surveys.
    pub needs_answers: bool,
    /// Whether it needs the rules to be asked about every ticket.
    pub needs_classes: bool,
    /// Whether it needs the stages that every ticket was in.
    pub needs_stages: bool,
    /// Its figures.
    pub figures: fn(Material<'_>, &Question<'_>) -> Table,
    /// What stands behind them: a row for each ticket, clock or answer.
    pub behind: fn(Material<'_>, &Question<'_>) -> Table,
}

/// All reports.
pub const REPORTS: &[Report] = &[
    sla::REPORT,
    satisfaction::REPORT,
    volume::REPORT,
    backlog::REPORT,
    flow::REPORT,
    knowledge::REPORT,
    classification::REPORT,
    process::REPORT,
];

faults! {
    /// Why a text names no report.
    pub enum ReportFault {
        "report-unknown" => Unknown { report: String, near: String },
    }
}

/// The report of a name.
pub fn find(name: &str) -> Result<&'static Report, ReportFault> {
    REPORTS.iter().find(|report| report.name == name).ok_or_else(|| ReportFault::Unknown {
        report: name.to_owned(),
        near: near::list(name, REPORTS.iter().map(|report| report.name)),
    })
}
