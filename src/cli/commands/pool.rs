//! `pool`: what waits for somebody, and who could take it.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, format_parser};
use crate::cli::listing::Lenience;
use crate::cli::output;
use crate::desk::open::Desk;
use crate::domain::fold;
use crate::domain::ids::TeamId;
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::render::Format;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::service::assigning::{Assigner, Queue};
use crate::service::duty::OnDuty;
use crate::time::Instant;

/// Show the pool: tickets that nobody has, by team, and how much each member carries
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets pool\n  tickets pool --team tech --format csv\n  \
    tickets pool --members --format json\n  tickets assign CS202610280001 --auto")]
pub struct Pool {
    /// Only this team
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Only the members; programs get the tickets without it
    #[arg(long)]
    members: bool,
    #[command(flatten)]
    lenience: Lenience,
    /// Write it in this form
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = format_parser())]
    format: Format,
}

impl Pool {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let now = context.as_of(&desk)?;
        let team = self.team.as_deref().map(|team| desk.roster.team_called(team)).transpose()?;
        let team = team.map(|(id, _)| id);
        let assigner = Assigner::new(&desk)?;
        let mut queue = assigner.queue_at(now, context.is_past(&desk, now))?;
        let left_out = self.lenience.settle(context, std::mem::take(&mut queue.invalid))?;
        let mut parts = Vec::new();
        if !self.members {
            parts.push(waiting(&desk, &queue, team, now));
        }
        if self.members || !self.format.is_machine() {
            parts.push(members(&desk, &assigner, &queue, team, now.into()));
        }
        let parts: Vec<_> = parts.iter().map(|table| form::text(context, &desk, table, self.format)).collect();
        output::data(&parts.join("\n"))?;
        left_out.tell(context);
        Ok(Exit::Done)
    }
}

/// The tickets that nobody has: by team, the most urgent and longest waiting first.
fn waiting(desk: &Desk, queue: &Queue, team: Option<&TeamId>, now: Moment) -> Table {
    let mut columns = ["team", "number", "priority", "title"].map(|key| Column::new(key, Shape::Text)).to_vec();
    columns.push(Column::new("waiting", Shape::Number));
    let mut tickets: Vec<_> =
        queue.unassigned.iter().filter(|ticket| team.is_none() || ticket.head.team.as_ref() == team).collect();
    tickets.sort_by_cached_key(|ticket| {
        let rank = desk.vocabulary.rank(ticket.head.priority.as_str()).unwrap_or_default();
        (ticket.head.team.clone(), -rank, pooled(ticket), ticket.head.id.clone())
    });
    let row = |ticket: &&Ticket| {
        vec![
            Cell::code("team", ticket.head.team.as_ref().map(TeamId::as_str)),
            Cell::text(Some(ticket.head.id.as_str())),
            Cell::code("priority", Some(ticket.head.priority.as_str())),
            Cell::text(Some(&ticket.head.title)),
            Cell::seconds(Some((now - pooled(ticket)).num_seconds().max(0))),
        ]
    };
    Table { id: "pool", columns, rows: tickets.iter().map(row).collect(), frame: None }
}

/// Since when it waits for somebody: nobody has it, and work is owed.
fn pooled(ticket: &Ticket) -> Moment {
    let mut head = fold::opening(ticket);
    let (mut waits, mut since) = (true, head.created);
    for entry in &ticket.history {
        fold::apply(&mut head, entry);
        let waited = std::mem::replace(&mut waits, head.assignee.is_none() && head.status.is_unresolved());
        if waits && !waited {
            since = entry.at;
        }
    }
    since
}

/// What each member of each team carries.
fn members(desk: &Desk, assigner: &Assigner<'_>, queue: &Queue, team: Option<&TeamId>, now: Instant) -> Table {
    // Where nobody says who is on duty, nothing is told of it.
    let has_rota = !matches!(assigner.on_duty(), OnDuty::All);
    let mut columns = ["team", "member", "on_duty"].map(|key| Column::new(key, Shape::Text)).to_vec();
    columns.extend(["tickets", "load", "capacity"].map(|key| Column::new(key, Shape::Number)));
    columns.push(Column::new("last_given", Shape::Moment));
    let mut rows = Vec::new();
    for id in desk.roster.teams.keys().filter(|id| team.is_none_or(|team| team == *id)) {
        for (member, known) in desk.roster.members.iter().filter(|(_, known)| known.teams.contains(id)) {
            let work = queue.of(member);
            rows.push(vec![
                Cell::code("team", Some(id.as_str())),
                Cell::code("member", Some(member.as_str())),
                if has_rota { Cell::Flag(assigner.is_on_duty(member, now)) } else { Cell::Absent },
                Cell::Count(work.tickets.into()),
                Cell::Count(work.load.into()),
                assigner.capacity(known).map_or(Cell::Absent, |capacity| Cell::Count(capacity.into())),
                Cell::moment(work.last.map(|last| desk.settings.zone.to_local(last.at))),
            ]);
        }
    }
    Table { id: "members", columns, rows, frame: None }
}
