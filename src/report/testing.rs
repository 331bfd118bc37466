//! Making tickets, clocks and answers for tests, and showing tables in a line for each row.
use std::collections::HashSet;

use super::answers::Answers;
use super::classification::Classes;
use super::dimension::Dimension;
use super::facts::{FactsBuilder, Tickets};
use super::question::{Event, Filter, Order, Question, Settings};
use super::table::{Cell, Table};
use super::{Material, Report};
use crate::domain::act::{Act, Entry};
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ids::{ClockName, Key, TicketRef};
use crate::domain::moment::{self, Moment};
use crate::domain::survey::Response;
use crate::domain::ticket::{Head, Ticket};
use crate::time::clocks::{Finish, Reading, State, measures};
use crate::time::{Calendar, Instant, Zone};

/// A time of October 2026 in Shanghai: `28 09:00:12`; days beyond 31 are November's.
pub(super) fn moment(text: &str) -> Moment {
    let (day, time) = text.split_once(' ').unwrap();
    let day: u32 = day.parse().unwrap();
    let (month, day) = if day > 31 { (11, day - 31) } else { (10, day) };
    let seconds = if time.len() == 5 { ":00" } else { "" };
    moment::read(&format!("2026-{month:02}-{day:02}T{time}{seconds}+08:00")).unwrap()
}

pub(super) fn at(text: &str) -> Instant {
    moment(text).into()
}

/// A ticket with the head that its history gives.
pub(super) fn ticket(number: &str, created: &str, fields: &[(Field, &str)], acts: Vec<(&str, Act)>) -> Ticket {
    let mut head = Head::new(number.into(), moment(created));
    (head.title, head.kind, head.priority) = ("t".into(), "fault".into(), "high".into());
    for (field, value) in fields {
        head.set(*field, Some(value)).unwrap();
    }
    let opened = (created, Act::Created { channel: None, text: None });
    let entry = |(at, act)| Entry::new(moment(at), "li".into(), act);
    let history: Vec<_> = std::iter::once(opened).chain(acts).map(entry).collect();
    for entry in &history {
        fold::apply(&mut head, entry);
    }
    Ticket { head, history }
}

pub(super) fn resolved() -> Act {
    Act::Resolved { result: None, evidence: None, text: "done".into() }
}

pub(super) fn closed() -> Act {
    Act::Closed { reason: "solved".into(), text: None }
}

pub(super) fn reopened() -> Act {
    Act::Reopened { reason: "again".into(), until: None }
}

pub(super) fn replied() -> Act {
    Act::Replied { channel: None, article: None, text: "hello".into() }
}

pub(super) fn sent() -> Act {
    Act::SurveySent { channel: None, reason: None }
}

/// What the clock at a place shows; one that is open when `finished` is false.
pub(super) fn reading(clock: usize, state: State, elapsed: i64, target: i64, finished: bool) -> Reading {
    let start = at("1 00:00");
    let end = start.plus(elapsed);
    Reading {
        clock,
        state,
        start,
        stop: finished.then_some(end),
        spent: crate::time::clocks::Spent { working: elapsed, real: elapsed },
        first: finished
            .then_some(Finish { at: end, spent: crate::time::clocks::Spent { working: elapsed, real: elapsed } }),
        target: Some(target),
        due: Some(start.plus(target)),
        extended: false,
        stands: false,
        collaborator: None,
    }
}

/// The reader of a thread, with these tickets, measured in a calendar without end at `as_of`.
pub(super) fn builder(tickets: &[(Ticket, Vec<Reading>)]) -> FactsBuilder {
    let mut builder = FactsBuilder::default();
    for (ticket, readings) in tickets {
        let measures = measures(ticket, &Calendar::always(), Instant::MAX);
        builder.add(Key::from_random(0), ticket, &measures, readings);
    }
    builder
}

/// The tickets of one thread, with the clocks `first_response` and `resolution`.
pub(super) fn tickets(tickets: &[(Ticket, Vec<Reading>)]) -> Tickets {
    Tickets::merge(clocks(), [builder(tickets)])
}

pub(super) fn clocks() -> Vec<ClockName> {
    ["first_response", "resolution"].map(ClockName::from).into()
}

/// An answer about a ticket.
pub(super) fn response(number: &str, given: &str, scores: &[(&str, i64)]) -> Response {
    Response {
        ticket: TicketRef { number: number.into(), key: Key::from_random(0) },
        at: moment(given),
        channel: None,
        scores: scores.iter().map(|(dimension, score)| ((*dimension).into(), *score)).collect(),
        comment: None,
        external: None,
    }
}

/// What a test asks, with what a question borrows.
pub(super) struct Asked {
    pub(super) as_of: Instant,
    pub(super) since: Option<Instant>,
    pub(super) until: Option<Instant>,
    pub(super) event: Event,
    pub(super) by: &'static str,
    pub(super) top: Option<usize>,
    pub(super) only: Option<HashSet<TicketRef>>,
    pub(super) order: Order,
    pub(super) settings: Settings,
    pub(super) filter: Filter,
    pub(super) answers: Answers,
    pub(super) zone: Zone,
}

/// Everything, as of the end of November.
pub(super) fn asked() -> Asked {
    Asked {
        as_of: at("61 23:59:59"),
        since: None,
        until: None,
        event: Event::Created,
        by: "",
        top: None,
        only: None,
        order: Order::default().with("priority", ["urgent", "high", "low"]),
        settings: Settings::default(),
        filter: Filter::default(),
        answers: Answers::default(),
        zone: Zone::find("Asia/Shanghai").unwrap(),
    }
}

impl Asked {
    pub(super) fn question(&self) -> Question<'_> {
        Question {
            as_of: self.as_of,
            since: self.since,
            until: self.until,
            event: self.event,
            by: if self.by.is_empty() { Vec::new() } else { Dimension::parse_list(self.by).unwrap() },
            top: self.top,
            only: self.only.as_ref(),
            filter: self.filter.clone(),
            zone: &self.zone,
            order: &self.order,
            settings: &self.settings,
        }
    }

    pub(super) fn figures(&self, report: &Report, tickets: &Tickets) -> Table {
        (report.figures)(Material { tickets, answers: &self.answers, classes: &Classes::default() }, &self.question())
    }

    pub(super) fn behind(&self, report: &Report, tickets: &Tickets) -> Table {
        (report.behind)(Material { tickets, answers: &self.answers, classes: &Classes::default() }, &self.question())
    }
}

/// The rows of a table, cells separated by spaces.
pub(super) fn rows(table: &Table) -> Vec<String> {
    assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "a cell for each column");
    table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ")).collect()
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Absent => "-".to_owned(),
        Cell::Text(text) | Cell::Lines(text) | Cell::Code(_, text) => text.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) | Cell::Score(number) => number.to_string(),
        Cell::Change(change) => format!("{change:+}"),
        Cell::Seconds(value) | Cell::Working(value) => value.decimal(3),
        Cell::Mean(value, digits) => value.decimal(*digits),
        Cell::Rate(part, whole) => format!("{part}/{whole}"),
        Cell::Moment(at) => at.format("%d %H:%M").to_string(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Object(pairs) => format!("{pairs:?}"),
        Cell::List(texts) | Cell::Codes(_, texts) => texts.join(","),
    }
}

/// What a report left out.
pub(super) fn excluded(table: &Table) -> Vec<(&'static str, u64)> {
    let frame = table.frame.as_ref().unwrap();
    frame.excluded.iter().map(|excluded| (excluded.reason, excluded.count)).collect()
}
