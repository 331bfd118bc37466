//! How people are told for whom nobody was found.
use super::context::Context;
use super::{output, present};
use crate::automation::assignment::Nobody;
use crate::desk::open::Desk;
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::service::assigning::{Assigner, Pooled};
use crate::service::duty::OnDuty;

/// For a ticket that must be opened whatever is wrong with the configuration, which is told: nobody is chosen by what
/// cannot be read.
pub fn in_spite<'a>(context: &Context, desk: &'a Desk) -> Assigner<'a> {
    let on_duty = context.in_spite(OnDuty::of(desk)).unwrap_or(OnDuty::Unknown);
    Assigner::by(desk, context.in_spite(desk.assignment()).unwrap_or_default(), on_duty)
}

/// Gives a new ticket to a member of its team, when that is how the team's tickets find one; tells when nobody can
/// take it.
pub fn give(context: &Context, assigner: &mut Assigner<'_>, ticket: &mut Ticket, at: Moment) -> Result<()> {
    if let Some(pooled) = assigner.assign(ticket, at)? {
        tell_pooled(context, assigner, &pooled);
    }
    Ok(())
}

/// Tells what is wrong with tickets that were looked at, and which tickets stay in the pool.
pub fn tell(context: &Context, assigner: &Assigner<'_>, pooled: &[Pooled]) {
    tell_invalid(context, assigner);
    for ticket in pooled {
        tell_pooled(context, assigner, ticket);
    }
}

/// Tells which open tickets could not be read, and so do not count.
pub fn tell_invalid(context: &Context, assigner: &Assigner<'_>) {
    for problem in assigner.invalid() {
        output::tell(&present::problem(problem, context.language));
    }
}

/// Tells that a ticket stays in the pool of its team, and what is wrong with the rota when that is why.
fn tell_pooled(context: &Context, assigner: &Assigner<'_>, pooled: &Pooled) {
    let key = match (pooled.why, assigner.on_duty()) {
        (Nobody::Empty, _) => "assign-nobody-empty",
        (Nobody::Full, _) => "assign-nobody-full",
        (Nobody::OffDuty, OnDuty::Unknown) => "assign-nobody-rota-unknown",
        (Nobody::OffDuty, OnDuty::By(rota)) if rota.is_over(pooled.at.into()) => "assign-nobody-rota-over",
        (Nobody::OffDuty, _) => "assign-nobody-off-duty",
    };
    context.tell(key, &[("number", pooled.number.as_str()), ("team", pooled.team.as_str())]);
}
