//! Which command records an act: what a person types, where a file says what happened.
use super::act::ActKind;

/// The command that records an act; `None` when there is none.
pub const fn verb(act: ActKind) -> Option<&'static str> {
    Some(match act {
        ActKind::Created => "new",
        ActKind::Edited => "edit",
        ActKind::Assigned => "assign",
        ActKind::Accepted => "accept",
        ActKind::Declined => "decline",
        ActKind::Transferred => "transfer",
        ActKind::Received => "receive",
        ActKind::Replied => "reply",
        ActKind::Noted => "note",
        ActKind::Analysed => "analyse",
        ActKind::Planned => "plan",
        ActKind::Progressed => "progress",
        ActKind::Stage => "stage",
        ActKind::Waiting => "wait",
        ActKind::Resumed => "resume",
        ActKind::ExtensionRequested => "extend",
        ActKind::EscalationRequested | ActKind::Escalated => "escalate",
        ActKind::Approved => "approve",
        ActKind::Rejected => "reject",
        ActKind::Resolved => "resolve",
        ActKind::Verified => "verify",
        ActKind::SentBack => "send-back",
        ActKind::Confirmed => "confirm",
        ActKind::Reopened => "reopen",
        ActKind::Closed => "close",
        ActKind::SurveySent => "survey sent",
        ActKind::SurveyAnswered => "survey respond",
        ActKind::FollowedUp => "follow-up",
        ActKind::Attached => "attach",
        ActKind::Linked | ActKind::Unlinked => "link",
        ActKind::Unmerged => "merge",
        ActKind::Involved => "involve",
        ActKind::Contributed => "done",
        _ => return None,
    })
}
