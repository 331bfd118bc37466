//! What runs out: one row for each promise that is not kept yet.
use crate::domain::ids::{ClockName, MemberId, TeamId, TicketRef};
use crate::domain::moment::Moment;
use crate::domain::ticket::Head;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::time::clocks::State;

/// A promise that is not kept yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Number and key of the ticket.
    pub reference: TicketRef,
    /// What holds for the ticket; for a duty with the team that works along.
    pub head: Head,
    /// How urgent its priority is; the most urgent has the highest rank.
    pub rank: i64,
    /// The clock.
    pub clock: ClockName,
    /// Where it stands.
    pub state: State,
    /// When its target is used up; of one that stands still, if it went on now.
    pub at: Moment,
    /// The working seconds left; negative when overdue.
    pub left: i64,
}

/// Sorts by what runs out first, which puts what is overdue longest on top; at one instant the more urgent
/// ticket, then by number, key and clock.
pub fn sort(dues: &mut [Due]) {
    dues.sort_by(|one, other| {
        let soonest = one.at.cmp(&other.at).then(other.rank.cmp(&one.rank));
        soonest.then_with(|| (&one.reference, &one.clock).cmp(&(&other.reference, &other.clock)))
    });
}

/// The listing, in the order given.
pub fn table(dues: &[Due]) -> Table {
    let text = |key| Column::new(key, Shape::Text);
    let mut columns = vec![text("number"), text("clock"), text("state"), Column::new("left", Shape::Number)];
    columns.push(Column::new("due", Shape::Moment));
    columns.extend(["priority", "status", "title", "customer", "team", "assignee", "key"].map(text));
    Table { id: "due", columns, rows: dues.iter().map(cells).collect(), frame: None }
}

fn cells(due: &Due) -> Vec<Cell> {
    let head = &due.head;
    vec![
        Cell::text(Some(head.id.as_str())),
        Cell::code("clock", Some(due.clock.as_str())),
        Cell::code("state", Some(due.state.code())),
        Cell::working(Some(due.left)),
        Cell::Moment(due.at),
        Cell::code("priority", Some(head.priority.as_str())),
        Cell::code("status", Some(head.status.code())),
        Cell::text(Some(&head.title)),
        Cell::text(head.customer.as_ref().map(AsRef::as_ref)),
        Cell::code("team", head.team.as_ref().map(TeamId::as_str)),
        Cell::code("member", head.assignee.as_ref().map(MemberId::as_str)),
        Cell::text(Some(due.reference.key.as_str())),
    ]
}
