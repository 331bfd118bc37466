//! A customer's tickets with what became of them.
use serde_json::{Value, json};

use crate::desk::open::Desk;
use crate::domain::act::Act;
use crate::domain::fold;
use crate::domain::moment::{self, Moment};
use crate::domain::survey::Response;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::report::statistics::Fraction;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::store::find::Found;
use crate::store::responses;

/// One ticket of a customer.
pub(super) struct Past {
    found: Found,
    ticket: Ticket,
    /// How satisfied they were, when they last said so: the overall score, else the mean of all.
    satisfaction: Option<Fraction>,
}

/// The tickets as they were at `as_of`; responses that cannot be read are added to `invalid`.
pub(super) fn past(desk: &Desk, tickets: Vec<(Found, Ticket)>, as_of: Moment, invalid: &mut Vec<Problem>) -> Vec<Past> {
    let mut all = Vec::new();
    for (found, ticket) in tickets {
        let Some(ticket) = fold::into_past(ticket, as_of) else { continue };
        let satisfaction = satisfaction(desk, &ticket).unwrap_or_else(|problem| {
            invalid.push(problem);
            None
        });
        all.push(Past { found, ticket, satisfaction });
    }
    all
}

fn satisfaction(desk: &Desk, ticket: &Ticket) -> Result<Option<Fraction>> {
    let Some(path) = responses::named(ticket).last() else { return Ok(None) };
    Ok(of_response(desk, &responses::read(&desk.root, path)?))
}

fn of_response(desk: &Desk, response: &Response) -> Option<Fraction> {
    let overall = desk.survey.overall.as_ref().and_then(|overall| response.scores.get(overall));
    let sum = || response.scores.values().map(|score| i128::from(*score)).sum();
    overall.map_or_else(|| Fraction::new(sum(), response.scores.len() as u64), |score| Some((*score).into()))
}

/// The tickets as a listing.
pub(super) fn table(past: &[Past]) -> Table {
    let columns = vec![
        Column::new("number", Shape::Text),
        Column::new("created", Shape::Moment),
        Column::new("type", Shape::Text),
        Column::new("priority", Shape::Text),
        Column::new("status", Shape::Text),
        Column::new("title", Shape::Text),
        Column::new("satisfaction", Shape::Number),
    ];
    Table { id: "customer-tickets", columns, rows: past.iter().map(Past::cells).collect(), frame: None }
}

impl Past {
    fn cells(&self) -> Vec<Cell> {
        let head = &self.ticket.head;
        vec![
            Cell::text(Some(head.id.as_str())),
            Cell::Moment(head.created),
            Cell::code("type", Some(head.kind.as_str())),
            Cell::code("priority", Some(head.priority.as_str())),
            Cell::code("status", Some(head.status.code())),
            Cell::text(Some(&head.title)),
            self.satisfaction.map_or(Cell::Absent, |score| Cell::Mean(score, 1)),
        ]
    }

    /// For a program: codes, RFC 3339 times.
    pub(super) fn json(&self) -> Value {
        let head = &self.ticket.head;
        let ended = self.ticket.history.iter().rev().find(|entry| matches!(entry.act, Act::Closed { .. }));
        let ended = ended.filter(|_| head.status == crate::domain::status::Status::Closed);
        json!({
            "number": head.id.as_str(),
            "key": self.found.reference.key.as_str(),
            "status": head.status.code(),
            "type": head.kind.as_str(),
            "priority": head.priority.as_str(),
            "title": head.title.as_str(),
            "created": moment::write(head.created),
            "closed": ended.map(|entry| moment::write(entry.at)),
            "satisfaction": self.satisfaction.map(number),
            "file": self.found.path.display().to_string(),
        })
    }
}

/// The number with at most four decimals.
fn number(score: Fraction) -> Value {
    serde_json::from_str(&score.decimal(4)).unwrap_or_default()
}
