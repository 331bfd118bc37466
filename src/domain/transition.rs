//! Which act is allowed in which status, and where it leads: one table.
use super::act::ActKind;
use super::status::Status::{self, Assigned, Closed, InProgress, New, Resolved, Waiting};
use super::verb::verb;
use crate::{faults, near};

/// Where an act leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// The status stays.
    Stay,
    /// To this status.
    To(Status),
    /// To `assigned` when the act names a member, else to `new`: the team's pool.
    Named,
    /// To `assigned` when the act names a member, else the status stays.
    NamedOrStay,
    /// To `in_progress` when somebody is assigned, else to `new`.
    Handler,
    /// To the status that the act says.
    Said,
}

const ANY: &[Status] = &Status::ALL;
const NOT_CLOSED: &[Status] = &[New, Assigned, InProgress, Waiting, Resolved];
const UNRESOLVED: &[Status] = &[New, Assigned, InProgress, Waiting];
const HANDLED: &[Status] = &[Assigned, InProgress, Waiting];

/// The row of an act: the statuses it is allowed in, and where it leads.
const fn row(act: ActKind) -> (&'static [Status], Lead) {
    match act {
        ActKind::Created => (&[], Lead::To(New)),
        ActKind::Assigned | ActKind::Transferred => (UNRESOLVED, Lead::Named),
        ActKind::Accepted => (&[New, Assigned], Lead::To(InProgress)),
        ActKind::Declined => (&[Assigned], Lead::To(New)),
        ActKind::Escalated => (UNRESOLVED, Lead::NamedOrStay),
        ActKind::Waiting => (&[Assigned, InProgress], Lead::To(Waiting)),
        ActKind::Resumed => (&[Waiting], Lead::To(InProgress)),
        ActKind::Resolved => (UNRESOLVED, Lead::To(Resolved)),
        ActKind::Verified | ActKind::Confirmed => (&[Resolved], Lead::Stay),
        ActKind::SentBack => (&[Resolved], Lead::Handler),
        ActKind::Reopened => (&[Resolved, Closed], Lead::Handler),
        ActKind::Closed => (NOT_CLOSED, Lead::To(Closed)),
        ActKind::Unmerged => (&[Closed], Lead::Said),
        ActKind::Analysed | ActKind::Planned | ActKind::Progressed => (HANDLED, Lead::Stay),
        ActKind::ExtensionRequested | ActKind::EscalationRequested | ActKind::Involved => (UNRESOLVED, Lead::Stay),
        ActKind::Stage | ActKind::Approved | ActKind::Rejected | ActKind::Contributed => (NOT_CLOSED, Lead::Stay),
        ActKind::Classified
        | ActKind::Edited
        | ActKind::Received
        | ActKind::Replied
        | ActKind::Noted
        | ActKind::SurveySent
        | ActKind::SurveyAnswered
        | ActKind::FollowedUp
        | ActKind::Attached
        | ActKind::Linked
        | ActKind::Unlinked
        | ActKind::Notified
        | ActKind::Other => (ANY, Lead::Stay),
    }
}

faults! {
    /// Why an act is refused.
    pub enum TransitionFault {
        "act-not-allowed" => NotAllowed { id: String, act: &'static str, status: Status, allowed: String },
    }
}

/// Where `act` leads, whatever the status: the fold never refuses what a file says.
pub const fn lead(act: ActKind) -> Lead {
    row(act).1
}

/// Whether `act` is allowed in `status`.
pub fn is_allowed(act: ActKind, status: Status) -> bool {
    row(act).0.contains(&status)
}

/// The acts that are allowed in `status`.
pub fn allowed_in(status: Status) -> impl Iterator<Item = ActKind> {
    ActKind::ALL.iter().copied().filter(move |act| is_allowed(*act, status))
}

/// The commands that lead on from `status`, or belong to tickets that are as far as that; not those that any ticket, or
/// any that is not solved yet, always takes.
fn steps(status: Status) -> Vec<&'static str> {
    let always = |act: &ActKind| row(*act).0.len() >= UNRESOLVED.len();
    let leads_on = |act: &ActKind| *act != ActKind::Unmerged && (lead(*act) != Lead::Stay || !always(act));
    let steps = allowed_in(status).filter(leads_on);
    let mut commands = Vec::new();
    for command in steps.filter_map(verb) {
        if !commands.contains(&command) {
            commands.push(command);
        }
    }
    commands
}

/// Refuses an act that is not allowed in `status`, naming the commands that lead on from there.
pub fn require(id: &str, act: ActKind, status: Status) -> Result<(), TransitionFault> {
    require_of(verb(act).unwrap_or(act.code()), id, act, status)
}

/// The same for an act that people know by another command than its own.
pub fn require_of(command: &'static str, id: &str, act: ActKind, status: Status) -> Result<(), TransitionFault> {
    let refusal =
        || TransitionFault::NotAllowed { id: id.to_owned(), act: command, status, allowed: near::join(steps(status)) };
    if is_allowed(act, status) { Ok(()) } else { Err(refusal()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_ticket_only_reopens() {
        assert!(is_allowed(ActKind::Reopened, Closed));
        assert!(is_allowed(ActKind::Noted, Closed));
        for act in [ActKind::Closed, ActKind::Accepted, ActKind::Resolved, ActKind::Waiting, ActKind::Assigned] {
            assert!(!is_allowed(act, Closed), "{act:?}");
        }
    }

    #[test]
    fn every_status_can_be_left_or_is_the_end() {
        for status in Status::ALL {
            assert!(allowed_in(status).any(|act| lead(act) != Lead::Stay), "{status}");
        }
    }

    #[test]
    fn nothing_is_created_twice() {
        assert!(Status::ALL.iter().all(|status| !is_allowed(ActKind::Created, *status)));
    }

    #[test]
    fn the_refusal_names_what_is_allowed() {
        let TransitionFault::NotAllowed { allowed, .. } = require("T1", ActKind::Accepted, Closed).unwrap_err();
        assert_eq!(allowed, "reopen");
    }

    #[test]
    fn the_steps_are_few_and_each_is_named_once() {
        let in_progress = ["assign", "transfer", "analyse", "plan", "progress", "wait", "escalate", "resolve", "close"];
        assert_eq!(steps(InProgress), in_progress);
        assert_eq!(steps(Resolved), ["verify", "send-back", "confirm", "reopen", "close"]);
    }
}
