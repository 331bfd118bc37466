//! Clocks and policies.
pub(super) const TABLE: crate::text::Table = &[
    ("clock-act-unknown", "the clock `{clock}` names the unknown act `{act}`"),
    ("clock-act-unknown.hint", "use {near}"),
    ("clock-key-missing", "the clock `{clock}` has no `{key}`"),
    (
        "clock-key-missing.hint",
        "a clock needs `starts: created`, `stops: resolved` and `target: 4h`; a level needs `at: 150%`",
    ),
    ("clock-calendar-missing", "the clock `{clock}` has no calendar"),
    ("clock-calendar-missing.hint", "add `calendar: office` above the clocks, or `calendar: always` to the clock"),
    ("clock-until-unnamed", "the clock `{clock}` is due when the act says that starts it, and that says no time"),
    (
        "clock-until-unnamed.hint",
        "start it by `involved`, `transferred`, `sent-back` or `reopened`, or give it a `target` such as `4h`",
    ),
    ("clock-duration-malformed", "`{duration}` is no duration, in `{key}` of the clock `{clock}`"),
    ("clock-duration-malformed.hint", "write `10m`, `4h`, `1d`, `2bd` (business days) or `1h30m`"),
    (
        "clock-business-day-unknown",
        "`{duration}` means nothing in `{key}` of the clock `{clock}`: its calendar's week has no hours",
    ),
    ("clock-business-day-unknown.hint", "add hours to the calendar's `week`, or write the duration in hours: `16h`"),
    ("clock-share-malformed", "`{share}` is no share of the target, in `{key}` of the clock `{clock}`"),
    (
        "clock-share-malformed.hint",
        "write a whole number up to `1000%`, or a time before the target is used up: `30m`; a level also takes one after: `+2h`",
    ),
    ("clock-action-malformed", "an action in `{key}` of the clock `{clock}` says not one thing to do"),
    (
        "clock-action-malformed.hint",
        "write one of `notify: lead`, `escalate: lead`, `reassign: lead`, `priority: urgent` in each action",
    ),
    ("clock-rung-twice", "the clock `{clock}` says `{verb}` twice at `{at}`"),
    ("clock-rung-twice.hint", "keep one, or give the other a later point in `levels`: `at: 150%`"),
    ("clock-breach-at", "`at: {at}` stands in `on_breach` of the clock `{clock}`, whose time is the breach"),
    ("clock-breach-at.hint", "leave `at` out, or move the action to `levels`"),
    ("policies-mixed", "both `clocks` and `policies` are given"),
    ("policies-mixed.hint", "move `clocks` under a policy with its own `since: 2026-01-01`"),
    ("policies-same-date", "two policies begin on `{since}`"),
    ("policies-same-date.hint", "give each policy its own `since`"),
];
