//! `due`: what runs out, soonest first.
use std::collections::HashSet;
use std::sync::Arc;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, Form};
use crate::cli::holidays;
use crate::cli::listing::Listing;
use crate::desk::open::Desk;
use crate::domain::collaboration;
use crate::domain::ids::{MemberId, TeamId};
use crate::domain::ticket::{Head, Ticket};
use crate::fault::Result;
use crate::render::Format;
use crate::report::due::{self, Due as Promise};
use crate::report::table::Table;
use crate::service::heading;
use crate::service::keeper::{Gathered, Keeper};
use crate::store::find::Found;
use crate::time::clocks::Reading;
use crate::time::duration::Span;
use crate::time::{Calendar, Instant, working};

/// List the promises that run out, soonest first, what is overdue on top
#[derive(Debug, Default, Args)]
#[command(after_help = "Examples:\n  tickets due --within 2h\n  tickets due --mine\n  \
    tickets due --team tech --clock resolution --format json")]
pub struct Due {
    /// Only what runs out within this time, such as 2h or 1bd, and what is overdue
    #[arg(long, value_name = "DURATION")]
    within: Option<String>,
    /// Only what is yours: of tickets assigned to you, and duties of you or your team
    #[arg(long)]
    mine: bool,
    /// Only this team's tickets and duties
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Only this clock
    #[arg(long, value_name = "CLOCK")]
    clock: Option<String>,
    #[command(flatten)]
    listing: Listing,
}

/// Which promises are wanted.
#[derive(Default)]
pub(super) struct Wanted {
    until: Option<Instant>,
    mine: Option<Mine>,
    team: Option<TeamId>,
    clock: Option<usize>,
}

/// Who somebody is.
struct Mine {
    member: MemberId,
    teams: Vec<TeamId>,
}

impl Due {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let keeper = Keeper::open(&desk, context.as_of(&desk)?)?;
        let wanted = self.wanted(context, &keeper)?;
        let files = keeper.files(context.is_past(&desk, keeper.as_of))?;
        let Gathered { found, invalid } = keeper.gather(&files, |found, ticket| wanted.of(&keeper, found, ticket));
        let left_out = self.listing.lenience.settle(context, invalid)?;
        self.show(context, &keeper, found)?;
        holidays::tell_unknown(context, &keeper.unknown_years());
        left_out.tell(context);
        Ok(Exit::Done)
    }

    fn wanted(&self, context: &Context, keeper: &Keeper<'_>) -> Result<Wanted> {
        let desk = keeper.desk;
        let team = self.team.as_deref().map(|team| desk.roster.team_called(team)).transpose()?;
        Ok(Wanted {
            until: self.within.as_deref().map(|within| until(keeper, within)).transpose()?,
            mine: self.mine.then(|| context.actor(desk).map(|member| Mine::of(desk, member))).transpose()?,
            team: team.map(|(id, _)| id.clone()),
            clock: self.clock.as_deref().map(|name| heading::clock(desk, &keeper.policies, name)).transpose()?,
        })
    }

    fn show(&self, context: &Context, keeper: &Keeper<'_>, mut found: Vec<Promise>) -> Result<()> {
        due::sort(&mut found);
        if self.listing.form.quiet {
            // A number stands once, so that an act can take the list.
            let mut seen = HashSet::new();
            found.retain(|promise| seen.insert(promise.reference.clone()));
        }
        self.listing.cut(&mut found);
        let Form { format, quiet } = self.listing.form;
        let table = due::table(&found);
        let table = if quiet { table } else { for_people(keeper.desk, format, table)? };
        form::list(context, keeper.desk, &self.listing.form, &table, "due-empty")
    }
}

/// What people get of a listing, so that it fits their terminals.
const COLUMNS: [&str; 8] = ["number", "clock", "state", "left", "due", "title", "customer", "assignee"];

fn for_people(desk: &Desk, format: Format, table: Table) -> Result<Table> {
    form::for_people(desk, format, table, &COLUMNS)
}

/// The promises that are wanted, as they are now. What cannot be read is left to whoever told of it.
pub(super) fn listing(keeper: &Keeper<'_>, wanted: &Wanted) -> Result<Table> {
    let files = keeper.files(false)?;
    let mut found = keeper.gather(&files, |found, ticket| wanted.of(keeper, found, ticket)).found;
    due::sort(&mut found);
    for_people(keeper.desk, Format::Table, due::table(&found))
}

/// The end of a time from now: of business days in the desk's calendar, else of real time.
fn until(keeper: &Keeper<'_>, within: &str) -> Result<Instant> {
    let span: Span = within.parse()?;
    let from = Instant::from(keeper.as_of);
    if let Some(seconds) = span.fixed_seconds() {
        return Ok(from.plus(seconds));
    }
    let calendar = keeper.policies.calendar_at(from).unwrap_or_else(|| Arc::new(Calendar::always()));
    Ok(working::add(&calendar, from, span.seconds(&calendar)?)?)
}

impl Wanted {
    /// The promises of a ticket that are wanted.
    fn of(&self, keeper: &Keeper<'_>, found: &Found, ticket: &Ticket) -> Vec<Promise> {
        if !self.takes(&ticket.head, false) && collaboration::teams(ticket).is_empty() {
            return Vec::new();
        }
        let readings = keeper.readings(ticket, keeper.as_of);
        let running =
            readings.iter().filter(|reading| reading.runs() && self.clock.is_none_or(|clock| clock == reading.clock));
        let promises = running.filter_map(|reading| {
            let promise = promise(keeper, found, ticket, reading)?;
            self.takes(&promise.head, reading.collaborator.is_some()).then_some(promise)
        });
        promises.filter(|promise| self.until.is_none_or(|until| Instant::from(promise.at) <= until)).collect()
    }

    /// Whether what a head is about is wanted: a ticket, or the duty of a team that works along.
    fn takes(&self, head: &Head, is_duty: bool) -> bool {
        let is_theirs = self.mine.as_ref().is_none_or(|mine| mine.has(head, is_duty));
        is_theirs && (self.team.is_none() || self.team == head.team)
    }
}

impl Mine {
    fn of(desk: &Desk, member: MemberId) -> Self {
        let teams = desk.roster.members.get(&member).map(|member| member.teams.clone()).unwrap_or_default();
        Self { member, teams }
    }

    /// A duty without a name is everybody's in the team.
    fn has(&self, head: &Head, is_duty: bool) -> bool {
        let is_of_team = || head.team.as_ref().is_some_and(|team| self.teams.contains(team));
        head.assignee.as_ref() == Some(&self.member) || is_duty && head.assignee.is_none() && is_of_team()
    }
}

fn promise(keeper: &Keeper<'_>, found: &Found, ticket: &Ticket, reading: &Reading) -> Option<Promise> {
    let desk = keeper.desk;
    let duty = reading.collaborator.and_then(|place| collaboration::teams(ticket).get(place).copied());
    Some(Promise {
        reference: found.reference.clone(),
        head: duty.map_or_else(|| ticket.head.clone(), |team| collaboration::head_for(ticket, team)),
        rank: desk.vocabulary.rank(ticket.head.priority.as_str()).unwrap_or_default(),
        clock: keeper.policies.clocks().get(reading.clock)?.name().clone(),
        state: reading.state,
        at: desk.settings.zone.to_local(reading.due?),
        left: reading.remaining()?,
    })
}
